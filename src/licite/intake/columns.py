"""Which column of a file is which field: guessed from its header, or told by a map. Pure.

No column is dropped in silence: each is used, kept apart (it says how to treat the person, not who they are) or
left out for a stated reason. A header that names data we may not hold is left out whatever the map says.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from licite.kit.names import fold


class Target(StrEnum):
    """What a column may be read as; the words of a map file."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    TITLE = "title"
    COMPANY = "company"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    TOWN = "town"
    STATE = "state"
    COUNTRY = "country"
    CAPACITY = "capacity"
    COLLECTED_AT = "collected_at"
    OBJECTION = "objection"


LEFT_OUT = "none"  # in a map file: this column is not wanted
MANY = frozenset({Target.EMAIL, Target.PHONE, Target.ADDRESS, Target.OBJECTION})
APART = frozenset({Target.CAPACITY, Target.COLLECTED_AT, Target.OBJECTION})

# Prohibited or excessive in a customer base (GDPR 9 and 10; law.md, section 9). The reason names the kind.
FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("national_number", r"nir|nss|niss|nrn|ssn|securite sociale|social security|registre national|rijksregister\w*"
                        r"|national (?:id|number|register)|passeport|passport|cni|carte (?:d )?identite|identity card"),
    ("health", r"sante|health|handicap\w*|disab\w*|maladie\w*|disease|grossesse|pregnan\w*|medica\w*|allerg\w*"
               r"|groupe sanguin|blood (?:type|group)"),
    ("beliefs", r"religi\w*|culte|confession|politi\w*|syndica\w*|trade union|(?:ethni|racia)\w*|ethnie|race"),
    ("sexual_life", r"orientation|vie sexuelle|sexual\w*"),
    ("offences", r"casier|condamnation\w*|infraction\w*|criminal\w*|offences?"),
    ("family", r"situation (?:familiale|de famille|matrimoniale)|famil\w* (?:status|situation)|marital\w*"
               r"|matrimonial\w*|enfants?|children|kids|conjoint\w*|spouse|husband|wife"),
    ("income", r"revenus?|salaires?|salary|income|patrimoine|remuneration|wealth"),
    ("birth", r"naissance|birth\w*|dob|anniversaire|ne le|nee le|ne e le|age|nationalit\w+"),
    ("bank", r"iban|bic|rib|carte bancaire|credit card|card number|cvv|cvc|bank\w* account|compte bancaire"),
    ("secret", r"mot de passe|password|mdp|pin"),
    ("photo", r"photos?|picture|avatar"),
)  # fmt: skip

# Held for no declared purpose, or not to be taken from a file.
UNWANTED: tuple[tuple[str, str], ...] = (
    ("fax", r"fax|telecopie\w*"),
    ("civility", r"civilite|civility|salutation|sexe|sex|gender|genre|title of courtesy|titre de civilite"),
    ("consent", r"opt in|optin|consent\w*|accept\w* .*|newsletter|abonne\w*|subscribe[dr]?|rgpd|gdpr"),
    ("free_text", r"notes?|commentaires?|comments?|remarques?|remarks?|observations?|description|memo"),
    (
        "identifier",
        r"(?:.* )?(?:id|identifiant|uuid|ref|reference|numero client|code client|n client)"
        r"|(?:id|ref|reference|identifiant) .*",
    ),
    (
        "colleague",
        r"(?:support|sales)? ?rep|commercial|vendeur|owner|account manager|charge d affaires|responsable",
    ),
)

# What each field is called; the first that matches wins, so the narrow ones come first.
WORDS: tuple[tuple[Target, str], ...] = (
    (Target.COLLECTED_AT, r"(?:date )?(?:de |d |of )?(?:la )?(?:collecte|recueil|collection)(?: date)?|collected(?: at| on)?"
                          r"|date (?:de creation|d inscription|d entree|du contact)|created(?: at| on)?|creation date"),
    (Target.EMAIL, r"(?:.* )?(?:e ?mail|courriel|mail|mel)s?(?: .*)?"),
    (Target.POSTAL_CODE, r"(?:.* )?(?:code ?postal|cp|zip(?: ?code)?|post(?:al)? ?code|postcode|npa)(?: .*)?"),
    (Target.PHONE, r"(?:.* )?(?:telephones?|tel|phones?|mobile|mob|portable|gsm|cell(?:ulaire| ?phone)?|fixe|ligne directe"
                   r"|tph)(?: .*)?"),
    (Target.TOWN, r"(?:.* )?(?:villes?|city|town|commune|localite|gemeente|stad)(?: .*)?"),
    (Target.COUNTRY, r"(?:.* )?(?:pays|country|land)(?: .*)?"),
    (Target.STATE, r"etat|state|province|region|state province"),
    (Target.ADDRESS, r"(?:.* )?(?:adresses?|address|rue|street|voie|complement|straat)(?: .*)?"),
    (Target.FIRST_NAME, r"(?:.* )?(?:prenoms?|first ?names?|given ?names?|forename|voornaam)(?: .*)?"),
    (Target.COMPANY, r"(?:.* )?(?:societes?|raison sociale|entreprise|company|compagnie|organisation|organization|employer"
                     r"|employeur|etablissement|enseigne|business|bedrijf|account)(?: name| nom)?"),
    (Target.TITLE, r"(?:.* )?(?:titre|fonction|poste|job ?titles?|job|title|position|metier|profession|role)(?: .*)?"),
    (Target.LAST_NAME, r"noms?|nom (?:de famille|d usage|de naissance|usuel|patronymique)|last ?names?|family ?names?|surname"
                       r"|patronyme|achternaam"),
    (Target.FULL_NAME, r"nom complet|noms? (?:et )?prenoms?|prenoms? (?:et )?noms?|full ?name|name|contact|client|customer"
                       r"|nom (?:du |de la |de )?(?:contact|client|prospect|personne)|(?:contact|customer|client) ?name"
                       r"|interlocuteur|display name|prospect|naam"),
)  # fmt: skip
OBJECTION = re.compile(
    r"\b(?:opposition|opposed|objection|opt out|optout|desinscrit\w*|desinscription|desabonn\w*|unsubscri\w*|stop"
    r"|ne pas \w+|ne plus \w+|do not \w+|bloctel|liste rouge|robinson)\b"
)
CAPACITY = re.compile(
    r"capacite|capacity|qualite|pro(?: ou)? particulier|particulier(?: ou)? pro\w*|b2b b2c"
    r"|type (?:de |of )?(?:client|contact|customer)"
)
# A column about something, not the thing: "Type de téléphone", "Taille de l’entreprise".
ABOUT = re.compile(
    r"(?:type|nombre|nb|number of|statut|status|taille|size|count|secteur|sector|forme|chiffre)\b"
)

HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
LOOKS_LIKE_DATA = re.compile(r"\S@\S+\.\S|^\W*(?:\d\W*){8,}$")


@dataclass(frozen=True)
class Column:
    """One column of the file. `target` is None when it is left out; then `reason` says why (see `words.LEFT_OUT`)."""

    position: int
    header: str
    target: Target | None
    reason: str = ""

    @property
    def status(self) -> str:
        """used, kept_apart or left_out."""
        if self.target is None:
            return "left_out"
        return "kept_apart" if self.target in APART else "used"


class MapRefused(Exception):
    """A file or a map that cannot be followed. `reason`: map_unreadable, map_field_unknown, map_column_unknown,
    no_header_row or nothing_to_read. `name` is the word at fault, typed by whoever imports.
    """

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name


def assign(headers: Sequence[str], told: Mapping[str, str]) -> list[Column]:
    """Every column with what becomes of it. `told` maps headers to fields (or "none") and comes before guesses.

    Raises MapRefused for a map that names what is not there, and for a first row that holds values, not headers.
    """
    if any(LOOKS_LIKE_DATA.search(header) for header in headers):
        raise MapRefused("no_header_row")
    wanted = {fold(header): _field(header, field) for header, field in told.items()}
    unknown = [header for header in told if fold(header) not in {fold(one) for one in headers}]
    if unknown:
        raise MapRefused("map_column_unknown", unknown[0])
    drafts = [_column(position, header, wanted) for position, header in enumerate(headers)]
    columns = _each_once(_lone_name(drafts, wanted))
    if not any(column.status == "used" for column in columns):
        raise MapRefused("nothing_to_read")
    return columns


def read_map(text: str) -> dict[str, str]:
    """A map file, TOML or JSON: header = field, at the top or under `columns`. Raises MapRefused."""
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError):
        found = None
    if isinstance(found, dict) and isinstance(found.get("columns"), dict):
        found = found["columns"]
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise MapRefused("map_unreadable")
    return found


def words_of(header: str) -> str:
    """A header as folded words: "FirstName", "first_name" and "First name" are one."""
    return fold(HUMP.sub(" ", header))


def _field(header: str, field: str) -> Target | None:
    if field in ("", LEFT_OUT):
        return None
    try:
        return Target(field)
    except ValueError:
        raise MapRefused("map_field_unknown", field) from None


def _column(position: int, header: str, wanted: Mapping[str, Target | None]) -> Column:
    said = words_of(header)
    if not said:
        return Column(position, header, None, "no_header")
    for kind, pattern in FORBIDDEN:
        # "Nom de naissance" is a name.
        if re.search(rf"\b(?:{pattern})\b", said) and not said.startswith("nom de naissance"):
            return Column(position, header, None, f"forbidden_{kind}")
    if fold(header) in wanted:
        target = wanted[fold(header)]
        return Column(position, header, target, "" if target else "not_wanted")
    return _guess(position, header, said)


def _guess(position: int, header: str, said: str) -> Column:
    if OBJECTION.search(said):
        return Column(position, header, Target.OBJECTION)
    if CAPACITY.fullmatch(said):
        return Column(position, header, None, "capacity")
    for reason, pattern in UNWANTED:
        anywhere = reason in ("fax", "consent")
        if re.search(rf"\b(?:{pattern})\b", said) if anywhere else re.fullmatch(pattern, said):
            return Column(position, header, None, reason)
    if not ABOUT.match(said):
        for target, pattern in WORDS:
            if re.fullmatch(pattern, said):
                return Column(position, header, target)
    return Column(position, header, None, "no_field")


def _lone_name(columns: list[Column], wanted: Mapping[str, Target | None]) -> list[Column]:
    """Without a column of first names, a guessed "Nom" holds the whole name."""
    if any(column.target in (Target.FIRST_NAME, Target.FULL_NAME) for column in columns):
        return columns
    return [
        Column(column.position, column.header, Target.FULL_NAME)
        if column.target is Target.LAST_NAME and fold(column.header) not in wanted
        else column
        for column in columns
    ]


def _each_once(columns: list[Column]) -> list[Column]:
    """A field that holds one value takes the first column that offers it; with both names, no full name is needed."""
    taken: set[Target] = set()
    both = {Target.FIRST_NAME, Target.LAST_NAME} <= {column.target for column in columns}
    kept = []
    for column in columns:
        repeated = column.target in taken and column.target not in MANY
        if repeated or (both and column.target is Target.FULL_NAME):
            kept.append(Column(column.position, column.header, None, "field_taken"))
            continue
        if column.target:
            taken.add(column.target)
        kept.append(column)
    return kept
