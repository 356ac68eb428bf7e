"""Notices made of the live configuration: what lacks is said, what is published never changes, drift is shown."""

import hashlib
import re

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test import Client

from licite.access.refusals import Refused
from licite.lawful.actions import notices as actions
from licite.lawful.notices import drawing
from licite.lawful.notices.facts import Declared
from licite.lawful.notices.words import word
from licite.lawful.queries import notice_facts
from licite.lawful.queries import notices as queries
from licite.packs import AUTHORITIES
from licite.packs.lookup import supposing
from licite.people.tests.notices import ENGLISH, acts, declare, prepare, publish
from licite.people.tests.proofs import call_the_house
from licite.people.tests.ways import as_superuser, get, post, text
from tests.conftest import inside
from tests.world import DORA, MAX, PEOPLE, RITA

VERSIONS = "SELECT kind, language, version FROM lawful_notice ORDER BY 1, 2, 3"


def test_before_anything_is_said_every_notice_lacks_it_and_nothing_is_published(fresh):
    page = text(get(DORA, "/notices/"))
    assert "L’organisation n’est pas encore décrite" in page
    assert "Les destinataires et les transferts ne sont pas encore déclarés" in page
    assert "/organisation/" in page
    assert "/notices/declaration/" in page
    post(DORA, "/notices/publish/", {})
    post(DORA, "/notices/form/fr/", {"mark": ""})
    assert as_superuser(VERSIONS) == []
    with inside(DORA) as actor, pytest.raises(Refused, match="unready"):
        actions.publish(actor, standing=queries.standings()[0])


def test_a_whole_configuration_is_published_in_both_languages_at_once(fresh):
    prepare()
    publish()
    assert as_superuser(VERSIONS) == [
        (kind, language, 1) for kind in ("first", "form", "public") for language in ("en", "fr")
    ]
    assert "à jour" in text(get(DORA, "/notices/"))
    assert [act for act, _ in acts()] == ["lawful:notice:declare", *["lawful:notice:publish"] * 6]


def test_the_text_is_kept_with_its_hash_as_it_was_shown(fresh):
    prepare()
    publish()
    for kept, digest in as_superuser("SELECT text, sha256 FROM lawful_notice"):
        assert hashlib.sha256(kept.encode()).hexdigest() == digest
    with inside(DORA):
        (one,) = [one for one in queries.standings() if (one.kind, one.language) == ("first", "fr")]
        assert one.published is not None
        assert one.published.sections == one.now
        assert as_superuser("SELECT text FROM lawful_notice WHERE kind = 'first' AND language = 'fr'") == [
            (drawing.plain(one.now),)
        ]


def test_the_live_configuration_is_what_the_notice_says(fresh):
    prepare()
    with inside(DORA):
        facts = notice_facts.configuration()
        assert facts.controller is not None
        assert facts.controller.name == "Maison Essai SAS"
        assert {"prospection", "customer_relationship"} <= {aim.key for aim in facts.aims}
        assert all(aim.interest.fr for aim in facts.aims if "legitimate_interest" in aim.bases)
        assert {one.key: (one.number, one.unit) for one in facts.lengths}["ret.prospect"] == (36, "months")
        assert {"name", "email", "phone"} <= set(facts.held)
        assert {"Commercial", "Direction commerciale"} & {one.fr for one in facts.readers}
        assert facts.phone_sentence.fr.startswith("Nous n’appelons")
    page = text(get(DORA, "/notices/form/fr/"))
    assert "Maison Essai SAS, 1 rue des Essais, 44000 Nantes" in page
    assert "3 ans après leur collecte" in page


def test_a_purpose_without_an_approved_test_is_left_out_and_said_so(fresh):
    prepare()
    as_superuser("DELETE FROM lawful_balancing WHERE purpose = 'satisfaction'")
    with inside(DORA):
        facts = notice_facts.configuration()
        assert "satisfaction" not in {aim.key for aim in facts.aims}
        assert "Enquête de satisfaction" in {one.fr for one in facts.idle}
    assert "Enquête de satisfaction" in text(get(DORA, "/notices/"))


