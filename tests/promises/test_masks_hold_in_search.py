"""Searching for a phone or an e-mail finds the person and still shows no more than the mask."""

import pytest

from tests.promises.masks import OWN, get
from tests.world import ANNA, RITA


@pytest.mark.parametrize("member", [RITA, ANNA], ids=lambda member: member.profile)
@pytest.mark.parametrize("term", [OWN.email, OWN.phone, "0" + OWN.phone[3:], OWN.last, OWN.first])
def test_a_search_is_covered(fresh, member, term):
    shown = get(member, f"/contacts/?q={term.replace('+', '%2B')}", typed=[term, term.lstrip("+")])
    assert OWN.last in shown


@pytest.mark.parametrize(
    "term", ["guingamp0", OWN.phone[:8].replace("+", "%2B"), OWN.phone[-4:], "@client1.example"]
)
def test_a_piece_of_a_coordinate_finds_nobody(fresh, term):
    assert str(OWN.public) not in get(RITA, f"/contacts/?q={term}")
