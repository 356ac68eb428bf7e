from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licite.vault import Unsealable, generation, pack, reseal, seal, seal_many, unpack, unseal, unseal_many
from licite.vault.ring import KeyClass, KeyRing, ring

SUBJECT = UUID("6b1d0a5e-7b1c-4a53-9d2a-3f0c7c1f5a11")
any_text = st.text(st.characters(exclude_categories=["Cs"]))
# The ring is made once a test and only read, so sharing it between examples is sound.
shared_ring = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@shared_ring
@given(text=any_text, subject=st.uuids())
def test_what_is_sealed_opens_again(text: str, subject: UUID) -> None:
    envelope = seal("note", subject, text)
    assert unseal("note", subject, envelope) == text
    assert len(envelope) == 31 + len(text.encode())


def test_a_memoryview_opens_like_bytes() -> None:
    assert unseal("note", SUBJECT, memoryview(seal("note", SUBJECT, "Zoé"))) == "Zoé"


def test_the_same_text_never_gives_the_same_envelope() -> None:
    assert len({seal("note", SUBJECT, "same") for _ in range(100)}) == 100


def test_an_envelope_moved_to_another_subject_does_not_open() -> None:
    with pytest.raises(Unsealable):
        unseal("phone", uuid4(), seal("phone", SUBJECT, "+33612345678"))


def test_an_envelope_moved_to_another_field_class_does_not_open() -> None:
    with pytest.raises(Unsealable):
        unseal("email", SUBJECT, seal("phone", SUBJECT, "+33612345678"))


@shared_ring
@given(data=st.data())
def test_one_flipped_bit_anywhere_is_noticed(data: st.DataObject) -> None:
    envelope = bytearray(seal("note", SUBJECT, "Rappeler lundi"))
    place = data.draw(st.integers(0, len(envelope) * 8 - 1))
    envelope[place // 8] ^= 1 << place % 8
    with pytest.raises(Unsealable):
        unseal("note", SUBJECT, bytes(envelope))


@shared_ring
@given(envelope=st.binary(max_size=80))
def test_any_other_bytes_are_unsealable_and_nothing_else(envelope: bytes) -> None:
    with pytest.raises(Unsealable):
        unseal("note", SUBJECT, envelope)


def test_an_unsealable_envelope_shows_no_value() -> None:
    envelope = seal("phone", SUBJECT, "+33612345678")
    with pytest.raises(Unsealable) as caught:
        unseal("email", SUBJECT, envelope)
    assert "612" not in str(caught.value)
    assert caught.value.__context__ is None


def test_text_that_is_not_unicode_is_refused_without_being_quoted() -> None:
    with pytest.raises(ValueError, match="not Unicode") as caught:
        seal("note", SUBJECT, "secret \ud800")
    assert caught.value.__context__ is None


def test_many_are_sealed_and_opened_in_order() -> None:
    subjects = [uuid4() for _ in range(50)]
    texts = [f"ligne {number}" for number in range(50)]
    envelopes = seal_many("list", zip(subjects, texts, strict=True))
    assert len({envelope[3:15] for envelope in envelopes}) == 50
    assert unseal_many("list", zip(subjects, envelopes, strict=True)) == texts
    assert seal_many("list", []) == [] and unseal_many("list", []) == []


def test_after_a_rotation_old_envelopes_open_and_new_ones_use_the_new_key(
    rotate: Callable[[KeyClass], int],
) -> None:
    old = seal("note", SUBJECT, "avant")
    assert rotate("envelope") == 2
    new = seal("note", SUBJECT, "après")
    assert (generation(old), generation(new)) == (1, 2)
    assert unseal_many("note", [(SUBJECT, old), (SUBJECT, new)]) == ["avant", "après"]


def test_an_envelope_of_a_key_made_a_moment_ago_elsewhere_opens(ring_file: Path) -> None:
    ring()
    elsewhere = KeyRing.load(ring_file)
    elsewhere.add_generation("envelope")
    nonce = bytes(12)
    cipher = elsewhere.envelope.ciphers[2]
    sealed = cipher.encrypt(nonce, b"neuf", b"licite\x00note\x00" + SUBJECT.bytes)
    assert unseal("note", SUBJECT, b"\x01\x00\x02" + nonce + sealed) == "neuf"


def test_resealing_moves_an_envelope_to_the_active_key_once(rotate: Callable[[KeyClass], int]) -> None:
    old = seal("note", SUBJECT, "texte")
    assert reseal("note", SUBJECT, old) == old
    rotate("envelope")
    fresh = reseal("note", SUBJECT, old)
    assert generation(fresh) == 2
    assert unseal("note", SUBJECT, fresh) == "texte"
    assert reseal("note", SUBJECT, memoryview(fresh)) == fresh


def test_an_envelope_from_an_old_backup_opens_after_its_key_retired(
    ring_file: Path, rotate: Callable[[KeyClass], int]
) -> None:
    old = seal("note", SUBJECT, "restaurée")
    rotate("envelope")
    KeyRing.load(ring_file).retire("envelope", 1)
    ring(fresh=True)
    assert unseal("note", SUBJECT, old) == "restaurée"


@given(values=st.lists(any_text, min_size=1))
def test_packed_values_come_back_in_number_and_without_control_characters(values: list[str]) -> None:
    back = unpack(pack(values))
    assert len(back) == len(values)
    assert pack(back) == pack(values)


def test_packing_keeps_ordinary_values_and_joins_lines() -> None:
    assert unpack(pack(["Anne\x1f\x00Marie", "", "12 rue\nbasse", "a\tb"])) == [
        "AnneMarie",
        "",
        "12 rue basse",
        "a b",
    ]


def test_packing_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        pack([])


def test_a_field_class_cannot_run_into_the_subject() -> None:
    with pytest.raises(ValueError, match="field class"):
        seal("note\x00", SUBJECT, "x")
