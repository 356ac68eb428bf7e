"""Which column of a file is which field: guessed from its header, or told by a map. Pure but for the lists of the pack.

No column is dropped in silence: each is used, kept apart (it says how to treat the person, not who they are) or
left out for a stated reason. A header that names data we may not hold is left out whatever the map says.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from licite.intake.events.headings import read_heading
from licite.intake.headings import (
    ABOUT,
    BEARER,
    CAPACITY,
    CODES,
    FILLERS,
    FORBIDDEN,
    NUMBER,
    OBJECTION,
    REFUSALS,
    UNWANTED,
    WORDS,
    Target,
)
from licite.intake.kinds import TARGETS, Kind
from licite.kit.names import fold
from licite.people.labels import REFUSED, TOUCHY, spoken_of

LEFT_OUT = "none"  # in a map file: this column is not wanted
REFUSING = frozenset({target for target, _pattern in REFUSALS} | {Target.OBJECTION})
MANY = frozenset({Target.EMAIL, Target.PHONE, Target.ADDRESS, Target.REMARK}) | REFUSING
APART = frozenset({Target.CAPACITY, Target.COLLECTED_AT, Target.PORTFOLIO}) | REFUSING

NAMES = frozenset({Target.FIRST_NAME, Target.LAST_NAME, Target.FULL_NAME})
BEARERS = frozenset({Target.REFERENCE, Target.EMAIL, Target.PHONE})
SIGNS: Mapping[Kind, Sequence[frozenset[Target]]] = {
    Kind.PURCHASES: (BEARERS, frozenset({Target.HAPPENED_AT}), frozenset({Target.AMOUNT, Target.NUMBER})),
    Kind.INTERACTIONS: (
        BEARERS,
        frozenset({Target.HAPPENED_AT}),
        frozenset({Target.KIND, Target.DIRECTION, Target.RESULT}),
    ),
    Kind.CONTACTS: (NAMES,),
}
"""One of each of these sets is what tells the columns of such a file; the narrow kinds first."""

HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
LOOKS_LIKE_DATA = re.compile(r"\S@\S+\.\S|^\W*(?:\d\W*){8,}$")


@dataclass(frozen=True)
class Column:
    """One column of the file. `target` is None when it is left out; then `reason` says why (see `words.COLUMNS`).

    What its values teach, under the seal that they are under: of whole names, the words that are first names (`firsts`,
    folded); of days of collection, the `earliest`.
    """

    position: int
    header: str
    target: Target | None
    reason: str = ""
    firsts: frozenset[str] = field(default=frozenset(), repr=False)
    earliest: date | None = None

    @property
    def status(self) -> str:
        """used, kept_apart or left_out."""
        if self.target is None:
            return "left_out"
        return "kept_apart" if self.target in APART else "used"


class MapRefused(Exception):
    """A file or a map that cannot be followed. `reason`: map_unreadable, map_field_unknown, map_column_unknown,
    no_header_row, nothing_to_read, no_name, no_bearer or no_date. `name` is the word at fault, typed by whoever imports.
    """

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name


def assign(headers: Sequence[str], told: Mapping[str, str], kind: str = Kind.CONTACTS) -> list[Column]:
    """Every column with what becomes of it. `told` maps headers to fields (or "none") and comes before guesses.

    Raises MapRefused for a map that names what is not there, and for a first row that holds values, not headers.
    """
    if any(LOOKS_LIKE_DATA.search(header) for header in headers):
        raise MapRefused("no_header_row")
    wanted = {fold(header): _field(field, kind) for header, field in told.items()}
    unknown = [header for header in told if fold(header) not in {fold(one) for one in headers}]
    if unknown:
        raise MapRefused("map_column_unknown", unknown[0])
    drafts = [_column(position, header, wanted, kind) for position, header in enumerate(headers)]
    columns = _each_once(_lone_name(drafts, wanted) if kind == Kind.CONTACTS else drafts)
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


def is_known(header: str) -> bool:
    """Whether a heading says something to us, in a file of any kind."""
    found = (_column(0, header, {}, kind) for kind in Kind)
    return any(one.target or one.reason not in ("no_header", "no_field") for one in found)


def must_lead(columns: Sequence[Column], kind: str) -> None:
    """Raises MapRefused for columns of persons that name nobody (no_name), of acts that lead to nobody, or have no day."""
    read = {one.target for one in columns}
    if kind == Kind.CONTACTS and not read & NAMES:
        raise MapRefused("no_name")
    if kind != Kind.CONTACTS and not read & BEARERS:
        raise MapRefused("no_bearer")
    if kind != Kind.CONTACTS and Target.HAPPENED_AT not in read:
        raise MapRefused("no_date")


def other_kind(headers: Sequence[str], columns: Sequence[Column], kind: str) -> Kind | None:
    """What a file seems to hold by its headings, where its columns as they are read hold nothing of its kind."""
    if _shows(columns, kind):
        return None
    return next((one for one in SIGNS if one != kind and _shows(_guessed(headers, one), one)), None)


def _shows(columns: Sequence[Column], kind: str) -> bool:
    read = {one.target for one in columns}
    return all(read & signs for signs in SIGNS[Kind(kind)])


def _guessed(headers: Sequence[str], kind: str) -> list[Column]:
    try:
        return assign(headers, {}, kind)
    except MapRefused:
        return []


def _field(field: str, kind: str) -> Target | None:
    if field in ("", LEFT_OUT):
        return None
    if field not in TARGETS[kind]:
        raise MapRefused("map_field_unknown", field)
    return Target(field)


def _column(position: int, header: str, wanted: Mapping[str, Target | None], kind: str) -> Column:
    said = words_of(header)
    if not said:
        return Column(position, header, None, "no_header")
    if category := _forbidden(said):
        return Column(position, header, None, f"forbidden_{category}")
    if fold(header) in wanted:
        target = wanted[fold(header)]
        return Column(position, header, target, "" if target else "not_wanted")
    return (
        _guess(position, header, said) if kind == Kind.CONTACTS else _guess_act(position, header, said, kind)
    )


def _forbidden(said: str) -> str:
    """The category of what a header names and a customer base may not hold; empty for any other."""
    if said.startswith("nom de naissance"):
        return ""  # a name
    if re.search(rf"\b(?:{CODES})\b", said):
        return "secret"
    return spoken_of([said], REFUSED + TOUCHY) or next(
        (kind for kind, pattern in FORBIDDEN if re.search(rf"\b(?:{pattern})\b", said)), ""
    )


def _guess(position: int, header: str, said: str) -> Column:
    if OBJECTION.search(said):
        return Column(position, header, _refusal(said))
    if CAPACITY.fullmatch(said):
        return Column(position, header, None, "capacity")
    if names_bearer(said):
        return Column(position, header, Target.REFERENCE)
    for reason, pattern in UNWANTED:
        anywhere = reason in ("fax", "consent")
        if re.search(rf"\b(?:{pattern})\b", said) if anywhere else re.fullmatch(pattern, said):
            return Column(position, header, None, reason)
    if not ABOUT.match(said):
        for target, pattern in WORDS:
            if re.fullmatch(pattern, said):
                return Column(position, header, target)
    return Column(position, header, None, "no_field")


def _refusal(said: str) -> Target:
    """What a heading refuses, folded; of one that names several channels, or none, each cell says it."""
    found = [target for target, pattern in REFUSALS if re.fullmatch(pattern, said)]
    several = re.search(r"\b(?:sms|textos?|courriers?|post\w*)\b", said)
    return found[0] if len(found) == 1 and not several else Target.OBJECTION


def _guess_act(position: int, header: str, said: str, kind: str) -> Column:
    if names_bearer(said):
        return Column(position, header, Target.REFERENCE)
    target = read_heading(said, kind)
    return Column(position, header, target, "" if target else "no_field")


def names_bearer(said: str) -> bool:
    """Whether a heading, folded, names the number by which another tool knows the person."""
    words = set(said.split())
    return bool(words & NUMBER) and bool(words & BEARER) and words <= NUMBER | BEARER | FILLERS


def unnamed(columns: Sequence[Column]) -> list[Column]:
    """The same columns where nobody said which tool the numbers of one of them come from."""
    return [
        replace(one, target=None, reason="no_tool") if one.target is Target.REFERENCE else one
        for one in columns
    ]


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
