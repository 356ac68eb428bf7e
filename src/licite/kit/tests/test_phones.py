import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.kit import phones
from licite.kit.masking import DOT, is_mask

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


@pytest.mark.parametrize(
    "typed, country, e164, reason",
    [
        ("06 12 34 56 78", "FR", "+33612345678", ""),
        ("06.12.34.56.78", "fr", "+33612345678", ""),
        ("0033 6 12345678", "FR", "+33612345678", ""),
        ("0033612345678", None, "+33612345678", ""),
        ("(+33) 6 12 34 56 78", None, "+33612345678", ""),
        ("++33612345678", "FR", "+33612345678", ""),
        ("０６１２３４５６７８", "FR", "+33612345678", ""),
        ("\u202a06\u00a012\u00a034\u00a056\u00a078\u202c", "FR", "+33612345678", ""),
        ("+33 (0)6 12 34 56 78", "FR", "+33612345678", "trunk_zero_removed"),
        ("+49 0711 2842222", "DE", "+497112842222", "trunk_zero_removed"),
        ("+54 (0)11 4311 4333", "AR", "+541143114333", "trunk_zero_removed"),
        ("612345678", "FR", "+33612345678", "leading_zero_restored"),
        ("612345678.0", "FR", "+33612345678", "leading_zero_restored"),
        ("639733434", "IT", "+390639733434", "leading_zero_restored"),
        ("+39 06 39733434", "IT", "+390639733434", ""),
        ("33612345678", "FR", "+33612345678", "plus_restored"),
        ("0690 12 34 56", "FR", "+590690123456", ""),
        ("0694 23 45 67", "FR", "+594694234567", ""),
        ("0696123456", "FR", "+596696123456", ""),
        ("0697.12.34.56", "FR", "+596697123456", ""),
        ("0692 12 34 56", "FR", "+262692123456", ""),
        ("0693123456", "FR", "+262693123456", ""),
        ("0639 01 23 45", "FR", "+262639012345", ""),
        ("690015208", "FR", "+590690015208", "leading_zero_restored"),
        ("02/219.03.03", "BE", "+3222190303", ""),
        ("650-253-0000", "US", "+16502530000", ""),
    ],
)
def test_a_number_is_understood_and_its_repair_reported(
    typed: str, country: str | None, e164: str, reason: str
) -> None:
    assert phones.normalise(typed, country) == phones.PhoneResult(e164, "ok", reason)


def test_an_extension_is_set_apart() -> None:
    found = phones.normalise("Tél. : 01 49 70 65 65 poste 12", "FR")
    assert found == phones.PhoneResult("+33149706565", "ok", "extension_set_apart", "12")


def test_a_number_of_the_right_length_in_no_plan_is_kept_with_a_doubt() -> None:
    assert phones.normalise("+91 0124 39883988", "IN").status == "doubtful"


@pytest.mark.parametrize(
    ("typed", "country", "e164", "reason"),
    [
        ("0644281677", "BE", "+33644281677", "read_as_fr"),
        ("01.84.55.66.68", "BE", "+33184556668", "read_as_fr"),
        ("644281677", "BE", "+33644281677", "read_as_fr"),
        ("0612345678", "US", "+33612345678", "read_as_fr"),
        ("02 512 34 56", "FR", "+3225123456", "read_as_be"),
    ],
)
def test_a_number_of_the_other_country_of_the_house_is_read_as_that_one(
    typed: str, country: str, e164: str, reason: str
) -> None:
    assert phones.normalise(typed, country) == phones.PhoneResult(e164, "ok", reason)
    assert phones.dialable(e164)


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_a_number_kept_for_fiction_is_french_and_can_be_called(country: str) -> None:
    found = phones.normalise("0639 98 12 34", country)
    assert (found.e164, found.status) == ("+33639981234", "doubtful")
    assert phones.dialable("+33639981234")


