"""`licite bench seed`: fills a demo home with invented contacts, in constant memory, on every core."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from random import Random
from typing import cast

from django.db import connections

from licite.access import gate
from licite.access.models import Grant, Member, Portfolio
from licite.console.bench import readers
from licite.console.bench.standing import is_demo
from licite.console.demo.bulk import stream
from licite.console.demo.companies import companies
from licite.console.demo.load import KEEPERS, load
from licite.console.demo.records import DemoCompany, DemoContact
from licite.console.demo.records import Portfolio as Name
from licite.console.demo.write import Ground, tidy, write_companies, write_contacts
from licite.console.migrate import migrate
from licite.kit import clock
from licite.kit.cells import cell_of
from licite.people.models import Company, Contact

DEMO = 2000
SHARE = 10_000
BATCH = 1000
SWEPT = 100_000
"""Rows after which the tables are vacuumed: a record is written, then checked at the entrance, and what the second leaves of
the first is free for others. A base that grows over years is swept as it grows; four minutes are too few for that.
"""
EMPLOYEES = 20
MOST_COMPANIES = 20_000


@dataclass(frozen=True)
class Spread(Ground):
    """Where contacts belong: with their company; those without one by turns in each of the bench's portfolios."""

    ours: tuple[str, ...] = ()

    def cell(self, contact: DemoContact) -> int:
        """The stage that was drawn, in that portfolio."""
        name = contact.portfolio if contact.company else readers.share_of(int(contact.key[1:]), self.ours)
        return cell_of(self.portfolios[name], contact.stage)


@dataclass(frozen=True)
class Plan:
    """What every process needs to know."""

    now: datetime
    ground: Spread
    companies: tuple[DemoCompany, ...]


def seed(total: int) -> None:
    """Brings the base to `total` contacts: the demo first, in a new home, then as many more as it takes."""
    migrate()
    if not is_demo():
        refuse_strangers()
        load(min(max(total, 3), DEMO))
    with gate.as_system("bench"):
        there = Contact.objects.count()
    if there >= total:
        print(f"{there} contacts are there already")
        return
    began = time.monotonic()
    plan = plan_for(total)
    connections.close_all()  # no process may inherit one
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork"), start_process, (plan,)) as pool:
        done = swept = there
        for made in pool.map(fill, *zip(*shares(there, total), strict=True)):
            done += made
            if done - swept >= SWEPT:
                tidy()
                swept = done
            print(f"{done} contacts, {(done - there) / (time.monotonic() - began):.0f} a second", flush=True)
    tidy()
    seconds = time.monotonic() - began
    print(
        f"{total} contacts in {seconds:.0f} s, indexes and statistics included: {(total - there) / seconds:.0f} a second"
    )


def refuse_strangers() -> None:
    """A home where people work is not the place for invented ones."""
    with gate.as_system("bench"):
        if Member.objects.exists():
            raise SystemExit(
                "licite: this home has members and is no demo; give --home another, or a new one"
            )


def shares(there: int, total: int) -> Iterator[tuple[int, int]]:
    """(start, how many) of each share."""
    return ((start, min(SHARE, total - start)) for start in range(there, total, SHARE))


def plan_for(total: int) -> Plan:
    """A hundred portfolios and their keepers; companies, one for twenty contacts, each in one of the bench's own."""
    now = clock.now()
    ours = tuple(readers.settle())
    wanted = min(max(total // EMPLOYEES, 1), MOST_COMPANIES)
    seats = [seat.company for seat in companies(Random("1:companies"), wanted) if not seat.owner]
    legal = {
        one.name: replace(one, portfolio=cast(Name, readers.share_of(rank, ours)))
        for rank, one in enumerate(seats)
    }
    with gate.as_system("bench"):
        portfolios = dict(Portfolio.objects.values_list("name", "id"))
        known = dict(Company.objects.filter(kind="legal").values_list("name", "id"))
        new = [company for name, company in legal.items() if name not in known]
        ids = {legal[name].key: found for name, found in known.items() if name in legal}
        ids |= write_companies(new, portfolios=portfolios, at=now)
        return Plan(now, Spread(portfolios, ids, keepers(), ours), tuple(legal.values()))


def keepers() -> dict[int, int]:
    """Who works in each cell: the first prospector or rep granted there, else a manager."""
    found: dict[int, int] = {}
    for grant in Grant.objects.filter(profile__key__in=KEEPERS, ends_at=None).order_by("id"):
        for portfolio in grant.portfolios:
            for stage in grant.stages:
                found.setdefault(cell_of(portfolio, stage), grant.member_id)
    return found


PLAN: Plan | None = None


def start_process(plan: Plan) -> None:
    """Hands the plan to one of the processes, before its first share."""
    global PLAN  # noqa: PLW0603
    PLAN = plan


def fill(start: int, count: int) -> int:
    """Writes one share; how many there were."""
    assert PLAN is not None
    rows = stream(count, now=PLAN.now, companies=PLAN.companies, start=start)
    while batch := list(islice(rows, BATCH)):
        with gate.as_system("bench"):
            write_contacts(batch, ground=PLAN.ground, origin="bench")
    return count
