"""Lays the demo in a new home: members who can sign in, portfolios, companies, people and their history."""

import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import connection

from licite.access import gate
from licite.console.demo.bought import add_purchases, add_references
from licite.console.demo.build import DemoBase, build
from licite.console.demo.deals import add_deals
from licite.console.demo.details import add_details
from licite.console.demo.house import ORIGIN, settle
from licite.console.demo.lawful import add_cases, add_opponents, add_rights
from licite.console.demo.morning import pass_a_morning
from licite.console.demo.moves import add_moves, send_away
from licite.console.demo.newcomers import send_newcomers
from licite.console.demo.records import DemoContact, DemoInteraction, DemoMember
from licite.console.demo.views import add_tags, add_views
from licite.console.demo.write import Ground, Stored, tidy, write_companies, write_contacts, write_places
from licite.journal import entries
from licite.kit import clock
from licite.kit.cells import cell_of
from licite.lawful.actions.objections import marks_for, prints_for
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people import sealing
from licite.people.actions import values
from licite.people.jobs.duplicates import search
from licite.staff import actions as staff

BATCH = 500
KEEPERS = ("prospector", "rep", "manager")
TOLD_BY = {Channel.PHONE: ToldBy.PHONE, Channel.POST: ToldBy.LETTER}
OBJECT = "SELECT gate.object(%s, %s, '', %s, %s, %s::bytea[], %s::bigint[])"
TASKS = """
    INSERT INTO people_task (public, contact, cell, kind, title, place, due_at, ends_at, done_at, member, created_at)
    SELECT gen_random_uuid(), * FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::bytea[], %s::bytea[],
        %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::int[], %s::timestamptz[])
"""


def load(contacts: int) -> None:
    """Fills the home with the demo, `contacts` people in it; one that has its demo is left as it is.

    `demo.json` in the home, written last, says that the demo is whole and who can sign in to it.
    """
    if (settings.HOME.path / "demo.json").exists():
        return
    now = clock.now()
    base = build(now, contacts)
    portfolios = add_portfolios(base.portfolios)
    members = add_members(base.members, portfolios)
    house = settle(officer=members["amina"], marketing=members["ines"])
    with gate.as_system("demo"):
        companies = write_companies(base.companies, portfolios=portfolios, at=now)
        write_places(base.companies, companies, portfolios=portfolios, at=now)
    ground = Ground(portfolios, companies, keepers(base.members, members, portfolios))
    stored = add_people(base, ground)
    # Before what hangs on people is laid: a table without statistics is walked from end to end for each of them.
    tidy()
    add_tasks(base, stored, ground, members, now)
    add_purchases(base.contacts, stored)
    add_references(base.contacts, stored, now)
    add_moves(base.contacts, stored, ground, now)
    send_away(manager=members["helene"], absent=members["lucas"], instead=members["chloe"], now=now)
    add_deals(base.contacts, stored, ground, now)
    add_rights(base, stored, house=house, keepers=ground.keepers, now=now)
    add_cases(base, stored, officer=members["amina"], rep=members["chloe"], now=now)
    add_details(base.contacts, stored, base.companies, ground, now)
    add_objections((*base.contacts, *base.doubles), stored)
    add_opponents(officer=members["amina"], now=now)
    send_newcomers(base, writer=members["chloe"], portfolio=portfolios["Ouest"], now=now)
    add_tags(rep=members["chloe"])
    add_views(rep=members["chloe"], manager=members["helene"], portfolio=portfolios["Ouest"])
    tidy()
    pass_a_morning(members)
    # Found on the first morning, without waiting for the first night.
    search()
    write_accounts(base.members)


def add_portfolios(names: Sequence[str]) -> dict[str, int]:
    """Makes the portfolios; ids by name."""
    made: dict[str, int] = {}
    with gate.as_system("console"), connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT gate.add_portfolio(%s)", [name])
            (made[name],) = cursor.fetchone()
            entries.write("access:portfolio:add", detail={"portfolio": made[name]}, origin=ORIGIN)
    return made


