"""E-mail addresses: read without asking any server, compared in one form, shown in part."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from licite.kit.masking import DOT
from licite.kit.names import clean

Status = Literal["ok", "doubtful", "faulty"]

# "jean . dupont @ fonderie.example": nobody means these spaces.
# What nearly every address has before the @; the package reads the others.
USUAL = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\Z")
AROUND = re.compile(r"\s*([@.])\s*")
# Domains so common that showing them tells nothing about the person.
FREE_PROVIDERS = frozenset(
    {
        "aol.com",
        "bbox.fr",
        "free.fr",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.fr",
        "googlemail.com",
        "hotmail.be",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "live.be",
        "live.com",
        "live.fr",
        "mac.com",
        "me.com",
        "msn.com",
        "neuf.fr",
        "orange.fr",
        "outlook.be",
        "outlook.com",
        "outlook.fr",
        "proton.me",
        "protonmail.com",
        "proximus.be",
        "sfr.fr",
        "skynet.be",
        "telenet.be",
        "voo.be",
        "wanadoo.fr",
        "web.de",
        "yahoo.com",
        "yahoo.fr",
        "ymail.com",
    }
)

REAL_NEIGHBOURS = frozenset({"mail.com", "email.com", "gmail.co"})
"""Providers of their own, one letter away from another."""
SHORTEST = 5
"""Letters of a name from which one slip is told from another name."""


@dataclass(frozen=True)
class EmailResult:
    """What became of a typed address.

    `address`: to write to, its domain in lower-case ASCII (IDNA). `canonical`: all lower case, to compare
    and to fingerprint; never to write to, since some servers tell capitals apart.
    ok: `reason` is empty or decoration_removed ("Name <a@b>", mailto:, a final comma).
    doubtful: international_local_part, which many servers refuse.
    faulty: both None; empty, at_sign_missing, several_addresses, domain_invalid or local_part_invalid.
    """

    address: str | None
    canonical: str | None
    status: Status
    reason: str = ""


def normalise(raw: str) -> EmailResult:
    """Read one address. Never raises; looks nothing up."""
    typed = clean(raw)
    text = _bare(typed)
    fault = _fault(text)
    if fault:
        return EmailResult(None, None, "faulty", fault)
    address = _valid(text)
    if address is None:
        domain = text.rpartition("@")[2]
        side = "local_part_invalid" if _valid(f"a@{domain}") else "domain_invalid"
        return EmailResult(None, None, "faulty", side)
    if not address.isascii():
        return EmailResult(address, address.lower(), "doubtful", "international_local_part")
    return EmailResult(address, address.lower(), "ok", "" if text == typed else "decoration_removed")


@lru_cache(maxsize=1024)
def meant(domain: str) -> str:
    """The common provider that a domain misses by one letter, or by two that changed places ("gmial.com" → "gmail.com");
    nothing for any other.
    """
    if domain in FREE_PROVIDERS | REAL_NEIGHBOURS:
        return ""
    name, _dot, ending = domain.partition(".")
    for one in sorted(FREE_PROVIDERS):
        known, _dot, country = one.partition(".")
        if len(known) < SHORTEST or OSA.distance(domain, one) != 1:
            continue
        if ending == country or (name == known and country == "com"):
            return one
    return ""


def mask(email: str) -> str:
    """What may be shown of an address: "c•••@fond•••.fr", or "c•••@gmail.com" for a common provider.

    The length of what is hidden is hidden too. What is no address shows nothing.
    """
    local, at, domain = email.rpartition("@")
    if not at or not local or not domain:
        return DOT * 3
    return f"{_hide(local, 1)}@{_masked_domain(domain.lower())}"


def _masked_domain(domain: str) -> str:
    if domain in FREE_PROVIDERS:
        return domain
    name, dot, ending = domain.rpartition(".")
    return f"{_hide(name.rpartition('.')[2], 4)}.{ending}" if dot else _hide(domain, 4)


def _hide(text: str, most: int) -> str:
    return text[: min(most, len(text) // 2)] + DOT * 3


def _bare(text: str) -> str:
    if text.endswith(">") and "<" in text:
        text = text[text.rindex("<") + 1 : -1]
    if text[:7].lower() == "mailto:":
        text = text[7:]
    return AROUND.sub(r"\1", text.strip(" \"'«»<>()[],;:."))


def _fault(text: str) -> str:
    if not text:
        return "empty"
    if "@" not in text:
        return "at_sign_missing"
    if text.count("@") > 1:
        return "several_addresses"
    return ""


def _valid(text: str) -> str | None:
    local, _, domain = text.partition("@")
    if USUAL.match(local) and len(local) <= 64 and len(text) <= 200:
        read = _domain(domain)
        return f"{local}@{read}" if read else None
    return _whole(text)


@lru_cache(maxsize=4096)
def _domain(domain: str) -> str | None:
    """A domain as the package writes it; many addresses share one."""
    found = _whole(f"a@{domain}")
    return found.partition("@")[2] if found else None


def _whole(text: str) -> str | None:
    try:
        found = validate_email(text, check_deliverability=False)
    except (EmailNotValidError, ValueError):
        return None
    return f"{found.local_part}@{found.ascii_domain}"
