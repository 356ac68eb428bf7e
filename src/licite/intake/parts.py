"""The sealed report of a batch: its head, its parts of some hundreds of rows, and the rows of one part put right later."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid4

from licite import vault
from licite.intake import reports
from licite.intake.models import Batch, Part
from licite.intake.reports import Line, Report


def report_of(batch: Batch) -> Report:
    """The batch's report so far, whole."""
    report = head_of(batch)
    for part in Part.objects.filter(batch=batch).order_by("id"):
        report.lines += lines_of(part)
    return report


def head_of(batch: Batch) -> Report:
    """The report without its lines: the name of the file, and what was said of it."""
    if batch.report is None:
        raise LookupError("this batch has no report")
    return reports.read_head(vault.unseal("report", batch.public, batch.report))


def lines_of(part: Part) -> list[Line]:
    """The rows of one part."""
    return reports.read_part(vault.unseal("report_part", part.public, part.body))


def add_part(batch: Batch, lines: Sequence[Line]) -> dict[str, int]:
    """Adds rows to the report; how many of each outcome."""
    public, found = uuid4(), reports.tallies(lines)
    Part.objects.create(public=public, batch=batch, body=_sealed(public, lines), counts=found)
    return found


def put_right(batch: Batch, ids: Iterable[int], lines: Mapping[int, Line]) -> dict[str, int]:
    """Says of these rows, by number, what became of them since, in the parts that hold them; how the counts change."""
    change: dict[str, int] = {}
    for part in Part.objects.filter(batch=batch, id__in=sorted(set(ids))):
        mended = [lines.get(line.number, line) if line.number else line for line in lines_of(part)]
        found = reports.tallies(mended)
        for name, n in found.items():
            change[name] = change.get(name, 0) + n - part.counts.get(name, 0)
        Part.objects.filter(id=part.pk).update(body=_sealed(part.public, mended), counts=found)
    return change


def _sealed(public: UUID, lines: Sequence[Line]) -> bytes:
    return vault.seal("report_part", public, reports.part_of(lines))
