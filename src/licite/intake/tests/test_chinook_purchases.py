"""The record shop's invoices find its customers by the number that the shop gave them, once, and are taken back whole."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from licite.access.gate import acting_for
from licite.intake.tests import dumps
from licite.intake.tests.acts import TOOL, asked, bring_acts, staged_acts, tally
from licite.intake.tests.conftest import PURPOSE, codes, run, staged, take_back
from licite.intake.tests.test_chinook import SHOP
from licite.intake.tests.test_import import contact
from licite.people.queries import contact_for
from licite.sales.queries.purchases import bought_by
from tests.world import MAX

INVOICES = SHOP.with_name("chinook_invoices.csv")
pytestmark = pytest.mark.skipif(
    not INVOICES.exists(), reason="../shared/data/chinook_invoices.csv is not here"
)


@pytest.fixture
def shop(worker: None) -> None:
    run(staged(SHOP.read_bytes(), country="", tool=TOOL))


def totals() -> dict[str, int]:
    """Cents by customer, as the file has them."""
    found: dict[str, int] = defaultdict(int)
    for row in csv.DictReader(INVOICES.read_text().splitlines()):
        found[row["CustomerId"]] += int(Decimal(row["Total"]) * 100)
    return found


def test_every_invoice_is_told_of_its_customer_once_and_the_sums_are_the_files(shop):
    assert tally(bring_acts(INVOICES.read_bytes())) == {"created": 412}
    ((held, cents),) = asked("SELECT count(*), sum(cents) FROM sales_spent")
    assert (held, cents) == (412, sum(totals().values()))
    leonie = contact("Leonie", "Köhler")
    with acting_for(MAX.id, PURPOSE) as actor:
        bought, following = bought_by(actor, contact=contact_for(actor, leonie["public"]))
    assert (bought.held, bought.cents, following) == (7, totals()["2"], "")
    assert (bought.rows[-1].number, str(bought.rows[-1].bought_on), bought.rows[-1].cents) == (
        "1",
        "2021-01-01",
        198,
    )
    # A purchase is an act of the person, and is the only thing that restarted a clock.
    ((late, never),) = asked(
        "SELECT count(*) FILTER (WHERE person_act_at = (SELECT max(at) FROM people_interaction i WHERE i.contact = c.id)), "
        "count(*) FILTER (WHERE person_act_at IS NULL) FROM people_contact c WHERE source = 'customer_file'"
    )
    assert (late, never) == (59, 0)
    again = bring_acts(INVOICES.read_bytes())
    assert tally(again) == {"skipped": 412}
    assert set(codes(again)) == {"known.act"}


def test_the_invoices_undone_leave_the_base_as_it_was(shop):
    before = dumps.people()
    batch = staged_acts(INVOICES.read_bytes())
    run(batch)
    assert dumps.people() != before
    take_back(batch)
    after = dumps.people()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}
    assert asked("SELECT count(*) FROM intake_event") == [(0,)]
    assert tally(bring_acts(INVOICES.read_bytes())) == {"created": 412}


def test_customers_who_bought_since_they_came_in_are_not_taken_back_with_their_file(worker):
    batch = staged(SHOP.read_bytes(), country="", tool=TOOL)
    run(batch)
    one = "\n".join(INVOICES.read_text().splitlines()[:3])
    bring_acts(one)
    take_back(batch)
    assert contact("Leonie", "Köhler")
    with pytest.raises(LookupError):
        contact("François", "Tremblay")


def test_without_the_customers_nobody_is_made_and_each_row_is_named(worker):
    before = dumps.people()
    report = bring_acts(INVOICES.read_bytes())
    assert tally(report) == {"nobody": 412}
    assert report.lines[0].reasons[0].shown == "2"
    assert dumps.people() == before


def test_another_tools_numbers_are_other_numbers(shop):
    assert tally(bring_acts(INVOICES.read_bytes(), tool="Sage")) == {"nobody": 412}
