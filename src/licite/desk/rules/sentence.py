"""What the sentence shown where a phone number is asked for must say: looked for by its words, so only a warning."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.kit import names
from licite.packs import Regime

CONSENT, WITHDRAWAL, OBJECTION = "consent", "withdrawal", "objection"
# Beginnings of words, folded, any of which says it.
SAYING: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "phone.sentence": {
        CONSENT: ("accord", "consent"),
        WITHDRAWAL: ("retir", "retrait", "revo"),
        OBJECTION: ("oppos", "refus"),
    },
    "phone.sentence.en": {
        CONSENT: ("agree", "consent"),
        WITHDRAWAL: ("withdr", "revok"),
        OBJECTION: ("object", "refus"),
    },
}
LACKS: Final[Mapping[str, Promise]] = {
    CONSENT: _("It does not say that a consumer is called only with prior consent."),
    WITHDRAWAL: _("It does not say that this consent may be withdrawn at any time."),
    OBJECTION: _("It does not say that one may object to being called."),
}


def lacks(key: str, text: str, country: str) -> list[str]:
    """What the law of the country wants in the sentence and its words do not say; empty for another rule."""
    if key not in SAYING:
        return []
    asks_first = packs.regime("chan.phone.consumer", country) is Regime.OPT_IN
    said = names.fold(text).split()
    return [
        str(LACKS[one])
        for one in ((CONSENT, WITHDRAWAL) if asks_first else (OBJECTION,))
        if not any(word.startswith(SAYING[key][one]) for word in said)
    ]
