import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licite.vault import fingerprints, tokens
from licite.vault.ring import KeyClass, KeyRing, configure, ring

shared_ring = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
words = st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=20)


def test_tokens_are_the_same_after_a_restart(ring_file: Path) -> None:
    before = tokens.name_tokens(["dupont"]), tokens.exact("email", "a@b.fr")
    configure(ring_file)
    assert (tokens.name_tokens(["dupont"]), tokens.exact("email", "a@b.fr")) == before


def test_another_installation_gives_other_tokens(tmp_path: Path) -> None:
    here = tokens.name_tokens(["dupont"])
    KeyRing.create(tmp_path / "other.json")
    configure(tmp_path / "other.json")
    assert not here & tokens.name_tokens(["dupont"])


def test_a_name_is_found_by_three_to_eight_letters_and_by_any_longer_typing() -> None:
    stored = tokens.name_tokens(["dominique", "li"])
    assert len(stored) == 7  # dom … dominiqu, li
    for typed in ("dom", "domi", "dominiqu", "dominique", "dominiques", "li"):
        assert set(tokens.query_word(typed)) <= stored
    for typed in ("d", "do", "dum", "l", "lin"):
        assert not set(tokens.query_word(typed)) & stored


@shared_ring
@given(st.lists(words))
def test_every_word_of_a_name_finds_it_and_fits_a_bigint(name: list[str]) -> None:
    stored = tokens.name_tokens(name)
    assert all(-(2**63) <= token < 2**63 for token in stored)
    for word in name:
        assert set(tokens.query_word(word)) <= stored


def test_two_words_of_a_name_find_it_by_the_beginnings_of_both_in_any_order() -> None:
    stored = tokens.pair_tokens(["jean", "pierre", "martin", "marchand", "le"])
    assert len(stored) == 4  # jea + mar, jea + pie, mar + pie, mar + mar
    for typed in (("jean", "martin"), ("mart", "jea"), ("pierre", "mar"), ("marchand", "mar")):
        assert set(tokens.query_pair(*typed)) <= stored
    for typed in (("jean", "dupont"), ("jean", "jeanne")):
        assert not set(tokens.query_pair(*typed)) & stored


@pytest.mark.parametrize("typed", [("le", "martin"), ("", "martin")])
def test_no_pair_is_asked_of_a_word_that_is_no_beginning(typed: tuple[str, str]) -> None:
    assert tokens.query_pair(*typed) == []


@shared_ring
@given(st.text())
def test_anything_typed_can_be_asked(typed: str) -> None:
    assert len(tokens.query_word(typed)) == (1 if typed else 0)


def test_an_email_a_phone_and_a_name_of_the_same_letters_differ() -> None:
    same = "33612345678"
    assert tokens.exact("email", same) != tokens.exact("phone", same)
    assert not tokens.name_tokens([same]) & {tokens.exact("email", same), tokens.exact("phone", same)}


def test_during_a_rotation_both_keys_are_asked_the_active_one_first(
    ring_file: Path, rotate: Callable[[KeyClass], int]
) -> None:
    old = tokens.exact("phone", "+33612345678")
    rotate("token")
    new = tokens.exact("phone", "+33612345678")
    assert tokens.query_exact("phone", "+33612345678") == [new, old]
    assert len(tokens.query_word("dupont")) == 2
    KeyRing.load(ring_file).retire("token", 1)
    ring(fresh=True)
    assert tokens.query_exact("phone", "+33612345678") == [new]


@pytest.mark.parametrize("kind, value", [("name", "dupont"), ("email", "")])
def test_only_emails_and_phones_have_exact_tokens_and_fingerprints(kind: str, value: str) -> None:
    for ask in (tokens.exact, tokens.query_exact, fingerprints.fingerprint, fingerprints.fingerprints):
        with pytest.raises(ValueError) as caught:
            ask(kind, value)  # type: ignore[arg-type]
        assert "dupont" not in str(caught.value)


def test_a_fingerprint_is_found_whatever_the_generation_it_was_made_under(
    rotate: Callable[[KeyClass], int],
) -> None:
    kept = [fingerprints.fingerprint("email", "a@b.fr")]
    for _ in range(3):
        rotate("fingerprint")
        kept.append(fingerprints.fingerprint("email", "a@b.fr"))
    asked = fingerprints.fingerprints("email", "a@b.fr")
    assert sorted(asked) == sorted(kept)
    assert asked[0] == kept[-1]
    assert [int.from_bytes(made[:2], "big") for made in kept] == [1, 2, 3, 4]


def test_a_fingerprint_is_not_a_plain_hash() -> None:
    made = fingerprints.fingerprint("email", "a@b.fr")
    assert len(made) == 34
    for guess in (b"a@b.fr", b"email\x00a@b.fr"):
        assert made[2:] != hashlib.sha256(guess).digest()
