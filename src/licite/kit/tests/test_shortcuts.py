"""The quick way round the libraries gives what they give."""

import re
from random import Random

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email

from licite.kit import emails, names, phones


def numbers() -> list[str]:
    rng = Random(4)
    return [f"0{rng.randint(1, 9)}{rng.randrange(10**8):08}" for _ in range(1500)]


def test_a_french_number_read_quickly_is_the_number_read_slowly(monkeypatch) -> None:
    quick = [phones.normalise(one, "FR") for one in numbers()]
    monkeypatch.setattr(phones, "FRENCH", re.compile("(?!)"))
    assert quick == [phones.normalise(one, "FR") for one in numbers()]
    assert {found.status for found in quick} == {"ok", "doubtful"}


def test_a_french_mask_made_quickly_is_the_mask_made_slowly(monkeypatch) -> None:
    found = [f"+33{one[1:]}" for one in numbers()]
    quick = [phones.mask(one) for one in found]
    monkeypatch.setattr(phones, "FRENCH_E164", re.compile("(?!)"))
    assert quick == [phones.mask(one) for one in found]
    assert phonenumbers.PhoneMetadata.metadata_for_region("FR") is not None


@pytest.mark.parametrize(
    "text",
    [
        "jean.dupont@fonderie.example", "J-F_2@Sous.Domaine.FR", "a..b@x.fr", ".a@x.fr", "a.@x.fr", "a+b@x.fr", "é@x.fr", "a@é.fr",
        "a@x", "a@localhost", "a@x..fr", "a@-x.fr", "a@x.fr ", "a" * 64 + "@x.fr", "a" * 65 + "@x.fr", "a@" + "b" * 63 + ".fr",
        "a@" + "b" * 64 + ".fr", "a@[127.0.0.1]", "a@x.test", "a@x.local", "_@x.fr", "-@x.fr", "a@x_y.fr", "a@" + "b.c" * 90 + ".fr",
    ],
)  # fmt: skip
def test_an_address_read_quickly_is_the_address_read_by_the_package(text: str) -> None:
    try:
        slow = validate_email(text, check_deliverability=False)
        wanted = f"{slow.local_part}@{slow.ascii_domain}"
    except (EmailNotValidError, ValueError):
        wanted = None
    assert emails._valid(text) == wanted


def test_usual_accents_fold_as_all_accents_do(monkeypatch) -> None:
    text = " ".join(chr(code) + "x" for code in range(32, 0x180)) + " l’été – «Œuvre» ÿŸ\u00a0"
    quick = [names.fold(word) for word in text.split(" ")]
    monkeypatch.setattr(names, "USUAL", {})
    assert quick == [names.fold(word) for word in text.split(" ")]
