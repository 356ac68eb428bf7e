"""Refusals, missing pages and wrong entries show no coordinate either."""

import pytest

from tests.promises.masks import OWN, entry, get, post
from tests.world import ANNA, EAST, IVAN, RITA, person

FOREIGN = person(EAST, 3)


@pytest.mark.parametrize(
    "path",
    [f"/contacts/{FOREIGN.public}/", f"/contacts/{FOREIGN.public}/edit/", "/contacts/nobody/", "/nowhere/"],
)
def test_a_missing_page_is_covered(fresh, path):
    shown = get(RITA, path, status=404)
    assert FOREIGN.last not in shown


def test_a_refusal_is_covered(fresh):
    assert OWN.last not in get(ANNA, f"/contacts/{OWN.public}/edit/", status=403)
    assert OWN.last not in get(IVAN, f"/contacts/{OWN.public}/", status=403)
    for field in ("email", "address"):
        post(ANNA, f"/contacts/{OWN.public}/reveals/", {"field": field, "act": "call_now"})
    post(RITA, f"/contacts/{OWN.public}/reveals/", {"field": "phone", "act": "no-such-act"})


def test_a_wrong_entry_is_covered(fresh):
    post(RITA, "/contacts/new/", entry(emails="not an e-mail"), typed=[OWN.phone])
    post(RITA, f"/contacts/{OWN.public}/edit/", {"emails": "not an e-mail", "phones": "12", "last": OWN.last})
    post(
        RITA,
        f"/contacts/{OWN.public}/edit/",
        {"emails": "a•••@client1.example", "phones": "+33 2 •• •• •• 09", "last": OWN.last},
    )
