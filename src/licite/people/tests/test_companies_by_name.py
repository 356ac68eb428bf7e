"""Companies in the order of their names, whoever brings them into sight: every one once, page by page, nobody else's."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from licite.people.actions import CompanyFacts, edit_company
from licite.people.choices import CompanyKind
from licite.people.queries import companies
from licite.people.queries.companies import company_for, company_list
from licite.people.tests.ways import as_superuser, post
from tests.conftest import inside
from tests.world import ADA, BEN, EAST, MAX, PAUL, RITA, WEST, person

OURS = "00000000-0000-4000-8000-000000000001"
# Fourteen of the East, two of each name, sectors by turns; the first nine employ people of the West, some of them two.
ELSEWHERE = """
    INSERT INTO people_company (public, cell, kind, name, sort_key, country, department, sector, created_at)
    SELECT gen_random_uuid(), 23, 'legal', 'Atelier ' || n / 2, 'atelier ' || n / 2, 'FR', '67',
        CASE n %% 3 WHEN 0 THEN 'C' ELSE '' END, now()
    FROM generate_series(0, 13) n RETURNING id
"""
EMPLOYS = "UPDATE people_contact SET company_id = %s WHERE id = %s"
WEST_PEOPLE = "SELECT id FROM people_contact WHERE cell / 10 = 1 AND cell %% 10 IN (2, 3, 4) ORDER BY id"
ROLE = """
    INSERT INTO people_role (public, contact, cell, company, created_at)
    SELECT gen_random_uuid(), id, cell, %s, now() FROM people_contact WHERE id = %s
