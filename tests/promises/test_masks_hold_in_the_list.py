"""The list of contacts shows masked phones and e-mails, never one in clear."""

import pytest

from tests.promises.masks import get
from tests.world import ANNA, PAUL, RITA


@pytest.mark.parametrize("member", [RITA, ANNA, PAUL], ids=lambda member: member.profile)
def test_the_list_is_covered(fresh, member):
    shown = get(member, "/contacts/")
    assert "••" in shown
    assert "Alma" in shown