def test_what_changes_in_the_house_is_shown_against_what_is_published(fresh):
    prepare()
    publish()
    as_superuser("UPDATE lawful_purpose SET name_fr = 'Conquête de clients' WHERE key = 'prospection'")
    page = text(get(DORA, "/notices/form/fr/"))
    assert re.search(r"<del>.*Prospection commerciale", page)
    assert re.search(r"<ins>.*Conquête de clients", page)
    assert "plus à jour" in text(get(DORA, "/notices/"))
    post(DORA, "/notices/publish/", {})
    assert as_superuser(
        "SELECT kind, version FROM lawful_notice WHERE language = 'fr' AND version > 1 ORDER BY 1"
    ) == [
        ("first", 2),
        ("form", 2),
        ("public", 2),
    ]
    first = text(get(DORA, "/notices/form/fr/1/"))
    assert "- Prospection commerciale" in first
    assert get(DORA, "/notices/form/fr/3/").status_code == 404


def test_a_change_of_the_law_says_how_many_published_notices_it_would_make_untrue(fresh):
    prepare()
    with inside(DORA):
        assert queries.would_change(supposing("FR", "ret.prospect", 24)) == 0
    publish()
    with inside(DORA):
        assert queries.would_change(supposing("FR", "ret.prospect", None)) == 0
        assert queries.would_change(supposing("FR", "ret.prospect", 24)) == 6
        assert queries.would_change(supposing("FR", "phone.sentence", "Nous vous appelons.")) == 3
        assert queries.would_change(supposing("FR", "phone.attempts", 2)) == 0


def test_the_officer_reads_that_durations_are_announced_and_not_yet_carried_out():
    assert "rien ne les applique encore automatiquement" in text(get(DORA, "/notices/"))


def test_whoever_is_about_to_come_from_belgium_is_told_of_it_at_once(fresh):
    prepare()
    as_superuser("UPDATE people_contact SET country = 'FR' WHERE country = 'BE'")
    with inside(DORA):
        assert notice_facts.configuration().countries == ("FR",)
        assert notice_facts.configuration(countries=("BE",)).countries == ("FR", "BE")
    as_superuser("UPDATE people_contact SET country = 'BE' WHERE id = %s", PEOPLE[0].id)
    with inside(DORA):
        assert notice_facts.configuration().countries == ("FR", "BE")


def test_the_fingerprint_of_a_version_breaks_on_a_narrow_screen(fresh):
    prepare()
    publish()
    assert '<code class="digest">' in text(get(DORA, "/notices/public/fr/1/"))


def test_publishing_the_same_text_again_makes_no_version(fresh):
    prepare()
    publish()
    with inside(DORA) as actor:
        for standing in queries.standings():
            assert actions.publish(actor, standing=standing) == 1


def test_what_is_published_is_what_was_read(fresh):
    prepare()
    with inside(DORA):
        mark = drawing.mark(queries.standing_of("form", "fr").now)
    as_superuser("UPDATE lawful_purpose SET name_fr = 'Conquête' WHERE key = 'prospection'")
    post(DORA, "/notices/form/fr/", {"mark": mark})
    assert as_superuser(VERSIONS) == []
    with inside(DORA):
        mark = drawing.mark(queries.standing_of("form", "fr").now)
    post(DORA, "/notices/form/fr/", {"mark": mark})
    assert as_superuser(VERSIONS) == [("form", "fr", 1)]


def test_english_alone_informs_nobody(fresh):
    prepare()
    with inside(DORA) as actor:
        english = queries.standing_of("form", "en")
        with pytest.raises(Refused, match="unready"):
            actions.publish(actor, standing=english)


def test_an_interest_that_is_not_said_in_english_keeps_the_english_notice_back(fresh):
    call_the_house("Maison Essai SAS")
    declare(Declared())
    with inside(DORA):
        lacks = {one.language: [lack.code for lack in one.missing] for one in queries.standings()}
        assert lacks["fr"] == []
        assert set(lacks["en"]) == {"interest_en"}


