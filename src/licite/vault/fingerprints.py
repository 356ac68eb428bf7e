"""Keyed fingerprints: all the suppression list may hold of a person who objected.

Law: a suppression list holds e-mail or phone only, hashed (CNIL, MED-2023-040, 26 June 2023), kept at
least three years and for no other use (CNIL, "liste repoussoir"). A plain hash of such a value is found
again by trial and anonymises nothing (CNIL, SAN-2020-003, 28 July 2020), hence HMAC-SHA256 with a key
kept apart from the database. Whoever holds that key can still single the person out (CJEU, C-413/23 P):
a fingerprint is pseudonymised personal data, never anonymous, and screens say so.

A fingerprint is 2 bytes of generation (big-endian) and 32 of HMAC. No generation ever retires, because
the value is gone and could not be fingerprinted anew.
"""

import hmac
from typing import Literal

from licite.vault.ring import ring

Kind = Literal["email", "phone"]


def fingerprint(kind: Kind, value: str) -> bytes:
    """The 34 bytes to store for a canonical e-mail or an E.164 phone.

    Raises ValueError for any other kind and for an empty value, which would suppress everyone without one.
    """
    keys = ring().fingerprint
    return _fingerprint(keys.active, keys.active_key, kind, value)


def fingerprints(kind: Kind, value: str) -> list[bytes]:
    """The fingerprints to look up: one a generation since the first, the active one first."""
    return [_fingerprint(number, key, kind, value) for number, key in ring().fingerprint.live]


def _fingerprint(number: int, key: bytes, kind: str, value: str) -> bytes:
    if kind not in ("email", "phone"):
        raise ValueError("only e-mails and phones may be fingerprinted")
    if not value:
        raise ValueError("an empty value has no fingerprint")
    message = f"{kind}\x00{value}".encode("utf-8", "surrogatepass")
    return number.to_bytes(2, "big") + hmac.digest(key, message, "sha256")
