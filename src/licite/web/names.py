"""A person's name inside a sentence."""

import re
from typing import Final

from django.utils.translation import get_language, pgettext

from licite.kit.names import fold

# A vowel, a mute h (as French given names have, all but those in "ha"), a y before a consonant.
ELIDES: Final = re.compile(r"[aeiou]|h[eiouy]|y[^aeiouy ]")


def of(name: str) -> str:
    """“of Éloïse”; in French “d’Éloïse” and “de Chloé”."""
    if (get_language() or "").startswith("fr") and ELIDES.match(fold(name)):
        return f"d’{name}"
    return pgettext("whose", "of %(name)s") % {"name": name}
