"""What the pages of members show: a line a member, a card a grant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.giving import lacks
from licite.access.permissions import Act
from licite.access.queries import Held, Sheet, everybody, grants_held, member_names, portfolio_names, sheets
from licite.desk.grants.words import why_not
from licite.staff import queries as staff
from licite.staff import signins


@dataclass(frozen=True)
class Line:
    """A member: how they sign in, what they hold now, and how many sessions are open."""

    public: UUID
    name: str
    state: str
    since: datetime
    left_at: datetime | None
    second_factor: bool
    sessions: int
    signed_in_at: datetime | None
    rights: Sequence[str]
    is_self: bool


@dataclass(frozen=True)
class Card:
    """A grant: in words, its dates, by whom, and why the reader may not change it (empty: may); `begun` as in Held."""

    public: UUID
    profile: str
    portfolios: Sequence[str]
    stages: Sequence[str]
    since: datetime
    until: date | None
    given_by: str
    shut: str
    begun: bool


def members(actor: Actor) -> list[Line]:
    """Everybody, those who left last."""
    actor.trace.saw("access:grant:read", [], [])
    standings, places = staff.standings(), portfolio_names(actor)
    sessions, signed_in = signins.open_by_member(), _signed_in()
    rights: dict[int, list[str]] = {}
    for held in grants_held(actor):
        if held.live:
            grant = held.grant
            named = [places.get(portfolio, "…") for portfolio in grant.portfolios]
            since = None if held.begun else held.since
            words = staff.in_words(grant.profile, named, grant.stages, grant.until, since=since)
            rights.setdefault(held.member, []).append(words)
    return sorted(
        (
            Line(
                public=member.public,
                name=member.name,
                state=standings[member.pk].state,
                since=member.joined_at,
                left_at=member.left_at,
                second_factor=standings[member.pk].second_factor,
                sessions=sessions.get(member.pk, 0),
                signed_in_at=signed_in.get(member.pk),
                rights=rights.get(member.pk, []),
                is_self=member.pk == actor.member,
            )
            for member in everybody(actor)
        ),
        key=lambda line: line.state == "left",
    )


def cards(actor: Actor, *, member: int) -> tuple[list[Card], list[Card]]:
    """A member's live grants, and those that have ended, the latest first."""
    actor.trace.saw("access:grant:read", [], [], member=member)
    known = {sheet.key: sheet for sheet in sheets(actor)}
    places, names = portfolio_names(actor), member_names(actor)
    found = [
        (held.live, _card(actor, held, known[held.grant.profile], places, names))
        for held in grants_held(actor, member=member)
    ]
    return [card for live, card in found if live], [card for live, card in reversed(found) if not live]


def grant_of(actor: Actor, *, member: int, public: UUID) -> Held:
    """A member's live grant. Raises Http404."""
    for held in grants_held(actor, member=member):
        if held.live and held.public == public:
            return held
    raise Http404


def givable(actor: Actor) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """The profiles that the actor may give where they work, and the others by name, each with why not."""
    cells = actor.cells(Act.READ)
    checked = [
        (sheet, lacks(actor, sheet=sheet, cells=cells if sheet.acts else ())) for sheet in sheets(actor)
    ]
    refused = [(str(labels.profile(sheet.key)), why_not(found[0])) for sheet, found in checked if found]
    return [sheet for sheet, found in checked if not found], refused


def _card(actor: Actor, held: Held, sheet: Sheet, places: dict[int, str], names: dict[int, str]) -> Card:
    grant = held.grant
    return Card(
        public=held.public,
        profile=str(labels.profile(grant.profile)),
        portfolios=[places.get(portfolio, _("another portfolio")) for portfolio in grant.portfolios],
        stages=[str(labels.STAGES[stage]) for stage in grant.stages],
        since=held.since,
        until=grant.until and labels.last_day(grant.until),
        given_by=names.get(held.given_by, "") if held.given_by else "",
        shut=_shut(actor, held, sheet),
        begun=held.begun,
    )


def _shut(actor: Actor, held: Held, sheet: Sheet) -> str:
    if held.member == actor.member:
        return _("Nobody changes one’s own grants.")
    found = lacks(actor, sheet=sheet, cells=tuple(held.grant.cells()))
    return _("Not yours to change: %(why)s.") % {"why": why_not(found[0])} if found else ""


def _signed_in() -> dict[int, datetime]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT member, signed_in_at FROM gate.roster()")
        return dict(cursor.fetchall())
