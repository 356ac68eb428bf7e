"""What a search that found nobody says: what to type, and why a number or an address is found whole only."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.people.queries.search import Lack, is_name, lack

TITLES: Final = {
    Lack.LETTERS: _("Type at least three letters"),
    Lack.NUMBER: _("Type the whole number"),
    Lack.EMAIL: _("Type the whole e-mail address"),
}
BY_NAME: Final = _(
    "Search by the beginning of a name (three letters or more), an exact e-mail, an exact phone, the beginning of a "
    "company’s name or two words of it. A person with a company: at least four letters of the company."
)
WHOLE: Final = _(
    "A number or an e-mail is found whole only: what is searched is a fingerprint of it, which nobody can read."
)


@dataclass(frozen=True)
class Nobody:
    """Why nobody was found: `title` is empty where enough was typed; `short`: so little that nothing was searched."""

    title: str | Promise
    hint: str | Promise
    short: bool


def nobody(text: str) -> Nobody:
    """What to say where these words found nobody."""
    missing = lack(text)
    # "martin.fr", "jean.martin": the piece of an address.
    piece = missing in (Lack.NUMBER, Lack.EMAIL) or not is_name(text) or "." in text.strip(" .")
    return Nobody(
        TITLES.get(missing, "") if missing else "", WHOLE if piece else BY_NAME, missing is not None
    )
