"""The vault: nothing that names a person rests in clear.

It seals texts so that an envelope opens only for the subject and the field class it was made for, makes
blind tokens by which sealed values can still be found, and keyed fingerprints for the suppression list.
Its keys live in one ring file outside the database. It holds no model and knows no right: who may open
what is decided by access.
"""

from licite.vault import fingerprints, tokens
from licite.vault.envelopes import (
    Unsealable,
    generation,
    pack,
    reseal,
    seal,
    seal_many,
    unpack,
    unseal,
    unseal_many,
)
from licite.vault.ring import KeyRing, configure, generations

__all__ = [
    "KeyRing",
    "Unsealable",
    "configure",
    "fingerprints",
    "generation",
    "generations",
    "pack",
    "reseal",
    "seal",
    "seal_many",
    "tokens",
    "unpack",
    "unseal",
    "unseal_many",
]
