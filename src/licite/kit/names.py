"""Names as people write them, and as a machine compares them."""

import re
import unicodedata

# Letters that keep no accent to strip when decomposed.
LOOSE_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n"}
)
# The accents of every day, without the long way round (a test holds the two together).
USUAL = str.maketrans(
    "àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸ’‘«»–—\u00a0",
    "aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy       ",
) | str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "°": " ", "€": " ", "•": " "})
ASCII_WORDS = re.compile(r"[a-z0-9]+")
# French usage: "de" and "d’" take no capital; "La", "Le", "Du", "Des" do. Then Dutch and German particles.
SMALL_PARTICLES = frozenset({"de", "d", "von", "zu", "zum", "zur"})
SMALL_INSIDE = frozenset({"van", "der", "den", "ter", "ten", "het", "y", "e", "dos", "das", "da", "di"})
WORD = re.compile(r"[^\W\d_]+")
LEGAL_FORMS = frozenset(
    {"sa", "sarl", "sas", "sasu", "eurl", "snc", "scop", "ets", "etablissement", "etablissements"}
    | {"srl", "sprl", "bv", "bvba", "nv", "asbl", "vzw"}
)
"""How the legal form of a company is written before or after its name, in France and in Belgium. Not the form of who owns
the walls (SCI Martin beside SARL Martin): that is another person."""
BETWEEN_NAMES = re.compile(r"[\s(),;\[\]]+")


def clean(text: str) -> str:
    """The text as one tidy line: NFC, single spaces, no control, bidirectional or zero-width character."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        " " if char.isspace() else char for char in text if char.isspace() or not _is_invisible(char)
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def fold(text: str) -> str:
    """The text for comparing: lower case, no accents, letters and digits separated by single spaces.

    "O’Brien-Lefœuvre" gives "o brien lefoeuvre". Folding twice changes nothing.
    """
    plain = text if text.isascii() else text.translate(USUAL)
    if plain.isascii():
        return " ".join(ASCII_WORDS.findall(plain.lower()))
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    lowered = unicodedata.normalize("NFC", "".join(map(_unaccented, lowered.translate(LOOSE_LETTERS))))
    return " ".join("".join(char if _belongs_to_word(char) else " " for char in lowered).split())


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return fold(text).split()


def bare_company(name: str) -> str:
    """The name of a company without its legal form at either end: "Toitures du Nord (S.A.R.L.)" gives "Toitures du Nord".

    A name that is nothing but a legal form stays as it is.
    """
    parts = [part for part in BETWEEN_NAMES.split(name) if fold(part)]
    while len(parts) > 1 and _is_legal_form(parts[0]):
        parts = parts[1:]
    while len(parts) > 1 and _is_legal_form(parts[-1]):
        parts = parts[:-1]
    return " ".join(parts)


def company_key(name: str) -> str:
    """What a company is known again by, however its legal form, its accents and its case are written."""
    return fold(bare_company(name))


def words_and_joined(text: str) -> list[str]:
    """The folded words of a text, then those from each of them on as if they were written in one.

    "Labos Floc’h" gives "labos", "floc", "h", "labosfloch" and "floch".
    """
    own = words(text)
    return own + ["".join(own[start:]) for start in range(len(own) - 1)]


def key(first_name: str, last_name: str) -> str:
    """The folded words of a name in alphabetical order, whichever came first; "" for nobody."""
    return " ".join(sorted(fold(f"{first_name} {last_name}").split()))


def bucket(last_name: str) -> int:
    """The two-letter drawer a name sorts into: 0 (not a Latin letter), then 27 ("a…") to 728 ("zz").

    Drawers follow the alphabet: a smaller bucket always comes first in `sort_key` order.
    """
    first, second = (_rank(char) for char in fold(last_name)[:2].ljust(2))
    return first * 27 + second if first else 0


def sort_key(last_name: str, first_name: str = "") -> tuple[int, str, str]:
    """The key lists sort by, from A to Z; names that start with no Latin letter come first."""
    return bucket(last_name), fold(last_name), fold(first_name)


def tidy_case(name: str) -> str:
    """A name typed all in capitals or all in small letters, with ordinary capitals; any other as it is.

    "DE LA TOUR" gives "de La Tour", "o’brien" "O’Brien", "MCDONALD" "McDonald".
    """
    if not (name.isupper() or name.islower()):
        return name
    first = True

    def tidy(match: re.Match[str]) -> str:
        nonlocal first
        word, small, at_start = match.group(), match.group().lower(), first
        first = False
        after = name[match.end() : match.end() + 1]
        # "D" is a particle before an apostrophe only; elsewhere it is an initial.
        particle = small in SMALL_PARTICLES and (small != "d" or after in ("'", "’"))
        if after and (particle or (small in SMALL_INSIDE and not at_start)):
            return small
        return _capitalised(word)

    return WORD.sub(tidy, name)


def _is_legal_form(part: str) -> bool:
    return fold(part).replace(" ", "") in LEGAL_FORMS


def _capitalised(word: str) -> str:
    small = word.lower()
    if len(small) > 3 and small.startswith("mc"):
        return "Mc" + small[2].title() + small[3:]
    if len(word) == 2 and word.isupper() and not set(small) & set("aeiouyéèêëàâîïôùûü"):
        return word  # initials, most likely
    return word[:1].title() + word[1:].lower()


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs")


def _unaccented(char: str) -> str:
    return "" if unicodedata.category(char) in ("Mn", "Me", "Cf") else char


def _belongs_to_word(char: str) -> bool:
    # Spacing marks are vowels in the scripts of India: they do not end a word.
    return char.isalnum() or unicodedata.category(char) == "Mc"


def _rank(char: str) -> int:
    return ord(char) - 96 if "a" <= char <= "z" else 0
