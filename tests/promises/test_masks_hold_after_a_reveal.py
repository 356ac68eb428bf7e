"""A reveal opens one field of one record to one member; everything else stays covered, also for a colleague."""

from tests.promises.masks import OWN, clear_of, covered, get
from tests.promises.steady import Steady
from tests.world import ANNA, MAX, RITA


def test_one_field_of_one_record_for_one_member(fresh):
    client = Steady(RITA)
    assert client.post(
        f"/contacts/{OWN.public}/reveals/", {"field": "phone", "act": "call_now"}
    ).status_code in (302, 303)
    page = client.get(f"/contacts/{OWN.public}/").content.decode()
    assert any(clear in page for clear in clear_of(OWN)), "the number asked for is there"
    assert OWN.email not in page
    covered(client.get("/contacts/"))
    covered(client.get(f"/contacts/?q={OWN.last}"))
    get(ANNA, f"/contacts/{OWN.public}/")
    get(ANNA, "/contacts/")


def test_the_level_is_the_members_own(fresh):
    page = Steady(MAX).get(f"/contacts/{OWN.public}/").content.decode()
    assert OWN.email in page
