"""Two records side by side: what differs, which value is proposed, and what a merge will do, said beforehand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from licite.access import labels, reveal
from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.access.queries import member_names, watchers_of
from licite.kit import phones
from licite.kit.cells import Stage, portfolio_of, stage_of
from licite.lawful.choices import Basis, Capacity, Purpose, Source
from licite.lawful.panels.objections import closed_words
from licite.people.duplicates.likeness import Reason
from licite.people.queries import ContactRow
from licite.people.queries.customs import customs, customs_of
from licite.people.queries.duplicates import Alike, Held
from licite.people.queries.rows import company_names
from licite.web.dates import date_format

Side = Literal["one", "other"]

REASONS: dict[str, Promise] = {
    Reason.NAME_SAME: gettext_lazy("same name"),
    Reason.NAME_SWAPPED: gettext_lazy("names the other way round"),
    Reason.NAME_JOINED: gettext_lazy("same name, written otherwise"),
    Reason.NAME_INITIALS: gettext_lazy("initials"),
    Reason.NAME_CLOSE: gettext_lazy("close names"),
    Reason.EMAIL_SAME: gettext_lazy("same e-mail"),
    Reason.EMAIL_ALIKE: gettext_lazy("e-mails alike"),
    Reason.PHONE_SAME: gettext_lazy("same phone"),
    Reason.PHONE_END: gettext_lazy("same end of number"),
    Reason.COMPANY_SAME: gettext_lazy("same company"),
    Reason.ADDRESS_SAME: gettext_lazy("same address"),
    Reason.TOWN_SAME: gettext_lazy("same town"),
}
RANK = {Stage.CUSTOMER: 4, Stage.FORMER: 3, Stage.LEAD: 2, Stage.COLD: 1}


@dataclass(frozen=True)
class PairLine:
    """A pair in the list: both records, how alike and why, and the page that compares them."""

    alike: Alike
    percent: int
    reasons: Sequence[str]
    places: tuple[str, str]
    url: str


@dataclass(frozen=True)
class Head:
    """What one record is: where it stands, who sees it, where its data come from."""

    url: str
    name: str
    place: str
    entered: str
    source: str
    viewers: str
    held: str


@dataclass(frozen=True)
class Line:
    """A field of both. `differs`: one has to choose (`chosen` is proposed); else `value` is common, or only one says it."""

    name: str
    label: str
    one: Sequence[str]
    other: Sequence[str]
    differs: bool
    chosen: Side
    keeps_both: bool = False


@dataclass(frozen=True)
class Comparison:
    """The page. `effects`: what a merge does; `cautions`: what it does that cannot be seen at a glance."""

    one: Head
    other: Head
    keep: Side
    lines: Sequence[Line]
    effects: Sequence[str]
    cautions: Sequence[str] = field(default_factory=list)


def pair_lines(actor: Actor, rows: Sequence[Alike]) -> list[PairLine]:
    """Pairs, in the order given."""
    return [
        PairLine(
            one,
            one.score,
            [str(REASONS[reason]) for reason in one.reasons if reason in REASONS],
            (_place(actor, one.one.cell), _place(actor, one.other.cell)),
            reverse("people:duplicate", args=[one.one.public, one.other.public]),
        )
        for one in rows
    ]


def comparison(actor: Actor, one: ContactRow, other: ContactRow, held: dict[int, Held]) -> Comparison:
    """Both records as the reader may read them."""
    members = member_names(actor)
    keep: Side = "one" if _standing(one, held) >= _standing(other, held) else "other"
    return Comparison(
        one=head(actor, one, held[one.id], members),
        other=head(actor, other, held[other.id], members),
        keep=keep,
        lines=list(_lines(actor, one, other, keep)),
        effects=list(_effects(one, other, held)),
        cautions=list(_cautions(actor, one, other)),
    )


def _standing(contact: ContactRow, held: dict[int, Held]) -> tuple[int, int, float]:
    """The record to keep by default: the further stage, then the longer history, then the older one."""
    of = held[contact.id]
    return RANK.get(Stage(stage_of(contact.cell)), 0), of.interactions, -contact.created_at.timestamp()


def _place(actor: Actor, cell: int) -> str:
    return f"{actor.portfolios.get(portfolio_of(cell), '')} · {labels.STAGES[stage_of(cell)]}"


def head(actor: Actor, contact: ContactRow, held: Held, members: dict[int, str]) -> Head:
    """What stands over a record beside another one."""
    by = members.get(contact.created_by or 0, "")
    entered = _("entered on %(day)s") % {"day": _day(contact.created_at)}
    source = _label(Source, contact.source)
    parts = [
        ngettext("%(n)s interaction", "%(n)s interactions", held.interactions) % {"n": held.interactions},
        ngettext("%(n)s task", "%(n)s tasks", held.tasks) % {"n": held.tasks},
    ]
    return Head(
        url=reverse("desk:contact", args=[contact.public]),
        name=contact.shown_name,
        place=_place(actor, contact.cell),
        entered=f"{entered} {_('by %(name)s') % {'name': by}}" if by else entered,
        source=_("collected on %(day)s: %(source)s")
        % {"day": _day(contact.collected_at), "source": source[:1].lower() + source[1:]},
        viewers=", ".join(watcher.name for watcher in watchers_of(actor, contact.cell)),
        held=", ".join(parts),
    )


def _lines(actor: Actor, one: ContactRow, other: ContactRow, keep: Side) -> Iterator[Line]:
    fresher: Side = "one" if one.active_at >= other.active_at else "other"
    companies = company_names({found for found in (one.company_id, other.company_id) if found})

    def company(contact: ContactRow) -> list[str]:
        return (
            [companies[contact.company_id][1]]
            if contact.company_id and contact.company_id in companies
            else []
        )

    def line(name: str, label: str, mine: Sequence[str], theirs: Sequence[str], side: Side) -> Line:
        differs = bool(any(mine) and any(theirs) and list(mine) != list(theirs))
        if name == "address" and (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
            # The same place, said in full on one of them.
            differs = False
        both = name in {"email", "phone", "address"}
        # What says more goes before what is fresher.
        more = len([x for x in mine if x]) - len([x for x in theirs if x])
        chosen: Side = side if not more else ("one" if more > 0 else "other")
        return Line(name, label, [x for x in mine if x], [x for x in theirs if x], differs, chosen, both)

    yield line("name", _("Name"), [one.shown_name], [other.shown_name], _better_name(one, other, keep))
    yield line("title", _("Job title"), [one.shown_title], [other.shown_title], fresher)
    yield line("company", _("Company"), company(one), company(other), fresher)
    for of in (Field.EMAIL, Field.PHONE, Field.ADDRESS):
        least = min(one.level(actor, of), other.level(actor, of))
        values = values_shown(actor, one, of, least), values_shown(actor, other, of, least)
        yield line(of.value, str(labels.FIELDS[of]), *values, fresher)
    capacities = [
        [] if c.capacity == Capacity.UNKNOWN else [str(Capacity(c.capacity).label)] for c in (one, other)
    ]
    yield line("capacity", _("Here as"), capacities[0], capacities[1], fresher)
    fields = customs(actor)
    if fields:
        mine = customs_of(actor, contact=one, fields=fields)
        theirs = customs_of(actor, contact=other, fields=fields)
        for a, b in zip(mine, theirs, strict=True):
            if a.value or b.value:
                yield line(f"custom_{a.field.id}", a.field.label, [a.value or ""], [b.value or ""], fresher)


def _better_name(one: ContactRow, other: ContactRow, keep: Side) -> Side:
    """The one written with small letters and accents, the longer one, else that of the record kept."""

    def care(contact: ContactRow) -> tuple[bool, int, int]:
        name = contact.listing.name
        return not (name.isupper() or name.islower()), sum(not char.isascii() for char in name), len(name)

    if care(one) == care(other):
        return keep
    return "one" if care(one) > care(other) else "other"


def values_shown(actor: Actor, contact: ContactRow, name: Field, most: Level = Level.OPEN) -> Sequence[str]:
    """The values in clear; the mask alone where the person closed the channel, or where no more than `most` is shown."""
    envelope = getattr(contact, name.value)
    if min(contact.level(actor, name), most) is not Level.OPEN:
        if not envelope:
            return []
        mask = {Field.EMAIL: contact.listing.email_mask, Field.PHONE: contact.listing.phone_mask}.get(name)
        if mask:
            actor.trace.saw("people:contact:read", [contact.id], [reveal.masked(name)])
        return [mask or pgettext("address", "masked")]
    found = reveal.opened(actor, contact=contact, field=name, envelope=envelope)
    values = list(found.values) if found else []
    if name is Field.PHONE:
        return [phones.display(value) for value in values]
    if name is Field.ADDRESS and values:
        step = reveal.PARTS[Field.ADDRESS]
        each = [values[start : start + step] for start in range(0, len(values), step)]
        return [part for line, code, town in each for part in (line, f"{code} {town}".strip()) if part]
    return values


def _effects(one: ContactRow, other: ContactRow, held: dict[int, Held]) -> Iterator[str]:
    of = held[one.id], held[other.id]
    yield _("One record is left, with the history, the tasks, the files and the proofs of both.")
    yield _("Every e-mail, phone and address of both is kept; the one chosen comes first.")
    words = ", ".join(closed_words(one.objections | other.objections))
    if words:
        yield _("Objections add up: %(channels)s is closed for this person, whatever the address.") % {
            "channels": words
        }
    consents = of[0].consents + of[1].consents
    if consents:
        yield ngettext(
            "%(n)s proof of consent is kept; what the person took back on one record is taken back for both.",
            "%(n)s proofs of consent are kept; what the person took back on one record is taken back for both.",
            consents,
        ) % {"n": consents}
    acts = [contact.person_act_at for contact in (one, other) if contact.person_act_at]
    if acts:
        yield _(
            "The clock of inactivity runs from the last act of the person that restarts it: %(day)s. An objection does not."
        ) % {"day": _day(max(acts))}
    yield _("The day of collection is the earliest: %(day)s.") % {
        "day": _day(min(one.collected_at, other.collected_at))
    }
    if one.purpose != other.purpose:
        yield _("Both purposes stand: %(one)s, %(other)s.") % {
            "one": _label(Purpose, one.purpose).lower(),
            "other": _label(Purpose, other.purpose).lower(),
        }
    yield _("The merge is written in the journal under both records, and can be taken back.")


def _cautions(actor: Actor, one: ContactRow, other: ContactRow) -> Iterator[str]:
    if one.objections != other.objections:
        yield _(
            "One of the two refused what the other did not: until you decide, the other stays open to it, "
            "unless it waits for a check."
        )
    if portfolio_of(one.cell) != portfolio_of(other.cell):
        yield _(
            "Two portfolios: whoever sees only the portfolio of the record that goes will not see the person any more."
        )
    elif one.cell != other.cell:
        yield _("Two stages: the person will be at the stage of the record you keep.")
    if one.restricted or other.restricted:
        yield _("A restriction stands on one of the two: it holds for the whole (GDPR article 18).")
    if one.minor or other.minor:
        yield _("One of the two says that the person is a minor: it is kept.")
    owing = [c for c in (one, other) if c.informed_at is None and c.notice_due is not None]
    if owing and one.source != other.source:
        yield _(
            "The person was not told of one of the two sources: they are to be informed (GDPR article 14)."
        )
    if one.purpose == other.purpose and one.basis != other.basis:
        yield _(
            "Two legal bases for the same purpose: %(one)s, %(other)s. That of the record you keep stands."
        ) % {
            "one": _label(Basis, one.basis).lower(),
            "other": _label(Basis, other.basis).lower(),
        }


def _label(choices: type[Source | Basis | Purpose], key: str) -> str:
    return str(choices(key).label) if key in choices.values else key


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j F Y")
