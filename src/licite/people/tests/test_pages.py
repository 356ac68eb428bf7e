"""Every page of people answers whoever holds its permission, and says no to the others."""

import pytest

from licite.people.sealing import seal_listing
from licite.people.tests.ways import ALMA, as_superuser, get, text
from tests.world import ANNA, CAST, MAX, RITA, WEST, person

CUSTOMER = person(WEST, 3)
COMPANY = "00000000-0000-4000-8000-000000000001"
READ = [
    f"/contacts/{ALMA.public}/",
    f"/contacts/{ALMA.public}/coordinates/",
    f"/contacts/{ALMA.public}/objections/",
    "/companies/",
    f"/companies/{COMPANY}/",
]
WRITE = [
    "/contacts/new/",
    f"/contacts/{ALMA.public}/edit/",
    f"/contacts/{ALMA.public}/interactions/",
    f"/contacts/{ALMA.public}/tasks/",
    f"/contacts/{ALMA.public}/stage/advance/",
    "/companies/new/",
    f"/companies/{COMPANY}/edit/",
]


@pytest.mark.parametrize("path", READ)
def test_an_assistant_reads(fresh, path):
    assert get(ANNA, path).status_code == 200


@pytest.mark.parametrize("path", WRITE)
def test_a_rep_writes_and_an_assistant_does_not(fresh, path):
    assert get(RITA, path).status_code == 200
    assert get(ANNA, path).status_code == 403


def test_the_tray_is_the_managers(fresh):
    assert get(MAX, "/tray/").status_code == 200
    assert get(RITA, "/tray/").status_code == 403


@pytest.mark.parametrize("missing", ["phone", "email", "address", "all"])
def test_a_record_with_something_missing_opens_for_everyone(fresh, missing):
    gone = {"phone", "email", "address"} if missing == "all" else {missing}
    for field in gone:
        as_superuser(f"UPDATE people_contact SET {field} = NULL WHERE id = %s", CUSTOMER.id)
    left = {name: "" if name in gone else getattr(CUSTOMER, name) for name in ("phone", "email")}
    listing = seal_listing(CUSTOMER.public, first=CUSTOMER.first, last=CUSTOMER.last, title="", **left)
    as_superuser("UPDATE people_contact SET listing = %s WHERE id = %s", listing, CUSTOMER.id)
    for who in CAST:
        if not (who.left or who.ended):
            in_sight = WEST in who.portfolios and 3 in who.stages
            answer = get(who, f"/contacts/{CUSTOMER.public}/")
            assert answer.status_code == 200 if in_sight else answer.status_code in (403, 404), who.name
    page = text(get(MAX, f"/contacts/{CUSTOMER.public}/"))
    assert page.partition('id="coordinates"')[2].partition('id="about"')[0].count(">rien de noté<") == len(
        gone
    )
