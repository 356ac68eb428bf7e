"""What a notice says by channel, by country and to one person alone."""

from dataclasses import replace

import pytest

from licite import packs
from licite.lawful.notices.manners import manners
from licite.lawful.notices.theirs import theirs
from licite.lawful.notices.words import word
from licite.lawful.notices.writing import write
from licite.lawful.tests.test_notice_texts import FACTS, by_key, read


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("referral", ""),
        ("purchased_list", "Fichiers & Cie"),
        ("website", "annuaire-entreprises.data.gouv.fr"),
    ],
)
def test_a_person_reads_where_their_own_data_come_from_and_nobody_elses(source, named):
    own = by_key(theirs(write(FACTS, "first", "fr"), "fr", source=source, day="2 novembre 2026"))["source"]
    assert own.paragraphs == (f"Dans votre cas\xa0: {word('fr', 'source', source)}, le 2 novembre 2026.",)
    assert not own.items
    (*lines,) = own.after
    assert [named in line for line in lines] == ([True] if named else [])


def manners_of(*countries: str) -> str:
    told = tuple(one for country in countries for one in manners(packs.law(country)))
    interest = replace(FACTS.aims[0], basis_consumer="legitimate_interest")
    facts = replace(FACTS, aims=(interest,), countries=countries, manners=told)
    return read(by_key(write(facts, "public", "fr"))["purposes"])


def test_the_basis_of_prospecting_is_told_by_channel_and_public():
    french = manners_of("FR")
    consent, interest = (
        "seulement avec votre consentement",
        "notre intérêt légitime (article 6(1)(f)), sauf opposition",
    )
    assert (
        f"d’un particulier, par e-mail, SMS, téléphone, appel automatisé, réseau social : {consent}" in french
    )
    assert f"d’un particulier, par courrier postal : {interest}" in french
    assert (
        f"d’un professionnel, pour son activité, par e-mail, SMS, téléphone, réseau social, courrier postal : {interest}"
        in french
    )
    assert f"semblables à ceux qu’il nous a achetés, par e-mail, SMS : {interest}" in french
    assert "Belgique" not in french


def test_in_belgium_an_e_mail_to_a_professional_takes_consent_too():
    both = manners_of("FR", "BE")
    assert (
        "d’un professionnel, pour son activité en Belgique, par e-mail, SMS, appel automatisé, réseau social : seulement"
        in both
    )
    assert "d’un professionnel, pour son activité en France, par e-mail" in both


def test_who_prospects_by_consent_alone_claims_no_interest():
    agreed = replace(FACTS.aims[0], basis_consumer="consent", basis_professional="consent")
    facts = replace(FACTS, aims=(agreed,), countries=("FR",), manners=tuple(manners(packs.law("FR"))))
    said = read(by_key(write(facts, "public", "fr"))["purposes"])
    assert "seulement avec votre consentement" in said
    assert "notre intérêt légitime (article 6(1)(f)), sauf" not in said


@pytest.mark.parametrize(
    ("language", "there"), [("fr", "Si vous habitez en Belgique"), ("en", "If you live in Belgium")]
)
def test_a_resident_of_belgium_is_told_of_the_belgian_authority_too(language, there):
    said = read(by_key(write(replace(FACTS, countries=("FR", "BE")), "first", language))["complaint"])
    assert "CNIL" in said
    assert there in said
    assert "rue de la Presse 35" in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_erasure_is_promised_that_nothing_carries_out(language):
    said = read(by_key(write(FACTS, "public", language))["retention"])
    assert "sont effacées" not in said
    assert "are erased" not in said
    assert "dpo@durand.example" in said
