"""In what capacity a person is in the base, and what kind of mailbox theirs is: consumer, professional, sole trader;
nominative, personal, impersonal. Pure.

What is unclear stays unknown, and unknown is treated as a consumer (law.md 3): nothing here makes anybody freer to be
contacted without a reason that can be shown.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from licite.kit import names
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox
from licite.packs import Rule

FREE_DOMAINS = "special.mail.free_domains"
ROLE_NAMES = "special.mail.role_names"
LEGAL, SOLE_TRADER = "legal", "sole_trader"  # what people calls a company's kind


class Classified(NamedTuple):
    """The answer: capacity, kind of mailbox, and how the capacity is known (None where it is not)."""

    capacity: Capacity
    mailbox: Mailbox
    why: CapacityWhy | None


def classify(
    *,
    law: Mapping[str, Rule],
    email: str = "",
    company_kind: str = "",
    siren_known: bool = False,
    title_present: bool = False,
    declared: str = Capacity.UNKNOWN,
) -> Classified:
    """What is known of a person from the record.

    `email`: the main address, canonical or as typed. `company_kind`: "" without one. `siren_known`: the company's
    number is on record. `title_present`: there is a job title. `declared`: what whoever entered the record said.
    """
    mailbox = mailbox_of(email, law=law, company_kind=company_kind)
    if declared != Capacity.UNKNOWN:
        return Classified(Capacity(declared), mailbox, CapacityWhy.DECLARED)
    if company_kind == SOLE_TRADER:
        return Classified(
            Capacity.SOLE_TRADER, mailbox, CapacityWhy.SIREN if siren_known else CapacityWhy.DECLARED
        )
    if company_kind != LEGAL or mailbox is Mailbox.PERSONAL:
        # At nobody's, or at a company and writing from home: only a human can say.
        return Classified(Capacity.UNKNOWN, mailbox, None)
    if siren_known:
        return Classified(Capacity.PROFESSIONAL, mailbox, CapacityWhy.SIREN)
    if mailbox is not Mailbox.UNKNOWN:
        return Classified(Capacity.PROFESSIONAL, mailbox, CapacityWhy.DOMAIN)
    if title_present:
        return Classified(Capacity.PROFESSIONAL, mailbox, CapacityWhy.TITLE)
    return Classified(Capacity.UNKNOWN, mailbox, None)


def mailbox_of(email: str, *, law: Mapping[str, Rule], company_kind: str = "") -> Mailbox:
    """What kind of mailbox an address is.

    Impersonal only at a legal person's own domain, by the name of a role (info@, contact@): a sole trader's is a
    person's, and at a free provider everybody is alone (AR of 4 April 2003, article 1, 2°; CNIL).
    """
    local, at, domain = email.strip().lower().rpartition("@")
    if not (at and local and domain):
        return Mailbox.UNKNOWN
    if _is_free(domain, law):
        return Mailbox.PERSONAL
    if company_kind == LEGAL and _is_role(local, law):
        return Mailbox.IMPERSONAL
    return Mailbox.NOMINATIVE


def _is_free(domain: str, law: Mapping[str, Rule]) -> bool:
    free = _set(law[FREE_DOMAINS].codes)
    while domain:
        if domain in free:
            return True
        domain = domain.partition(".")[2]
    return False


def _is_role(local: str, law: Mapping[str, Rule]) -> bool:
    """Whether every word before the @ names a role: "service.client", "info2", never "info.dupont"."""
    roles = _set(law[ROLE_NAMES].codes)
    said = " ".join(re.sub(r"\d+", " ", names.fold(local.partition("+")[0])).split())
    return said in roles or (bool(said) and all(word in roles for word in said.split()))


@lru_cache(maxsize=16)
def _set(listed: tuple[str, ...] | None) -> frozenset[str]:
    """A list of the pack, for looking up; role names are compared as they are folded, domains as they are."""
    return frozenset(form for one in listed or () for form in (one, names.fold(one)))
