"""A member with two grants does in each portfolio what the grant of that portfolio lets do, and no more."""

from collections.abc import Callable

import pytest
from django.db import connection

from licite.people.queries.capacity import unclassified
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.world import EAST, EVERY, MAX, WEST, person

HERE, THERE = person(WEST, 1), person(EAST, 1)


@pytest.fixture(autouse=True)
def two_profiles(fresh: None) -> None:
    """Max directs the West, and reads the East as an assistant."""
    with superuser(database_name()) as one:
        one.execute("SET search_path = licite")
        one.execute("UPDATE access_grant SET portfolios = %s WHERE member_id = %s", ([WEST], MAX.id))
        one.execute(
            "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at, given_by) "
            "SELECT member_id, (SELECT id FROM access_profile WHERE key = 'assistant'), %s, %s, starts_at, given_by "
            "FROM access_grant WHERE member_id = %s", ([EAST], list(EVERY), MAX.id))  # fmt: skip
        one.execute(
            "UPDATE people_contact SET capacity = 'unknown' WHERE id = ANY (%s)", ([HERE.id, THERE.id],)
        )
        one.execute(
            "INSERT INTO lawful_restriction (contact, cell, reason, since, created_at) SELECT id, cell, 'unlawful', created_at, "
            "created_at FROM people_contact WHERE id = ANY (%s)", ([HERE.id, THERE.id],))  # fmt: skip
        one.execute(
            "INSERT INTO lawful_flag (contact, cell, place, row_id, category, state, found_at, seen) SELECT contact, cell, "
            "'interaction', id, 'health', 'open', at, '' FROM people_interaction WHERE contact = ANY (%s)",
            ([HERE.id, THERE.id],))  # fmt: skip
        one.execute(
            "UPDATE access_profile SET permissions = permissions || ARRAY['lawful:note:review'::varchar] WHERE key = 'manager'"
        )


def asked(sql: str, contact: int) -> object:
    """What the gate answers Max."""
    with inside(MAX), connection.cursor() as cursor:
        cursor.execute(sql, [contact])
        return cursor.fetchone()[0]


FLAG = "(SELECT min(id) FROM lawful_flag WHERE contact = %s)"


@pytest.mark.parametrize(
    ("sql", "done"),
    [
        ("SELECT gate.classify(ARRAY[%s]::bigint[], '{professional}', '{nominative}', '{asked}')", lambda it: it == 1),
        ("SELECT gate.note_minor(%s, true)", bool),
        ("SELECT gate.restrict(%s, 'claim', now())", lambda it: it == ""),
        ("SELECT gate.lift((SELECT id FROM lawful_restriction WHERE contact = %s), now())", lambda it: it == ""),
        ("SELECT count(*) FROM lawful_flag WHERE contact = %s", bool),
        (f"SELECT gate.review_flag({FLAG}, 'pass')", bool),
        (f"SELECT gate.strike_text({FLAG}, decode(repeat('00', 60), 'hex'))", bool),
    ],
)  # fmt: skip
def test_what_a_grant_permits_is_permitted_where_it_was_granted(
    sql: str, done: Callable[[object], bool]
) -> None:
    assert done(asked(sql, HERE.id))
    assert not done(asked(sql, THERE.id))


def test_a_flag_out_of_reach_is_not_settled_by_its_number() -> None:
    with superuser(database_name()) as one:
        there = one.execute("SELECT id FROM licite.lawful_flag WHERE contact = %s", (THERE.id,)).fetchall()
    assert there
    assert not any(asked("SELECT gate.review_flag(%s, 'pass')", flag) for (flag,) in there)


def test_the_page_of_capacities_shows_what_it_settles() -> None:
    with inside(MAX) as actor:
        found, _following = unclassified(actor)
    assert HERE.id in {one.row.id for one in found}
    assert THERE.id not in {one.row.id for one in found}
