"""Access asked for: one's own requests and those that wait for an answer, and the acts. The gate decides."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import TextChoices
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from licite import vault
from licite.access import labels, reveal
from licite.access.actor import Actor
from licite.access.giving import ask_the_gate, told_given

FOUND = """
    SELECT r.public, r.member_id, m.public AS asker, m.name, r.portfolio_id, p.name AS place, r.stages, r.motive, r.note,
        r.until, r.asked_at, r.expires_at, r.answered_at, b.name AS by, r.answer, g.stages AS given_stages,
        g.ends_at AS given_until,
        CASE WHEN r.given IS NOT NULL THEN 'given' WHEN r.answered_at IS NOT NULL THEN 'refused'
             WHEN r.expires_at <= gate.now() THEN 'lapsed' ELSE 'waiting' END AS state
    FROM access_accessrequest r JOIN access_member m ON m.id = r.member_id
    JOIN gate.portfolio_names() p ON p.id = r.portfolio_id
    LEFT JOIN access_member b ON b.id = r.answered_by LEFT JOIN access_grant g ON g.id = r.given
    WHERE r.closed_at IS NULL AND
"""
OWN = " r.member_id = (SELECT gate.me()) ORDER BY r.asked_at DESC, r.id DESC"
ANSWERED = """ r.member_id = (SELECT gate.me()) AND (r.answered_at IS NOT NULL OR r.expires_at <= gate.now())
    ORDER BY r.asked_at DESC, r.id DESC"""
TO_ANSWER = """ r.member_id <> (SELECT gate.me()) AND r.cells && (SELECT gate.cells_with('access:grant:manage'))::int[]
    AND m.left_at IS NULL AND r.answered_at IS NULL AND r.expires_at > gate.now() AND (%s::uuid IS NULL OR r.public = %s)
    ORDER BY r.asked_at, r.id"""
COUNT = """
    SELECT count(*) FROM access_accessrequest r JOIN access_member m ON m.id = r.member_id AND m.left_at IS NULL
    WHERE r.member_id <> (SELECT gate.me()) AND r.cells && (SELECT gate.cells_with('access:grant:manage'))::int[]
        AND r.closed_at IS NULL AND r.answered_at IS NULL AND r.expires_at > gate.now()
"""


class Motive(TextChoices):
    """Why somebody asks; the same codes stand in sql/013."""

    ACCOUNT = "account", _("A record or an account handed over to me")
    ABSENCE = "absence", _("A colleague who is away")
    DEAL = "deal", _("A deal we work on together")
    ASKED = "asked", _("A person who got in touch with me")
    OTHER = "other", _("Another reason")


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Request:
    """Access to a portfolio asked for by a member (`asker`: the public id); `until` ends the last day asked for.

    Once answered: by whom (`by`), with what text where refused (`answer`), for which stages and until when where given.
    """

    public: UUID
    member: int
    asker: UUID
    name: str
    portfolio: int
    place: str
    stages: Sequence[int]
    motive: Motive
    note: str
    until: datetime
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    by: str
    answer: str
    given_stages: Sequence[int]
    given_until: datetime | None
    state: State

    @property
    def last_wait(self) -> date:
        """The last day of its wait."""
        return labels.last_day(self.expires_at)


def portfolios_to_ask(actor: Actor) -> dict[int, str]:
    """Every open portfolio by its name, whoever works there: a name says nothing of who is in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM gate.portfolio_names() WHERE NOT closed")
        return dict(cursor.fetchall())


def own_requests(actor: Actor) -> list[Request]:
    """One's own that one has not put away, the latest first."""
    return _requests(FOUND + OWN, [])


def answered(actor: Actor) -> list[Request]:
    """One's own that were given, refused or left without an answer, until one puts them away."""
    return _requests(FOUND + ANSWERED, [])


def waiting(actor: Actor) -> list[Request]:
    """What others ask for where the actor gives rights, the oldest first."""
    return _requests(FOUND + TO_ANSWER, [None, None])


def waiting_one(actor: Actor, *, public: UUID) -> Request:
    """One of them, read to be answered. Raises Http404."""
    found = _requests(FOUND + TO_ANSWER, [public, public])
    if not found:
        raise Http404
    actor.trace.saw("access:request:read", [], [], member=found[0].member)
    return found[0]


def waiting_count(actor: Actor) -> int:
    """How many wait for an answer where the actor gives rights."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        return int(cursor.fetchone()[0])


def ask(
    actor: Actor, *, portfolio: int, stages: Sequence[int], motive: str, note: str, until: datetime
) -> bool:
    """Asks for access; false where too many of one's own wait already."""
    public = uuid.uuid4()
    made: bool = ask_the_gate(
        "SELECT gate.ask_access(%s, %s, %s::int[], %s, %s, %s)",
        [public, portfolio, list(stages), motive, until, _sealed("request", public, note)],
    )
    if made:
        said = {"portfolio": portfolio, "stages": list(stages), "until": until.isoformat()}
        actor.trace.saw("access:request:add", [], [], motive=motive, **said)
    return made


def approve(
    actor: Actor, *, request: Request, profile: str, stages: Sequence[int], until: datetime | None
) -> None:
    """Gives what was asked, or less of it. Raises Http404 once it waits no more, Refused: reach."""
    _answer(request, [request.public, profile, list(stages), until, None])
    actor.trace.saw("access:request:approve", [], [], member=request.member, motive=request.motive.value)
    told_given(
        actor,
        member=request.member,
        profile=profile,
        portfolios=[request.portfolio],
        stages=stages,
        until=until,
    )


def refuse(actor: Actor, *, request: Request, why: str) -> None:
    """Refuses it, with words for who asked. Raises Http404 once it waits no more, Refused: reach."""
    _answer(request, [request.public, None, None, None, _sealed("answer", request.public, why)])
    said = {"member": request.member, "portfolio": request.portfolio, "stages": list(request.stages)}
    actor.trace.saw("access:request:refuse", [], [], motive=request.motive.value, **said)


def close(actor: Actor, *, public: UUID) -> None:
    """Withdraws one's own while it waits, puts it away afterwards. Raises Http404."""
    if not ask_the_gate("SELECT gate.close_access(%s)", [public]):
        raise Http404
    actor.trace.saw("access:request:close", [], [])


def _answer(request: Request, parameters: list[Any]) -> None:
    if not ask_the_gate("SELECT gate.answer_access(%s, %s, %s::int[], %s, %s)", parameters):
        raise Http404


def _requests(sql: str, parameters: Sequence[Any]) -> list[Request]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        columns = [column.name for column in cursor.description]
        return [_request(dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]


def _request(raw: dict[str, Any]) -> Request:
    return Request(
        public=raw["public"],
        member=raw["member_id"],
        asker=raw["asker"],
        name=raw["name"],
        portfolio=raw["portfolio_id"],
        place=raw["place"],
        stages=raw["stages"],
        motive=Motive(raw["motive"]),
        note=reveal.between_members("request", raw["public"], raw["note"]),
        until=raw["until"],
        asked_at=raw["asked_at"],
        expires_at=raw["expires_at"],
        answered_at=raw["answered_at"],
        by=raw["by"] or "",
        answer=reveal.between_members("answer", raw["public"], raw["answer"]),
        given_stages=raw["given_stages"] or (),
        given_until=raw["given_until"],
        state=State(raw["state"]),
    )


def _sealed(field_class: str, public: UUID, text: str) -> bytes | None:
    return vault.seal(field_class, public, text) if text else None
