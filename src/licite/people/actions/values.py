"""What is typed of a person, in the one form in which it is sealed, tokenised and fingerprinted."""

from collections.abc import Iterable, Sequence

from licite import vault
from licite.access.refusals import Refused
from licite.kit import emails, names, phones
from licite.kit.masking import is_mask


def clean_name(text: str) -> str:
    """A name, a title or a line of an address on one tidy line. A mask sent back is refused."""
    if is_mask(text):
        raise Refused("mask")
    return names.clean(text)


def clean_emails(raws: Iterable[str]) -> list[str]:
    """E-mail addresses to write to, each once. Refused: mask, email."""
    kept: dict[str, str] = {}
    for raw in raws:
        if is_mask(raw):
            raise Refused("mask")
        found = emails.normalise(raw)
        if found.address is None or found.canonical is None:
            raise Refused("email")
        kept.setdefault(found.canonical, found.address)
    return list(kept.values())


def clean_phones(raws: Iterable[str], *, country: str) -> list[str]:
    """Phones in E.164 as one in `country` (ISO2 or empty) writes them, each once. Refused: mask, phone."""
    kept: dict[str, None] = {}
    for raw in raws:
        if is_mask(raw):
            raise Refused("mask")
        found = phones.normalise(raw, country or None)
        if found.e164 is None:
            raise Refused("phone")
        kept[found.e164] = None
    return list(kept)


def canonical(addresses: Iterable[str]) -> list[str]:
    """The form in which kept e-mail addresses are compared."""
    return [address.lower() for address in addresses]


def marks(
    addresses: Sequence[str], numbers: Sequence[str], maker: vault.tokens.Maker | None = None
) -> list[int]:
    """The tokens to ask for these e-mails and phones, of every live key. `maker`: for many at once."""
    make = maker or vault.tokens.Maker()
    asked = [make.query_exact("email", one) for one in canonical(addresses)]
    asked += [make.query_exact("phone", one) for one in numbers]
    return [token for tokens in asked for token in tokens]


def prints(addresses: Sequence[str], numbers: Sequence[str]) -> list[bytes]:
    """The fingerprints to ask for these e-mails and phones, of every generation there ever was."""
    asked = [vault.fingerprints.fingerprints("email", one) for one in canonical(addresses)]
    asked += [vault.fingerprints.fingerprints("phone", one) for one in numbers]
    return [one for several in asked for one in several]
