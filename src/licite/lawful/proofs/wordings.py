"""The text by which consent is asked: composed from its mentions, or copied as it was shown and held against them.

The mentions are those of C. conso R223-1 for calls, which GDPR articles 7(1), 7(3) and 13 ask of every channel but for
the time it lasts: who asks, and who acts for them; for what; how long; how to withdraw; how to obtain the proof.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final, Protocol

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite.lawful.channels import Channel
from licite.web.dates import date_format

TIMED: Final = frozenset({Channel.PHONE})
"""Channels whose text says how long the consent lasts."""

COMPOSED: Final = frozenset({"fr", "en"})
"""Languages in which Licite can write the text itself."""

BEGINNINGS: Final[Mapping[Channel, Promise]] = {
    Channel.PHONE: gettext_lazy("I agree to be called by phone by %(who)s about: %(goods)s."),
    Channel.SMS: gettext_lazy("I agree to receive text messages from %(who)s about: %(goods)s."),
    Channel.EMAIL: gettext_lazy("I agree to receive e-mails from %(who)s about: %(goods)s."),
    Channel.POST: gettext_lazy("I agree to receive letters from %(who)s about: %(goods)s."),
    Channel.SOCIAL: gettext_lazy(
        "I agree to receive messages on social networks from %(who)s about: %(goods)s."
    ),
    Channel.ROBOT: gettext_lazy("I agree to receive automated calls from %(who)s about: %(goods)s."),
    Channel.TRACKING: gettext_lazy(
        "I agree that %(who)s records whether I open its e-mails, for this sole end: %(goods)s. My subscription does "
        "not depend on it."
    ),
}
YEAR_WORDS: Final = (
    "un an",
    "1 an",
    "une année",
    "one year",
    "1 year",
    "a year",
    "één jaar",
    "1 jaar",
    "ein Jahr",
)
MONTH_WORDS: Final = ("mois", "months", "month", "maanden", "maand", "Monate", "Monat")


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """What the text must tell. `months`: how long it lasts, None where the text does not say."""

    controller: str
    goods: str
    withdrawal: str
    proof_access: str
    third_party: str = ""
    months: int | None = None


def compose(channel: Channel, language: str, mentions: Mentions) -> str:
    """The whole text, in French or English, a sentence a mention. Raises KeyError for "all" or another language."""
    if language not in COMPOSED:
        raise KeyError(language)
    with translation.override(language):
        who = mentions.controller
        if mentions.third_party:
            who = _("%(controller)s, or by %(third)s acting for it") % {
                "controller": mentions.controller,
                "third": mentions.third_party,
            }
        lines = [str(BEGINNINGS[channel]) % {"who": who, "goods": bare(mentions.goods)}]
        if mentions.months:
            lines.append(
                _("My agreement lasts %(months)s months from the day I give it. It is not renewed by itself.")
                % {"months": mentions.months}
            )
        lines.append(
            _("I may withdraw it at any time, as simply as I give it: %(how)s.")
            % {"how": bare(mentions.withdrawal)}
        )
        lines.append(
            _("I may obtain the proof of it at any time, free of charge, in a form I can keep: %(how)s.")
            % {"how": bare(mentions.proof_access)}
        )
    return "\n".join(lines)


def missing(text: str, mentions: Mentions) -> list[str]:
    """The mentions that a text shown does not hold, word for word: names of `Mentions`, in their order."""
    flat = folded(text)
    absent = [
        name
        for name in ("controller", "third_party", "goods", "withdrawal", "proof_access")
        if (words := bare(getattr(mentions, name))) and folded(words) not in flat
    ]
    if mentions.months and not says_months(flat, mentions.months):
        absent.append("months")
    return absent


def says_months(flat: str, months: int) -> bool:
    """Whether a folded text gives this time, in months or, for twelve, as a year."""
    said = [f"{months} {word}" for word in MONTH_WORDS] + (list(YEAR_WORDS) if months == 12 else [])
    return any(re.search(rf"(?<!\w){re.escape(folded(one))}(?!\w)", flat) for one in said)


def names(text: str, controller: str) -> bool:
    """Whether a text names this organisation."""
    return bool(controller.strip()) and folded(controller) in folded(text)


class Dated(Protocol):
    """When a text was written here, and since which day it was in use before."""

    @property
    def created_at(self) -> datetime: ...
    @property
    def used_since(self) -> date | None: ...


def was_there(text: Dated, at: datetime) -> bool:
    """Whether a text was there to be agreed to; `at` by the clock of the place, to the minute, as it is typed."""
    written = text.created_at.replace(second=0, microsecond=0)
    return written <= at or (text.used_since is not None and text.used_since <= at.date())


def began(text: Dated) -> str:
    """The day since which a text is in use, in words."""
    return date_format(text.used_since or timezone.localtime(text.created_at), "DATE_FORMAT")


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal: whoever holds the text can reckon it again."""
    return sha256(text.encode()).hexdigest()


def bare(words: str) -> str:
    """Without the spaces around and the full stop that the sentence brings itself."""
    return words.strip().rstrip(".").rstrip()


def folded(text: str) -> str:
    """For comparing: case, kinds of spaces and of apostrophes do not count."""
    return " ".join(text.replace("’", "'").casefold().split())
