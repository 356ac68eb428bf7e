"""The pages of purposes and of the balancing test, in French and English, without script."""

from datetime import timedelta

import pytest

from licite.lawful import balancing
from licite.people.tests.ways import ALMA, as_superuser, get, post, text
from licite.web.dates import today
from tests.world import ANNA, DORA, IVAN, MAX, MONA, RITA

ANSWERS = {question.key: f"Réponse entière sur {question.key}" for question in balancing.QUESTIONS}
NEW = {"french": "Parrainage d’un ami", "english": "Referral", "kind": "marketing", "consumer": "", "professional": "legitimate_interest"}  # fmt: skip


@pytest.fixture
def english(fresh):
    as_superuser("UPDATE access_member SET language = 'en' WHERE id = %s", DORA.id)


def test_everyone_who_reads_records_reads_why_they_are_held():
    for member in (RITA, ANNA, MONA):
        said = text(get(member, "/purposes/"))
        assert "Prospection commerciale" in said
        assert "Contrat" in said
        assert "approuvée" in said
        assert "Ne plus utiliser" not in said
    assert get(IVAN, "/purposes/").status_code == 403


def test_the_officer_adds_a_purpose_and_is_told_why_a_contract_does_not_hold_professionals(fresh):
    refused = text(post(DORA, "/purposes/new/", {**NEW, "kind": "service", "professional": "contract"}))
    assert "ne sont pas parties à son contrat" in refused
    assert "Choisissez la base légale" in text(post(DORA, "/purposes/new/", {**NEW, "professional": ""}))
    assert post(DORA, "/purposes/new/", NEW).status_code == 303
    assert "existe déjà" in text(post(DORA, "/purposes/new/", NEW))
    said = text(get(DORA, "/purposes/"))
    assert "Parrainage d’un ami" in said
    assert "à rédiger" in said
    assert (
        "/purposes/parrainage_d_un_ami/balancing/" in said
        or "/purposes/parrainage_dun_ami/balancing/" in said
    )


def test_marketing_writes_the_test_beside_a_worked_example_and_the_officer_approves_it(fresh):
    asked = text(get(MONA, "/purposes/newsletter/balancing/write/"))
    assert balancing.example("fr")["expectations"][:40] in asked
    assert balancing.starting_points()["newsletter"]["interest"][:40] in asked, (
        "it starts from the last version"
    )
    half = {**ANSWERS, "minors": "", "channels": ["email"], "holds": "yes"}
    assert post(MONA, "/purposes/newsletter/balancing/write/", half).status_code == 303
    draft = text(get(DORA, "/purposes/newsletter/balancing/2/"))
    assert "sans réponse" in draft
    assert "Avis de la personne chargée" not in draft, "nothing to approve yet"
    made = post(
        MONA, "/purposes/newsletter/balancing/write/", {**half, "minors": "Aucun : des clients majeurs."}
    )
    assert made["Location"] == "/purposes/newsletter/balancing/3/"
    assert "Avis de la personne chargée" not in text(get(MONA, "/purposes/newsletter/balancing/3/"))
    assert "attend l’approbation" in text(get(RITA, "/purposes/newsletter/balancing/"))
    late = {"opinion": "Avis favorable.", "review_on": (today() + timedelta(days=500)).isoformat()}
    assert "au plus tard le" in text(post(DORA, "/purposes/newsletter/balancing/3/approve/", late))
    good = {**late, "review_on": (today() + timedelta(days=90)).isoformat()}
    assert "entre-temps" in text(post(DORA, "/purposes/newsletter/balancing/2/approve/", good))
    old = text(get(DORA, "/purposes/newsletter/balancing/2/"))
    assert "La version 2 est un brouillon antérieur" in old
    assert "/purposes/newsletter/balancing/3/" in old
    asked = text(get(DORA, "/purposes/newsletter/balancing/3/"))
    assert "38, § 6" in asked, "who advises is told that management decides"
    asked = text(get(MAX, "/purposes/newsletter/balancing/3/"))
    assert "Avis de la personne chargée" in asked
    assert "38, § 6" not in asked
    assert post(MAX, "/purposes/newsletter/balancing/3/approve/", good).status_code == 303
    held = text(get(RITA, "/purposes/newsletter/balancing/"))
    for part in ("Réponse entière sur impact", "Avis favorable.", MONA.name, MAX.name, "Version 3"):
        assert part in held
    assert "Version 4" not in held
    assert get(DORA, "/purposes/newsletter/balancing/3/approve/").status_code == 404
    ((kept,),) = as_superuser("SELECT detail FROM journal.entry WHERE act = 'lawful:balancing:approve'")
    assert kept["version"] == 3


