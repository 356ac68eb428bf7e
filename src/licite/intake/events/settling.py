"""What becomes of each row of acts; decided before anything is written, for a preview as for an import."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from licite import vault
from licite.access.actor import Actor
from licite.intake import traces
from licite.intake.cells import Note
from licite.intake.events.finding import Finder, Found, Record, finder
from licite.intake.events.reading import Act, Reading
from licite.intake.reports import Line, Outcome
from licite.intake.rows import PARIS
from licite.kit import names
from licite.people.choices import REACHES, Direction, InteractionKind
from licite.people.choices import Outcome as Ended
from licite.people.queries.references import Reference
from licite.people.queries.rows import fetch

HERE = """
    SELECT e.token, e.contact, e.key, c.public, e.batch_id FROM intake_event e JOIN people_contact c ON c.id = e.contact
    WHERE e.token = ANY (%s::bigint[])
"""
MET = (InteractionKind.MEETING, InteractionKind.VISIT)
FAILED = (Ended.NO_ANSWER, Ended.VOICEMAIL, Ended.WRONG_NUMBER)


class Key(NamedTuple):
    """What an act is known again by: its own number in its tool, else its content; and a digest of the row."""

    said: str
    digest: str
    numbered: bool

    @property
    def token(self) -> int:
        """The token to store."""
        return vault.tokens.exact("event", self.said)

    @property
    def asked(self) -> list[int]:
        """The tokens to ask for."""
        return vault.tokens.query_exact("event", self.said)


class Known(NamedTuple):
    """An act that is here already: of whom, what its row said, and whether this very import brought it."""

    contact: int
    digest: str
    ours: bool


class Written(NamedTuple):
    """An act to write, of whom; `place`: of its row among those settled."""

    place: int
    record: Record
    act: Act
    key: Key


def key_of(act: Act, *, kind: str, tool: str) -> Key:
    """The key of an act. An invoice may have a row for each thing bought: the number and the thing are its key then."""
    number = Reference(tool, act.number).key
    told = [kind, number, names.fold(act.label)] if number else [kind, act.digest]
    return Key(json.dumps(told), act.digest, bool(number))


Seen = dict[tuple[int, str], tuple[int, str]]
"""The acts of earlier rows: contact and key → line and digest."""


@dataclass
class Settled:
    """What some rows will write, and what became of each. `seen`: the acts of earlier rows, by contact and key."""

    kind: str
    tool: str
    finder: Finder
    here: Mapping[int, Sequence[Known]]
    seen: Seen = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    writes: list[Written] = field(default_factory=list)

    def take(self, reading: Reading) -> None:
        """Settles one row."""
        self.lines.append(self._settle(reading))

    def _settle(self, reading: Reading) -> Line:
        act, number = reading.act, reading.line
        if act is None:
            return Line(number, Outcome.REFUSED, reading.reasons, reading.warnings)
        found = self.finder.find(act.bearer)
        warnings = (*reading.warnings, *found.warnings)
        if found.reason:
            return _nobody(number, found, warnings)
        (record,) = found.records
        if why := _closed(record, act):
            return Line(number, Outcome.REFUSED, (Note(why),), warnings, (record.id,))
        key = key_of(act, kind=self.kind, tool=self.tool)
        if again := self._again(record, key):
            reason, differs = again
            return Line(number, Outcome.SKIPPED, (reason,), (*warnings, *differs), (record.id,))
        self.seen[record.id, key.said] = (number, key.digest)
        self.writes.append(Written(len(self.lines), record, act, key))
        due = [Note("notice.due")] if _hastens(record, act) else []
        return Line(number, Outcome.CREATED, (), (*warnings, *due), (record.id,))

    def _again(self, record: Record, key: Key) -> tuple[Note, list[Note]] | None:
        """Why an act adds nothing: it is here, or on an earlier row; and whether it said something else there."""
        if earlier := self.seen.get((record.id, key.said)):
            line, digest = earlier
            return Note("known.line", str(line)), _differs(digest, key)
        for known in (one for token in key.asked for one in self.here.get(token, ())):
            # A number is that of one act, of whomever; what was done alike by two persons was done twice.
            if key.numbered or known.contact == record.id:
                return Note("known.earlier" if known.ours else "known.act"), _differs(known.digest, key)
        return None


def settle(
    actor: Actor,
    readings: Iterable[Reading],
    *,
    kind: str,
    tool: str,
    batch: int | None = None,
    seen: Seen | None = None,
) -> Settled:
    """What some rows would write. `batch`: the import that brings them; `seen`: of earlier rows, to be added to."""
    some = list(readings)
    acts = [one.act for one in some if one.act]
    tokens = [token for act in acts for token in key_of(act, kind=kind, tool=tool).asked]
    settled = Settled(
        kind,
        tool,
        finder(actor, (act.bearer for act in acts), kind=kind),
        _here(tokens, batch),
        {} if seen is None else seen,
    )
    for reading in some:
        settled.take(reading)
    return settled


def _here(tokens: Sequence[int], batch: int | None) -> dict[int, list[Known]]:
    """The acts of the actor's sight that bear these tokens."""
    found: dict[int, list[Known]] = {}
    for raw in fetch(HERE, [list(tokens)]) if tokens else ():
        _said, digest = traces.act_of(raw["public"], raw["key"])
        known = Known(raw["contact"], digest, batch is not None and raw["batch_id"] == batch)
        found.setdefault(raw["token"], []).append(known)
    return found


def _closed(record: Record, act: Act) -> str:
    """Why nothing of this is written on a record; empty where it may be."""
    if not record.writable:
        return "known.read_only"
    if record.restricted:
        return "row.restricted"
    return "amount.closed" if act.cents is not None and not record.amounts else ""


def _nobody(number: int, found: Found, warnings: tuple[Note, ...]) -> Line:
    """A row that leads to no record, or to several."""
    assert found.reason is not None
    outcome = Outcome.WAITING if found.records else Outcome.NOBODY
    return Line(number, outcome, (found.reason,), warnings, tuple(one.id for one in found.records))


def _differs(digest: str, key: Key) -> list[Note]:
    return [Note("act.differs")] if digest != key.digest else []


def _hastens(record: Record, act: Act) -> bool:
    """Whether it makes the notice of this person due at once: who was reached has to be informed (GDPR 14(3)(b))."""
    reached = act.direction == Direction.OURS and act.kind in (*REACHES, *MET) and act.outcome not in FAILED
    due = record.notice_due
    return (
        reached and record.informed_at is None and due is not None and act.at.astimezone(PARIS).date() < due
    )
