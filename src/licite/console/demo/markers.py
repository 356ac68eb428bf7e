"""Marker words planted in every sealed class of a record, so that a leak can be found by searching for them.

The words read like names and are nobody's. Each marked contact carries the word of each class with the ending of its
portfolio ("Kervazhan"): search a dump for `MARKERS`, `PHONES` and `SIRENS`, a rep's pages for `marker(class, portfolio)`
of another portfolio.
"""

from typing import Final

from licite.console.demo.records import COLD, CUSTOMER, LEAD, PORTFOLIOS, Portfolio

MARKERS: Final = {
    "name": "Kervazh",
    "title": "Vernissel",
    "email": "kervz",
    "address": "Trezig",
    "town": "Plouzhav",
    "note": "Valmorign",
    "task": "Aubrezin",
    "company": "Tournevel",
    "consent": "Opaligu",
    "ground": "Maubrel",
    "custom": "Corvandel",
    "evidence": "Tressigol",
    "proof": "Landrevin",
    "deal": "Sarbolang",
}
# Numbers cannot carry a word: one fixed national number a portfolio, kept out of the ordinary draws.
PHONES: Final[dict[Portfolio, str]] = {
    "Ouest": "639989001",
    "Grand Est": "639989002",
    "Grands comptes": "639989003",
}
SIRENS: Final[dict[Portfolio, str]] = {
    "Ouest": "000987008",
    "Grand Est": "000987016",
    "Grands comptes": "000987024",
}
STAGES: Final[dict[Portfolio, int]] = {"Ouest": LEAD, "Grand Est": CUSTOMER, "Grands comptes": COLD}
PLACES: Final[dict[Portfolio, str]] = {"Ouest": "an", "Grand Est": "el", "Grands comptes": "ic"}


def marker(field_class: str, portfolio: Portfolio) -> str:
    """The word (or digits, for "phone" and "siren") of one class in one portfolio. KeyError if unknown."""
    if field_class == "phone":
        return PHONES[portfolio]
    if field_class == "siren":
        return SIRENS[portfolio]
    return MARKERS[field_class] + PLACES[portfolio]


def marked_key(portfolio: Portfolio) -> str:
    """The key of the marked contact of a portfolio."""
    return f"c{PORTFOLIOS.index(portfolio) + 1:06d}"
