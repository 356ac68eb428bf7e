"""What a few letters find at once for the field on top of every page: companies, one's own tasks (search.py: contacts)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Field, Level, Permission
from licite.kit import names
from licite.kit.cells import Stage, cell_of
from licite.people import sealing
from licite.people.queries.companies import company_there
from licite.people.queries.finding import SHORTEST_COMPANY
from licite.people.queries.rows import company_name, fetch, shown_name
from licite.people.queries.spelling import answers, companies_worded

NEAR: Final = 3
LOOKED_AT: Final = 200
"""How many of one's own open tasks are read, the soonest first: their titles are sealed."""
# Those whose name begins so come first.
COMPANIES = """
    SELECT x.id, x.public, x.name, x.identity, x.begins FROM (
        (SELECT y.* FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT id, public, name, identity, sort_key, true AS begins FROM people_company
            WHERE cell = k AND sort_key ^@ %(start)s ORDER BY sort_key LIMIT %(limit)s) y)
        UNION ALL
        SELECT id, public, name, identity, sort_key, false FROM people_company
        WHERE id = ANY (%(worded)s::bigint[]) AND NOT sort_key ^@ %(start)s) x
    ORDER BY x.begins DESC, x.sort_key, x.public LIMIT 200
"""
TASKS = """
    SELECT t.contact, t.kind, t.title, t.due_at, c.public, c.cell, c.listing
    FROM people_task t JOIN people_contact c ON c.id = t.contact
    WHERE t.member = %(me)s AND t.done_at IS NULL ORDER BY t.due_at LIMIT %(most)s
"""


@dataclass(frozen=True)
class CompanyHit:
    """A company of one's portfolios."""

    public: UUID
    name: str


@dataclass(frozen=True)
class TaskHit:
    """One of one's own open tasks. `title` is empty where it has none, or where notes are closed to the reader."""

    contact_public: UUID
    contact_name: str
    kind: str
    title: str
    due_at: datetime


def companies_found(actor: Actor, *, words: str, limit: int) -> tuple[list[CompanyHit], bool]:
    """Companies of one's portfolios whose name begins so or has these words, in the trace; and whether more begin so."""
    start = names.fold(words).strip()
    if len(start) < SHORTEST_COMPANY:
        return [], False
    cells = [cell_of(portfolio, stage) for portfolio in actor.portfolios for stage in Stage]
    asked = {"cells": cells, "start": start, "worded": companies_worded(actor, words), "limit": limit + 1}
    raws = fetch(COMPANIES, asked)
    hits = [(raw, CompanyHit(raw["public"], company_name(raw))) for raw in raws]
    shown = [(raw, hit) for raw, hit in hits if answers(hit.name, words)][:limit]
    if shown:
        actor.trace.saw("people:company:list", [], ["name"], companies=[raw["id"] for raw, _ in shown])
    return [hit for _, hit in shown], sum(raw["begins"] for raw in raws) > limit


def companies_near(actor: Actor, name: str) -> list[str]:
    """Names of companies of one's portfolios that a new one of this name may be, three at most, in the trace; none where
    one has this name, whatever its legal form.
    """
    if not (names.fold(name) and actor.has(Permission.COMPANY_READ)) or company_there(name):
        return []
    hits, _more = companies_found(actor, words=names.bare_company(name), limit=NEAR)
    found = [one.name for one in hits]
    return [] if names.company_key(name) in map(names.company_key, found) else found


def tasks_found(actor: Actor, *, words: str, limit: int) -> list[TaskHit]:
    """One's own open tasks whose title or person answers to every word by a beginning, the soonest first, in the trace."""
    typed = names.words(words)
    if not typed:
        return []
    raws = fetch(TASKS, {"me": actor.member, "most": LOOKED_AT})
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    found: list[tuple[int, TaskHit]] = []
    for raw, listing in zip(raws, opened, strict=True):
        cell = raw["cell"]
        name = shown_name(actor, cell, listing)
        reads = actor.level(cell, Field.NOTE) is Level.OPEN
        title = " ".join(sealing.open_values("task", raw["public"], raw["title"])) if reads else ""
        held = names.words(title)
        if actor.level(cell, Field.NAME) is Level.OPEN:
            held += sealing.name_words(listing.first, listing.last)
        if all(any(one.startswith(word) for one in held) for word in typed):
            found.append((raw["contact"], TaskHit(raw["public"], name, raw["kind"], title, raw["due_at"])))
    shown = found[:limit]
    if shown:
        actor.trace.saw("people:task:list", [contact for contact, _ in shown], ["name", "title"])
    return [hit for _, hit in shown]
