"""What the keeper of the suppression list may know of it: figures, and one address that its owner asks about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise

from licite import packs, vault
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.access.refusals import Refused
from licite.kit import answers, clock
from licite.kit.dates import add_months
from licite.lawful.channels import Channel
from licite.lawful.models import ListState, OppositionFile
from licite.lawful.models.objections import SuppressionSource
from licite.lawful.suppression.reading import Identifier


@dataclass(frozen=True)
class Count:
    """Fingerprints of one channel and source, of one year."""

    channel: str
    source: str
    year: int
    held: int
    to_review: int


@dataclass(frozen=True)
class Summary:
    """The list in figures."""

    counts: Sequence[Count]
    months: int

    @property
    def held(self) -> int:
        """All fingerprints."""
        return sum(one.held for one in self.counts)

    @property
    def to_review(self) -> int:
        """Those not looked over for as long as the rule says."""
        return sum(one.to_review for one in self.counts)


@dataclass(frozen=True)
class Entry:
    """One entry of the list, for the person it is about."""

    channel: str
    purpose: str
    source: str
    since: datetime
    reviewed_at: datetime | None


@dataclass(frozen=True)
class FileRow:
    """An opposition file: where it stands, what became of its lines."""

    public: UUID
    channel: str
    member: str
    state: str
    state_words: str | Promise
    at: datetime
    counts: dict[str, int]
    faults: list[tuple[int, str]]

    @property
    def under_way(self) -> bool:
        """Whether the worker still has it."""
        return self.state in (ListState.STAGED, ListState.RUNNING)


def review_before(now: datetime) -> datetime:
    """What stands unreviewed since then is to be looked over (rule objection.list.review)."""
    day = add_months(timezone.localdate(now), -packs.value("objection.list.review"))
    return timezone.make_aware(datetime.combine(day, time()))


def summary(actor: Actor) -> Summary:
    """The list by channel, source and year. Raises Refused (permission)."""
    _demand(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.suppression_summary(%s)", [review_before(clock.now())])
        rows = cursor.fetchall()
    counts = [
        Count(str(Channel(channel).label), str(SuppressionSource(source).label), year, held, due)
        for channel, source, year, held, due in rows
    ]
    return Summary(counts, packs.value("objection.list.review"))


def look_up(actor: Actor, *, found: Sequence[Identifier]) -> list[Entry] | None:
    """What the list holds of a person's own address; None when the day's look-ups are used up (sec.reveal.a_day).

    Journalled by the keyed tokens of what was asked. Raises Refused (permission).
    """
    _demand(actor)
    prints = [one for given in found for one in vault.fingerprints.fingerprints(given.kind, given.value)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.look_up_suppression(%s::bytea[])", [prints])
        (raw,) = cursor.fetchone()
    if raw is None:
        return None
    entries = [_entry(one) for one in answers.read(raw)]
    terms = [vault.tokens.exact(given.kind, given.value) for given in found]
    actor.trace.saw("lawful:suppression:look_up", [], [], terms=terms, hits=len(entries))
    return entries


def files(actor: Actor) -> list[FileRow]:
    """The opposition files, newest first. Raises Refused (permission)."""
    _demand(actor)
    names = member_names(actor)
    return [_file(row, names) for row in OppositionFile.objects.defer("staged").order_by("-id")[:100]]


def file(actor: Actor, public: UUID) -> FileRow:
    """One of them. Raises Refused (permission), Http404."""
    _demand(actor)
    row = OppositionFile.objects.defer("staged").filter(public=public).first()
    if row is None:
        raise Http404
    return _file(row, member_names(actor))


def _entry(raw: dict[str, Any]) -> Entry:
    return Entry(
        str(Channel(raw["channel"]).label),
        raw["purpose"],
        str(SuppressionSource(raw["source"]).label),
        datetime.fromisoformat(raw["since"]),
        datetime.fromisoformat(raw["reviewed"]) if raw["reviewed"] else None,
    )


def _file(row: OppositionFile, names: dict[int, str]) -> FileRow:
    state = ListState(row.state)
    return FileRow(
        row.public,
        str(Channel(row.channel).label),
        names.get(row.member, ""),
        row.state,
        state.label,
        row.created_at,
        row.counts,
        [(number, code) for number, code in row.faults],
    )


def _demand(actor: Actor) -> None:
    if not actor.has(Permission.SUPPRESSION_MANAGE):
        raise Refused("permission")
