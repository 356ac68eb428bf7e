"""What a hand-over would move, before it is ordered: who takes over what, who sees it then, and what nobody would see."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access import labels
from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.permissions import Act, Permission
from licite.access.queries import everybody, grants_held, member_names
from licite.kit.cells import cell_of, stage_of
from licite.people.queries.counts import records_by_cell
from licite.people.queries.handover import tasks_by_member, tasks_to_hand
from licite.sales.queries.counts import deals_by_owner, deals_to_hand, open_deals


@dataclass(frozen=True)
class Handing:
    """Open tasks, or open deals, that would change hands. `still`: those that stay, on restricted records. `closed`: the
    stages where whoever takes them over may not act once the records are there, so that they stay with whoever has them;
    `give`: where to open these, "" for who may not.
    """

    taker: str
    many: int
    still: int
    closed: Sequence[str]
    give: str


@dataclass(frozen=True)
class Staying:
    """What would stay open with somebody who does not see the records once they are there, in words."""

    name: str
    what: str


@dataclass(frozen=True)
class Preview:
    """What a hand-over would move, and who would gain or lose sight, each with the stages. `under_way`: open deals with
    these records; `nothing`: it would move nothing at all.
    """

    stages: Sequence[tuple[str, int]]
    total: int
    tasks: Handing | None
    deals: Handing | None
    under_way: int
    gaining: Sequence[str]
    losing: Sequence[str]
    staying: Sequence[Staying]
    nothing: bool


@dataclass(frozen=True)
class Doing:
    """What lets a member do something in a cell: an act and a permission of one grant."""

    act: Act
    permission: Permission

    def by(self, grants: Sequence[Grant], cell: int) -> bool:
        """Whether these grants let it be done there."""
        return any(grant.covers(cell) and self.of(grant) for grant in grants)

    def of(self, grant: Grant) -> bool:
        """Whether it may be done wherever the grant reaches."""
        return self.act in grant.acts and self.permission in grant.permissions


# As gate.takes_tasks in people/sql/015 and gate.takes_deals in sales/sql/001.
TASKS = Doing(Act.COMMUNICATE, Permission.TASK_WRITE)
DEALS = Doing(Act.EDIT, Permission.DEAL_WRITE)


@dataclass(frozen=True)
class _Move:
    """A hand-over as it is chosen, with everybody's grants and names."""

    actor: Actor
    held: Mapping[int, Sequence[Grant]]
    names: Mapping[int, str]
    source: int
    target: int
    stages: Sequence[int]
    giver: int | None

    def handing(
        self, taker: int | None, doing: Doing, count: Callable[..., tuple[int, int]]
    ) -> Handing | None:
        if taker is None:
            return None
        able = self._able(taker, doing)
        passing = [cell_of(self.source, stage) for stage in self.stages if stage in able]
        closed = [stage for stage in self.stages if stage not in able]
        return Handing(
            self.names.get(taker, ""),
            *count(self.actor, cells=passing, giver=self.giver, taker=taker),
            [str(labels.STAGES[stage]) for stage in closed],
            self._to_give(taker, doing, closed),
        )

    def left(self, taker: int | None, doing: Doing, having: Mapping[tuple[int, int], int]) -> Counter[int]:
        """How much of what is open would stay with each of those who do not see the records then."""
        able = self._able(taker, doing) if taker is not None else frozenset()
        found: Counter[int] = Counter()
        for (cell, member), many in having.items():
            goes = stage_of(cell) in able and self.giver in (None, member)
            if not goes and not self._sees(member, cell_of(self.target, stage_of(cell))):
                found[member] += many
        return found

    def sight(self, *, gained: bool) -> list[str]:
        """Who would see the records that does not now, or the reverse: "Nora Petit (cold prospect, customer)"."""
        told = []
        for member in self.held:
            stages = [stage for stage in self.stages if self._turns(member, stage, gained=gained)]
            if stages:
                words = ", ".join(str(labels.STAGES[stage]).lower() for stage in stages)
                told.append(f"{self.names.get(member, '')} ({words})")
        return sorted(told)

    def _turns(self, member: int, stage: int, *, gained: bool) -> bool:
        before = self._sees(member, cell_of(self.source, stage))
        return before is not gained and self._sees(member, cell_of(self.target, stage)) is gained

    def _sees(self, member: int, cell: int) -> bool:
        return any(grant.covers(cell) and Act.READ in grant.acts for grant in self.held.get(member, ()))

    def _able(self, taker: int, doing: Doing) -> frozenset[int]:
        grants = self.held.get(taker, ())
        return frozenset(stage for stage in self.stages if doing.by(grants, cell_of(self.target, stage)))

    def _to_give(self, taker: int, doing: Doing, stages: Sequence[int]) -> str:
        """The page that gives the taker what is missing, its form filled in; with a profile the taker or the giver has."""
        if not stages or taker == self.actor.member or not self.actor.has(Permission.GRANT_MANAGE):
            return ""
        known = [*self.held.get(taker, ()), *(self.held.get(self.giver, ()) if self.giver else ())]
        profile = next((grant.profile for grant in known if doing.of(grant)), "")
        publics = {one.pk: one.public for one in everybody(self.actor)}
        back = {"handover": self.source, "target": self.target, "to": publics[taker]}
        back |= {"of": publics[self.giver]} if self.giver else {}
        asked = back | {"profile": profile, "portfolios": [self.target], "stages": list(stages)}
        return f"{reverse('desk:grants-member', args=[publics[taker]])}?{urlencode(asked, doseq=True)}#give"


