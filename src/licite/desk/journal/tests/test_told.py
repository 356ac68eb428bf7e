"""What rows say, in words: the page of one row, rights, filters, the extract."""

import json

import pytest
from django.utils.html import escape

from licite.desk.journal.tests.pages import ALMA, row_url, text, write
from licite.journal import seals
from licite.journal.checkpoints import Checkpoints
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import ADA, BEN, DORA, IVAN, LEO, PEOPLE, RITA

pytestmark = pytest.mark.usefixtures("fresh")


def test_a_row_opens_on_the_whole_list_with_names_only_of_those_in_sight(places):
    seen = [one.id for one in PEOPLE]
    write(RITA, "people:contact:list", [*seen, 999_999], fields="{name,phone}")
    seals.seal(places)
    page = text(DORA, "/journal/?family=read")
    assert f"et {len(seen) + 1 - 3} autres" in page
    line = text(DORA, row_url(page)).replace("\xa0", " ")
    for one in PEOPLE:
        assert escape(f"{one.first} {one.last}") in line
    for words in (
        "Fiche n° 999999",
        f"{len(seen) + 1} fiches concernées",
        "Nom, téléphone",
        "bloc 1, scellé le",
        "abcdef0123456789",
    ):
        assert words in line, words


def test_opening_a_row_leaves_its_own_trace():
    write(RITA, "people:contact:read", [ALMA.id])
    text(DORA, row_url(text(DORA, "/journal/")))
    with superuser(database_name()) as connection:
        found = connection.execute(
            "SELECT actor, detail::jsonb ? 'row' FROM journal.entry WHERE act = 'journal:entry:open'"
        ).fetchall()
    assert found == [(DORA.id, True)]


@pytest.mark.parametrize("at", ["", "?at=nonsense", "?at=2026-01-01", "?at=2026-01-01T00:00:00%2B00:00"])
def test_a_row_without_its_moment_is_nothing_to_show(at):
    assert browser_of(DORA).get(f"/journal/55757ccb-4953-43a9-a343-b09450e4a46f/{at}").status_code == 404


def test_a_row_of_the_own_trace_is_not_opened_by_whoever_may_not_read_the_journal():
    write(RITA, "people:contact:list", [one.id for one in PEOPLE])
    assert '<td class="name"><a' not in text(RITA, "/journal/mine/")


@pytest.mark.parametrize(
    ("act", "before", "after", "said"),
    [
        ("sales:deal:move", "proposal", "won", ("Avant : Proposition", "Après : Gagnée")),
        ("sales:deal:hand", RITA.id, BEN.id, (f"Avant : {RITA.name}", f"Après : {BEN.name}")),
        ("people:stage:win", ALMA.cell, ALMA.cell, ("Client",)),
    ],
)
def test_what_moved_says_from_where_to_where(act, before, after, said):
    write(RITA, act, [ALMA.id], detail=json.dumps({"before": before, "after": after}))
    page = text(DORA, "/journal/").replace("\xa0", " ")
    for words in said:
        assert words in page, words


def test_many_deals_handed_over_are_counted_and_have_whose_they_are():
    write(
        RITA,
        "sales:deal:hand",
        [ALMA.id],
        fields=["owner"],
        detail=json.dumps({"deals": 14, "after": BEN.id}),
    )
    page = text(DORA, "/journal/").replace("\xa0", " ")
    assert "A confié 14 affaires" in page
    assert "de la tâche" not in page


def test_who_saw_one_person_names_no_other_person():
    write(RITA, "people:contact:list", [one.id for one in PEOPLE])
    page = text(DORA, f"/journal/?contact={ALMA.public}&all=1")
    assert f"Liste de {len(PEOPLE)} fiches, dont celle-ci" in page
    for one in PEOPLE:
        if one != ALMA:
            assert escape(f"{one.first} {one.last}") not in page


def test_changes_of_rights_name_member_profile_portfolios_and_end():
    detail = {
        "member": BEN.id,
        "grant": 7,
        "profile": "rep",
        "portfolios": [2],
        "stages": [1, 3],
        "until": "2027-07-01T00:00:00+02:00",
    }
    write(IVAN, "access:grant:add", detail=json.dumps(detail))
    write(IVAN, "staff:member:end", detail=json.dumps({"member": LEO.id}))
    page = text(DORA, "/journal/?family=rights").replace("\xa0", " ")
    for words in (
        f"Membre : {BEN.name}",
        "Profil : Force de vente",
        "Prospect froid, Client",
        "30 juin 2027",
        f"Membre : {LEO.name}",
    ):
        assert escape(words) in page, words


