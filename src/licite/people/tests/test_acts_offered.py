"""A record offers the acts that the law lets through, and says in words why the others are not there."""

import pytest

from licite.access.refusals import Refused
from licite.people.actions.reaching import open_coordinate
from licite.people.panels import coordinates
from licite.people.reveals import ACTS
from licite.people.tests.notices import LATE, uninformed
from licite.people.tests.ways import ALMA, DAY, as_superuser, row
from tests.conftest import inside
from tests.world import RITA

OBJECTED = """
    INSERT INTO lawful_objection (contact, cell, channel, purpose, at, told_by, created_at)
    SELECT id, cell, 'phone', purpose, now(), 'phone', now() FROM people_contact WHERE id = %s
"""


@pytest.mark.parametrize("capacity", ["professional", "consumer"])
@pytest.mark.parametrize("due", [LATE, None])
@pytest.mark.parametrize("objected", [False, True])
def test_an_act_is_offered_where_the_law_lets_it_be_and_refused_in_words_elsewhere(
    fresh, capacity, objected, due
):
    as_superuser("UPDATE people_contact SET capacity = %s WHERE id = %s", capacity, ALMA.id)
    if objected:
        as_superuser(OBJECTED, ALMA.id)
    if due:
        uninformed(due=due)
    with inside(RITA) as actor:
        lines = {line.field: line for line in coordinates(actor, row(actor)).lines}
    for field, line in lines.items():
        offered = {act.key for act in line.acts}
        assert bool(line.barred or line.later) is (
            "write_to_person" not in offered and "call_now" not in offered
        )
        for key in (act.key for act in ACTS if field in act.channels):
            assert (key in offered) is opens(field, key), (field, key)


def opens(field, key):
    with inside(RITA) as actor:
        try:
            open_coordinate(actor, contact=row(actor), field=field, act=key, at=DAY)
        except Refused:
            return False
        return True
