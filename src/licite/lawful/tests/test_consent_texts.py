"""The text by which consent is asked: composed or copied, it holds every mention; files are known by their bytes."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from licite.lawful.channels import Channel
from licite.lawful.models import Evidence
from licite.lawful.proofs.files import MAX_BYTES, FileRefused, kind_of
from licite.lawful.proofs.validity import validity
from licite.lawful.proofs.wordings import BEGINNINGS, Mentions, compose, digest, missing, names

MENTIONS = Mentions(
    controller="Maison Lumière SARL",
    third_party="Appels & Cie",
    goods="nos lampes de bureau",
    months=12,
    withdrawal="en le disant à la personne qui appelle",
    proof_access="en écrivant à preuves@maison.example",
)
SEEN = datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
CHANNELS = [channel for channel in Channel if channel is not Channel.ALL]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_composed_text_holds_every_mention_in_its_language(channel: Channel, language: str):
    text = compose(channel, language, MENTIONS)
    assert missing(text, MENTIONS) == []
    assert ("J’" in text) is (language == "fr")


def test_every_channel_but_all_has_its_beginning():
    assert set(BEGINNINGS) == set(CHANNELS)


@pytest.mark.parametrize("gone", ["controller", "third_party", "goods", "withdrawal", "proof_access"])
def test_a_copied_text_that_lacks_a_mention_says_which(gone: str):
    text = compose(Channel.PHONE, "fr", MENTIONS).replace(getattr(MENTIONS, gone), "…")
    assert missing(text, MENTIONS) == [gone]


def test_a_copied_text_that_does_not_say_how_long_says_so():
    assert missing(compose(Channel.PHONE, "fr", MENTIONS).replace("12", "112"), MENTIONS) == ["months"]


@pytest.mark.parametrize(
    ("said", "months", "found"),
    [
        ("Mon accord vaut un an.", 12, True),
        ("Mon accord vaut 1 AN.", 12, True),
        ("valid for 12 months", 12, True),
        ("valable 6 mois", 6, True),
        ("valable 6 mois", 12, False),
        ("valable deux ans", 12, False),
        ("un anniversaire", 12, False),
        ("26 mois", 6, False),
    ],
)
def test_a_time_is_found_as_people_write_it(said: str, months: int, found: bool):
    told = Mentions(controller="", goods="", withdrawal="", proof_access="", months=months)
    assert (missing(said, told) == []) is found


def test_case_spaces_and_apostrophes_do_not_hide_a_mention():
    assert names("j’accepte que  MAISON\u00a0lumière   sarl m'appelle", "Maison Lumière SARL")
    assert not names("j’accepte que des partenaires m’appellent", "Maison Lumière SARL")
    assert not names("anything", " ")


def test_the_hash_is_that_of_the_text_in_utf_8():
    assert digest("J’accepte") == sha256("J’accepte".encode()).hexdigest()


@pytest.mark.parametrize(
    ("channel", "country", "promised", "until", "rule"),
    [
        (Channel.PHONE, "FR", 12, datetime(2027, 11, 16, 10, 30, tzinfo=UTC), "phone.consent.months"),
        (Channel.PHONE, "FR", None, datetime(2027, 11, 16, 10, 30, tzinfo=UTC), "phone.consent.months"),
        (Channel.PHONE, "FR", 60, datetime(2027, 11, 16, 10, 30, tzinfo=UTC), "phone.consent.months"),
        (Channel.PHONE, "FR", 3, datetime(2027, 2, 16, 10, 30, tzinfo=UTC), "phone.consent.months"),
        # Unknown country: never freer than the strictest pack.
        (Channel.PHONE, "", None, datetime(2027, 11, 16, 10, 30, tzinfo=UTC), "phone.consent.months"),
        (Channel.PHONE, "JP", None, datetime(2027, 11, 16, 10, 30, tzinfo=UTC), "phone.consent.months"),
        (Channel.EMAIL, "FR", None, datetime(2029, 11, 16, 10, 30, tzinfo=UTC), "consent.review"),
        (Channel.SMS, "BE", None, datetime(2029, 11, 16, 10, 30, tzinfo=UTC), "consent.review"),
        (Channel.TRACKING, "BE", 6, datetime(2027, 5, 16, 10, 30, tzinfo=UTC), "consent.review"),
    ],
)
def test_a_consent_holds_as_long_as_the_rule_and_the_text_allow(channel, country, promised, until, rule):
    found = validity(channel, country, SEEN, promised=promised)
    assert (found.until, found.rule) == (until, rule)


EML = b"From: a@client.example\r\nTo: b@maison.example\r\nDate: Mon, 16 Nov 2026 10:00:00 +0100\r\nSubject: oui\r\n\r\nOui.\r\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", Evidence.Kind.PDF),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Evidence.Kind.PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Evidence.Kind.JPEG),
        (EML, Evidence.Kind.EML),
        ("Oui, j’accepte.".encode(), Evidence.Kind.TEXT),
        (b"\xef\xbb\xbfOui", Evidence.Kind.TEXT),
    ],
)
def test_a_file_is_known_by_its_bytes(content: bytes, kind: Evidence.Kind):
    assert kind_of(content) is kind


HOSTILE = {
    "nothing": b"",
    "too large": b"%PDF-" + b"x" * MAX_BYTES,
    "a page": b"  <!DOCTYPE html><script>alert(1)</script>",
    "a page without its head": b"\xef\xbb\xbf<html><body onload=alert(1)>",
    "a drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a drawing behind a declaration": b'<?xml version="1.0"?><svg/>',
    "a program": b"MZ\x90\x00\x03",
    "an archive": b"PK\x03\x04\x14\x00",
    "a document with macros": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a gif": b"GIF89a\x01\x00\x01\x00",
    "a script": b"#!/bin/sh\nrm -rf /",
    "php": b"<?php system($_GET[0]);",
    "bytes": bytes(range(256)),
    "not utf-8": "Oui, j’accepte à Nîmes".encode("cp1252"),
    "a pdf with something before it": b"<html>%PDF-1.7",
    "utf-16": "Oui".encode("utf-16"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused(content: bytes):
    with pytest.raises(FileRefused) as refused:
        kind_of(content)
    assert refused.value.reason in {"empty", "too_large", "kind"}
    assert "alert" not in str(refused.value)
