"""The forecast: what it weighs, the deals that each number leads to, and one member's or portfolio's alone."""

import html
import re
from datetime import timedelta
from uuid import UUID

import pytest

from licite.people.tests.ways import as_superuser
from licite.sales.tests.test_pages import ALMA, LEAD, new, text
from licite.sales.tests.ways import lay
from licite.web.dates import today
from tests.promises.steady import Steady
from tests.world import ADA, BEN, EAST, MAX, PAUL, RITA, person

pytestmark = pytest.mark.usefixtures("swept")


def counted(page: str) -> list[tuple[str, int]]:
    """Each number of a forecast that leads to deals: where, and how many it says."""
    links = re.findall(
        r'<a class="link" href="(/deals/list/[^"]+)" aria-label="[^"]*?(\d+)(?: affaires?)?">', page
    )
    return [(html.unescape(url), int(count)) for url, count in links]


def test_the_forecast_weighs_by_probability_and_tells_what_ended():
    public = new()
    lay(ALMA, RITA, cents=1_000_000)
    client = Steady(RITA)
    client.post(f"/deals/{public}/close/lost/", {"close-reason": "budget"})
    page = text(MAX, "/forecast/")
    year = page.partition("<b>Douze mois</b>")[2].partition("</tr>")[0]
    assert counted(year) == [("/deals/list/?step=lost&ended=year", 1)]
    assert "0 %" in year.replace("\xa0", " ").replace("\u202f", " ")
    assert "10\u202f000\u00a0€" in page
    assert "2\u202f500\u00a0€" in page
    assert "Pas de budget" in page


def test_every_number_of_the_forecast_leads_to_the_deals_it_counts():
    now = today()
    lay(ALMA, RITA, cents=100, number=1)
    lay(LEAD, RITA, cents=100, number=2)
    lay(ALMA, RITA, cents=100, number=3)
    as_superuser("UPDATE sales_deal SET expected_on = %s WHERE public = %s", now - timedelta(days=60), UUID(int=70_000 + ALMA.id * 100 + 1, version=4))  # fmt: skip
    as_superuser("UPDATE sales_deal SET expected_on = %s WHERE public = %s", now + timedelta(days=500), UUID(int=70_000 + LEAD.id * 100 + 2, version=4))  # fmt: skip
    as_superuser("UPDATE sales_deal SET step = 'won', probability = 100, reason = 'price', owner = NULL, step_at = now() WHERE public = %s", UUID(int=70_000 + ALMA.id * 100 + 3, version=4))  # fmt: skip
    asked = counted(text(MAX, "/forecast/"))
    assert {"month=past", "month=beyond"} <= {url.partition("?")[2] for url, _count in asked}
    assert any("reason=price" in url for url, _count in asked)
    for url, count in asked:
        assert re.search(rf"<b>{count}</b> affaire", text(MAX, url)), url


def test_a_forecast_of_one_member_counts_that_members_deals_and_leads_to_them():
    east = person(EAST, 3)
    lay(ALMA, RITA, cents=1_000_000, number=1)
    lay(LEAD, RITA, cents=500_000, number=2)
    lay(east, BEN, cents=300_000, number=3)
    won = lay(east, BEN, cents=70_000, number=4)
    as_superuser("UPDATE sales_deal SET step = 'won', probability = 100, reason = 'price', step_at = now() WHERE public = %s", won)  # fmt: skip
    whole = text(MAX, "/forecast/")
    for member in (RITA, BEN):
        assert f'<option value="{member.id}">{member.name}</option>' in whole
    for path, full, others in (
        (f"?owner={BEN.id}", "3\u202f000\u00a0€", "15\u202f000"),
        (f"?owner={RITA.id}", "15\u202f000\u00a0€", "3\u202f000"),
        (f"?portfolio={EAST}", "3\u202f000\u00a0€", "15\u202f000"),
        (f"?owner={BEN.id}&portfolio={EAST}", "3\u202f000\u00a0€", "15\u202f000"),
    ):
        page = text(MAX, f"/forecast/{path}")
        assert f"<b>{full}</b>" in page
        assert others not in page
        asked = counted(page)
        assert asked
        for url, count in asked:
            assert path[1:] in url
            assert re.search(rf"<b>{count}</b> affaire", text(MAX, url)), url
    assert "reason=price" in str(counted(text(MAX, f"/forecast/?owner={BEN.id}")))
    nothing = text(MAX, f"/forecast/?owner={RITA.id}&portfolio={EAST}")
    assert "Rien à prévoir ici" in nothing
    assert f'href="?owner={RITA.id}"' in nothing
    assert text(MAX, "/forecast/?owner=x&portfolio=99").count("15\u202f000") == whole.count("15\u202f000")


def test_a_forecast_tells_nothing_of_members_whose_deals_are_out_of_sight():
    lay(ALMA, RITA, cents=1_000_000, number=1)
    lay(LEAD, PAUL, cents=500_000, number=2)
    lay(person(EAST, 3), BEN, cents=300_000, number=3)
    page = text(ADA, f"/forecast/?owner={PAUL.id}")
    assert PAUL.name not in page
    assert "5\u202f000" not in page
    assert page.count("13\u202f000\u00a0€") == text(ADA, "/forecast/").count("13\u202f000\u00a0€") > 0
