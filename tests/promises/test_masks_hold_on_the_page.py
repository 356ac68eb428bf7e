"""A contact's page, its editing form and its panels show masks until a field is revealed for an act."""

import pytest

from tests.promises.masks import OWN, get
from tests.world import ANNA, RITA


@pytest.mark.parametrize("member", [RITA, ANNA], ids=lambda member: member.profile)
@pytest.mark.parametrize("part", ["", "who/", "coordinates/"])
def test_the_page_is_covered(fresh, member, part):
    shown = get(member, f"/contacts/{OWN.public}/{part}")
    assert part == "who/" or "••" in shown


def test_the_editing_form_is_covered(fresh):
    assert "••" in get(RITA, f"/contacts/{OWN.public}/edit/")


def test_the_company_and_the_home_are_covered(fresh):
    get(RITA, "/")
    get(RITA, "/companies/")
    get(RITA, "/companies/00000000-0000-4000-8000-000000000001/")
