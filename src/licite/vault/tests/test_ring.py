import json
import logging
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from licite.vault import ring as ring_module
from licite.vault.errors import (
    PassphraseTooShort,
    RetirementRefused,
    RingDamaged,
    RingError,
    RingExposed,
    WrongPassphrase,
)
from licite.vault.ring import KeyRing, configure, ring

PASSPHRASE = "un cheval à la fenêtre"


def test_the_ring_is_readable_by_its_owner_only(ring_file: Path) -> None:
    assert stat.S_IMODE(ring_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o660])
def test_a_ring_others_may_touch_is_refused(ring_file: Path, mode: int) -> None:
    ring_file.chmod(mode)
    with pytest.raises(RingExposed):
        KeyRing.load(ring_file)


def test_creating_never_overwrites_a_ring(ring_file: Path) -> None:
    before = ring_file.read_bytes()
    with pytest.raises(FileExistsError):
        KeyRing.create(ring_file)
    assert ring_file.read_bytes() == before
    assert os.listdir(ring_file.parent) == [ring_file.name]


def test_a_new_generation_becomes_active_and_the_old_one_stays(ring_file: Path) -> None:
    held = KeyRing.load(ring_file)
    first = held.envelope.active_key
    assert held.add_generation("envelope") == 2
    assert held.envelope.by_generation[1] == first
    assert KeyRing.load(ring_file).envelope.by_generation == held.envelope.by_generation
    assert stat.S_IMODE(ring_file.stat().st_mode) == 0o600


def test_two_processes_rotating_at_once_lose_no_key(ring_file: Path) -> None:
    rings = [KeyRing.load(ring_file) for _ in range(4)]
    threads = [threading.Thread(target=held.add_generation, args=("token",)) for held in rings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(KeyRing.load(ring_file).token.by_generation) == [1, 2, 3, 4, 5]


def test_the_active_generation_does_not_retire(ring_file: Path) -> None:
    with pytest.raises(RetirementRefused):
        KeyRing.load(ring_file).retire("token", 1)


def test_an_unknown_generation_does_not_retire(ring_file: Path) -> None:
    with pytest.raises(RetirementRefused):
        KeyRing.load(ring_file).retire("token", 7)


def test_no_fingerprint_generation_ever_retires(ring_file: Path) -> None:
    held = KeyRing.load(ring_file)
    held.add_generation("fingerprint")
    with pytest.raises(RetirementRefused):
        held.retire("fingerprint", 1)


def test_a_retired_generation_is_remembered(ring_file: Path) -> None:
    held = KeyRing.load(ring_file)
    held.add_generation("token")
    held.retire("token", 1)
    assert KeyRing.load(ring_file).token.retired == {1}


def test_neither_repr_nor_keys_print_a_key(ring_file: Path) -> None:
    held = KeyRing.load(ring_file)
    shown = repr(held) + repr(held.envelope) + str(held.token)
    for text in json.loads(ring_file.read_text())["envelope"]["keys"].values():
        assert text not in shown
    assert repr(held.envelope.active_key) not in shown


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.update({"licite-ring": 2}),
        lambda raw: raw.pop("token"),
        lambda raw: raw["token"].update(active=9),
        lambda raw: raw["token"].update(retired=[1]),
        lambda raw: raw["envelope"]["keys"].update({"1": "c2hvcnQ="}),
        lambda raw: raw["envelope"]["keys"].update({"70000": raw["envelope"]["keys"]["1"]}),
        lambda raw: raw["seal"].update(public=raw["envelope"]["keys"]["1"]),
    ],
)
def test_a_ring_that_makes_no_sense_is_refused(ring_file: Path, spoil: object) -> None:
    raw = json.loads(ring_file.read_text())
    spoil(raw)  # type: ignore[operator]
    ring_file.write_text(json.dumps(raw))
    with pytest.raises(RingDamaged):
        KeyRing.load(ring_file)


def test_a_damaged_ring_leaves_no_key_in_the_error(ring_file: Path) -> None:
    ring_file.write_text(ring_file.read_text()[:-3])
    with pytest.raises(RingDamaged) as caught:
        KeyRing.load(ring_file)
    assert caught.value.__context__ is None and caught.value.__cause__ is None


