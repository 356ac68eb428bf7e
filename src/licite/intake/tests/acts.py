"""Files of acts in tests: staged and brought in as Max, or as somebody else."""

from licite.access.gate import acting_for
from licite.intake.events.declared import tell
from licite.intake.events.staging import stage_acts
from licite.intake.kinds import Kind
from licite.intake.models import Batch
from licite.intake.plans import Plan
from licite.intake.reports import Report
from licite.intake.tests.conftest import PURPOSE, run
from licite.kit import clock
from licite.people.choices import Direction
from tests.plugin import database_name, superuser
from tests.world import MAX, Cast

TOOL = "Chinook"


def staged_acts(
    text: str | bytes,
    kind: Kind = Kind.PURCHASES,
    *,
    member: Cast = MAX,
    tool: str = TOOL,
    told: dict[str, str] | None = None,
    happened: str = "",
    direction: str = Direction.OURS.value,
    proven: bool = False,
) -> Batch:
    content = text.encode() if isinstance(text, str) else text
    with acting_for(member.id, PURPOSE) as actor:
        said = tell(kind, tool=tool, at=clock.now(), happened=happened, direction=direction, proven=proven)
        plan = Plan(kind=kind, told=tuple((told or {}).items()))
        return stage_acts(actor, content=content, filename="actes.csv", told=said, plan=plan)


def bring_acts(
    text: str | bytes, kind: Kind = Kind.PURCHASES, *, member: Cast = MAX, **more: object
) -> Report:
    return run(staged_acts(text, kind, member=member, **more), member)  # type: ignore[arg-type]


def asked(sql: str, *values: object) -> list[tuple]:
    """Rows, behind every wall."""
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        return connection.execute(sql, values or None).fetchall()  # type: ignore[arg-type]


def tally(report: Report) -> dict[str, int]:
    """How many rows had each outcome, without the zeros."""
    return {name: n for name, n in report.tallies.items() if n}
