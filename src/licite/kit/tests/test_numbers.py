"""National numbers, accounts and cards are told by their check digits; phones and company numbers pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.kit import numbers
from licite.kit.numbers import Kind

# Published examples and numbers worked out by hand from the published keys; none is a living person's.
NIRS = (
    "2 95 10 99 126 111 93",
    "295109912611193",
    "253072B07300470",
    "253072A07300443",
    "1 85 05 78 006 084 91",
    "2 53 07 2B 073 004 70",
)
NRNS = ("85.07.30-033.28", "85073003328", "85 07 30 033 28", "17 07 30 033 84", "17073003384")
IBANS = (
    "FR76 3000 6000 0112 3456 7890 189",
    "FR7630006000011234567890189",
    "BE68 5390 0754 7034",
    "be68539007547034",
    "DE89 3704 0044 0532 0130 00",
)
CARDS = (
    "4111 1111 1111 1111",
    "4111111111111111",
    "5555-5555-5555-4444",
    "3782 822463 10005",
    "2223003122003222",
    "6011111111111117",
)


@pytest.mark.parametrize(
    "kind,written",
    [
        *((Kind.NIR, one) for one in NIRS),
        *((Kind.NRN, one) for one in NRNS),
        *((Kind.IBAN, one) for one in IBANS),
        *((Kind.CARD, one) for one in CARDS),
    ],
)
def test_a_number_is_found_alone_and_inside_a_sentence(kind: Kind, written: str):
    assert numbers.kind_of(written) is kind
    text = f"Il a dit : {written} (à rappeler)."
    (found,) = numbers.find(text)
    assert found.kind is kind
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "295109912611194",  # a key that is wrong by one
        "253072C07300443",  # no such department
        "295139912611193",  # no such month
        "85073003329",
        "85.07.32-033.28",  # no such day
        "12345678901",
        "FR76 3000 6000 0112 3456 7890 188",
        "BE68 5390 0754 7035",
        "4111 1111 1111 1112",
        "1234 5678 1234 5670",  # the check digit of a card, no scheme
        "+33 6 12 34 56 78",
        "06 12 34 56 78",
        "+32 475 12 34 56",
        "732 829 320 00074",  # SIRET
        "36252187900034",  # SIRET that begins like a card
        "552 100 554",  # SIREN
        "FR 40 303 265 045",  # VAT
        "BE 0403.019.261",
        "Devis 2026-118 du 12/11/2026, 14 500 € HT",
        "",
    ],
)
def test_what_resembles_a_number_passes(text: str):
    assert numbers.find(text) == ()


@pytest.mark.parametrize("text", ["CVV 123", "cvv : 1234", "Cryptogramme visuel : 042", "code de sécurité 999",
                                  "Security code: 123", "veiligheidscode 123", "le CVC est 321"])  # fmt: skip
def test_the_code_of_a_card_is_told_by_the_word_before_it(text: str):
    (found,) = numbers.find(text)
    assert found.kind is Kind.CVV
    assert text[found.start : found.end].isdigit()


def test_a_security_code_without_figures_passes():
    assert numbers.find("A demandé où trouver le cryptogramme") == ()


def test_spaces_that_do_not_break_and_invisible_characters_hide_nothing():
    for text in ("4111\u00a01111\u00a01111\u00a01111", "41\u200b11111111111111", "1\u202f85\u202f05\u202f78\u202f006\u202f084\u202f91"):  # fmt: skip
        assert len(numbers.find(text)) == 1
        assert numbers.kind_of(text) is not None


def test_an_account_number_ends_where_it_ends():
    text = "IBAN FR76 3000 6000 0112 3456 7890 189 merci"
    (found,) = numbers.find(text)
    assert text[found.end :] == " merci"


def test_several_numbers_are_found_in_order():
    text = "NISS 85073003328, carte 4111 1111 1111 1111, CVV 123"
    assert [one.kind for one in numbers.find(text)] == [Kind.NRN, Kind.CARD, Kind.CVV]


def test_a_value_with_something_beside_it_is_no_bare_number():
    assert numbers.kind_of("mon numéro 85073003328") is None
    assert numbers.kind_of("  85073003328 ") is Kind.NRN


def test_a_number_of_after_2000_has_the_two_before_it():
    assert numbers.is_nrn("17073003384")
    assert not numbers.is_nrn("17073003385")


def test_a_bis_number_is_a_national_number():
    body = 854730033  # July and forty months: the sex was known
    assert numbers.is_nrn(f"{body}{97 - body % 97:02}")


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 95), st.integers(1, 999), st.integers(1, 999))
def test_every_nir_with_its_key_is_found_and_with_another_it_is_not(year, month, place, town, order):
    body = f"1{year:02}{month:02}{place:02}{town:03}{order:03}"
    key = 97 - int(body) % 97
    assert [one.kind for one in numbers.find(f"{body}{key:02}")] == [Kind.NIR]
    assert Kind.NIR not in [one.kind for one in numbers.find(f"{body}{key % 97 + 1:02}")]


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str):
    for found in numbers.find(text):
        assert 0 <= found.start < found.end <= len(text)