def test_a_copy_gives_the_same_ring_back(ring_file: Path, tmp_path: Path) -> None:
    held = KeyRing.load(ring_file)
    copy = tmp_path / "copy.json"
    held.copy_to(copy, PASSPHRASE)
    back = KeyRing.from_copy(copy, PASSPHRASE)
    assert back.envelope.by_generation == held.envelope.by_generation
    assert back.seal_public == held.seal_public
    back.save_as(tmp_path / "restored.json")
    assert KeyRing.load(tmp_path / "restored.json").token.by_generation == held.token.by_generation


def test_a_copy_is_private_and_shows_no_key(ring_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    KeyRing.load(ring_file).copy_to(copy, PASSPHRASE)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    for key in json.loads(ring_file.read_text())["fingerprint"]["keys"].values():
        assert key not in copy.read_text()


def test_a_copy_does_not_open_with_another_passphrase(ring_file: Path, tmp_path: Path) -> None:
    KeyRing.load(ring_file).copy_to(tmp_path / "copy.json", PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        KeyRing.from_copy(tmp_path / "copy.json", PASSPHRASE + "!")


def test_a_copy_opens_however_the_accent_was_typed(ring_file: Path, tmp_path: Path) -> None:
    KeyRing.load(ring_file).copy_to(tmp_path / "copy.json", "fene\u0302tre ouverte au vent")
    KeyRing.from_copy(tmp_path / "copy.json", "fen\u00eatre ouverte au vent")


def test_a_copy_with_altered_parameters_is_refused(ring_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    KeyRing.load(ring_file).copy_to(copy, PASSPHRASE)
    raw = json.loads(copy.read_text())
    copy.write_text(json.dumps({**raw, "n": 2**30}))
    with pytest.raises(RingDamaged):
        KeyRing.from_copy(copy, PASSPHRASE)
    copy.write_text(json.dumps({**raw, "n": 2**14}))
    with pytest.raises(WrongPassphrase):
        KeyRing.from_copy(copy, PASSPHRASE)


def test_a_short_passphrase_is_refused(ring_file: Path, tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        KeyRing.load(ring_file).copy_to(tmp_path / "copy.json", "court" + " " * 20)
    assert not (tmp_path / "copy.json").exists()


def test_a_file_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    (tmp_path / "copy.json").write_text("[]")
    with pytest.raises(RingDamaged):
        KeyRing.from_copy(tmp_path / "copy.json", PASSPHRASE)


def test_a_ring_from_a_copy_changes_only_once_saved(ring_file: Path, tmp_path: Path) -> None:
    KeyRing.load(ring_file).copy_to(tmp_path / "copy.json", PASSPHRASE)
    with pytest.raises(RingError):
        KeyRing.from_copy(tmp_path / "copy.json", PASSPHRASE).add_generation("token")


def test_the_seal_key_signs_and_its_public_half_verifies(ring_file: Path) -> None:
    held = ring()
    signature = held.seal_key.sign(b"block 1")
    held.seal_key.public_key().verify(signature, b"block 1")
    assert held.seal_public == KeyRing.load(ring_file).seal_public


def test_a_served_process_notices_a_rotation_done_elsewhere(
    ring_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring_module, "STAT_EVERY", 0.01)
    assert ring().envelope.active == 1
    KeyRing.load(ring_file).add_generation("envelope")
    time.sleep(0.02)
    assert ring().envelope.active == 2


def test_a_served_process_keeps_its_keys_when_the_file_goes(
    ring_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    held = ring()
    ring_file.unlink()
    with caplog.at_level(logging.ERROR):
        assert ring(fresh=True) is held
    assert "FileNotFoundError" in caplog.text
    assert str(ring_file) not in caplog.text


def test_a_process_that_never_had_a_ring_does_not_start(ring_file: Path) -> None:
    configure(ring_file.with_name("absent.json"))
    with pytest.raises(FileNotFoundError):
        ring()