def test_a_number_valid_nowhere_stays_as_written_and_no_call_starts_from_it() -> None:
    found = phones.normalise("070 12 34 567", "BE")
    assert found == phones.PhoneResult("0701234567", "doubtful", "as_written")
    assert phones.normalise("0701234567", "BE") == found
    assert phones.display("0701234567") == "0701234567"
    assert not phones.dialable("0701234567")
    assert not phones.dialable("+32644281677")


@pytest.mark.parametrize(("typed", "code"), [("0694 84 76 63", "+594"), ("0691 99 99 99", "+590")])
def test_a_mobile_of_an_overseas_block_keeps_its_own_country_code_even_in_no_plan(
    typed: str, code: str
) -> None:
    found = phones.normalise(typed, "FR")
    assert found.e164 is not None
    assert found.e164.startswith(code)
    assert (found.status, found.reason) == ("doubtful", "not_in_plan")


@pytest.mark.parametrize(
    "typed, country, reason",
    [
        ("", "FR", "empty"),
        ("néant", "FR", "no_digits"),
        ("0000000000", "FR", "placeholder"),
        ("1-800-FLOWERS", "US", "letters"),
        ("01 49 70 65 65 / 06 12 34 56 78", "FR", "several_numbers"),
        ("6.12346E+08", "FR", "rounded_by_spreadsheet"),
        ("06 12 34 56 78", None, "country_unknown"),
        ("06 12 34 56 78", "ZZ", "country_unknown"),
        ("112", "FR", "too_short"),
        ("06 12 34 56 78 90 12", "FR", "too_long"),
        ("253 0000", "US", "area_code_missing"),
        ("+999 123456", "FR", "country_code_unknown"),
        ("+56 (0)2 635 4444", "CL", "too_short"),
    ],
)
def test_a_number_nobody_can_dial_is_refused_with_its_reason(
    typed: str, country: str | None, reason: str
) -> None:
    assert phones.normalise(typed, country) == phones.PhoneResult(None, "faulty", reason)


@given(st.text(), st.none() | st.sampled_from(REGIONS) | st.text(max_size=3))
def test_nothing_typed_breaks_it(typed: str, country: str | None) -> None:
    found = phones.normalise(typed, country)
    assert (found.e164 is None) == (found.status == "faulty")
    assert found.status == "ok" or found.reason


@given(st.text(st.sampled_from("0123456789+() -./"), max_size=20), st.sampled_from(REGIONS))
def test_a_normalised_number_normalises_to_itself(typed: str, country: str) -> None:
    found = phones.normalise(typed, country)
    if found.e164 is not None and found.reason != "as_written":
        assert phones.normalise(found.e164, None).e164 == found.e164


def shown_and_hidden(e164: str) -> tuple[int, int]:
    """How many national digits a mask shows and hides."""
    code = str(phonenumbers.parse(e164, None).country_code)
    national = phones.mask(e164).removeprefix(f"+{code}")
    return sum(char.isdigit() for char in national), national.count(DOT)


@pytest.mark.parametrize("region", REGIONS)
def test_the_mask_of_every_country_hides_more_than_it_shows(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    shown, hidden = shown_and_hidden(e164)
    assert shown <= 4 and shown < hidden
    assert phones.mask(e164).startswith(f"+{example.country_code}")
    assert is_mask(phones.mask(e164))


@given(st.from_regex(r"\+[1-9][0-9]{2,14}", fullmatch=True))
def test_no_mask_shows_more_than_four_national_digits(e164: str) -> None:
    try:
        shown, hidden = shown_and_hidden(e164)
    except phonenumbers.NumberParseException:
        assert phones.mask(e164) == DOT * 6
    else:
        assert shown <= 4 and shown <= hidden


@given(st.text())
def test_the_mask_of_no_number_shows_no_more_than_that_of_a_number(text: str) -> None:
    assert is_mask(phones.mask(text))
    phones.display(text)


def test_a_number_is_shown_and_masked_as_the_house_writes_it() -> None:
    assert phones.display("+33612345612") == "+33 6 12 34 56 12"
    assert phones.mask("+33612345612") == "+33 6 •• •• •• 12"
    assert phones.display("no number") == "no number"
