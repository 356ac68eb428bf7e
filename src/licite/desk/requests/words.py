"""Requests for access as the pages say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from licite.access import labels
from licite.access.actor import Actor
from licite.access.queries import grants_held
from licite.access.requests import Request, State, answered, own_requests
from licite.staff.queries import in_words as grant_in_words
from licite.web.dates import date_format

TONES = {State.WAITING: "blue", State.GIVEN: "yes", State.REFUSED: "no", State.LAPSED: "care"}


@dataclass(frozen=True)
class Line:
    """One's own request: what was asked, where it stands, the tone of that chip, and what more there is to say.

    `waits`: it may be withdrawn; `url`: where what was given stands, "" for nothing.
    """

    public: UUID
    what: str
    state: str
    tone: str
    more: str
    waits: bool
    url: str = ""


def own_lines(actor: Actor) -> list[Line]:
    """All that one has not put away."""
    return [line_of(one) for one in own_requests(actor)]


def told_lines(actor: Actor) -> list[Line]:
    """Those with an answer, or that nobody answered, until one puts them away."""
    return [line_of(one) for one in answered(actor)]


def line_of(one: Request) -> Line:
    """A request in words."""
    said = {
        State.WAITING: _("waiting for an answer"),
        State.GIVEN: _("granted"),
        State.REFUSED: pgettext("request for access", "refused"),
        State.LAPSED: _("left without an answer"),
    }
    if one.state is State.GIVEN:
        return _given(one, said[one.state])
    waits = one.state is State.WAITING
    return Line(one.public, what(one), said[one.state], TONES[one.state], _more(one), waits)


def to_come(actor: Actor, places: Mapping[int, str]) -> list[str]:
    """One's own grants that begin in the days to come; `places`: every portfolio by its name."""
    return [
        grant_in_words(
            held.grant.profile,
            [places.get(one, "…") for one in held.grant.portfolios],
            held.grant.stages,
            held.grant.until,
            since=held.since,
        )
        for held in grants_held(actor, member=actor.member)
        if held.live and not held.begun
    ]


def what(one: Request) -> str:
    """Where, which stages and until when: "Est · Client · jusqu’au 5 décembre 2026"."""
    return " · ".join([one.place, in_words(one.stages), _until(one.until)])


def in_words(stages: Sequence[int]) -> str:
    """Stages by their names."""
    if set(stages) == set(labels.STAGES):
        return _("all stages")
    return ", ".join(str(labels.STAGES[stage]) for stage in sorted(stages))


def _given(one: Request, said: str) -> Line:
    """What was given comes first; what was asked for only where that was more."""
    until = one.given_until or one.until
    given = " · ".join([one.place, in_words(one.given_stages), _until(until)])
    less = set(one.given_stages) < set(one.stages) or until < one.until
    more = _("Given by %(name)s.") % {"name": one.by}
    if less:
        asked = " · ".join([in_words(one.stages), _until(one.until)])
        more += " " + _("You had asked for: %(what)s.") % {"what": asked}
    state, tone = (_("granted in part"), "care") if less else (said, TONES[one.state])
    return Line(one.public, given, state, tone, more, waits=False, url=reverse("desk:rights"))


def _more(one: Request) -> str:
    if one.state is State.REFUSED:
        return _("%(name)s: “%(why)s”") % {"name": one.by, "why": one.answer}
    if one.state is State.LAPSED:
        return _("Ask again if you still need it.")
    return _("Without an answer, it ends on %(day)s.") % {"day": date_format(one.last_wait, "j F Y")}


def _until(moment: datetime) -> str:
    return _("until %(day)s") % {"day": date_format(labels.last_day(moment), "j F Y")}
