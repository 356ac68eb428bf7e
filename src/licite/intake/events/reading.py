"""A row of a file of acts → an act ready to be told of somebody, or the reasons why not. Pure: never raises.

Codes of reasons and warnings are `subject.why`, as in `intake.rows`; `words` says them. No note holds a text of the row.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from licite.intake.cells import Cells, Note, gather, undated
from licite.intake.columns import Column
from licite.intake.events.declared import Told
from licite.intake.events.vocabulary import (
    ALWAYS_THEIRS,
    direction_of,
    evidence_of,
    kind_of,
    outcome_of,
    took_place,
)
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.rows import PARIS
from licite.kit import dates, emails, money, names, phones
from licite.kit.masking import is_mask
from licite.lawful.choices import Evidence
from licite.lawful.notes import REFUSED, categories, scan
from licite.packs import Rule
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.queries.references import Reference

CLOCK = re.compile(r"[T ](\d{1,2})[:hH](\d{2})")
HOME = "FR"
"""Where a phone number written without its country is read."""


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """By what the person of an act is found: the number of a tool, else an e-mail, else a phone. `chosen`: of several, the
    record that somebody said it is; `given`: the record that they said it is, whatever the row names.
    """

    reference: Reference | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    chosen: int = 0
    given: int = 0


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a row tells. `number`: its own, in the tool. `flags`: the categories that its note seems to speak of."""

    bearer: Bearer
    at: datetime
    kind: str
    direction: str
    outcome: str = ""
    evidence: str = ""
    note: str = ""
    number: str = ""
    label: str = ""
    cents: int | None = None
    flags: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What tells one row from another, whoever it is about."""
        told = [
            self.at.isoformat(), self.kind, self.direction, self.outcome, names.fold(self.note), names.fold(self.label),
            self.cents,
        ]  # fmt: skip
        return hashlib.blake2b(json.dumps(told).encode(), digest_size=12).hexdigest()


@dataclass(frozen=True)
class Reading:
    """One row read: an act, or None and the reasons."""

    line: int
    act: Act | None
    reasons: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Reader:
    """How the rows of a file are read. `mark`: what comes before the cents in its column of amounts."""

    kind: str
    columns: Sequence[Column]
    told: Told
    law: Mapping[str, Rule]
    mark: str = ""

    def read(self, line: int, values: Sequence[str]) -> Reading:
        """One row. Refused: without a day, or one to come; without anything that leads to somebody; a sum in doubt."""
        cells = gather(values, self.columns)
        if not any(cells.all(target) for target in Target):
            return Reading(line, None, (Note("row.empty"),), tuple(cells.warnings))
        at, wrong = self._moment(cells)
        bearer = self._bearer(cells)
        reasons = [wrong] if wrong else []
        if bearer == Bearer():
            reasons.append(Note("row.nobody_named"))
        cents: int | None = None
        if self.kind == Kind.PURCHASES:
            cents, doubt = self._sum(cells)
            reasons += [doubt] if doubt else []
        elif not took_place(cells.one(Target.RESULT)):
            reasons.append(Note("result.never"))
        if reasons or at is None:
            return Reading(line, None, tuple(reasons), tuple(cells.warnings))
        act = self._act(cells, bearer, at, cents)
        return Reading(line, act, (), tuple(cells.warnings))

    def _act(self, cells: Cells, bearer: Bearer, at: datetime, cents: int | None) -> Act:
        number = cells.one(Target.NUMBER)
        if self.kind == Kind.PURCHASES:
            label, _flags = self._text(cells, Target.LABEL)
            return Act(
                bearer=bearer,
                at=at,
                kind=self.told.happened,
                direction=self.told.direction,
                outcome=Outcome.DONE.value,
                evidence=Evidence.ORDER.value,
                number=number,
                label=label,
                cents=cents,
            )
        kind, said = self._kind(cells)
        direction = self._direction(cells, kind, said)
        outcome = self._outcome(cells, kind)
        note, flags = self._text(cells, Target.NOTE)
        evidence = self._evidence(cells, kind, direction, outcome, numbered=bool(number))
        return Act(
            bearer=bearer,
            at=at,
            kind=kind,
            direction=direction,
            outcome=outcome,
            evidence=evidence,
            note=note,
            number=number,
            flags=flags,
        )

    def _moment(self, cells: Cells) -> tuple[datetime | None, Note | None]:
        text = cells.one(Target.HAPPENED_AT)
        found = dates.parse(text, serials=True)
        if found.value is None:
            why, shown = undated(found.reason, text)
            return None, Note(f"happened_at.{why}", shown)
        if found.reason:
            cells.warn("happened_at", found.reason)
        if stamp := _stamped(text):
            at = stamp
        else:
            clock = CLOCK.search(text)
            hour, minute = map(int, clock.groups()) if clock else (0, 0)
            moment = time(hour, minute) if hour < 24 and minute < 60 else time()
            at = datetime.combine(found.value, moment, PARIS).astimezone(UTC)
        return (None, Note("happened_at.to_come")) if at > self.told.at else (at, None)

    def _bearer(self, cells: Cells) -> Bearer:
        text = cells.one(Target.REFERENCE)
        number = Reference(self.told.tool, text)
        if text and not number.key:
            cells.warn("reference", "empty")
        return Bearer(
            reference=number if number.key else None,
            emails=tuple(_emails(cells)),
            phones=tuple(_phones(cells)),
        )

    def _sum(self, cells: Cells) -> tuple[int | None, Note | None]:
        currency, text = cells.one(Target.CURRENCY), cells.one(Target.AMOUNT)
        if not money.is_euro(currency):
            return None, Note("amount.currency")
        found = money.read(text, self.mark)
        return found.cents, Note(f"amount.{found.reason}") if found.reason not in ("", "empty") else None

    def _kind(self, cells: Cells) -> tuple[str, str]:
        """The kind, and the text that names it."""
        text = cells.one(Target.KIND)
        found = kind_of(text)
        if found is None and text:
            cells.warn("kind", "unknown")
        fallback = InteractionKind.NOTE if text else self.told.happened or InteractionKind.NOTE
        return (found or InteractionKind(fallback)).value, text

    def _direction(self, cells: Cells, kind: str, said: str) -> str:
        if kind == InteractionKind.NOTE:
            return Direction.OURS.value
        if kind in ALWAYS_THEIRS:
            return Direction.THEIRS.value
        text = cells.one(Target.DIRECTION)
        found = direction_of(text) or (direction_of(said, beside_kind=True) if not text else None)
        if found is None and text:
            # What nobody understands restarts no clock.
            cells.warn("direction", "unknown")
            return Direction.OURS.value
        return (found or Direction(self.told.direction)).value

    def _outcome(self, cells: Cells, kind: str) -> str:
        text = cells.one(Target.RESULT)
        found = outcome_of(text, kind=kind)
        if found is None and text:
            cells.warn("result", "unknown")
        return found.value if found else ""

    def _evidence(self, cells: Cells, kind: str, direction: str, outcome: str, *, numbered: bool) -> str:
        if direction != Direction.THEIRS:
            return ""
        proof = evidence_of(kind, outcome, numbered=numbered) if self.told.proven else None
        if proof is None:
            cells.warn("direction", "unproven")
        return proof.value if proof else ""

    def _text(self, cells: Cells, target: Target) -> tuple[str, tuple[str, ...]]:
        """A free text, and the categories that it seems to speak of; one with a number that may not be kept is left out."""
        text = cells.one(target)
        found = categories(scan(text, self.law)) if text else ()
        if REFUSED.intersection(found):
            cells.warn(target, "number")
            return "", ()
        if found:
            cells.warn(target, "sensitive")
        return text, tuple(one.value for one in found)


def _stamped(text: str) -> datetime | None:
    """A moment that names its own zone."""
    try:
        stamp = datetime.fromisoformat(text)
    except ValueError:
        return None
    return stamp.astimezone(UTC) if stamp.tzinfo else None


def _emails(cells: Cells) -> list[str]:
    """Canonical addresses, to find somebody by."""
    kept: dict[str, None] = {}
    for _, text in cells.all(Target.EMAIL):
        found = emails.normalise(text)
        if is_mask(text) or found.canonical is None:
            cells.warn("email", "mask" if is_mask(text) else found.reason)
        else:
            kept.setdefault(found.canonical)
    return list(kept)


def _phones(cells: Cells) -> list[str]:
    kept: dict[str, None] = {}
    for _, text in cells.all(Target.PHONE):
        found = phones.normalise(text, HOME)
        if is_mask(text) or found.e164 is None:
            cells.warn("phone", "mask" if is_mask(text) else found.reason)
        else:
            kept.setdefault(found.e164)
    return list(kept)
