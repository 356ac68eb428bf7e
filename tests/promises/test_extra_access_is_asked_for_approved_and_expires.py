"""Access beyond one's own is asked for with a reason, approved by somebody else who holds it, and ends by itself."""

from datetime import timedelta

import pytest

from licite.access import requests
from licite.access.refusals import Refused
from licite.kit import clock
from licite.people.tests.ways import as_superuser, get, post, text
from tests.conftest import inside
from tests.world import EAST, MAX, RITA, person

THEIRS = person(EAST, 3)
DAY = f"{clock.now() + timedelta(days=2):%Y-%m-%d}"
ASKED = {"portfolio": EAST, "stages": [3], "motive": "absence", "note": "", "until": DAY}
GIVEN = {"profile": "rep", "portfolios": [EAST], "stages": [3], "until": DAY, "confirmed": "1"}


def test_extra_access_is_asked_for_approved_and_expires(fresh):
    page = f"/contacts/{THEIRS.public}/"
    assert post(RITA, "/rights/ask/", ASKED).status_code == 303
    assert get(RITA, page).status_code == 404, "asking opens nothing"
    with inside(RITA) as actor:
        (own,) = requests.own_requests(actor)
        with pytest.raises(Refused):
            requests.approve(actor, request=own, profile="rep", stages=[3], until=own.until)
    assert post(MAX, f"/grants/requests/{own.public}/", GIVEN).status_code == 302
    assert THEIRS.last in text(get(RITA, page))
    ((ends, given_by),) = as_superuser(
        "SELECT ends_at, given_by FROM access_grant WHERE member_id = %s AND given_by IS NOT NULL", RITA.id
    )
    assert ends == own.until
    assert given_by == MAX.id
    as_superuser("UPDATE access_grant SET ends_at = now() - interval '1 second' WHERE given_by = %s", MAX.id)
    assert get(RITA, page).status_code == 404, "once its day has gone by, nobody has to do anything"
