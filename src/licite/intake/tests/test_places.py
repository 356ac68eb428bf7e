"""A column names the portfolio of each row: those where the importer may create, and no other."""

import pytest

from licite.intake.tests.conftest import codes, declaration, run, staged, take_back
from licite.intake.tests.test_import import contact, tell
from licite.intake.tests.test_pages import GIVEN, prepare, selects, upload
from licite.intake.tests.test_undo import base
from licite.intake.tests.test_undo_again import may_import
from tests.conftest import browser_of, inside
from tests.world import BEN, EAST, MAX, WEST

HEADER = "Prénom;Nom;E-mail;Portefeuille\n"


@pytest.fixture
def names() -> dict[int, str]:
    with inside(MAX) as actor:
        return dict(actor.portfolios)


def test_each_row_goes_to_the_portfolio_that_it_names(worker, names):
    before = base()
    text = HEADER + (
        f"Ana;Neuve;ana@x.example;{names[EAST].upper()}\nLuc;Roy;luc@x.example;\nZoé;Servan;zoe@x.example;Nulle-Part\n"
    )
    batch = staged(text)
    report = run(batch)
    assert tell(report) == ["created", "created", "refused"]
    assert codes(report) == ["place.unknown"]
    assert (contact("Ana", "Neuve")["cell"], contact("Luc", "Roy")["cell"]) == (EAST * 10 + 1, WEST * 10 + 1)
    # Whoever is here already stays, whatever the row names.
    again = run(staged(HEADER + "Ana;Neuve;ana@x.example;Nulle-Part\n"))
    assert tell(again) == ["skipped"]
    take_back(batch)
    assert base() == before


def test_a_portfolio_where_one_may_not_create_is_refused_like_one_that_is_not(worker, names):
    may_import("rep")
    text = HEADER + f"Ana;Neuve;ana@x.example;{names[WEST]}\nLuc;Roy;luc@x.example;{names[EAST]}\n"
    report = run(staged(text, member=BEN, portfolio=EAST), BEN)
    assert (tell(report), codes(report)) == (["refused", "created"], ["place.unknown"])


def test_the_pages_say_where_rows_go_and_which_are_refused(fresh, names):
    text = (HEADER + "Ana;Neuve;ana@x.example;Nulle-Part\n").encode()
    page = browser_of(MAX).get(upload(text).url).text
    assert selects(page)["column-3"] == "portfolio"
    assert "Chaque nouvelle fiche va au portefeuille que nomme sa ligne" in page
    page = browser_of(MAX).get(prepare(text, **GIVEN).url).text
    assert "aucun portefeuille de ce nom où vous puissiez créer" in page
    assert declaration().portfolio == WEST
