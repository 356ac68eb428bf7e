"""An amount of money is seen by no page, sum, order or filter of a profile that does not need it.

The same pages are read twice by an assistant, with other amounts behind them: not one byte differs.
"""

import re
from collections.abc import Iterator

import pytest

from licite.sales.queries.filters import DealFilters
from licite.sales.queries.lists import deal_list
from licite.sales.tests.ways import buy, lay, spent, sweep, worth
from tests.conftest import inside
from tests.promises.steady import Steady
from tests.world import ANNA, MAX, RITA, WEST, Cast, person

SOLD_TO = [person(WEST, 3, index) for index in range(4)]
PAGES = (
    "/deals/", "/deals/list/", "/deals/list/?sort=amount", "/deals/list/?sort=amount&step=all", "/deals/list/?month=2027-01",
    *(f"/contacts/{one.public}/{part}" for one in SOLD_TO for part in ("", "purchases/")),
)  # fmt: skip
BOUGHT: list[int] = []
FRESH = re.compile(
    rb'"X-CSRFToken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|\b\d\d:\d\d:\d\d\b'
)


@pytest.fixture(autouse=True)
def deals() -> Iterator[list]:
    sweep()
    BOUGHT[:] = [buy(one, cents=(place + 1) * 222_200) for place, one in enumerate(SOLD_TO)]
    yield [lay(one, RITA, cents=(place + 1) * 111_100) for place, one in enumerate(SOLD_TO)]
    sweep()


def walk(member: Cast, deals: list) -> list[bytes]:
    client = Steady(member)
    answers = [client.get(path) for path in (*PAGES, *(f"/deals/{public}/" for public in deals))]
    assert {answer.status_code for answer in answers} == {200}
    return [FRESH.sub(b"", answer.content) for answer in answers]


def change(deals: list) -> None:
    for place, public in enumerate(deals):
        worth(public, (9 - place) * 7_777_700)
        spent(BOUGHT[place], (9 - place) * 3_333_300)


def test_no_byte_of_an_assistants_pages_depends_on_an_amount(deals: list):
    before = walk(ANNA, deals)
    change(deals)
    assert walk(ANNA, deals) == before
    assert not any("€".encode() in page for page in before)


def test_for_the_rep_they_do_differ(deals: list):
    """Otherwise the test above would prove nothing."""
    before = walk(RITA, deals)
    change(deals)
    after = walk(RITA, deals)
    assert sum(one != other for one, other in zip(before, after, strict=True)) >= len(PAGES) - 1


def test_an_order_by_amount_is_that_of_the_days_where_one_amount_is_closed(deals: list):
    wish, days = DealFilters(by_amount=True), DealFilters()
    with inside(ANNA) as actor:
        asked = [row.public for row in deal_list(actor, filters=wish).rows]
        assert asked == [row.public for row in deal_list(actor, filters=days).rows]
    with inside(MAX) as actor:
        assert [row.public for row in deal_list(actor, filters=wish).rows] == deals[::-1]


def test_the_journal_says_who_read_amounts_and_never_which(deals: list):
    with inside(RITA) as actor:
        deal_list(actor, filters=DealFilters())
        (_act, _subjects, fields, detail) = actor.trace.rows()[0]
    assert "amount" in fields
    assert detail == {}
    with inside(ANNA) as actor:
        deal_list(actor, filters=DealFilters())
        assert "amount" not in actor.trace.rows()[0][2]
