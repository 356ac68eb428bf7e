"""What the pages of portfolios show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import ngettext

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.placing import Rule, portfolios
from licite.access.queries import everybody, grants_held, member_names
from licite.desk.portfolios.previews import DEALS, held_now
from licite.kit import countries
from licite.kit.cells import cell_of
from licite.people.actions.handover import UNDOABLE
from licite.people.choices import Sector
from licite.people.models.handover import Handed, Handover
from licite.people.queries.colleagues import busy_in
from licite.people.queries.counts import records_by_cell
from licite.people.queries.handover import still_there
from licite.sales.queries.counts import deals_still_there, owners

STAGES = tuple(int(stage) for stage in labels.STAGES)
SHORTLY = timedelta(days=1)
"""A right given to the taker so long before the order was given for it."""


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


def lines(actor: Actor) -> list[Line]:
    """Every portfolio that is not closed."""
    names = member_names(actor)
    at_work: dict[int, set[str]] = {}
    for held in grants_held(actor):
        if held.now and Act.READ in held.grant.acts:
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


def givers(actor: Actor, *, portfolio: int) -> dict[int, str]:
    """Ids and names, by name, of those who have open tasks or deals there, whoever they are and even if they left."""
    cells = [cell_of(portfolio, stage) for stage in STAGES]
    having = busy_in(actor, cells=cells) | owners(actor, cells=cells)
    return {number: name for number, name in member_names(actor).items() if number in having}


def member_of(actor: Actor, public: str) -> int | None:
    """The member whose public number an address bears; None for nobody's."""
    return next((one.pk for one in everybody(actor) if str(one.public) == public), None) if public else None


def begun(actor: Actor, asked: QueryDict) -> dict[str, int]:
    """What a hand-over had chosen before its taker was given a right."""
    taker, target = member_of(actor, asked.get("to", "")), asked.get("target", "")
    found = {} if taker is None else {"tasks_to": taker, "deals_to": taker}
    return found | ({"target": int(target)} if target.isdecimal() else {})


def sellers(actor: Actor) -> dict[int, str]:
    """Ids and names, by name, of those who may make deals somewhere in the actor's portfolios, the actor too."""
    held = held_now(actor)
    cells = [cell_of(portfolio, stage) for portfolio in actor.portfolios for stage in STAGES]
    able = {member for member, grants in held.items() if any(DEALS.by(grants, cell) for cell in cells)}
    return {number: name for number, name in member_names(actor).items() if number in able}


def still_given(actor: Actor, order: Handover) -> list[tuple[str, str]]:
    """(name, where it ends) of each right that the actor gave a taker for this hand-over and that is open still."""
    if not actor.has(Permission.GRANT_MANAGE):
        return []
    people = {one.pk: one for one in everybody(actor)}
    return [
        (people[held.member].name, reverse("desk:grants-end", args=[people[held.member].public, held.public]))
        for held in grants_held(actor)
        if held.live
        and held.member in (order.tasks_to, order.deals_to)
        and held.given_by == actor.member
        and order.target in held.grant.portfolios
        and order.created_at - SHORTLY < held.since
    ]


def coming_back(actor: Actor, order: Handover) -> list[str]:
    """What an undoing would bring back, in words; nothing where all of it has moved on, or where it is under way."""
    if order.state not in UNDOABLE:
        return []
    there = still_there(actor, order=order)
    deals = deals_still_there(actor, order=order) if order.deals_to else 0
    told = [
        (ngettext("%(n)s record", "%(n)s records", records), records)
        for records in [there.get(Handed.RECORD, 0)]
    ]
    told += [(ngettext("%(n)s task", "%(n)s tasks", tasks), tasks) for tasks in [there.get(Handed.TASK, 0)]]
    told += [(ngettext("%(n)s deal", "%(n)s deals", deals), deals)]
    return [words % {"n": intcomma(many)} for words, many in told if many]


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