"""


def everybody(actor, **asked):
    """All pages, one after the other, and how many there were."""
    page = company_list(actor, **asked)
    rows, pages = list(page.rows), 1
    while page.after:
        page = company_list(actor, after=page.after, **asked)
        rows, pages = rows + list(page.rows), pages + 1
    return rows, pages


def in_sight(member):
    """What the row policy alone lets the member see."""
    with inside(member), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_company ORDER BY sort_key, id")
        return [one for (one,) in cursor.fetchall()]


@pytest.fixture
def brought(fresh):
    """People of the West work for companies of the East, and one of them has a role at one more."""
    made = [one for (one,) in as_superuser(ELSEWHERE)]
    people = [one for (one,) in as_superuser(WEST_PEOPLE)]
    for place, one in enumerate(people):
        as_superuser(EMPLOYS, made[place % 9], one)
    as_superuser(ROLE, made[12], people[0])
    as_superuser(ROLE, made[0], people[1])
    return made


@pytest.mark.parametrize("size", [1, 2, 50])
@pytest.mark.parametrize("member", [PAUL, RITA, BEN, MAX, ADA], ids=lambda one: one.name)
def test_every_company_in_sight_is_on_one_page_in_order(brought, monkeypatch, member, size):
    monkeypatch.setattr(companies, "PAGE", size)
    expected = in_sight(member)
    with inside(member) as actor:
        rows, pages = everybody(actor)
        assert [row.id for row in rows] == expected
        assert pages == -(-len(expected) // size)


def test_what_narrows_the_list_narrows_what_others_bring(brought, monkeypatch):
    monkeypatch.setattr(companies, "PAGE", 2)
    seen = set(in_sight(RITA))
    with inside(RITA) as actor:
        by_sector, _ = everybody(actor, sector="C")
        assert {row.id for row in by_sector} == {one for one in brought[::3] if one in seen}
        by_name, _ = everybody(actor, start="atelier 1")
        assert [row.id for row in by_name] == [one for one in brought[2:4] if one in seen]
        assert everybody(actor, start="atelier", department="01") == ([], 1)


def test_a_company_called_otherwise_stands_elsewhere_for_whoever_its_people_show_it_to(brought):
    with inside(MAX) as actor:
        found = company_list(actor, start="atelier 0").rows[0]
        facts = CompanyFacts(kind=CompanyKind.LEGAL, name="Zinguerie", country="FR")
        edit_company(actor, company=company_for(actor, found.public), facts=facts)
        assert [row.name for row in company_list(actor).rows][-1] == "Zinguerie"
        with connection.cursor() as cursor:
            cursor.execute("SELECT company_key FROM people_contact WHERE company_id = %s", [found.id])
            assert set(cursor.fetchall()) == {("zinguerie",)}
            cursor.execute("SELECT company_key FROM people_role WHERE company = %s", [found.id])
            assert cursor.fetchall() == [("zinguerie",)]


def test_the_key_of_a_company_that_becomes_a_persons_is_nowhere_in_clear(brought):
    with inside(MAX) as actor:
        found = company_list(actor, start="atelier 0").rows[0]
        facts = CompanyFacts(kind=CompanyKind.SOLE, name="Yann Artisan", country="FR")
        edit_company(actor, company=company_for(actor, found.public), facts=facts)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT company_key FROM people_contact WHERE company_id = %s"
                " UNION SELECT company_key FROM people_role WHERE company = %s",
                [found.id, found.id],
            )
            assert cursor.fetchall() == [("",)]


def test_a_sole_trader_of_elsewhere_stands_among_the_others(brought):
    sole = {"name": "Atelier 0 bis", "kind": "sole_trader", "country": "FR", "portfolio": EAST}
    assert post(BEN, "/companies/new/", sole).status_code == 303
    as_superuser(EMPLOYS, as_superuser("SELECT max(id) FROM people_company")[0][0], person(WEST, 3).id)
    with inside(RITA) as actor:
        names = [row.name for row in company_list(actor).rows]
        assert "Atelier 0 bis" in names
        assert names == sorted(names)


def test_nobody_says_the_key_of_a_company():
    with (
        inside(RITA),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        cursor.execute("UPDATE people_contact SET company_key = 'a'")


def test_a_contact_that_leaves_a_company_takes_it_out_of_sight(brought):
    as_superuser("UPDATE people_contact SET company_id = NULL WHERE cell / 10 = 1")
    as_superuser("DELETE FROM people_role")
    assert as_superuser(
        "SELECT count(*) FROM people_contact WHERE company_key <> '' AND company_id IS NULL"
    ) == [(0,)]
    with inside(RITA) as actor:
        assert [str(row.public) for row in company_list(actor).rows] == [OURS]


def test_a_page_of_companies_reads_no_more_of_people_than_it_shows(fresh):
    """Thirty people at each of two hundred companies elsewhere: the walk steps over them, to one more than a page."""
    as_superuser("""
        INSERT INTO people_company (public, cell, kind, name, sort_key, country, department, created_at)
        SELECT gen_random_uuid(), 23, 'legal', 'Forge ' || n, 'forge ' || lpad(n::text, 3, '0'), 'FR', '67', now()
        FROM generate_series(1, 200) n""")
    as_superuser("""
        INSERT INTO people_contact (public, cell, company_id, listing, bucket, capacity, country, department, source, purpose,
            basis, objections, collected_at, created_at, active_at)
        SELECT gen_random_uuid(), c.cell, k.id, c.listing, c.bucket, c.capacity, c.country, c.department, c.source, c.purpose,
            c.basis, 0, c.collected_at, c.created_at, c.active_at
        FROM (SELECT * FROM people_contact WHERE cell = 12 ORDER BY id LIMIT 1) c, people_company k, generate_series(1, 30)
        WHERE k.sort_key LIKE 'forge%%'""")
    as_superuser("ANALYZE people_contact")
    with inside(RITA) as actor:
        before = read_of_people()
        assert len(company_list(actor).rows) == 50
        assert read_of_people() - before < 1000


def read_of_people():
    """How many entries of people's indexes and rows this transaction has read."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT sum(pg_stat_get_xact_tuples_returned(i.indexrelid)) + pg_stat_get_xact_tuples_returned(i.indrelid)
            FROM pg_index i WHERE i.indrelid = 'people_contact'::regclass GROUP BY i.indrelid""")
        return cursor.fetchone()[0]
