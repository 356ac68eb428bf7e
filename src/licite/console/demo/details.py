"""What the demo's records say beside names and coordinates: kinds, language, wishes, tags, roles, files, changes."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from django.db import connection

from licite.access import gate
from licite.console.demo.numbers import BELGIAN, MOBILE
from licite.console.demo.records import DemoCompany, DemoContact
from licite.console.demo.write import Ground, Stored, insert_rows
from licite.journal import entries
from licite.people import sealing
from licite.people.queries.tags import tag_token

TAGS: Final = (
    "Salon Batimat",
    "Marché public",
    "Distributeur",
    "Contrat cadre",
    "Livraison le matin",
    "Catalogue papier",
    "Ancien devis",
    "Prescripteur",
)
ROLES: Final = ("Administrateur", "Associée", "Conseiller technique", "Présidente du syndicat")
FILES: Final = ("Compte rendu de visite.txt", "Besoins exprimés.txt", "Plan de livraison.txt")
KNOWN = """
    UPDATE people_contact c SET phone_kinds = x.phones, email_kinds = x.emails, address_kinds = x.address,
        language = x.language, prefers = x.prefers, moment = x.moment
    FROM unnest(%b::bigint[], %b::text[], %b::text[], %b::text[], %b::text[], %b::smallint[], %b::text[])
        AS x (id, phones, emails, address, language, prefers, moment) WHERE c.id = x.id
"""
TAG = """
    INSERT INTO people_tag (contact, cell, token, value, member, created_at)
    SELECT * FROM unnest(%b::bigint[], %b::int[], %b::bigint[], %b::bytea[], %b::int[], %b::timestamptz[])
"""
ROLE = """
    INSERT INTO people_role (public, contact, cell, company, title, since, member, created_at)
    SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::int[], %b::bigint[], %b::bytea[], %b::date[], %b::int[],
        %b::timestamptz[])
"""
FILE = """
    INSERT INTO people_file (public, contact, cell, kind, size, name, content, member, created_at)
    SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::int[], %b::text[], %b::int[], %b::bytea[], %b::bytea[], %b::int[],
        %b::timestamptz[])
"""
CHANGE = """
    INSERT INTO people_change (contact, cell, at, field, before, after, member)
    SELECT * FROM unnest(%b::bigint[], %b::int[], %b::timestamptz[], %b::text[], %b::bytea[], %b::bytea[], %b::int[])
"""


def add_details(
    contacts: Sequence[DemoContact],
    stored: Mapping[str, Stored],
    companies: Sequence[DemoCompany],
    ground: Ground,
    now: datetime,
) -> None:
    """Writes them all, the same at each build."""
    legal: dict[str, list[int]] = {}
    for company in companies:
        if company.kind == "legal":
            legal.setdefault(company.portfolio, []).append(ground.companies[company.key])
    known: list[Any] = []
    tags: list[Any] = []
    roles: list[Any] = []
    files: list[Any] = []
    changes: list[Any] = []
    for one in contacts:
        rng, held = Random(f"{one.key}:details"), stored[one.key]
        keeper = ground.keepers[held.cell]
        known.append(
            (held.id, _phone_kinds(one), _kind(one) * len(one.emails), _kind(one), one.spoken, *_wish(rng))
        )
        for word in rng.sample(TAGS, rng.choice((0, 0, 0, 1, 1, 2))):
            sealed = sealing.seal_values("tag", held.public, [word])
            tags.append((held.id, held.cell, tag_token(word), sealed, keeper, one.collected_at))
        if one.company and legal.get(one.portfolio) and rng.random() < 0.05:
            title = sealing.seal_values("role", held.public, [rng.choice(ROLES)])
            since = one.collected_at.date()
            where = rng.choice(legal[one.portfolio])
            roles.append((uuid.uuid4(), held.id, held.cell, where, title, since, keeper, one.collected_at))
        if rng.random() < 0.03:
            content = f"{one.first} {one.last}\nVisite du site, besoins notés.\n".encode()
            name = sealing.seal_values("file_name", held.public, [rng.choice(FILES)])
            sealed_file = sealing.seal_file(held.public, content)
            files.append(
                (uuid.uuid4(), held.id, held.cell, "text", len(content), name, sealed_file, keeper, now)
            )
        if one.title and rng.random() < 0.1:
            before, after = (
                sealing.seal_values("change", held.public, [title])
                for title in ("Assistante achats", one.title)
            )
            at = now - timedelta(days=rng.randint(3, 90))
            changes.append((held.id, held.cell, at, "title", before, after, keeper))
    _write(known, tags, roles, files, changes)


def _write(*rows: list[Any]) -> None:
    known, tags, roles, files, changes = rows
    with gate.as_system("demo"), connection.cursor() as cursor:
        cursor.execute(KNOWN, [list(column) for column in zip(*known, strict=True)])
        insert_rows(TAG, tags)
        insert_rows(ROLE, roles)
        insert_rows(FILE, files)
        subjects = {row[0] for row in known}
        entries.write(
            "people:contact:edit", subjects=subjects, fields=["language", "tags", "roles"], origin="demo"
        )
    with gate.as_system("demo"):
        insert_rows(CHANGE, changes)


def _phone_kinds(one: DemoContact) -> str:
    home = "w" if one.company else "h"
    return "".join("m" if number.startswith((MOBILE, BELGIAN)) else home for number in one.phones)


def _kind(one: DemoContact) -> str:
    return "w" if one.company else "h"


def _wish(rng: Random) -> tuple[int, str]:
    """One person in four has a wish: bits of channels (phone, e-mail), and a moment."""
    if rng.random() < 0.75:
        return 0, ""
    return rng.choice((1, 4, 5)), rng.choice(("", "morning", "afternoon", "noon"))