def test_the_declaration_is_typed_in_the_browser(fresh):
    call_the_house("Maison Essai SAS")
    typed = {
        "representative": "", "providers": ["hosting", "mailing"], "providers_named": "Conciergerie Martin\n", "others": "", "pages": "annuaire.example",
        "sellers": "Fichiers & Cie", "phone_asked": "on", "logic_fr": "", "logic_en": "", "to_0": "Mailtrain", "country_0": "US", "safeguard_0": "scc",
        "to_1": "", "country_1": "", "safeguard_1": "", **{f"interest_{key}": said for key, said in ENGLISH.items()},
    }  # fmt: skip
    assert post(DORA, "/notices/declaration/", {**typed, "country_0": ""}).status_code == 200
    assert post(DORA, "/notices/declaration/", {**typed, "profiling": "on"}).status_code == 200
    assert as_superuser("SELECT count(*) FROM lawful_disclosure") == [(0,)]
    assert post(DORA, "/notices/declaration/", typed).status_code == 302
    with inside(DORA):
        said = notice_facts.declared()
        assert said is not None
        assert said.providers == ("hosting", "mailing", "Conciergerie Martin")
        assert [tuple(one) for one in said.transfers] == [("Mailtrain", "US", "scc")]
        assert not said.pixel
        assert [one.missing for one in queries.standings()] == [[]] * 6
    again = text(get(DORA, "/notices/declaration/"))
    assert "Conciergerie Martin" in again
    assert 'name="to_2"' in again


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lawful_notice SET text = 'x'",
        "DELETE FROM lawful_notice",
        "INSERT INTO lawful_notice (kind, language, version, sections, text, sha256, published_at) VALUES ('form', 'fr', 9, '[]', 'x', 'x', now())",
        "UPDATE lawful_disclosure SET facts = '{}'",
        "DELETE FROM lawful_disclosure",
        "INSERT INTO lawful_disclosure (facts, at) VALUES ('{}', now())",
        "SELECT gate.publish_notice('form', 'fr', '[]', 'x')",
        "SELECT gate.disclose('{}')",
    ],
)
def test_no_version_is_changed_or_made_round_the_gate(statement):
    with inside(RITA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lawful_notice SET text = 'x'",
        "DELETE FROM lawful_notice",
        "UPDATE lawful_disclosure SET facts = '{}'",
    ],
)
def test_not_by_the_officer_either(statement):
    with inside(DORA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def outside(path: str = "/privacy/", language: str = "fr") -> str:
    answer = Client().get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    assert not answer.cookies
    return text(answer)


def test_before_the_first_publication_the_public_page_says_so(fresh):
    assert "n’est pas encore publiée ici" in outside()
    assert "is not published here yet" in outside(language="en")


def test_the_public_page_is_the_published_notice_in_the_language_asked_for(fresh):
    prepare()
    publish()
    assert "Protection des données personnelles" in outside()
    assert "vous opposer à la prospection" in outside()
    assert "object at any time to marketing" in outside("/privacy/?lang=en")
    assert '<html lang="en">' in outside("/privacy/?lang=en")
    assert "vous opposer" in outside(language="de")


def test_earlier_versions_stay_readable_and_say_that_they_are(fresh):
    prepare()
    publish()
    as_superuser("UPDATE lawful_purpose SET name_fr = 'Conquête de clients' WHERE key = 'prospection'")
    publish()
    assert "Conquête de clients" in outside()
    assert "?lang=fr&amp;version=1" in outside()
    before = outside("/privacy/?lang=fr&version=1")
    assert "Prospection commerciale" in before
    assert "une version antérieure" in before
    assert Client().get("/privacy/?version=9").status_code == 404


def test_the_public_page_is_the_same_for_everybody_and_names_nobody(fresh):
    prepare()
    publish()
    pages = {re.sub(r'value="[^"]*"|nonce-[\w-]*', "", outside()) for _ in range(3)}
    pages.add(re.sub(r'value="[^"]*"|nonce-[\w-]*', "", text(get(MAX, "/privacy/"))))
    assert len(pages) == 1
    (page,) = pages
    for one in PEOPLE:
        assert one.email not in page
        assert one.last not in page


def test_anybody_may_ask_for_the_public_notice_and_for_no_other(fresh):
    prepare()
    publish()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.public_notice('fr', NULL)")
        assert cursor.fetchone()[0] is not None
        cursor.execute("SELECT count(*) FROM lawful_notice")
        assert cursor.fetchone() == (0,)


def test_the_notices_and_the_packs_name_the_same_authorities():
    for key, authority in AUTHORITIES.items():
        said = word("fr", "authority", key)
        assert authority.address in said
        assert authority.url.removeprefix("https://") in said
