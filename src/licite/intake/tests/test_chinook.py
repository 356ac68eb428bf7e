"""The record shop's customers enter: real names, 24 countries, the same file twice."""

from collections import Counter
from pathlib import Path

import pytest

from licite.access.gate import acting_for
from licite.intake import words
from licite.intake.tests.conftest import PURPOSE, codes
from licite.people.models import Contact
from licite.people.sealing import open_listings
from tests.world import MAX

SHOP = Path(__file__).parents[5] / "shared" / "data" / "chinook_customers.csv"
pytestmark = pytest.mark.skipif(not SHOP.exists(), reason="../shared/data/chinook_customers.csv is not here")


def test_the_whole_shop_enters_once(bring):
    first = bring(SHOP.read_bytes(), country="")
    assert first.counts == {"created": 59, "updated": 0, "skipped": 0, "waiting": 0, "refused": 0}
    with acting_for(MAX.id, PURPOSE):
        made = Contact.objects.filter(source="customer_file")
        assert made.count() == 59
        assert made.exclude(country="").values("country").distinct().count() == 24
        assert made.exclude(phone=None).count() == 56  # one has none, two are faulty
        assert set(made.values_list("cell", "purpose", "basis", "capacity")) == {
            (11, "prospection", "legitimate_interest", "unknown")
        }
        opened = open_listings(made.values_list("public", "listing"))
    again = bring(SHOP.read_bytes(), country="")
    assert again.counts == {"created": 0, "updated": 0, "skipped": 59, "waiting": 0, "refused": 0}
    whole = {
        "Leonie Köhler",
        "François Tremblay",
        "Bjørn Hansen",
        "Stanisław Wójcik",
        "Johannes Van der Berg",
    }
    assert whole <= {listing.name for listing in opened}


def test_doubtful_values_are_kept_with_a_warning_and_faulty_ones_named(bring):
    report = bring(SHOP.read_bytes(), country="")
    told = Counter(codes(report))
    assert told["email.international_local_part"] == 1
    assert {code: told[code] for code in told if code.startswith("phone")} == {
        "phone.not_in_plan": 1, "phone.too_long": 1, "phone.too_short": 1, "phone.trunk_zero_removed": 21,
    }  # fmt: skip
    for line in report.lines:
        for note in (*line.reasons, *line.warnings):
            assert words.note(note)


def test_every_column_is_accounted_for(bring):
    report = bring(SHOP.read_bytes(), country="")
    said = {column["column"]: column["field"] or column["reason"] for column in report.columns}
    assert said == {
        "CustomerId": "no_tool", "FirstName": "first_name", "LastName": "last_name", "Company": "company",
        "Address": "address", "City": "town", "State": "state", "Country": "country",
        "PostalCode": "postal_code",
        "Phone": "phone", "Fax": "fax", "Email": "email", "SupportRep": "colleague",
    }  # fmt: skip
