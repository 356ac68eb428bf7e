"""Nothing of a person travels in a header, a cookie, an address or an ETag, and no page is kept by a browser or a proxy."""

import pytest

from tests.promises.masks import OWN, covered
from tests.promises.steady import Steady
from tests.world import ANNA, RITA

PAGES = [
    "/contacts/",
    f"/contacts/?q={OWN.email}",
    f"/contacts/{OWN.public}/",
    f"/contacts/{OWN.public}/coordinates/",
]


@pytest.mark.parametrize("member", [RITA, ANNA], ids=lambda member: member.profile)
@pytest.mark.parametrize("path", PAGES)
def test_headers_are_covered(fresh, member, path):
    client = Steady(member)
    response = client.get(path)
    covered(response, typed=[OWN.email])
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    assert "Last-Modified" not in response
    said = " ".join(
        [*response.headers.values(), *(morsel.OutputString() for morsel in client.cookies.values())]
    )
    assert not any(word in said for word in (OWN.last, OWN.first, OWN.email, OWN.phone))


def test_a_page_asked_again_by_its_etag_is_answered_whole(fresh):
    response = Steady(RITA).get(
        "/contacts/", headers={"If-None-Match": "*", "If-Modified-Since": "Wed, 01 Jan 2031 00:00:00 GMT"}
    )
    assert response.status_code == 200
