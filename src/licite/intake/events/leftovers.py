"""Rows of acts whose person was not found, read again; with the one that was chosen among several, or named."""

from collections.abc import Iterable
from dataclasses import replace

from licite import packs
from licite.intake.events.reading import Reader, Reading
from licite.intake.leftovers.keeping import GIVEN, Kept, Left


def read_kept(left: Left, rows: Iterable[Kept]) -> list[Reading]:
    """The rows as they are read, each with its answer."""
    assert left.plan.acts is not None
    reader = Reader(left.plan.kind, left.columns, left.plan.acts, packs.law(packs.home()), left.mark)
    return [_of(reader.read(one.line, one.values), left) for one in rows]


def _of(reading: Reading, left: Left) -> Reading:
    answer = left.told.get(reading.line)
    if reading.act is None or answer is None or not answer.record:
        return reading
    bearer, record = reading.act.bearer, answer.record
    bearer = replace(bearer, given=record) if answer.rule == GIVEN else replace(bearer, chosen=record)
    return replace(reading, act=replace(reading.act, bearer=bearer))