def test_a_test_that_says_nothing_is_not_approved_and_says_which_answers(fresh):
    same = dict.fromkeys(ANSWERS, "Réponse de test numéro un.") | {"channels": ["email"], "holds": "yes"}
    post(MONA, "/purposes/newsletter/balancing/write/", same)
    shown = text(get(MAX, "/purposes/newsletter/balancing/2/"))
    assert "ne pèsent rien" in shown
    assert shown.count("<li>De qui est-ce l’intérêt") == 1
    assert "Avis de la personne chargée" not in shown
    typed = {"opinion": "Favorable.", "review_on": (today() + timedelta(days=90)).isoformat()}
    refused = text(post(MAX, "/purposes/newsletter/balancing/2/approve/", typed))
    assert "trop courtes" in refused


@pytest.mark.parametrize("channel", ["tracking", "robot"])
def test_no_legitimate_interest_opens_a_channel_that_takes_a_consent(channel):
    typed = {**ANSWERS, "channels": ["email", channel], "holds": "yes"}
    refused = post(MONA, "/purposes/newsletter/balancing/write/", typed)
    assert refused.status_code == 200
    assert "2002/58/CE" in text(refused)
    assert post(MONA, "/purposes/newsletter/balancing/write/", {**typed, "holds": "no"}).status_code == 303


def test_the_conclusion_is_chosen_and_not_presumed():
    refused = post(MONA, "/purposes/newsletter/balancing/write/", ANSWERS)
    assert refused.status_code == 200
    assert "Veuillez" in text(refused) or "choisi" in text(refused)


def test_a_purpose_is_ended_after_a_question(fresh):
    as_superuser("UPDATE people_contact SET purpose = 'satisfaction' WHERE id = %s", ALMA.id)
    asked = text(get(DORA, "/purposes/satisfaction/retire/"))
    assert "irréversible" in asked
    assert "1 fiche de votre périmètre est utilisée pour elle" in asked
    assert "1 ne l’est pour rien d’autre" in asked
    assert post(DORA, "/purposes/satisfaction/retire/", {}).status_code == 200
    assert post(DORA, "/purposes/satisfaction/retire/", {"because": "stopped"}).status_code == 303
    ((kept,),) = as_superuser("SELECT detail FROM journal.entry WHERE act = 'lawful:purpose:retire'")
    assert kept == {"purpose": "satisfaction", "because": "stopped"}
    said = text(get(DORA, "/purposes/"))
    assert "Plus utilisées" in said
    assert get(DORA, "/purposes/satisfaction/retire/").status_code == 404
    assert get(MONA, "/purposes/satisfaction/balancing/write/").status_code == 404
    # What it rested on stays readable.
    assert "des clients adultes" in text(get(RITA, "/purposes/satisfaction/balancing/"))


def test_in_english(english):
    assert "Customer relationship" in text(get(DORA, "/purposes/"))
    asked = text(get(DORA, "/purposes/prospection/balancing/write/"))
    assert "Whose interest is it?" in asked
    assert balancing.example("en")["safeguards"][:40] in asked
    assert "Past its review" not in text(get(DORA, "/purposes/prospection/balancing/"))


def test_nothing_there_is_not_found():
    for path in (
        "unheard/balancing/",
        "unheard/retire/",
        "unheard/balancing/write/",
        "prospection/balancing/9/",
    ):
        assert get(DORA, f"/purposes/{path}").status_code == 404


def test_a_test_past_its_review_says_so(fresh):
    as_superuser("UPDATE lawful_balancing SET review_on = '2026-11-01' WHERE purpose = 'prospection'")
    assert "révision dépassée" in text(get(RITA, "/purposes/"))
