"""A rep's own database connection, even in the hands of an attacker, holds no row outside the rep's grants."""

from django.db import connection

from tests.conftest import inside
from tests.world import PAUL, PEOPLE, RITA


def cells_seen() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT cell FROM people_contact")
        return {cell for (cell,) in cursor.fetchall()}


def test_the_world_is_there_and_each_sees_only_the_cells_of_the_grant():
    with inside(RITA):
        assert cells_seen() == {11, 12, 13, 14}
    with inside(PAUL):
        assert cells_seen() == {11, 12}
    assert len(PEOPLE) == 48


def test_without_a_ticket_nothing_is_seen():
    assert cells_seen() == set()