def test_a_failed_sign_in_says_what_is_kept_of_the_address():
    write(IVAN, "staff:session:refuse", detail='{"account": "9f2c", "why": "password"}')
    page = text(DORA, "/journal/?family=sign_in").replace("\xa0", " ")
    assert "adresse inconnue ou mot de passe erroné" in page
    assert "gardé sous forme de jeton à clé" in page
    assert "9f2c" not in page


def test_no_code_stands_on_the_page():
    write(
        RITA,
        "people:contact:reveal",
        [ALMA.id],
        fields="{phones}",
        detail='{"reason": "call_now", "reveal": 3}',
    )
    write(RITA, "people:task:write", [ALMA.id], fields="{due_at,kind,title}")
    write(RITA, "some:new:act", [ALMA.id], fields="{unheard_of}", detail='{"strange": "x"}')
    page = text(DORA, "/journal/")
    for code in ("call_now", "phones", "due_at", "unheard_of", "some:new", "strange"):
        assert code not in page, code
    assert "Échéance, type, intitulé de la tâche" in page
    assert "autre" in page


def test_moments_are_written_in_one_way():
    with superuser(database_name()) as connection:
        connection.execute(
            "SELECT gate.lay('2026-11-22 06:33:21+00', %s, 'abcdef0123456789', 'page', 'people:contact:read', '{}', '{}', '{}', '-')",
            (RITA.id,),
        )
    assert "22 nov. 2026, 07:33:21" in text(DORA, "/journal/")


def test_two_days_exchanged_are_said_and_answer_with_no_row():
    write(RITA, "people:contact:read", [ALMA.id])
    page = text(DORA, "/journal/?since=2026-05-02&until=2026-05-01")
    assert "intervertissez les deux jours" in page
    assert "Rien n’a été écrit" not in page
    assert "(facultatif)" not in page


def test_a_name_leads_to_the_rows_about_that_person_with_the_other_filters_kept():
    write(RITA, "people:contact:read", [ALMA.id])
    page = text(DORA, f"/journal/?q={ALMA.last}&family=read")
    assert f"family=read&amp;contact={ALMA.public}" in page
    assert '<td data-l="Qui">' not in page
    assert "Vous ne voyez personne de ce nom" in text(DORA, "/journal/?q=Zzyzx")


def test_the_home_page_and_the_list_are_told_apart():
    browser_of(ADA).get("/")
    page = text(DORA, f"/journal/?member={ADA.id}")
    assert "Liste lue (accueil)" in page
    browser_of(ADA).get("/contacts/")
    assert text(DORA, f"/journal/?member={ADA.id}").count("<span>Liste lue</span>") == 1


def test_the_extract_says_its_period_its_rows_its_seal_and_the_last_verification(places):
    for _ in range(60):
        write(RITA, "people:contact:read", [ALMA.id])
    seals.seal(places)
    page = text(DORA, f"/journal/?member={RITA.id}&long=1")
    assert "60 lignes." in page.replace("\xa0", " ")
    assert "Scellé jusqu’au bloc 1" in page
    assert "Aucune vérification" in page
    verdict = browser_of(DORA).post("/journal/verify/").content.decode()
    assert f"par {DORA.name} : journal entier" in verdict.replace("\xa0", " ")
    assert f"par {DORA.name} : journal entier" in text(DORA, "/journal/").replace("\xa0", " ")


def test_a_second_place_is_said_with_its_last_copy(places, tmp_path, monkeypatch):
    write(RITA, "people:contact:read", [ALMA.id])
    two = Checkpoints(places.log, tmp_path / "copy.log")
    monkeypatch.setattr(Checkpoints, "of_home", classmethod(lambda cls: two))
    assert "rien n’y est encore lisible" in text(DORA, "/journal/")
    seals.seal(two)
    assert "dernière copie" in text(DORA, "/journal/")
