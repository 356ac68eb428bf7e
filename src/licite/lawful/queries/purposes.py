"""Reading purposes and their balancing tests: the organisation's own, so no trace of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from licite.access.queries import called
from licite.lawful.models import Balancing, FieldPurpose
from licite.lawful.standing import Category, PurposeNow, standing
from licite.web.dates import today

NOW = """
    SELECT p.key, p.name_fr, p.name_en, p.kind, p.basis_consumer, p.basis_professional, p.builtin, p.retired_at,
        coalesce(a.version, 0) AS approved, coalesce(a.holds, false) AS holds, a.review_on,
        coalesce(l.version, 0) AS last, coalesce(l.state = 'draft', false) AS drafted
    FROM lawful_purpose p
    LEFT JOIN LATERAL (SELECT b.version, b.holds, b.review_on FROM lawful_balancing b
        WHERE b.purpose = p.key AND b.state = 'approved' ORDER BY b.version DESC LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT b.version, b.state FROM lawful_balancing b
        WHERE b.purpose = p.key ORDER BY b.version DESC, b.state LIMIT 1) l ON true
    ORDER BY p.retired_at IS NOT NULL, p.builtin DESC, p.created_at, p.key
"""

HELD = """
    SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
        SELECT FROM lawful_purpose p WHERE p.retired_at IS NULL AND p.key <> %(purpose)s AND (p.key = c.purpose OR p.key IN
            (SELECT g.purpose FROM lawful_ground g WHERE g.contact = c.id AND g.ended_at IS NULL))))
    FROM (SELECT id, purpose FROM people_contact WHERE purpose = %(purpose)s OR id IN
            (SELECT contact FROM lawful_ground WHERE lawful_ground.purpose = %(purpose)s AND ended_at IS NULL)
        LIMIT %(most)s) c
"""
MOST_HELD = 10_000


@dataclass(frozen=True)
class Held:
    """How many records in sight are held for a purpose, and how many of them for no other one in use."""

    records: int
    alone: int


@dataclass(frozen=True)
class Version:
    """One version of a balancing test, with the names of who wrote and who approved it."""

    version: int
    approved: bool
    answers: Mapping[str, Any]
    holds: bool
    author: str
    written_at: datetime
    opinion: str
    approved_by: str
    approved_at: datetime | None
    review_on: date | None


def purposes_now() -> dict[str, PurposeNow]:
    """Every purpose by its key, those in use first, retired ones last. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        columns = [column.name for column in cursor.description]
        rows = [PurposeNow(**dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]
    return {row.key: row for row in rows}


def stands(purpose: str, basis: str, category: Category) -> str:
    """Empty where the purpose may be used on this basis for such persons; else purpose, basis or balancing."""
    return standing(purposes_now().get(purpose), basis=basis, category=category, today=today())


def versions_of(purpose: str) -> list[Version]:
    """The versions of a purpose's balancing test, latest first; one that was approved stands as approved."""
    found = Balancing.objects.filter(purpose=purpose).order_by("version", "-state")
    rows = list({row.version: row for row in found}.values())[::-1]
    names = called(one for row in rows for one in (row.author, row.approved_by))
    return [
        Version(
            version=row.version,
            approved=row.approved_at is not None,
            answers=row.answers,
            holds=row.holds,
            author=names.get(row.author or 0, ""),
            written_at=row.written_at,
            opinion=row.opinion,
            approved_by=names.get(row.approved_by or 0, ""),
            approved_at=row.approved_at,
            review_on=row.review_on,
        )
        for row in rows
    ]


def held_for(purpose: str) -> Held:
    """Who in sight is held for a purpose, counted no further than MOST_HELD + 1. One statement, names nobody."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"purpose": purpose, "most": MOST_HELD + 1})
        return Held(*cursor.fetchone())


def purposes_of_fields() -> dict[str, tuple[str, ...]]:
    """What each built-in field of a record is for: field to the keys of its purposes."""
    found: dict[str, list[str]] = {}
    for field, purpose in FieldPurpose.objects.order_by("field", "purpose").values_list("field", "purpose"):
        found.setdefault(field, []).append(purpose)
    return {field: tuple(keys) for field, keys in found.items()}
