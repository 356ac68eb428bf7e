"""What becomes of each row, and whom it meets; decided before anything is written, for a preview as for an import."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from licite.intake.cells import Note
from licite.intake.completing import close_shared, complete, not_borne_by, sum_bits
from licite.intake.matching import CLOSE_NAME, EMAIL_OTHER_NAME, Known, Match, Shelf
from licite.intake.plans import Plan, Rule
from licite.intake.remarks import Remarks
from licite.intake.reports import NO_LETTERS, OBJECTED, Line, Outcome
from licite.intake.rows import Person, Reading

BESIDE = Note("kept.beside")
LEFT_OUT = Note("left.out")
CLOSED = Note("left.closed")
SUPPRESSED = "suppressed"
Since = Container[int] | None
"""The records that were made since these rows were decided; None where they were decided over the whole file."""


@dataclass
class Settled:
    """What a batch of rows will write, and who each of its lines speaks of."""

    shelf: Shelf
    plan: Plan
    barred: Mapping[int, str]
    namesakes: Container[int] = ()
    lines: list[Line] = field(default_factory=list)
    whose: list[Sequence[Known]] = field(default_factory=list)
    new: list[Known] = field(default_factory=list)
    touched: dict[int, Known] = field(default_factory=dict)
    heard: list[Person] = field(default_factory=list)
    """Of rows left out: who refuses something, by an e-mail or a phone that no record of theirs is to hold."""
    remarks: Remarks = field(default_factory=Remarks)
    doubts: dict[int, str] = field(default_factory=dict)
    """Why a line is doubtful, whether or not that was decided."""
    since: Since = None

    def take(self, reading: Reading) -> None:
        """Settles one row; whoever is new stands on the shelf for the rows that follow."""
        line, whose = self._settle(reading)
        if reading.remark and whose and self._joins(line, whose[0]):
            line = self.remarks.take(line, whose[0], reading)
        self.lines.append(line)
        self.whose.append(whose)

    def _joins(self, line: Line, known: Known) -> bool:
        """Whether more of the row than its refusals goes to the record."""
        if line.outcome is Outcome.CREATED:
            return True
        merged = (self._decided(line.number) or self.plan.rule) is Rule.MERGE
        return line.outcome in (Outcome.UPDATED, Outcome.SKIPPED) and known.editable and merged

    def _settle(self, reading: Reading) -> tuple[Line, Sequence[Known]]:
        person, number = reading.person, reading.line
        if person is None:
            return Line(number, Outcome.REFUSED, reading.reasons, reading.warnings), ()
        match = self._as_told(number, self.shelf.match(person, namesakes=number in self.namesakes))
        twins = self._twins(number, match)
        if twins:
            match = Match(doubt=CLOSE_NAME, rivals=twins, warnings=match.warnings)
        if match.doubt:
            self.doubts[number] = match.doubt
        warnings = (*reading.warnings, *match.warnings)
        rule = None if twins else self._rule(number, match)
        if match.doubt and rule is None:
            earlier = dict.fromkeys(note for known in match.rivals for note in _where(known))
            doubt = Note(match.doubt if any(known.id for known in match.rivals) else f"{match.doubt}_line")
            return Line(number, Outcome.WAITING, (doubt, *earlier), warnings), match.rivals
        met = match.known or (match.rivals[0] if match.rivals else None)
        if met and not met.id and self.barred.get(number) == SUPPRESSED:
            # Of a record that is not there yet: what the list keeps out does not come in with it.
            return Line(number, Outcome.REFUSED, (Note(SUPPRESSED),), warnings), ()
        if met and self._decided(number) is Rule.SKIP:
            return self._leave(number, person, met, warnings, doubt=match.doubt), match.rivals or (met,)
        if met and rule is not Rule.KEEP:
            merge, sure = rule is Rule.MERGE, bool(match.doubt)
            return self._join(number, person, met, warnings, merge=merge, sure=sure), match.rivals or (met,)
        if number in self.barred:
            return Line(number, Outcome.REFUSED, (Note(self.barred[number]),), warnings), ()
        return self._start(number, person, warnings, beside=match.rivals or ((met,) if met else ()))

    def _twins(self, number: int, match: Match) -> tuple[Known, ...]:
        """Of a row to be kept apart from whom it looked like: those who came in since it was asked, and whom it most likely
        is. Nobody was asked about these.
        """
        if self.since is None or self._decided(number) is not Rule.KEEP:
            return ()
        likely = (match.known,) if match.known else match.rivals if match.doubt == CLOSE_NAME else ()
        return tuple(known for known in likely if not known.id or known.id in self.since)

    def _as_told(self, number: int, match: Match) -> Match:
        """Of several rivals, the one that was chosen alone."""
        chosen = self.plan.chosen.get(number)
        one = tuple(known for known in match.rivals if known.id == chosen)
        return replace(match, rivals=one) if chosen and one else match

    def _decided(self, number: int) -> Rule | None:
        return self.plan.of(number, self.doubts.get(number, ""))

    def _rule(self, number: int, match: Match) -> Rule | None:
        """What was decided for the row; else the rule of the file, which settles no doubt."""
        decided = self._decided(number)
        if match.doubt:
            return None if decided is Rule.MERGE and len(match.rivals) > 1 else decided
        return decided or self.plan.rule

    def _start(
        self, line: int, person: Person, warnings: tuple[Note, ...], *, beside: Sequence[Known]
    ) -> tuple[Line, Sequence[Known]]:
        known = Known(person, line=line, objections=sum_bits(person.objections))
        self.shelf.add(known)
        self.new.append(known)
        reasons = (*([BESIDE] if beside else ()), *_refusals(person))
        return Line(line, Outcome.CREATED, reasons, warnings), (known, *beside)

    def _leave(
        self, line: int, person: Person, known: Known, warnings: tuple[Note, ...], *, doubt: str
    ) -> Line:
        """A row that was decided not to come in. What it objects to is obeyed all the same: of somebody else under the same
        address, for that address alone; of a mere namesake, for the row's own e-mail and phone alone.
        """
        where = _where(known)
        if doubt:
            closed = (
                doubt in (CLOSE_NAME, EMAIL_OTHER_NAME) and known.opposable and close_shared(known, person)
            )
            own = not_borne_by(known, person)
            heard = bool(_refusals(person)) and bool(own.emails or own.phones)
            if heard:
                self.heard.append(own)
            reasons = (CLOSED if closed or heard else LEFT_OUT, *where)
        else:
            closed = bool(complete(known, _only_objections(known, person))[0])
            reasons = (LEFT_OUT, *(where or (Note("known.here"),)), *((OBJECTED,) if closed else ()))
        if closed and known.id:
            self.touched[known.id] = known
        return Line(line, Outcome.SKIPPED, reasons, warnings)

    def _join(
        self,
        line: int,
        person: Person,
        known: Known,
        warnings: tuple[Note, ...],
        *,
        merge: bool,
        sure: bool,
    ) -> Line:
        """`sure`: somebody said that it is the same person."""
        reason = _where(known) or (Note("known.here"),)
        # A record that one may only read, or that is to be left, takes an objection all the same, and nothing else.
        offered = person if known.editable and merge else _only_objections(known, person)
        gained, differs = complete(known, offered, sure=sure)
        self.shelf.add(known)
        warnings = (*warnings, *differs)
        if not gained:
            read_only = () if known.editable else (Note("known.read_only"),)
            return Line(line, Outcome.SKIPPED, (*reason, *read_only), warnings)
        if known.id:
            self.touched[known.id] = known
        gains = (Note(f"gained.{name}") for name in sorted(gained))
        return Line(line, Outcome.UPDATED, (*reason, *gains), warnings)


def _where(known: Known) -> tuple[Note, ...]:
    return () if known.id else (Note("known.line", str(known.line)),)


def _only_objections(known: Known, person: Person) -> Person:
    if not known.opposable:
        return Person(collected_at=known.person.collected_at)
    return Person(
        collected_at=known.person.collected_at, objections=person.objections, no_letters=person.no_letters
    )


def _refusals(person: Person) -> list[Note]:
    """What a row refuses, as its report says it."""
    return [*([OBJECTED] if person.objections else []), *([NO_LETTERS] if person.no_letters else [])]
