"""An opposition file enters, some hundreds of lines a transaction; cut short, it goes on after the last part kept."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from licite.access.actor import Actor
from licite.access.gate import NoEntry
from licite.access.permissions import Permission
from licite.kit import clock
from licite.lawful.actions.suppression import opened, suppress
from licite.lawful.channels import Channel
from licite.lawful.models import ListState, OppositionFile
from licite.lawful.models.objections import SuppressionSource
from licite.lawful.suppression.reading import Identifier, Line, read

LINES = 500
MOST = 1000
"""Identifiers a transaction: the database holds each of them meanwhile."""
SHOWN = 500
"""Faults kept by line; the rest are counted."""

Scope = Callable[[], AbstractContextManager[Actor]]
Progress = Callable[[], None]


class Stopped(Exception):
    """The file cannot be taken in further. `reason`: scope_ended or overtaken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Tally:
    """What became of the lines so far."""

    lines: int
    done: int = 0
    identifiers: int = 0
    new: int = 0
    known: int = 0
    records: int = 0
    faulty: int = 0
    headings: int = 0

    @property
    def as_json(self) -> dict[str, int]:
        """For the row's counts."""
        return dict(vars(self))


def take(scope: Scope, public: UUID, *, progress: Progress | None = None) -> Tally:
    """Takes a staged file to its end; the tally at once for one that is there already.

    `scope` opens one transaction inside the member's rights and is called once a part. Raises Stopped.
    """
    try:
        with scope() as actor:
            row = _still(actor, public)
            tally = Tally(**row.counts)
            if row.state == ListState.DONE:
                return tally
            if row.staged is None:
                raise Stopped("scope_ended")
            content, country = opened(row)
            channel = Channel(row.channel)
            OppositionFile.objects.filter(id=row.pk).update(state=ListState.RUNNING)
    except NoEntry:
        raise Stopped("scope_ended") from None
    _count, lines = read(content, country=country)
    for part in parts(islice(lines, tally.done, None)):
        with _inside(scope, public, tally.done) as (actor, row):
            faults = enter(part, tally, channel=channel)
            actor.trace.saw("lawful:suppression:take", [], [channel.value], file=row.pk, lines=len(part))
            OppositionFile.objects.filter(id=row.pk).update(
                counts=tally.as_json, faults=[*row.faults, *faults][:SHOWN]
            )
        if progress:
            progress()
    with _inside(scope, public, tally.done) as (actor, row):
        OppositionFile.objects.filter(id=row.pk).update(
            state=ListState.DONE, staged=None, done_at=clock.now()
        )
        actor.trace.saw("lawful:suppression:end", [], [channel.value], file=row.pk, **tally.as_json)
    return tally


def parts(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines by the part: at most 500, and 1,000 identifiers, whichever comes first."""
    part: list[Line] = []
    held = 0
    for line in lines:
        if part and (len(part) == LINES or held + len(line.found) > MOST):
            yield part
            part, held = [], 0
        part.append(line)
        held += len(line.found)
    if part:
        yield part


def enter(part: list[Line], tally: Tally, *, channel: Channel) -> list[tuple[int, str]]:
    """Writes what these lines bring, and adds it to the tally; the faults, by line."""
    found: list[Identifier] = list(dict.fromkeys(one for line in part for one in line.found))
    done = suppress(found=found[:MOST], channel=channel, source=SuppressionSource.FILE, at=clock.now())
    faults = [(line.number, line.fault) for line in part if line.fault]
    given = sum(len(line.found) for line in part)
    tally.done += len(part)
    tally.identifiers += given
    tally.new += done.new
    tally.known += given - done.new
    tally.records += done.records
    tally.faulty += len(faults)
    tally.headings += sum(line.heading for line in part)
    return faults


class _inside:  # noqa: N801 - reads as a context manager
    """One transaction in the member's rights with the row locked, as far as this run knows it."""

    def __init__(self, scope: Scope, public: UUID, done: int) -> None:
        self.scope, self.public, self.done = scope(), public, done

    def __enter__(self) -> tuple[Actor, OppositionFile]:
        try:
            actor = self.scope.__enter__()
        except NoEntry:
            raise Stopped("scope_ended") from None
        try:
            row = _still(actor, self.public)
            if row.state != ListState.RUNNING or row.counts["done"] != self.done:
                raise Stopped("overtaken")
        except BaseException as error:
            self.scope.__exit__(type(error), error, error.__traceback__)
            raise
        return actor, row

    def __exit__(self, *error: object) -> bool | None:
        return self.scope.__exit__(*error)  # type: ignore[arg-type]


def _still(actor: Actor, public: UUID) -> OppositionFile:
    row = OppositionFile.objects.select_for_update().filter(public=public, member=actor.member).first()
    if row is None or not actor.has(Permission.SUPPRESSION_MANAGE):
        raise Stopped("scope_ended")
    return row
