"""The pack is whole, and a wrong row is refused with its key."""

from datetime import date, timedelta

import pytest

from licite import packs
from licite.packs.rules import read

ROW = {
    "value": 15,
    "unit": "minutes",
    "min": 5,
    "max": 30,
    "governs": "A session locks",
    "source": "CNIL",
    "source_date": date(2024, 3, 26),
    "confidence": "J",
    "nature": "product",
    "editable_by": "it_admin",
}


def test_every_rule_says_its_source_and_since_when():
    assert packs.rules()
    for rule in packs.rules().values():
        assert rule.source
        assert rule.governs
        assert date(1978, 1, 6) <= rule.source_date <= date(2026, 11, 22)


def test_a_judgement_of_ours_never_passes_for_the_law():
    for rule in packs.rules().values():
        assert (rule.nature is packs.Nature.PRODUCT) == (rule.confidence is packs.Confidence.JUDGEMENT)


def test_the_figures_are_those_that_the_texts_give():
    assert packs.value("sec.password.alone") == 80
    assert packs.duration("sec.lockout.first_delay") > timedelta(minutes=1)
    assert packs.duration("sec.session.idle") == timedelta(minutes=15)
    assert packs.duration("sec.session.absolute") == timedelta(hours=10)
    assert packs.value("ret.logs.access") == 12
    assert packs.value("sec.second_factor") == 1


def test_an_unknown_key_raises():
    with pytest.raises(KeyError):
        packs.rule("ret.forever")


def test_a_rule_is_read_as_what_it_is():
    with pytest.raises(TypeError):
        packs.value("clock.evidence")
    with pytest.raises(TypeError):
        packs.words("sec.session.idle")
    with pytest.raises(TypeError):
        packs.duration("ret.logs.access")


@pytest.mark.parametrize(
    "change",
    [
        {"value": 31},
        {"value": 4},
        {"value": True},
        {"value": ["a"]},
        {"value": "15"},
        {"source": ""},
        {"governs": ""},
        {"unit": "fortnights"},
        {"confidence": "sure"},
        {"nature": "custom"},
        {"editable_by": "anyone"},
        {"note": "an unknown column"},
    ],
    ids=lambda change: "-".join(f"{name}={value}" for name, value in change.items()),
)
def test_a_wrong_row_is_refused(change):
    with pytest.raises((ValueError, TypeError)):
        read("x", ROW | change)


def test_a_time_reaches_the_gate_in_seconds():
    assert read("x", ROW).figure == 900
    assert packs.rule("ret.logs.access").figure == 12
    assert packs.rule("clock.evidence").figure is None
