"""A rule refuses what it cannot be, and says which of two values is the stricter."""

from datetime import date

import pytest

from licite.packs import BadValue
from licite.packs.rules import Rule, read

ROW = {
    "value": 15,
    "unit": "minutes",
    "min": 5,
    "max": 30,
    "stricter": "less",
    "governs": "A session locks",
    "governs_fr": "Une session se verrouille",
    "source": "CNIL",
    "source_date": date(2024, 3, 26),
    "confidence": "J",
    "nature": "product",
    "editable_by": "it_admin",
}


def row(**change: object) -> Rule:
    return read("x", ROW | {"min": None, "max": None} | change)


REGIME = row(value="opt_out", unit="regime", min="opt_out", stricter="more")
HOURS = row(value=["10:00-13:00", "14:00-20:00"], unit="hours_of_day")
SECTORS = row(value=["energy_renovation"], unit="sectors", stricter="more")
WORDS = row(value=["cancer", "diabet"], unit="words", stricter="none")


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
        {"governs_fr": ""},
        {"unit": "fortnights"},
        {"confidence": "sure"},
        {"nature": "custom"},
        {"editable_by": "anyone"},
        {"stricter": "perhaps"},
        {"note": "an unknown column"},
        {"unit": "regime", "value": "ask_first"},
        {"unit": "weekdays", "value": ["mon", "mardi"]},
        {"unit": "weekdays", "value": ["mon", "mon"]},
        {"unit": "hours_of_day", "value": ["20:00-10:00"]},
        {"unit": "hours_of_day", "value": ["10h-13h"]},
        {"unit": "days_of_year", "value": ["13-01"]},
        {"unit": "words", "value": ["Diabète"]},
        {"unit": "sectors", "value": ["Énergie"]},
        {"unit": "text", "value": "long " * 200},
    ],
    ids=lambda change: "-".join(f"{name}={str(value)[:12]}" for name, value in change.items()),
)
def test_a_wrong_row_is_refused(change):
    with pytest.raises((ValueError, TypeError)):
        read("x", ROW | change)


def test_a_time_reaches_the_gate_in_seconds_and_a_regime_by_its_rank():
    assert read("x", ROW).figure == 900
    assert row(value=12, unit="months").figure == 12
    assert row(value=True, unit="yes_no").figure == 1
    assert REGIME.figure == 1
    assert HOURS.figure is None and HOURS.codes == ("10:00-13:00", "14:00-20:00")
    assert row(value="A sentence.", unit="text").codes == ("A sentence.",)


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        (read("x", ROW), 31, "high"),
        (read("x", ROW), 4, "low"),
        (read("x", ROW), "15", "shape"),
        (REGIME, REGIME.value.__class__("free"), "low"),
        (HOURS, ("09:00-13:00",), "wider"),
        (SECTORS, (), "narrower"),
        (row(editable_by="nobody"), 15, "fixed"),
    ],
)
def test_an_override_out_of_bounds_is_refused_with_its_reason(rule, value, code):
    with pytest.raises(BadValue) as refused:
        rule.overridden(value)
    assert refused.value.code == code
    assert str(value) not in str(refused.value)


def test_an_override_inside_the_bounds_holds():
    assert read("x", ROW).overridden(10).value == 10
    assert HOURS.overridden(("11:00-12:00", "14:00-18:00")).value == ("11:00-12:00", "14:00-18:00")
    assert SECTORS.overridden(("energy_renovation", "windows")).value == ("energy_renovation", "windows")
    assert WORDS.overridden(("cancer",)).value == ("cancer",)


def test_an_override_is_held_against_the_pack_not_against_the_one_before():
    narrowed = HOURS.overridden(("11:00-12:00",))
    assert narrowed.own and narrowed.pack_value == HOURS.value
    assert narrowed.overridden(("10:00-13:00",)).value == ("10:00-13:00",)
    assert not narrowed.overridden(HOURS.value).own
    with pytest.raises(BadValue):
        narrowed.overridden(("09:00-13:00",))
    widened = SECTORS.overridden(("energy_renovation", "windows"))
    assert widened.overridden(SECTORS.value).value == SECTORS.value


def test_the_stricter_of_two_values_is_told():
    assert read("x", ROW | {"value": 10}).as_strict_as(read("x", ROW))
    assert not read("x", ROW).as_strict_as(read("x", ROW | {"value": 10}))
    strict = row(value="opt_in", unit="regime", stricter="more")
    assert strict.as_strict_as(REGIME) and not REGIME.as_strict_as(strict)
    assert HOURS.overridden(("11:00-12:00",)).as_strict_as(HOURS)
    assert not HOURS.as_strict_as(HOURS.overridden(("11:00-12:00",)))
    assert not WORDS.overridden(("cancer",)).as_strict_as(WORDS)