def preview(
    actor: Actor,
    *,
    source: int,
    target: int,
    stages: Sequence[int],
    tasks_from: int | None,
    tasks_to: int | None,
    deals_to: int | None,
) -> Preview:
    """Counted now; each batch is checked again when it moves."""
    move = _Move(actor, held_now(actor), member_names(actor), source, target, stages, tasks_from)
    cells = [cell_of(source, stage) for stage in stages]
    counts = records_by_cell(actor, cells=cells)
    tasks = move.handing(tasks_to, TASKS, tasks_to_hand)
    deals = move.handing(deals_to, DEALS, deals_to_hand)
    left = (
        move.left(tasks_to, TASKS, tasks_by_member(actor, cells=cells)),
        move.left(deals_to, DEALS, deals_by_owner(actor, cells=cells)),
    )
    total = sum(counts.values())
    return Preview(
        stages=[(str(labels.STAGES[stage]), counts.get(cell_of(source, stage), 0)) for stage in stages],
        total=total,
        tasks=tasks,
        deals=deals,
        under_way=open_deals(actor, cells=cells),
        gaining=move.sight(gained=True),
        losing=move.sight(gained=False),
        staying=[
            Staying(move.names.get(member, ""), open_in_words(left[0][member], left[1][member]))
            for member in sorted(left[0] | left[1], key=lambda one: move.names.get(one, ""))
        ],
        nothing=not (total if source != target else 0)
        and not any(one and one.many for one in (tasks, deals)),
    )


def held_now(actor: Actor) -> dict[int, list[Grant]]:
    """The live grants of each member, begun."""
    found: dict[int, list[Grant]] = {}
    for held in grants_held(actor):
        if held.now:
            found.setdefault(held.member, []).append(held.grant)
    return found


def with_places(actor: Actor, members: Mapping[int, str], doing: Doing) -> dict[int, str]:
    """Each name with the portfolios of the actor's where they may take over: "Nora Petit (Ouest, Est)"."""
    held = held_now(actor)
    told = {}
    for member, name in members.items():
        grants = [grant for grant in held.get(member, ()) if doing.of(grant)]
        places = [
            place
            for number, place in actor.portfolios.items()
            if any(number in one.portfolios for one in grants)
        ]
        where = labels.places(places) or _("nowhere yet")
        told[member] = f"{name} ({where})"
    return told


def stages_in_hand(actor: Actor, *, member: int, portfolio: int) -> list[int]:
    """The stages of a portfolio where a member holds a grant or has something open; every one where there is none."""
    cells = [cell_of(portfolio, stage) for stage in map(int, labels.STAGES)]
    open_there = tasks_by_member(actor, cells=cells).keys() | deals_by_owner(actor, cells=cells).keys()
    own: set[int] = {stage_of(cell) for cell, whose in open_there if whose == member}
    own |= {
        stage
        for grant in held_now(actor).get(member, ())
        for stage in grant.stages
        if grant.covers(cell_of(portfolio, stage))
    }
    return sorted(own) or [stage_of(cell) for cell in cells]


def open_in_words(tasks: int, deals: int) -> str:
    """So many open tasks and deals, "" for none."""
    told = [
        ngettext("%(n)s open task", "%(n)s open tasks", tasks) % {"n": tasks} if tasks else "",
        ngettext("%(n)s deal under way", "%(n)s deals under way", deals) % {"n": deals} if deals else "",
    ]
    return _(" and ").join(filter(None, told))
