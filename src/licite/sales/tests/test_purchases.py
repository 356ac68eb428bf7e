"""What was bought, as its readers get it: on the record, on a page of its own, at a company; amounts where they are open."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licite.people.queries import contact_for
from licite.sales.models import Purchase, Spent
from licite.sales.panels import deals
from licite.sales.tests.ways import buy
from tests.conftest import inside
from tests.promises.steady import Steady
from tests.world import ADA, ANNA, BEN, EAST, MAX, MONA, PAUL, RITA, SAM, WEST, Cast, person

pytestmark = pytest.mark.usefixtures("swept")
ALMA, THEIRS = person(WEST, 3), person(EAST, 3)
RECORD, PAGE = f"/contacts/{ALMA.public}/", f"/contacts/{ALMA.public}/purchases/"
COMPANY = "/companies/00000000-0000-4000-8000-000000000001/deals/"


def text(member: Cast, path: str) -> str:
    answer = Steady(member).get(path)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def test_a_record_shows_the_latest_and_what_all_come_to():
    for number in range(7):
        buy(ALMA, cents=1000 * number + 50, number=number, day=f"2025-02-0{number + 1}")
    page = text(RITA, RECORD).partition('id="purchases"')[2].partition("</section>")[0]
    assert "7 achats · 213,50 €" in page
    assert re.findall(r"n° (F-\d)", page) == ["F-6", "F-5", "F-4", "F-3", "F-2"]
    assert f"Gants {ALMA.last}" in page
    assert "60,50 €" in page
    assert PAGE in page
    whole = text(RITA, PAGE)
    assert len(re.findall(r"n° F-\d", whole)) == 7


def test_a_record_that_bought_nothing_says_nothing_of_it_and_asks_no_more():
    with CaptureQueriesContext(connection) as without:
        assert 'id="purchases"' not in text(RITA, RECORD)
    buy(ALMA, cents=100)
    with CaptureQueriesContext(connection) as with_one:
        assert 'id="purchases"' in text(RITA, RECORD)
    assert len(with_one) == len(without)
    assert "Aucun achat connu" in text(RITA, f"/contacts/{person(WEST, 2).public}/purchases/")


def test_whoever_needs_no_amount_sees_what_was_bought_and_never_for_how_much():
    buy(ALMA, cents=123_456)
    for member in (RITA, MAX, ADA):
        assert "1 234,56 €" in text(member, RECORD)
        assert "1 234,56 €" in text(member, PAGE)
    for path in (RECORD, PAGE, COMPANY):
        page = text(ANNA, path)
        assert "F-1" in page
        assert "€" not in page.partition("<main")[2]
    with inside(ANNA) as actor:
        assert Spent.objects.count() == 0
        deals(actor, contact_for(actor, ALMA.public))
        assert ("sales:purchase:list", [ALMA.id], {"purchases"}, {}) in actor.trace.rows()
    for member in (SAM, MONA):
        assert 'id="purchases"' not in text(member, RECORD)
        assert Steady(member).get(PAGE).status_code == 403


def test_nobody_sees_the_purchases_of_others_records():
    buy(THEIRS, cents=100)
    assert Steady(RITA).get(f"/contacts/{THEIRS.public}/purchases/").status_code == 404
    with inside(RITA):
        assert Purchase.objects.count() == Spent.objects.count() == 0
    with inside(BEN):
        assert Purchase.objects.count() == 1


def test_a_company_shows_the_purchases_of_its_people_in_sight():
    lead = person(WEST, 1)
    buy(ALMA, cents=100_00)
    buy(lead, cents=50_00, number=2, day="2025-03-03")
    page = text(RITA, COMPANY)
    assert "2 achats · 150 €" in page
    assert page.index(lead.last) < page.index(ALMA.last)
    # The prospector sees no customer of it.
    assert "1 achat · 50 €" in text(PAUL, COMPANY)


def test_the_page_goes_on_where_it_ended():
    for number in range(53):
        buy(ALMA, cents=100, number=number)
    first = text(RITA, PAGE)
    (after,) = re.findall(r"\?after=([0-9a-f-]{36})", first)
    second = text(RITA, f"{PAGE}?after={after}")
    seen = [set(re.findall(r"n° F-(\d+)", page)) for page in (first, second)]
    assert (len(seen[0]), len(seen[1]), seen[0] & seen[1]) == (50, 3, set())
    assert "53 achats · 53 €" in second
    assert text(RITA, f"{PAGE}?after=nothing")
