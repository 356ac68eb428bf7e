"""What an import says around its rows: who will see what it brings, where that is, what nobody decided, why records stay."""

from licite.intake.tests.acts import staged_acts
from licite.intake.tests.conftest import run, staged, take_back
from licite.intake.tests.test_import import HEADER, JEAN
from licite.intake.tests.test_left_undecided import laid
from licite.intake.tests.test_pages import prepare
from tests.conftest import browser_of
from tests.world import MAX


def read(path: str) -> str:
    return browser_of(MAX).get(path).text.replace("\xa0", " ").replace("&amp;", "&")


def test_the_preview_says_who_will_see_the_records_those_who_sell_first(fresh):
    said = read(prepare(HEADER + JEAN).url)
    assert "Les nouvelles fiches iront dans « Ouest · Prospect froid »." in said
    assert "Les verront : Paul Prospecteur, Rita Commerciale, Anna Assistante et 3 autres." in said


def test_the_preview_says_plainly_where_no_sales_colleague_will(fresh):
    said = read(prepare(HEADER + JEAN, cell="31").url)
    assert "« Grands comptes · Prospect froid », où aucun commercial ne les verra" in said
    assert "Les verront : Dora Déléguée, Max Directeur, Mona Marketing." in said


def test_the_report_leads_to_the_list_where_its_records_are(fresh, as_worker):
    with as_worker():
        batch = staged(HEADER + JEAN)
        run(batch)
    said = read(f"/imports/{batch.public}/")
    assert 'href="/contacts/?portfolio=1&stage=1&source=customer_file"' in said
    assert "Jean Ménard" in read("/contacts/?portfolio=1&stage=1&source=customer_file")
    assert "sans aucun nom" in said
    with as_worker():
        take_back(batch)
    assert "?portfolio=1" not in read(f"/imports/{batch.public}/")


def test_what_waited_in_an_import_that_was_undone_is_no_longer_to_be_decided(fresh, as_worker):
    with as_worker():
        batch = laid()
    assert "À trancher 3</a>" in read(f"/imports/{batch.public}/")
    with as_worker():
        take_back(batch)
    said = read(f"/imports/{batch.public}/")
    assert "Sans décision 3</a>" in said
    assert "à trancher" not in said.lower()


def test_acts_of_nobody_are_said_to_be_so_even_in_an_import_that_was_undone(fresh, as_worker):
    with as_worker():
        sold = staged_acts("E-mail;Date;N° facture;Montant\nnobody@x.example;01/02/2025;F-1;10\n")
        run(sold)
        take_back(sold)
    said = read(f"/imports/{sold.public}/")
    assert "Sans décision" not in said
