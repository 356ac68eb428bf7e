"""Every page of people answers whoever holds its permission, and says no to the others."""

import pytest

from licite.people.tests.ways import ALMA, get
from tests.world import ANNA, MAX, RITA

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
    f"/contacts/{ALMA.public}/interactions/{ALMA.public}/outcome/",
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
