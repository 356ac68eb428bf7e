"""No order of the list follows a covered phone or e-mail, so that sorting tells nothing of them."""

import pytest

from tests.promises.masks import get
from tests.world import PEOPLE, RITA


def order(page: str) -> list[str]:
    """Public ids of the world's people in the order of the page."""
    places = {str(one.public): page.find(str(one.public)) for one in PEOPLE}
    return sorted((public for public, place in places.items() if place >= 0), key=places.__getitem__)


@pytest.mark.parametrize("field", ["phone", "email", "-phone", "-email", "listing", "address"])
def test_a_sort_by_a_covered_field_is_not_one(fresh, field):
    assert order(get(RITA, f"/contacts/?sort={field}")) == order(get(RITA, "/contacts/"))


def test_the_alphabet_is_covered(fresh):
    assert order(get(RITA, "/contacts/?sort=name"))
