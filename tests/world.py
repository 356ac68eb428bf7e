"""The cast and a small world, laid once in the template by a superuser: three portfolios, every cell peopled.

Identity is sealed by the product's own code; only the road in (a superuser's INSERT) is the tests' own.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg.types.json import Jsonb

from licite.kit import names
from licite.lawful import balancing
from licite.people import sealing

WEST, EAST, KEY = 1, 2, 3
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """One member: who, with which profile, over which portfolios and stages."""

    id: int
    name: str
    profile: str
    portfolios: tuple[int, ...]
    stages: tuple[int, ...]
    left: bool = False
    ended: bool = False

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@maison.example"

    @property
    def cells(self) -> list[int]:
        return [portfolio * 10 + stage for portfolio in self.portfolios for stage in self.stages]


ALL, EVERY = (WEST, EAST, KEY), (1, 2, 3, 4)
PAUL = Cast(1, "Paul Prospecteur", "prospector", (WEST,), (1, 2))
RITA = Cast(2, "Rita Commerciale", "rep", (WEST,), EVERY)
BEN = Cast(3, "Ben Commercial", "rep", (EAST,), EVERY)
ANNA = Cast(4, "Anna Assistante", "assistant", (WEST,), EVERY)
MAX = Cast(5, "Max Directeur", "manager", ALL, EVERY)
MONA = Cast(6, "Mona Marketing", "marketing", ALL, EVERY)
SAM = Cast(7, "Sam Support", "support", ALL, (3,))
ADA = Cast(8, "Ada Comptable", "accounting", ALL, (3, 4))
DORA = Cast(9, "Dora Déléguée", "dpo", ALL, EVERY)
IVAN = Cast(10, "Ivan Admin", "it_admin", (), ())
LEO = Cast(11, "Léo Parti", "rep", (WEST,), EVERY, left=True)
EVA = Cast(12, "Eva Échue", "rep", (WEST,), EVERY, ended=True)
CAST = (PAUL, RITA, BEN, ANNA, MAX, MONA, SAM, ADA, DORA, IVAN, LEO, EVA)

FIRST = ("Alma", "Bastien", "Célia", "Damien")
LAST = {
    WEST: ("Ouessant", "Morlaix", "Guingamp", "Vannier"),
    EAST: ("Alsacien", "Colmar", "Verdun", "Mulhouse"),
    KEY: ("Sommet", "Granval", "Majeur", "Capitale"),
}


@dataclass(frozen=True)
class Person:
    """A contact of the world, as the tests know it in clear."""

    id: int
    public: uuid.UUID
    cell: int
    first: str
    last: str
    email: str
    phone: str


def person(portfolio: int, stage: int, index: int = 0) -> Person:
    """The contact that `lay` puts at this place: cell = portfolio × 10 + stage, four a cell."""
    number = ((portfolio - 1) * 4 + (stage - 1)) * 4 + index + 1
    first, last = FIRST[index], LAST[portfolio][stage - 1]
    return Person(
        id=number,
        public=uuid.UUID(int=0xACCE55 << 96 | 4 << 76 | 8 << 60 | number, version=4),
        cell=portfolio * 10 + stage,
        first=first,
        last=last,
        email=f"{names.fold(first)}.{names.fold(last)}{index}@client{portfolio}.example",
        phone=f"+3329900{number:04d}",
    )


PEOPLE = tuple(person(p, s, i) for p in ALL for s in EVERY for i in range(4))


def lay() -> None:
    """Members, grants, portfolios, one company a portfolio, contacts with tokens and one sealed note each."""
    from tests.plugin import TEMPLATE, superuser

    with superuser(TEMPLATE) as connection, connection.transaction():
        connection.execute("SET search_path = licite")
        for number, name in enumerate(("Ouest", "Est", "Grands comptes"), 1):
            connection.execute("INSERT INTO access_portfolio (id, name) VALUES (%s, %s)", (number, name))
        for member in CAST:
            lay_member(connection, member)
        lay_balancing(connection)
        for portfolio in ALL:
            connection.execute(
                "INSERT INTO people_company (public, cell, kind, name, sort_key, name_key, country, department, created_at) "
                "VALUES (%s, %s, 'legal', %s, %s, %s, 'FR', '44', %s)",
                (uuid.UUID(int=portfolio, version=4), portfolio * 10 + 3, f"Société {LAST[portfolio][0]}",
                 f"societe {names.fold(LAST[portfolio][0])}", f"societe {names.fold(LAST[portfolio][0])}", START),
            )  # fmt: skip
        for one in PEOPLE:
            lay_person(connection, one)
        connection.execute("UPDATE people_contact SET waiting = false")
        for table in ("access_portfolio", "access_member", "people_contact"):
            connection.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")


def lay_balancing(connection: psycopg.Connection) -> None:
    """The worked balancing tests, approved by Dora: without them nobody could be entered for these purposes."""
    review = (datetime.now(UTC) + timedelta(days=360)).date()
    for purpose, answers in balancing.starting_points().items():
        connection.execute(
            "INSERT INTO lawful_balancing (purpose, version, state, answers, holds, author, written_at, opinion, approved_by, "
            "approved_at, review_on) VALUES (%s, 1, 'approved', %s, true, %s, %s, 'Avis favorable', %s, %s, %s)",
            (purpose, Jsonb(dict(answers)), DORA.id, START, DORA.id, START, review),
        )


def lay_member(connection: psycopg.Connection, member: Cast) -> None:
    """A member with one grant, and an account without a usable password (tests mint tickets)."""
    connection.execute(
        "INSERT INTO access_member (id, public, name, language, notice_read_at, joined_at, left_at) "
        "VALUES (%s, %s, %s, 'fr', %s, %s, %s)",
        (
            member.id,
            uuid.UUID(int=member.id, version=4),
            member.name,
            START,
            START,
            START if member.left else None,
        ),
    )
    connection.execute(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at, ends_at) "
        "SELECT %s, id, %s, %s, %s, %s FROM access_profile WHERE key = %s",
        (member.id, list(member.portfolios), list(member.stages), START,
         START + timedelta(days=1) if member.ended or member.left else None, member.profile),
    )  # fmt: skip
    connection.execute(
        "INSERT INTO login.staff_account (password, member_id, email, is_active, created_at) "
        "VALUES ('!', %s, %s, %s, %s)",
        (member.id, member.email, not member.left, START),
    )


def lay_person(connection: psycopg.Connection, one: Person) -> None:
    """A contact with its envelopes, tokens, one call of ours and one e-mail of theirs."""
    connection.execute(
        "INSERT INTO people_contact (id, public, cell, company_id, listing, email, phone, address, bucket, capacity, "
        "country, department, source, purpose, basis, collected_at, created_at, created_by, active_at, objections) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'professional', 'FR', '44', 'fair', 'prospection', "
        "'legitimate_interest', %s, %s, 5, %s, 0)",
        (one.id, one.public, one.cell, one.cell // 10,
         sealing.seal_listing(one.public, first=one.first, last=one.last, title="Acheteur", phone=one.phone, email=one.email),
         sealing.seal_values("email", one.public, [one.email]),
         sealing.seal_values("phone", one.public, [one.phone]),
         sealing.seal_values("address", one.public, ["1 rue des Essais", "44000", "Nantes"]),
         names.bucket(one.last), START, START, START),
    )  # fmt: skip
    tokens = sealing.contact_tokens(one.first, one.last, [one.email], [one.phone])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO people_token (token, exact, cell, contact) VALUES (%s, %s, %s, %s)",
            [(token, exact, one.cell, one.id) for token, exact in sorted(tokens.items())],
        )
    note = f"Souhaite recevoir le tarif {one.last}"
    connection.execute(
        "INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, note, member, created_at) "
        "VALUES (%s, %s, %s, 'call', 'ours', 'reached', '', %s, 5, %s), (%s, %s, %s, 'email', 'theirs', 'done', 'reply', NULL, 5, %s)",
        (one.id, one.cell, START + timedelta(days=3), sealing.seal_values("note", one.public, [note]), START,
         one.id, one.cell, START + timedelta(days=5), START),
    )  # fmt: skip
