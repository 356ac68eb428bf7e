"""What an undoing left goes once what held it has gone, and the page says what holds it."""

from functools import partial

from licite.access.gate import acting_for
from licite.intake.kinds import Kind
from licite.intake.models import Batch
from licite.intake.queries import held_by, held_by_others
from licite.intake.tests.acts import staged_acts
from licite.intake.tests.conftest import PURPOSE, run, staged, take_back, told
from licite.intake.tests.test_import import HEADER, contact
from licite.intake.tests.test_undo import NINA, base, counts, rows
from licite.intake.undoing import order_undoing, undo
from licite.people.actions import Changes, edit_contact
from licite.people.queries import contact_for
from tests.conftest import browser_of, inside
from tests.plugin import database_name, superuser
from tests.world import BEN, EAST, MAX, RITA


def test_what_a_later_import_held_goes_when_the_undoing_is_taken_up_again(worker):
    before = base()
    people = staged(HEADER + rows(4))
    run(people)
    sold = staged_acts("E-mail;Date;N° facture;Montant\n" + "".join(
        f"ana{n}@x.example;01/02/2025;F-{n};10\n" for n in range(2)
    ))  # fmt: skip
    run(sold)
    with acting_for(MAX.id, PURPOSE) as actor:
        assert held_by(actor, people.public) == [(sold.public, "actes.csv", 2)]
        assert held_by(actor, sold.public) == []
    take_back(people)
    found = counts(people, left=2)
    assert (found["gone"], found["kept"]) == (3, 2)
    assert [line.reasons[0].code for line in told(people).lines if line.outcome == "kept"] == [
        "undo.held"
    ] * 2
    take_back(sold)
    take_back(people)
    found = counts(people)
    assert (found["gone"], found["kept"]) == (5, 0)
    assert [line for line in told(people).lines if line.outcome == "kept"] == []
    assert base() == before
    with acting_for(MAX.id, PURPOSE) as actor:
        assert not order_undoing(actor, Batch.objects.get(public=people.public))


def test_calls_that_a_later_import_added_are_nobodys_work_and_hold_with_their_import(worker):
    before = base()
    people = staged(HEADER + rows(3))
    run(people)
    calls = staged_acts("E-mail;Date;Type\n" + "".join(
        f"ana{n}@x.example;0{n + 1}/02/2025;Appel\n" for n in range(2)
    ), Kind.INTERACTIONS)  # fmt: skip
    run(calls)
    take_back(people)
    assert counts(people, left=2)["kept"] == 2
    assert [line.reasons[0].code for line in told(people).lines if line.outcome == "kept"] == [
        "undo.held"
    ] * 2
    take_back(calls)
    take_back(people)
    assert counts(people)["kept"] == 0
    assert base() == before


def test_a_record_that_a_later_row_of_the_same_file_completed_is_told_of_once(fresh, as_worker):
    with as_worker():
        people = staged(NINA + "Nina;Alpha;;;0612345678;;\n")
        run(people)
    browser_of(MAX).post(f"/imports/{people.public}/left/", {"row-3": "merge"})
    with as_worker():
        public = contact("Nina", "Alpha")["public"]
        with acting_for(MAX.id, PURPOSE) as actor:
            nina = contact_for(actor, public)
            edit_contact(actor, contact=nina, changes=Changes(phones=("+33612345679",)))
        take_back(people)
        assert counts(people, left=1)["kept"] == 1
        assert [line.records for line in told(people).lines if line.outcome == "kept"] == [(nina.id,)]


def test_a_record_that_a_later_file_completed_goes_once_that_file_is_taken_back(worker):
    before = base()
    first, later = staged(NINA), staged(HEADER + "Nina;Alpha;;nina@x.example;;74000;\n")
    run(first)
    run(later)
    with acting_for(MAX.id, PURPOSE) as actor:
        assert held_by(actor, first.public) == [(later.public, "fichier.csv", 1)]
        assert held_by(actor, later.public) == []
    take_back(first)
    assert counts(first, left=1)["kept"] == 1
    take_back(later)
    take_back(first)
    assert counts(first)["gone"] == 1
    assert base() == before


def test_the_page_offers_to_take_the_undoing_up_again_and_says_what_holds_its_records(fresh, as_worker):
    with as_worker():
        people = staged(NINA)
        run(people)
        sold = staged_acts("E-mail;Date;N° facture;Montant\nnina@x.example;01/02/2025;F-1;10\n")
        run(sold)
    browser, page = browser_of(MAX), f"/imports/{people.public}/"
    said = browser.get(page).text
    assert "Annuler tout l’import" in said
    assert f'href="/imports/{sold.public}/">actes.csv</a>' in said
    with as_worker():
        take_back(people)
    said = browser.get(page).text
    assert "Retirer ce qui peut l’être" in said
    assert "1 × un autre import l’a complétée depuis" in said.replace("\xa0", " ")
    assert "Créées à l’import" in said
    assert (
        f'Annulez d’abord : <a class="link" href="/imports/{sold.public}/">actes.csv</a> · 1 fiche'
        in said.replace("\xa0", " ")
    )
    left = browser.get(page + "?outcome=kept").text.partition('id="rows"')[2]
    assert "Ligne 2" in left
    assert "—" not in left.partition("</tr>")[2].partition("Alpha")[0]
    assert f'href="/imports/{sold.public}/">actes.csv</a>' in said
    with as_worker():
        take_back(sold)
    said = browser.get(page).text
    assert "Annulez d’abord" not in said
    assert "Les imports qui les retenaient ont été annulés depuis" in said
    assert browser.post(page + "undo/").status_code == 302
    with as_worker():
        undo(partial(acting_for, MAX.id, PURPOSE), people.public)
    said = browser.get(page).text
    assert "Retirer ce qui peut l’être" not in said
    assert ">Retirées 1</a>" in said
    assert '<span class="chip chip--yes">retirée</span>' not in said
    assert ">retirée</span>" in said
    assert "<h2>Fiches retirées</h2><b>1</b>" in said


def may_import(profile: str) -> None:
    with superuser(database_name()) as connection:
        connection.execute(
            "UPDATE licite.access_profile SET permissions = permissions || '{intake:import:run}' WHERE key = %s",
            [profile],
        )


def test_the_page_names_whose_later_imports_hold_records_and_nothing_of_what_they_brought(fresh, as_worker):
    may_import("rep")
    with as_worker():
        people = staged(HEADER + rows(2))
        run(people)
        sold = staged_acts("E-mail;Date;N° facture;Montant\nana0@x.example;01/02/2025;F-1;10\n", member=RITA)
        run(sold, RITA)
        far = staged(NINA, portfolio=EAST, member=BEN)
        run(far, BEN)
    said = browser_of(MAX).get(f"/imports/{people.public}/").text.replace("\xa0", " ")
    assert "Des imports de collègues retiennent aussi des fiches" in said
    held = said.partition("Des imports de collègues")[2].partition("</ul>")[0]
    assert held.count("<li>") == 1
    assert "Rita Commerciale" in held
    assert "1 fiche" in held
    assert "actes.csv" not in said
    assert str(sold.public) not in said
    # Of an import of somebody else's, nothing is told.
    with inside(RITA) as actor:
        assert held_by_others(actor, people.public) == []
    with inside(MAX) as actor:
        assert [(name, n) for name, _at, n in held_by_others(actor, people.public)] == [
            ("Rita Commerciale", 1)
        ]
