"""The sums of the ground show whatever changes for others, and nothing that the member may change."""

from collections.abc import Iterator

import pytest

from tests.plugin import lay_anew
from tests.walls.ground import FOREIGN, OWN, Ground
from tests.world import RITA


@pytest.fixture
def ground() -> Iterator[Ground]:
    laid = Ground()
    yield laid
    laid.close()
    lay_anew()


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        (f"UPDATE people_contact SET country = 'BE' WHERE id = {FOREIGN.id}", "licite.people_contact"),
        (f"DELETE FROM people_token WHERE contact = {FOREIGN.id}", "licite.people_token"),
        ("UPDATE access_portfolio SET name = 'Nord' WHERE id = 2", "licite.access_portfolio"),
        ("INSERT INTO access_portfolio (name) VALUES ('Nord')", "licite.access_portfolio"),
        ("GRANT SELECT ON gate.vault TO licite_web", "pg_class"),
        ("ALTER FUNCTION gate.now() STABLE COST 7", "pg_proc"),
    ],
)
def test_what_changes_for_others_shows_in_the_sum_of_its_table(ground: Ground, statement: str, table: str):
    before = ground.sums(RITA)
    ground.superuser.execute(statement)
    after = ground.sums(RITA)
    assert {name for name in before if before[name] != after[name]} == {table}
    assert after == ground.sums(RITA)


def test_what_is_the_members_own_does_not(ground: Ground):
    before = ground.sums(RITA)
    ground.superuser.execute(f"UPDATE people_contact SET country = 'BE' WHERE id = {OWN.id}")
    assert ground.sums(RITA) == before