def add_members(members: Sequence[DemoMember], portfolios: Mapping[str, int]) -> dict[str, int]:
    """Makes members with a password and their grant; ids by the first part of the e-mail."""
    made: dict[str, int] = {}
    with gate.as_system("console"), connection.cursor() as cursor:
        for one in members:
            member = staff.add_member(name=one.name, email=one.email, language="fr", password=one.password)
            scope = [portfolios[name] for name in one.portfolios]
            cursor.execute(
                "SELECT gate.add_grant(%s, %s, %s::int[], %s::int[], NULL)",
                [member, one.profile, scope, list(one.stages)],
            )
            (grant,) = cursor.fetchone()
            detail = {
                "member": member,
                "grant": grant,
                "profile": one.profile,
                "portfolios": scope,
                "stages": list(one.stages),
            }
            entries.write("access:grant:add", detail=detail, origin=ORIGIN)
            made[one.email.partition("@")[0]] = member
    return made


def keepers(
    members: Sequence[DemoMember], ids: Mapping[str, int], portfolios: Mapping[str, int]
) -> dict[int, int]:
    """Who works in each cell: the first prospector or rep granted there, else the manager."""
    found: dict[int, int] = {}
    for one in members:
        if one.profile in KEEPERS:
            for name in one.portfolios:
                for stage in one.stages:
                    found.setdefault(cell_of(portfolios[name], stage), ids[one.email.partition("@")[0]])
    return found


def add_people(base: DemoBase, ground: Ground) -> dict[str, Stored]:
    """Stores all contacts with their history, a transaction a batch."""
    history: dict[str, list[DemoInteraction]] = {}
    for event in base.interactions:
        history.setdefault(event.contact, []).append(event)
    stored: dict[str, Stored] = {}
    everybody = (*base.contacts, *base.doubles)
    for batch in batches([(one, history.get(one.key, ())) for one in everybody]):
        with gate.as_system("demo"):
            stored |= write_contacts(batch, ground=ground, origin=ORIGIN)
    return stored


def batches(
    rows: Sequence[tuple[DemoContact, Sequence[DemoInteraction]]],
) -> Iterator[Sequence[tuple[DemoContact, Sequence[DemoInteraction]]]]:
    """The rows, some hundred at a time."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def add_tasks(
    base: DemoBase, stored: Mapping[str, Stored], ground: Ground, members: Mapping[str, int], now: datetime
) -> None:
    """Stores what was promised; what is done was done when it was due."""
    rows = []
    for task in base.tasks:
        contact = stored[task.contact]
        title = sealing.seal_values("task", contact.public, [task.title])
        done = task.due if task.done else None
        place = sealing.seal_values("place", contact.public, [task.place])
        keeper = members[task.member] if task.member else ground.keepers[contact.cell]
        rows.append(
            (
                contact.id,
                contact.cell,
                task.kind,
                title,
                place,
                task.due,
                task.ends,
                done,
                keeper,
                min(task.due, now),
            )
        )
    with gate.as_system("demo"), connection.cursor() as cursor:
        cursor.execute(TASKS, [list(column) for column in zip(*rows, strict=True)])
        subjects = {row[0] for row in rows}
        entries.write(
            "people:task:write", subjects=subjects, fields=["kind", "due_at", "title"], origin=ORIGIN
        )


def add_objections(contacts: Sequence[DemoContact], stored: Mapping[str, Stored]) -> None:
    """Writes objections by the gate's own act: their fingerprints come on the suppression list."""
    rows = []
    refusals: dict[frozenset[str], list[int]] = {}
    for one in contacts:
        if one.objections:
            channels = frozenset(name for name, _at in one.objections)
            refusals.setdefault(channels, []).append(stored[one.key].id)
        for name, at in one.objections:
            channel = Channel(name)
            emails = values.canonical(one.emails)
            prints = prints_for(channel, emails=emails, phones=one.phones)
            marks = marks_for(channel, emails=emails, phones=one.phones)
            told_by = TOLD_BY.get(channel, ToldBy.EMAIL)
            rows.append((stored[one.key].id, channel.value, at, told_by.value, prints, marks))
    with gate.as_system("demo"), connection.cursor() as cursor:
        cursor.executemany(OBJECT, rows)
        # Each row is evidence of what its persons refuse: one a set of channels.
        for fields, subjects in refusals.items():
            entries.write("lawful:objection:write", subjects=subjects, fields=fields, origin=ORIGIN)


def write_accounts(members: Sequence[DemoMember]) -> None:
    """Leaves the list of accounts in the home, whole or not at all, for the home's owner alone."""
    kept = ("email", "password", "profile", "portfolios")
    accounts = [{name: asdict(one)[name] for name in kept} for one in members]
    path = settings.HOME.path / "demo.json"
    draft = path.with_name(f".demo.{secrets.token_hex(4)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(accounts, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
