"""The packs are whole: every key, in every country, with its source; and the look-up."""

from datetime import date

import pytest

from licite import packs
from licite.packs.lookup import SAME

BOTH = pytest.mark.parametrize("country", ["FR", "BE"])

# What every room asks for by key.
KEYS = [
    "chan.email.consumer",
    "chan.email.professional",
    "chan.email.impersonal",
    "chan.email.customer",
    "chan.sms.consumer",
    "chan.sms.professional",
    "chan.sms.customer",
    "chan.phone.consumer",
    "chan.phone.professional",
    "chan.phone.contract",
    "chan.robot.consumer",
    "chan.robot.professional",
    "chan.post.consumer",
    "chan.post.professional",
    "chan.social.consumer",
    "chan.social.professional",
    "chan.tracking.consumer",
    "chan.tracking.professional",
    "chan.service",
    "src.bought.named",
    "sale.free_account",
    "phone.consent.months",
    "phone.consent.proof",
    "phone.hours",
    "phone.days",
    "phone.holidays",
    "phone.attempts",
    "phone.attempts.days",
    "phone.callback.days",
    "phone.banned",
    "phone.screening",
    "phone.screening.days",
    "phone.sentence",
    "consent.review",
    "consent.minor.age",
    "consent.refusal.months",
    "consent.proof.email",
    "notice.indirect.months",
    "notice.languages",
    "objection.list.floor",
    "objection.list.review",
    "objection.acknowledge",
    "balancing.review.months",
    "objection.wins",
    "restriction.stops",
    "ground.required",
    "balancing.required",
    "notice.required",
    "capacity.unknown_is_consumer",
    "minor.no_marketing",
    "special.mail.free_domains",
    "special.mail.role_names",
    "words.health",
    "words.religion",
    "words.origin",
    "words.politics",
    "words.union",
    "words.sexual_life",
    "words.offences",
    "words.insults",
    "words.judgments",
    "special.columns.national_number",
    "special.columns.health",
    "special.columns.religion",
    "special.columns.origin",
    "special.columns.politics",
    "special.columns.union",
    "special.columns.sexual_life",
    "special.columns.offences",
    "special.columns.family",
    "special.columns.income",
    "special.columns.bank",
    "ret.prospect",
    "ret.prospect.repermission",
    "ret.customer.active",
    "ret.customer.marketing",
    "ret.contract.archive",
    "ret.contract.electronic_b2c",
    "ret.accounting",
    "ret.suppression",
    "ret.suppression.content",
    "ret.consent.proof.phone",
    "ret.consent.proof.email",
    "ret.consent.refusal",
    "ret.newsletter",
    "ret.account.inactive",
    "ret.rights.request",
    "ret.rights.identity_doc",
    "ret.logs.access",
    "ret.accountability",
    "ret.card.pan",
    "ret.call.recording",
    "ret.backup",
    "ret.enrichment.unused",
    "ret.stats",
    "clock.evidence",
]


@BOTH
def test_every_key_that_a_room_asks_for_is_in_both_packs(country):
    for key in KEYS:
        assert packs.rule(key, country).key == SAME.get(key, key)


def test_both_packs_have_the_same_keys_of_the_same_units():
    assert {key: rule.unit for key, rule in packs.rules("FR").items()} == {
        key: rule.unit for key, rule in packs.rules("BE").items()
    }


@BOTH
def test_every_rule_says_its_source_and_since_when(country):
    for rule in packs.rules(country).values():
        assert rule.source and rule.governs and rule.governs_fr
        assert "'" not in rule.governs_fr + rule.source
        assert date(1971, 6, 3) <= rule.source_date <= date(2026, 11, 22)


@BOTH
def test_a_judgement_of_ours_never_passes_for_the_law(country):
    for rule in packs.rules(country).values():
        assert (rule.nature is packs.Nature.PRODUCT) == (rule.confidence is packs.Confidence.JUDGEMENT), (
            rule.key
        )


def test_a_regime_is_never_overridden_below_what_the_law_asks():
    for country in packs.countries():
        for rule in packs.rules(country).values():
            if rule.unit is packs.Unit.REGIME and rule.nature is packs.Nature.LAW and "robot" not in rule.key:
                assert rule.editable_by is packs.Editor.NOBODY or rule.min == rule.figure, rule.key


@BOTH
def test_word_lists_are_of_a_real_size_and_hit_no_ordinary_word(country):
    ordinary = [
        "secteur",
        "retard",
        "liaison",
        "trafic",
        "borne",
        "etranger",
        "pdf",
        "pdg",
        "puteaux",
        "homologation",
        "domicile",
        "dealer",
        "origine",
        "pneu",
        "message",
        "manipulation",
        "nulle",
        "condition",
        "violet",
        "verification",
        "penalite",
        "arabica",
        "ecologique",
        "syndic",
        "lui",
        "union",
    ]
    for key, rule in packs.rules(country).items():
        if key.startswith("words."):
            stems = packs.words(key, country)
            assert 50 <= len(stems) <= 120, key
            assert [word for word in ordinary if any(word.startswith(stem) for stem in stems)] == [], key
            assert rule.editable_by is packs.Editor.DPO


def test_an_unknown_key_or_country_raises():
    with pytest.raises(KeyError):
        packs.rule("ret.forever")
    with pytest.raises(KeyError):
        packs.rule("ret.prospect", "DE")


def test_a_rule_is_read_as_what_it_is():
    for wrong in (
        lambda: packs.value("clock.evidence"),
        lambda: packs.value("chan.service"),
        lambda: packs.words("sec.session.idle"),
        lambda: packs.duration("ret.logs.access"),
        lambda: packs.regime("ret.logs.access"),
        lambda: packs.text("chan.service"),
    ):
        with pytest.raises(TypeError):
            wrong()


@pytest.mark.parametrize("country", [None, "", "DE"])
def test_where_no_pack_is_the_strictest_of_all_holds(country):
    law = packs.law(country)
    assert set(law) == set(packs.law("FR"))
    for key, rule in law.items():
        for known in packs.countries():
            other = packs.law(known)[key]
            assert other.stricter is packs.Stricter.NONE or rule.as_strict_as(other), key
    assert law["chan.email.professional"].value == packs.Regime.OPT_IN
    assert law["chan.phone.consumer"].value == packs.Regime.OPT_IN
    assert law["phone.screening"].codes == ("dncm",)
    assert law["consent.minor.age"].value == 15
