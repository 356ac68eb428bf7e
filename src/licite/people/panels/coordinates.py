"""Phones, e-mails and addresses on a contact's page, one line a value, drawn by `people/_coordinates.html`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from math import ceil

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access import labels, reveal
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.access.reveal import RevealAct, Shown
from licite.kit import clock, phones
from licite.lawful.may.hours import zone
from licite.lawful.panels import verdicts
from licite.lawful.panels.holds import FREE, Hold
from licite.lawful.places import zone_of
from licite.people.actions.reaching import APPOINTMENT, CHANNELS, DUTIES, GIVE_NOTICE
from licite.people.choices import CoordinateKind
from licite.people.queries import ContactRow
from licite.people.reveals import WRITE

DAY = (time(8), time(20))
"""Outside these the page says what time it is. No law sets hours for a professional or for a contract: courtesy does."""
BARRED: dict[Field, Promise] = {
    Field.PHONE: _("No call:"),
    Field.EMAIL: _("No e-mail:"),
    Field.ADDRESS: _("No letter:"),
}


@dataclass(frozen=True)
class Coordinate:
    """One value: its mask, or its lines where the reader has it open; `until` ends a reveal.

    `kind`: what it is for, empty where nobody said; `preferred`: the first of several. `calls`: a call may start here;
    `barred`: why the person may not be reached so, where only the law forbids it; `undialled`: no call may start, for the
    number exists nowhere; `later`: from when one may, where the hour alone forbids it; `plans`: the reader may plan it for
    then. `acts`: those that the law does not refuse now.
    """

    field: Field
    label: str | Promise
    opposed: bool
    place: int = 0
    kind: str | Promise = ""
    preferred: bool = False
    mask: str = ""
    values: Sequence[str] = ()
    until: datetime | None = None
    acts: Sequence[RevealAct] = ()
    calls: bool = False
    barred: str = ""
    undialled: bool = False
    later: datetime | None = None
    plans: bool = False
    seconds: int = 0

    @property
    def writes(self) -> str:
        """The act that opens an e-mail to write to it; empty where there is none."""
        return WRITE if self.field is Field.EMAIL and WRITE in [act.key for act in self.acts] else ""

    @property
    def refusal(self) -> Promise:
        """What stands before `barred`."""
        return BARRED[self.field]

    @property
    def scheme(self) -> str:
        """What a value opened for use starts with in a link: the phone's dialler where a call may start now, the mail
        program, nothing.
        """
        if self.field is Field.PHONE:
            return "tel:" if self.calls and self.later is None else ""
        return "mailto:" if self.field is Field.EMAIL else ""


@dataclass(frozen=True)
class Coordinates:
    """The panel. `refresh`: in how many seconds the page must be asked again, 0 for never. `restricted`: no act opens.

    `to_inform`: where the notice that is owed is noted as given, "" where none is or the reader may not.
    `hour`: what time it is where the person is, said where a call is allowed and the hour is nobody’s; "" else.
    """

    lines: Sequence[Coordinate]
    used: int
    quota: int
    refresh: int
    restricted: bool = False
    may_edit: bool = False
    hour: str = ""
    to_inform: str = ""

    @property
    def reveals(self) -> bool:
        """Whether any value may be opened by an act."""
        return any(line.acts for line in self.lines)

    @property
    def callable(self) -> Sequence[Coordinate]:
        """The phones that a call may start from."""
        return [line for line in self.lines if line.calls]


def coordinates(actor: Actor, contact: ContactRow, *, holds: Mapping[str, Hold] | None = None) -> Coordinates:
    """Phones, e-mails and addresses, as open as the level and the live reveals make them.

    `holds`: what holds back each channel; asked here, in two statements, if None.
    """
    standing = reveal.standing(actor, contact=contact)
    lines = [
        line
        for field in reveal.COORDINATES
        if actor.level(contact.cell, field) > Level.HIDDEN
        for line in _lines(actor, contact, field, standing)
    ]
    if any(line.calls or line.acts for line in lines):
        held = verdicts.holds(actor, contact) if holds is None else holds
        plans = actor.has(Permission.TASK_WRITE)
        lines = [_held_back(line, held.get(CHANNELS[line.field], FREE), plans=plans) for line in lines]
    return Coordinates(
        lines=lines,
        used=standing.used,
        quota=max((grant.reveals for grant in actor.grants if grant.covers(contact.cell)), default=0),
        refresh=min((line.seconds for line in lines if line.until), default=0),
        restricted=contact.restricted,
        may_edit=actor.has(Permission.CONTACT_EDIT)
        and actor.may(Act.EDIT, contact.cell)
        and not contact.restricted,
        to_inform=reverse("people:notice", args=[contact.public]) if _informs(actor, contact) else "",
        hour=_hour(contact) if any(line.calls and line.later is None for line in lines) else "",
    )


def _hour(contact: ContactRow) -> str:
    here = clock.now().astimezone(zone(zone_of(contact.country, contact.department)))
    return "" if DAY[0] <= here.time() < DAY[1] else time_format(here, "H:i")


def _held_back(line: Coordinate, hold: Hold, *, plans: bool) -> Coordinate:
    """As `open_coordinate` would answer: what it would refuse is not offered, and the reason stands in its place."""
    if not (line.calls or line.acts) or not (hold.why or hold.later):
        return line
    acts = [act for act in line.acts if act.key in DUTIES or (act.key == APPOINTMENT and hold.meets)]
    if hold.later is None:
        return replace(line, acts=acts, calls=False, barred=hold.why)
    plans = plans and line.calls and line.place == 0
    return replace(line, acts=acts, later=timezone.localtime(hold.later), plans=plans)


def _lines(actor: Actor, contact: ContactRow, field: Field, standing: reveal.Standing) -> list[Coordinate]:
    envelope, kinds = {
        Field.PHONE: (contact.phone, contact.phone_kinds),
        Field.EMAIL: (contact.email, contact.email_kinds),
        Field.ADDRESS: (contact.address, contact.address_kinds),
    }[field]
    opposed = contact.opposed(field)
    live = standing.live.get(field.value, {})
    found = reveal.shown(actor, contact=contact, field=field, envelope=envelope, live=live, closed=opposed)
    usable = not (opposed or contact.restricted)
    acts = reveal.acts_for(actor, contact=contact, field=field) if usable else []
    informs = _informs(actor, contact)
    acts = [
        act
        for act in acts
        if not contact.objections & act.channels[field] and (informs or act.key != GIVE_NOTICE)
    ]
    calls = usable and field is Field.PHONE and may_reach(actor, contact.cell, Field.PHONE)
    several = len(found) > 1
    if not found:
        return [Coordinate(field=field, label=labels.FIELDS[field], opposed=opposed)]
    return [
        Coordinate(
            field=field,
            place=one.place,
            label=labels.FIELDS[field],
            kind=_kind(kinds, one.place),
            preferred=several and one.place == 0,
            mask=one.mask,
            values=_words(field, one),
            until=one.until,
            acts=[] if one.parts else acts,
            opposed=opposed,
            calls=calls and one.dialable,
            undialled=calls and not one.dialable,
            seconds=max(1, ceil((one.until - clock.now()).total_seconds())) if one.until else 0,
        )
        for one in found
    ]


def opens_for_notice(actor: Actor, contact: ContactRow) -> bool:
    """Whether a number or an address of the record opens to the reader to give the notice."""
    held = {Field.PHONE: contact.phone, Field.EMAIL: contact.email, Field.ADDRESS: contact.address}
    return (
        _informs(actor, contact)
        and not contact.restricted
        and any(
            envelope is not None
            and not contact.opposed(field)
            and reveal.acts_for(actor, contact=contact, field=field)
            for field, envelope in held.items()
        )
    )


def _informs(actor: Actor, contact: ContactRow) -> bool:
    """Whether a notice is owed that the reader may give; as gate.reveal says."""
    owed = contact.informed_at is None and contact.notice_due is not None
    return owed and actor.has_in(Permission.NOTICE_DELIVER, contact.cell)


def fixed_lines(actor: Actor, contact: ContactRow) -> bool:
    """Whether every number of the record is a fixed line; False where there is none, or the reader is shown none."""
    if contact.phone is None or actor.level(contact.cell, Field.PHONE) is Level.HIDDEN:
        return False
    return all(map(phones.landline, reveal.for_keys(Field.PHONE, contact.public, contact.phone)))


def may_reach(actor: Actor, cell: int, field: Field) -> bool:
    """Whether the reader's profile may call (phone) or write to (e-mail) somebody of a cell; whether the law lets it is
    asked when that starts.
    """
    return (
        actor.has(Permission.INTERACTION_WRITE)
        and actor.has_in(Permission.CONTACT_REVEAL, cell)
        and actor.may(Act.COMMUNICATE, cell)
        and actor.level(cell, field) >= Level.REVEAL
    )


def _kind(kinds: str, place: int) -> str | Promise:
    letter = kinds[place : place + 1]
    return CoordinateKind(letter).label if letter in CoordinateKind.values else ""


def _words(field: Field, one: Shown) -> list[str]:
    if field is Field.ADDRESS and one.parts:
        line, postal_code, town = one.parts
        return [part for part in (line, f"{postal_code} {town}".strip()) if part]
    return [phones.display(part) if field is Field.PHONE else part for part in one.parts]
