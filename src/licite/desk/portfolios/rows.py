"""What the pages of portfolios show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.placing import Rule, portfolios
from licite.access.queries import grants_held, member_names, watchers_of
from licite.kit import clock, countries
from licite.kit.cells import cell_of
from licite.people.choices import Sector
from licite.people.queries.counts import records_by_cell
from licite.people.queries.handover import tasks_to_hand
from licite.sales.queries.counts import open_deals

STAGES = tuple(int(stage) for stage in labels.STAGES)


@dataclass(frozen=True)
class Line:
    """A portfolio: who works in it, its records by stage as far as the reader sees, and whether it is the reader's."""

    id: int
    name: str
    members: Sequence[str]
    counts: Sequence[int]
    mine: bool

    @property
    def total(self) -> int:
        """All its records in sight."""
        return sum(self.counts)


@dataclass(frozen=True)
class Preview:
    """What a hand-over would move, and who would gain or lose sight. `closed`: the stages where whoever takes the tasks over
    may not act once the records are there, whose tasks so stay as they are.
    """

    stages: Sequence[tuple[str, int]]
    total: int
    tasks: int
    closed: Sequence[str]
    deals: int
    gaining: Sequence[str]
    losing: Sequence[str]


def lines(actor: Actor) -> list[Line]:
    """Every portfolio that is not closed."""
    names = member_names(actor)
    at_work: dict[int, set[str]] = {}
    for held in grants_held(actor):
        if held.live and Act.READ in held.grant.acts:
            for portfolio in held.grant.portfolios:
                at_work.setdefault(portfolio, set()).add(names.get(held.member, ""))
    counts = records_by_cell(actor, cells=actor.cells(Act.READ))
    return [
        Line(
            one.pk,
            one.name,
            sorted(at_work.get(one.pk, ())),
            [counts.get(cell_of(one.pk, stage), 0) for stage in STAGES],
            one.pk in actor.portfolios,
        )
        for one in portfolios(actor)
    ]


def preview(
    actor: Actor,
    *,
    source: int,
    target: int,
    stages: Sequence[int],
    tasks_from: int | None,
    tasks_to: int | None,
) -> Preview:
    """Counted now; each batch is checked again when it moves."""
    cells = [cell_of(source, stage) for stage in stages]
    counts = records_by_cell(actor, cells=cells)
    before = _seeing(actor, cells)
    after = _seeing(actor, [cell_of(target, stage) for stage in stages])
    open_to = {stage for stage in stages if tasks_to and _acts(actor, tasks_to, cell_of(target, stage))}
    passing = [cell_of(source, stage) for stage in stages if stage in open_to]
    return Preview(
        [(str(labels.STAGES[stage]), counts.get(cell_of(source, stage), 0)) for stage in stages],
        sum(counts.values()),
        tasks_to_hand(actor, cells=passing, giver=tasks_from, taker=tasks_to) if tasks_to else 0,
        [str(labels.STAGES[stage]) for stage in stages if tasks_to and stage not in open_to],
        open_deals(actor, cells=cells),
        sorted(after - before),
        sorted(before - after),
    )


def rules_in_words(
    actor: Actor, rules: Sequence[Rule], names: Mapping[int, str]
) -> list[tuple[str, str, str, str]]:
    """(country, places, sector, portfolio) of each rule, in order."""
    sectors = dict(Sector.choices)
    return [
        (
            countries.label(rule.country, actor.language) if rule.country else "",
            ", ".join(rule.places),
            ", ".join(str(sectors.get(one, one)) for one in rule.sectors),
            names.get(rule.portfolio, ""),
        )
        for rule in rules
    ]


def _acts(actor: Actor, member: int, cell: int) -> bool:
    """Whether the member may carry out tasks in this cell; as gate.takes_tasks in people/sql/015."""
    now = clock.now()
    return any(
        held.live
        and held.since <= now
        and held.grant.covers(cell)
        and Act.COMMUNICATE in held.grant.acts
        and Permission.TASK_WRITE in held.grant.permissions
        for held in grants_held(actor, member=member)
    )


def _seeing(actor: Actor, cells: Sequence[int]) -> set[str]:
    return {one.name for cell in cells for one in watchers_of(actor, cell)}
