"""A legal form makes no other company, from a file as by hand; companies that are apart already stay apart."""

import pytest

from licite.access.gate import acting_for
from licite.intake.tests.conftest import PURPOSE
from licite.intake.tests.test_import import HEADER
from licite.kit.names import company_key
from licite.people.actions import CompanyFacts, company_named, create_company
from licite.people.choices import CompanyKind
from licite.people.models import Company
from tests.world import MAX, WEST


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("SARL Toitures du Nord", "toitures du nord"),
        ("toitures du nord (S.A.R.L.)", "toitures du nord"),
        ("Établissements Lefœuvre, SAS", "lefoeuvre"),
        ("Bouwwerken Peeters BVBA", "bouwwerken peeters"),
        ("ASBL", "asbl"),
        ("SCI Martin", "sci martin"),
        ("Sarlat Meubles", "sarlat meubles"),
    ],
)
def test_a_company_is_known_again_without_its_legal_form(written, key):
    assert company_key(written) == key


def named(start: str) -> list[str]:
    with acting_for(MAX.id, PURPOSE):
        return sorted(Company.objects.filter(sort_key__contains=start).values_list("name", flat=True))


ROWS = HEADER + (
    "Ana;Un;SARL Toitures du Nord;a@un.example;;;\n"
    "Bob;Deux;toitures du nord (SARL);b@deux.example;;;\n"
    "Cid;Trois;TOITURES DU NORD;c@trois.example;;;\n"
)


def test_one_file_makes_one_company_of_several_ways_to_write_it(bring):
    bring(ROWS)
    assert named("toitures") == ["SARL Toitures du Nord"]
    bring(HEADER + "Dan;Quatre;Toitures du Nord S.A.;d@quatre.example;;;\n")
    assert named("toitures") == ["SARL Toitures du Nord"]
    with acting_for(MAX.id, PURPOSE) as actor:
        assert not company_named(actor, name="Toitures du Nord SAS", portfolio=WEST).new


def test_two_companies_that_are_apart_stay_apart(bring):
    with acting_for(MAX.id, PURPOSE) as actor:
        made = {
            name: create_company(
                actor, portfolio=WEST, facts=CompanyFacts(kind=CompanyKind.LEGAL, name=name)
            ).pk
            for name in ("Electro Flandres", "Electro Flandres SA")
        }
        for name, number in made.items():
            assert company_named(actor, name=name.upper(), portfolio=WEST) == (number, False)
    bring(HEADER + "Eve;Cinq;ELECTRO FLANDRES SA;e@cinq.example;;;\n")
    with acting_for(MAX.id, PURPOSE) as actor:
        found = Company.objects.filter(sort_key__startswith="electro flandres").values_list("id", flat=True)
        assert sorted(found) == sorted(made.values())
