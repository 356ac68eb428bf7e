"""The rules on the screen: read by all who work with records, changed in two steps by whom each rule names."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licite import packs
from licite.desk.rules.families import FAMILIES, family_of
from licite.desk.rules.organisation import SECTORS
from licite.packs import Editor, Nature, Stricter
from licite.packs.rules import rank
from tests.conftest import browser_of
from tests.world import DORA, IVAN, MAX, RITA

WHY = "Décision du comité du 12 mai"


@pytest.fixture(autouse=True)
def packs_as_they_were() -> Iterator[None]:
    yield
    packs.follow(0)


def text_of(page: bytes) -> str:
    plain = re.sub(r"<[^>]+>", " ", page.decode())
    return " ".join(plain.replace("&#x27;", "'").replace("&amp;", "&").replace("\xa0", " ").split())


def get(member, path, language="fr"):
    browser = browser_of(member)
    answer = browser.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, (path, answer.status_code)
    return text_of(answer.content)


def post(member, path, **said):
    return browser_of(member).post(path, said)


def test_every_rule_is_in_one_family_and_every_family_has_rules():
    for country in packs.countries():
        found = {family_of(rule).key for rule in packs.rules(country).values()}
        assert found == {family.key for family in FAMILIES}
    assert family_of(packs.rule("objection.wins")).key == "uses"
    assert family_of(packs.rule("ret.suppression.content")).key == "objections"
    assert family_of(packs.rule("special.notes.readable")).key == "notes"


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_every_rule_of_a_family_is_read_with_its_value_its_source_and_how_sure_we_are(country):
    browser = browser_of(RITA)
    for family in FAMILIES:
        answer = browser.get(f"/rules/?country={country}&family={family.key}")
        page = text_of(answer.content)
        rules = [rule for rule in packs.rules(country).values() if family_of(rule) is family]
        assert answer.content.count(b"<tr id=") == len(rules)
        for rule in rules:
            assert rule.governs_fr.replace("\xa0", " ") in page
            assert rule.source.replace("\xa0", " ").split(" : ")[0][:40] in page


def test_the_regime_of_a_channel_differs_from_one_country_to_the_other():
    assert "Autorisé, sauf opposition" in get(RITA, "/rules/FR/chan.email.professional/")
    assert "Seulement avec le consentement de la personne" in get(RITA, "/rules/BE/chan.email.professional/")


def test_a_rule_says_what_it_governs_here_and_now():
    page = get(RITA, "/rules/FR/chan.email.professional/")
    assert re.search(r"Ici et maintenant : \d+ fiches? visibles? pour vous", page)
    assert "0 fiche" in get(RITA, "/rules/FR/minor.no_marketing/")
    assert "rien n’est encore effacé automatiquement" in get(RITA, "/rules/FR/ret.prospect/")
    assert "appliquée plus tard" in get(RITA, "/rules/FR/deadline.answer/")


def test_a_rule_counts_whom_it_governs_and_no_whole_population():
    for key, said in (
        ("src.bought.named.professional", "0 fiche"),
        ("sale.free_account", ""),
        ("ret.logs.access", ""),
    ):
        page = get(DORA, f"/rules/FR/{key}/")
        assert (f"Ici et maintenant : {said}" in page) is bool(said), key
    counted = {
        key: re.search(r"Ici et maintenant : (\d+)", get(DORA, f"/rules/FR/{key}/"))[1]
        for key in ("chan.phone.contract", "chan.email.customer")
    }
    assert int(counted["chan.phone.contract"]) < int(counted["chan.email.customer"]), (
        "former customers have none"
    )


def test_what_has_no_limit_says_so_instead_of_midnight_to_midnight():
    belgian = get(RITA, "/rules/?country=BE&family=calls")
    assert "Aucune limite d’horaire" in belgian
    assert "Aucune limite de jours" in belgian
    assert "00:00" not in belgian
    assert "de 10:00 à 13:00" in get(RITA, "/rules/?country=FR&family=calls")


def test_no_doctrine_is_said_to_be_departed_from_and_none_may_be_loosened():
    for country in packs.countries():
        for rule in packs.rules(country).values():
            if (
                rule.nature is Nature.DOCTRINE
                and rule.figure is not None
                and rule.stricter is not Stricter.NONE
            ):
                bound = rule.max if rule.stricter is Stricter.LESS else rule.min
                assert rule.editable_by is not Editor.DPO or bound == rank(rule.pack_value), rule.key
    assert "ici, on peut seulement la suivre plus strictement" in get(
        RITA, "/rules/FR/chan.email.professional/"
    )


def test_a_duration_says_what_it_changes_and_that_nothing_is_erased():
    page = text_of(post(DORA, "/rules/FR/ret.prospect/change/", value="24").content)
    assert "aucune donnée n’est encore effacée automatiquement" in page
    assert "Aucune mention publiée ne changerait" in page


@pytest.mark.parametrize(
    ("key", "text", "lacking"),
    [
        ("FR/phone.sentence", "Nous vous appellerons souvent.", ["son accord préalable", "peut être retiré"]),
        ("FR/phone.sentence", "Nous appelons avec votre accord.", ["peut être retiré"]),
        ("FR/phone.sentence", "Avec votre accord, que vous pouvez retirer à tout moment.", []),
        ("FR/phone.sentence.en", "We call with your consent, which may be withdrawn.", []),
        ("BE/phone.sentence", "Nous vous appellerons souvent.", ["s’opposer à être appelé"]),
        ("BE/phone.sentence", "Vous pouvez vous y opposer.", []),
    ],
)
def test_a_sentence_without_what_the_law_wants_is_warned_of_before_it_is_saved(key, text, lacking):
    page = text_of(post(DORA, f"/rules/{key}/change/", value=text).content)
    assert ("Il semble manquer" in page) == bool(lacking)
    assert all(one in page for one in lacking)
    assert "Aucun appel n’en devient permis ou refusé" in page


def test_hours_are_shown_before_and_after_not_as_additions():
    page = text_of(post(DORA, "/rules/FR/phone.hours/change/", value="10:00-12:00").content)
    assert "Aujourd’hui de 10:00 à 13:00, de 14:00 à 20:00 Après de 10:00 à 12:00" in page
    assert "Ajouts" not in page
    assert "Retraits" not in page


def test_the_pages_speak_english_too():
    browser = browser_of(RITA)
    browser.cookies["licite-language"] = "en"
    assert browser.get("/rules/").status_code == 200


def test_reading_the_rules_costs_few_statements():
    browser = browser_of(DORA)
    browser.get("/rules/")
    with CaptureQueriesContext(connection) as read:
        assert browser.get("/rules/?family=calls").status_code == 200
    asked = [one["sql"] for one in read.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(asked) <= 7, asked


def test_who_may_not_change_a_rule_sees_no_form_and_is_refused():
    assert "Voir ce que cela changerait" not in get(RITA, "/rules/FR/phone.attempts/")
    assert post(RITA, "/rules/FR/phone.attempts/change/", value="3").status_code == 403
    assert post(DORA, "/rules/FR/sec.session.idle/change/", value="10").status_code == 403
    assert post(DORA, "/rules/FR/objection.wins/change/", value="0").status_code == 403
    assert post(IVAN, "/security/FR/phone.attempts/change/", value="3").status_code == 403


def test_a_change_is_looked_at_then_saved_with_its_reason(fresh):
    page = post(DORA, "/rules/FR/chan.post.professional/change/", value="opt_in")
    assert page.status_code == 200
    seen = text_of(page.content)
    assert "Avant d’enregistrer" in seen
    assert packs.regime("chan.post.professional", "FR") == packs.Regime.OPT_OUT

    again = post(DORA, "/rules/FR/chan.post.professional/change/", carried="opt_in", reason=" ")
    assert again.status_code == 200 and "Avant d’enregistrer" in text_of(again.content)

    saved = post(DORA, "/rules/FR/chan.post.professional/change/", carried="opt_in", reason=WHY)
    assert saved.status_code == 302
    assert packs.regime("chan.post.professional", "FR") == packs.Regime.OPT_IN
    shown = get(RITA, "/rules/FR/chan.post.professional/")
    assert WHY in shown and DORA.name in shown
    assert WHY in get(RITA, "/rules/?family=channels&country=FR")

    back = post(DORA, "/rules/FR/chan.post.professional/change/", restore="1")
    assert "Avant d’enregistrer" in text_of(back.content)
    post(DORA, "/rules/FR/chan.post.professional/change/", restore="1", reason="Retour")
    assert packs.regime("chan.post.professional", "FR") == packs.Regime.OPT_OUT


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("phone.attempts", "9", "au-dessus"),
        ("phone.attempts", "quatre", "nombre entier"),
        ("phone.attempts", "4", "déjà"),
        ("phone.hours", "08:00-20:00", "permet plus"),
        ("phone.hours", "dix heures", "pas écrit"),
        ("phone.banned", "", "demande moins"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_a_clear_message(key, value, says):
    page = post(DORA, f"/rules/FR/{key}/change/", value=value)
    assert page.status_code == 200
    assert says in text_of(page.content)


def test_words_are_folded_as_they_are_typed():
    page = text_of(post(DORA, "/rules/FR/words.health/change/", value="Diabète\ncancer\n\n").content)
    assert "Ajouts" not in page or "diabete" in page
    assert "Retraits" in page


def test_who_runs_the_system_sets_the_security_rules(fresh):
    assert "Force d’un mot de passe" in get(IVAN, "/security/")
    assert "À partir de maintenant" in text_of(
        post(IVAN, "/security/FR/sec.session.idle/change/", value="10").content
    )
    assert post(IVAN, "/security/FR/sec.session.idle/change/", carried="10", reason=WHY).status_code == 302
    assert packs.value("sec.session.idle") == 10


SAID = {
    "name": "Maison Exemple",
    "country": "FR",
    "address": "1 rue Haute, 75001 Paris",
    "authority": "cnil",
    "email": "bonjour@maison.example",
}


def test_the_organisation_is_described_once_then_with_a_reason(fresh):
    assert "Rien n’est encore décrit" in get(MAX, "/organisation/")
    assert "pas encore décrit" in get(MAX, "/rules/")
    assert post(MAX, "/organisation/", **SAID).status_code == 302
    assert packs.organisation().name == "Maison Exemple"
    assert "pas encore décrit" not in get(MAX, "/rules/")

    refused = post(IVAN, "/organisation/", **SAID | {"name": "Autre"})
    assert refused.status_code == 200
    assert post(IVAN, "/organisation/", **SAID | {"name": "Autre", "reason": WHY}).status_code == 302
    page = get(DORA, "/organisation/")
    assert WHY in page and IVAN.name in page and "Première description" in page


def test_what_we_sell_is_said_by_the_codes_of_the_rule(fresh):
    named = {code for country in packs.countries() for code in packs.words("phone.banned", country)}
    assert set(SECTORS) == named
    assert "rénovation énergétique" in get(MAX, "/organisation/")
    looked = post(MAX, "/organisation/", **SAID, sectors=["energy_renovation"])
    assert "ce que ces secteurs changeraient" in text_of(looked.content)
    assert packs.organisation() is None
    sold = {**SAID, "sectors": ["energy_renovation"], "seen": "energy_renovation"}
    assert post(MAX, "/organisation/", **sold | {"seen": "home_adaptation"}).status_code == 200
    assert post(MAX, "/organisation/", **sold).status_code == 302
    assert packs.organisation().sectors == ("energy_renovation",)
    again = post(MAX, "/organisation/", **SAID, sectors=["energy_renovation"], reason=WHY)
    assert "Rien n’a changé" in text_of(again.content)


def test_what_is_declared_for_notices_is_asked_on_their_page_alone(fresh):
    page = browser_of(DORA).get("/organisation/").content.decode()
    assert 'name="recipients"' not in page
    assert 'name="transfers"' not in page
    assert "/notices/declaration/" in page
    assert "/notices/declaration/" not in get(MAX, "/organisation/")
    saved = browser_of(DORA).post("/organisation/", SAID, follow=True)
    assert "quand elle sera publiée à nouveau" in text_of(saved.content)


def test_the_authority_is_the_countrys():
    page = post(MAX, "/organisation/", **SAID | {"country": "BE"})
    assert "n’est pas celle du pays" in text_of(page.content)


def test_what_is_applied_stands_apart_from_what_will_be():
    page = browser_of(DORA).get("/rules/?family=deadlines").content.decode()
    applied, _, later = page.partition('id="later"')
    assert 'id="deadline.objection.immediate"' in applied
    assert 'id="deadline.answer"' in later
    assert "Appliquée plus tard" not in applied
    assert "En vigueur" not in later
    assert 'id="later"' not in browser_of(DORA).get("/rules/?family=channels").content.decode()
