"""What to say of a field, from counts and purposes (GDPR article 5(1)(c)). Pure: no I/O."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COVERED = timedelta(days=30)
"""How far back the journal goes before a field may be said never to be used."""


class Verdict(StrEnum):
    """What a field deserves, the worst first."""

    NO_PURPOSE = "no_purpose"
    UNUSED = "unused"
    EMPTY = "empty"
    EARLY = "early"
    LEGAL = "legal"
    UNCOUNTED = "uncounted"
    USED = "used"


@dataclass(frozen=True)
class Words:
    """The verdict in a word, its tone, why, and what to do."""

    word: Promise
    tone: str
    why: Promise
    what: Promise | str


WORDS: dict[Verdict, Words] = {
    Verdict.NO_PURPOSE: Words(
        _("without purpose"),
        "no",
        _("No purpose in use needs this field, so nothing lets it be kept."),
        _("Tie it to the purpose that needs it, or stop filling it and end it."),
    ),
    Verdict.UNUSED: Words(
        _("filled, never used"),
        "no",
        _("Records fill it, and nobody revealed it, read it or searched by it in this time."),
        _("Stop asking for it and empty it, or write down why it has to be kept."),
    ),
    Verdict.EMPTY: Words(
        _("never filled"),
        "care",
        _("No record visible to you fills it."),
        _("Do without it: a shorter form is read better."),
    ),
    Verdict.EARLY: Words(
        _("too early to say"),
        "",
        _(
            "No use was seen yet, and the journal does not go back 30 days: nothing can be concluded from that."
        ),
        "",
    ),
    Verdict.LEGAL: Words(
        _("needed by law"),
        "yes",
        _("A legal duty needs it, whether or not anybody looks at it."),
        "",
    ),
    Verdict.UNCOUNTED: Words(
        _("useful, not counted"),
        "yes",
        _("It decides which rules apply or is shown with each record: its use leaves no trace of its own."),
        "",
    ),
    Verdict.USED: Words(_("used"), "yes", _("A purpose needs it, and it is used."), ""),
}


def verdict(
    *, filled: int | None, used: int | None, purposes: int, legal: bool = False, covered: bool = True
) -> Verdict:
    """`filled`: records with a value; `used`: uses in the time looked at; None where it is not counted.
    `purposes`: how many purposes in use need the field; `legal`: one of them is a legal duty. `covered`: the journal goes
    back far enough for silence to mean something (`COVERED`).
    """
    if not purposes:
        return Verdict.NO_PURPOSE
    if legal and (filled == 0 or used == 0):
        return Verdict.LEGAL
    if filled == 0:
        return Verdict.EMPTY
    if used is None:
        return Verdict.UNCOUNTED
    if used:
        return Verdict.USED
    return Verdict.UNUSED if covered else Verdict.EARLY
