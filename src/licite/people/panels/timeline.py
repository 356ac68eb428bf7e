"""What happened with a person: interactions, objections, moves between stages, changes of fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.lawful.channels import Channel
from licite.lawful.choices import Evidence
from licite.lawful.models import DATED, ToldBy
from licite.lawful.panels.objections import how_told
from licite.lawful.queries.objections import Said, objections_of
from licite.people.choices import ChangedField, Direction, InteractionKind, Outcome
from licite.people.forms import CallForm, InteractionForm, OutcomeForm
from licite.people.panels.about import cell_words
from licite.people.queries import ContactRow
from licite.people.queries.history import (
    LATEST,
    SHORTER,
    Happened,
    Objected,
    Wanted,
    happened_with,
    refused_by,
)
from licite.web.forms import Blank

FIELDS = tuple(field.value for field in ChangedField if field is not ChangedField.CELL)
CELL = (ChangedField.CELL.value,)
SAID_BY_KIND = ((InteractionKind.NOTE, Outcome.DONE), (InteractionKind.ORDER, Outcome.DONE))
"""Outcomes that say no more than what happened."""
SHOWS: dict[str, tuple[Promise, Sequence[str] | None, Sequence[str]]] = {
    "": (_("Everything that happened"), None, CELL),
    "calls": (_("Calls"), (InteractionKind.CALL,), ()),
    "mails": (_("Mails and letters"), (InteractionKind.EMAIL, InteractionKind.LETTER), ()),
    "meetings": (_("Appointments and visits"), (InteractionKind.MEETING, InteractionKind.VISIT), ()),
    "orders": (_("Forms and orders"), (InteractionKind.FORM, InteractionKind.ORDER), ()),
    "notes": (_("Notes"), (InteractionKind.NOTE,), ()),
    "stages": (_("Stages"), (), CELL),
    "fields": (_("Changes of fields"), (), FIELDS),
}
"""What a timeline may be narrowed to: its name, the kinds of interactions, the fields whose changes count."""
BY: dict[str, Promise] = {
    "": _("By anybody"),
    "theirs": _("By the person"),
    "mine": _("By me"),
    "others": _("By colleagues"),
}


@dataclass(frozen=True)
class Moment:
    """A line of the timeline; `hidden_note` where there is one that the reader does not see.

    `outcome`: to say how the act named by `public` ended. `rewrites`: its note is the reader's own, to write again.
    `calls`: the outcome is that of a call.
    """

    at: datetime
    theirs: bool
    title: str
    details: Sequence[str]
    hidden_note: bool = False
    outcome: OutcomeForm | CallForm | None = None
    public: UUID | None = None
    rewrites: bool = False
    calls: bool = False

    @property
    def timed(self) -> bool:
        """Whether its hour is known: what a file brought may say its day alone."""
        local = timezone.localtime(self.at)
        return (local.hour, local.minute) != (0, 0)


@dataclass(frozen=True)
class Choice:
    """One way to narrow the timeline; `query` is what its address asks."""

    label: str | Promise
    query: str
    current: bool


@dataclass(frozen=True)
class Timeline:
    """The panel, with the form to write where the reader may; `more`: what the next page asks, empty at the end."""

    moments: Sequence[Moment]
    form: Blank | None
    shows: Sequence[Choice]
    by: Sequence[Choice]
    more: str
    narrowed: bool


def timeline(
    actor: Actor,
    contact: ContactRow,
    said: Sequence[Said] | None = None,
    *,
    show: str = "",
    by: str = "",
    before: datetime | None = None,
) -> Timeline:
    """What they did and what we did, newest first; `said`: what they objected to, where it was read before.

    `show` and `by` as in SHOWS and BY; `before`: the page of what came before that moment.
    """
    show, by = show if show in SHOWS else "", by if by in BY else ""
    writes = actor.has(Permission.INTERACTION_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)
    _label, kinds, fields = SHOWS[show]
    wanted = Wanted(kinds=kinds, fields=fields, by=by, before=before)
    limit = LATEST if before else SHORTER
    happened, more = happened_with(actor, contact=contact, wanted=wanted, limit=limit)
    moments = [_moment(actor, one, may_finish=writes) for one in happened]
    last = happened[-1].at if more else None
    if not show and by in ("", "theirs"):
        said = objections_of(actor, contact=contact.id) if said is None else said
        moments += [
            _objection(one)
            for one in refused_by(said)
            if not (by and one.told_by == ToldBy.SHARED)
            and (before is None or one.at < before)
            and (last is None or one.at >= last)
        ]
    moments.sort(key=lambda moment: moment.at, reverse=True)
    asked = {"show": show, "by": by}
    return Timeline(
        moments=moments,
        form=Blank(InteractionForm) if writes else None,
        shows=[Choice(words[0], _asks(asked, show=key), key == show) for key, words in SHOWS.items()],
        by=[Choice(words, _asks(asked, by=key), key == by) for key, words in BY.items()],
        more=_asks(asked, before=last.isoformat()) if last else "",
        narrowed=bool(show or by or before),
    )


def _asks(asked: Mapping[str, str], **changed: str) -> str:
    return urlencode({name: value for name, value in {**asked, **changed}.items() if value})


def _objection(one: Objected) -> Moment:
    noted = _("noted by %(name)s") % {"name": one.by} if one.by else ""
    undated = "" if one.told_by in DATED else _("day unknown: this one at the latest")
    return Moment(
        at=one.at,
        # Whoever shares an address with somebody who objected did nothing.
        theirs=one.told_by != ToldBy.SHARED,
        title=" · ".join(filter(None, [str(_("Objection")), str(Channel(one.channel).label), one.about])),
        details=[str(part) for part in (how_told(one.told_by), undated, noted) if part],
    )


def _moment(actor: Actor, one: Happened, *, may_finish: bool) -> Moment:
    if one.public is None:
        return _change(actor, one)
    theirs = one.direction == Direction.THEIRS
    said = one.outcome and (one.kind, one.outcome) not in SAID_BY_KIND
    outcome = Outcome(one.outcome).label if said else ""
    proof = (
        _("proof: %(evidence)s") % {"evidence": str(Evidence(one.evidence).label).lower()}
        if one.evidence and one.evidence != one.kind
        else ""
    )
    return Moment(
        public=one.public,
        at=one.at,
        theirs=theirs,
        title=" · ".join(str(part) for part in (InteractionKind(one.kind).label, outcome) if part),
        details=[
            str(part)
            for part in (one.note, proof, "" if theirs else one.by or _("brought in by a file"))
            if part
        ],
        hidden_note=one.note is None,
        rewrites=may_finish and one.mine and bool(one.note),
        outcome=_to_say(one, one.public)
        if may_finish and one.mine and one.outcome == Outcome.PLANNED
        else None,
        calls=_is_ours(one),
    )


def _to_say(one: Happened, public: UUID) -> OutcomeForm | CallForm:
    return CallForm(key=public) if _is_ours(one) else OutcomeForm(public, kind=one.kind)


def _is_ours(one: Happened) -> bool:
    return one.kind == InteractionKind.CALL and one.direction == Direction.OURS


def _change(actor: Actor, one: Happened) -> Moment:
    """A move between stages or portfolios, or a field that changed: what it was is on the page of changes."""
    if one.cell_before is None or one.cell_after is None:
        title = gettext("Changed: %(field)s") % {"field": str(ChangedField(one.kind).label).lower()}
    else:
        title = f"{cell_words(actor, one.cell_before)} → {cell_words(actor, one.cell_after)}"
    return Moment(at=one.at, theirs=False, title=title, details=[one.by] if one.by else [])
