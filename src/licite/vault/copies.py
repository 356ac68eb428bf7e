"""A ring under a passphrase: the copy kept away from the machine, without which backups stay shut.

Format: JSON {"licite-ring-copy": 1, "kdf": "scrypt", "n", "r", "p", "salt", "nonce", "sealed"}; the key
is scrypt of the passphrase (OWASP figures, 128 MB), the cipher AES-256-GCM, and everything but `sealed`
is its associated data, so that no parameter can be weakened unnoticed.
"""

import base64
import binascii
import json
import os
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from licite.vault.errors import PassphraseTooShort, RingDamaged, WrongPassphrase

VERSION = 1
SHORTEST = 16
COST = {"n": 2**17, "r": 8, "p": 1}
# A forged header must not make the reader allocate gigabytes.
DEAREST = {"n": 2**18, "r": 16, "p": 4}


def lock(content: bytes, passphrase: str) -> bytes:
    """Encrypt a ring. Raises PassphraseTooShort under 16 characters."""
    if len(passphrase.strip()) < SHORTEST:
        raise PassphraseTooShort(f"a passphrase has at least {SHORTEST} characters")
    salt, nonce = os.urandom(16), os.urandom(12)
    header = {
        "licite-ring-copy": VERSION,
        "kdf": "scrypt",
        **COST,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
    }
    sealed = AESGCM(_derive(passphrase, salt, COST)).encrypt(nonce, content, _associated(header))
    return json.dumps({**header, "sealed": base64.b64encode(sealed).decode()}, indent=1).encode()


def unlock(copy: bytes, passphrase: str) -> bytes:
    """Decrypt what `lock` made. Raises WrongPassphrase, or RingDamaged for anything else than a copy."""
    header, salt, nonce, sealed, cost = _parse(copy)
    try:
        return AESGCM(_derive(passphrase, salt, cost)).decrypt(nonce, sealed, _associated(header))
    except InvalidTag:
        raise WrongPassphrase("the passphrase does not open this copy") from None


def _parse(copy: bytes) -> tuple[dict[str, Any], bytes, bytes, bytes, dict[str, int]]:
    try:
        header = json.loads(copy)
        sealed = base64.b64decode(header.pop("sealed"), validate=True)
        salt = base64.b64decode(header["salt"], validate=True)
        nonce = base64.b64decode(header["nonce"], validate=True)
        cost = {name: int(header[name]) for name in COST}
        known = header["licite-ring-copy"] == VERSION and header["kdf"] == "scrypt" and len(nonce) == 12
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        known = False
    if not known or any(not 1 <= cost[name] <= DEAREST[name] for name in COST):
        raise RingDamaged("this file is not a copy of a key ring this version can read")
    return header, salt, nonce, sealed, cost


def _derive(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    # The same accent may be typed as one character or two, depending on the system.
    typed = unicodedata.normalize("NFKC", passphrase.strip()).encode("utf-8", "surrogatepass")
    try:
        return Scrypt(salt=salt, length=32, **cost).derive(typed)
    except ValueError:
        raise RingDamaged("this copy names impossible key parameters") from None


def _associated(header: dict[str, Any]) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
