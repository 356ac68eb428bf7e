"""A row of a file → a person ready to enter, or the reasons why not. Pure: no database, no clock, never raises.

Codes of reasons and warnings are `subject.why`; `words.py` says them. No note holds a value: at most its mask, or a date.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from licite.intake.answers import CAPACITIES
from licite.intake.cells import Cells, Note, gather, undated
from licite.intake.columns import Column
from licite.intake.declared import Declared
from licite.intake.headings import Target
from licite.intake.naming import TOTAL, names_of
from licite.intake.refusing import objections_of
from licite.kit import countries, dates, emails, names, phones
from licite.kit.masking import is_mask
from licite.lawful.channels import Channel
from licite.lawful.choices import Capacity
from licite.people.queries.references import Reference
from licite.people.sealing import Address

NOWHERE = Address()
PARIS = ZoneInfo("Europe/Paris")
INSIDE_TOWNS = re.compile(r"(?<=[- ])(?:En|Sur|Sous|Lès|Lez|Les|La|Le|Du|De|Des|Aux|Et|À)(?=[- ])")
SPACED = re.compile(r"(?=(?:\d ?){4,5}\Z)\d[\d ]* [\d ]*\d")
EATEN_ZERO = re.compile(r"\d{4}")


@dataclass(frozen=True, kw_only=True)
class Person:
    """What a row says of a person, tidied. `sole` holds when the company's name is the person's own; `no_letters`: refuses
    newsletters, and no other e-mail; `place`: the portfolio that the row names, folded.
    """

    first: str = ""
    last: str = ""
    title: str = ""
    company: str = ""
    sole: bool = False
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    address: Address = NOWHERE
    country: str = ""
    capacity: str = Capacity.UNKNOWN.value
    collected_at: datetime
    objections: tuple[Channel, ...] = ()
    no_letters: bool = False
    place: str = ""
    references: tuple[Reference, ...] = ()

    @cached_property
    def name_key(self) -> str:
        """Words of the name in any order; "" for nobody."""
        return names.key(self.first, self.last)

    @cached_property
    def letters(self) -> str:
        """The letters and digits of the name in alphabetical order: what names that are nearly one have in common."""
        return "".join(sorted(self.name_key.replace(" ", "")))

    @cached_property
    def company_key(self) -> str:
        """The name of the company as it is known again by: its legal form says nothing."""
        return names.company_key(self.company)

    @cached_property
    def code_key(self) -> str:
        """The postal code as it is compared."""
        return names.fold(self.address.postal_code)


@dataclass(frozen=True)
class Reading:
    """One row read: a person and what is remarked of them, or None and the reasons."""

    line: int
    person: Person | None
    reasons: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()
    remark: str = ""


def read_row(line: int, values: Sequence[str], columns: Sequence[Column], declared: Declared) -> Reading:
    """Reads one row. Refused: nothing in it, or nobody's name (a record without one could not be told from others,
    and an address alone, or a company alone, is no person).
    """
    cells = gather(values, columns)
    if not any(cells.all(target) for target in Target):
        return Reading(line, None, (Note("row.empty"),), tuple(cells.warnings))
    if _repeats_headings(values, columns):
        return Reading(line, None, (Note("row.headings"),))
    first, last = names_of(cells, columns)
    country = _country(cells, declared.country)
    found_emails, found_phones = _emails(cells), _phones(cells, country)
    if not names.fold(first + last):
        return Reading(
            line, None, (Note(_why_nobody(cells, found_emails, found_phones)),), tuple(cells.warnings)
        )
    if TOTAL.fullmatch(names.fold(f"{first} {last}")) and not (found_emails or found_phones):
        return Reading(line, None, (Note("row.total"),))
    company = cells.one(Target.COMPANY)
    closed, no_letters = objections_of(cells)
    person = Person(
        first=first,
        last=last,
        title=cells.one(Target.TITLE),
        company=company,
        sole=_is_own_name(company, first, last),
        emails=found_emails,
        phones=found_phones,
        address=_address(cells, country),
        country=country,
        capacity=_capacity(cells, declared.capacity),
        collected_at=_collected_at(cells, columns, declared),
        objections=closed,
        no_letters=no_letters,
        place=names.fold(cells.one(Target.PORTFOLIO)),
        references=_references(cells, declared.tool),
    )
    if not (person.emails or person.phones or person.address.line):
        cells.warn_once("row.no_coordinate")
    remark = cells.sound(Target.REMARK, "\n".join(text for _, text in cells.all(Target.REMARK)))
    return Reading(line, person, (), tuple(cells.warnings), remark)


def _repeats_headings(values: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether each cell of a row says what its column is called, as where a list was printed page by page."""
    alike = 0
    for one in columns:
        said = names.fold(values[one.position]) if one.position < len(values) else ""
        if said and said != names.fold(one.header):
            return False
        alike += bool(said)
    return alike > 1


def _why_nobody(cells: Cells, found_emails: tuple[str, ...], found_phones: tuple[str, ...]) -> str:
    if found_emails or found_phones:
        return "row.no_name"
    return "row.only_company" if cells.all(Target.COMPANY) else "row.nobody"


def _country(cells: Cells, otherwise: str) -> str:
    text = cells.one(Target.COUNTRY)
    if not text:
        return _country_by_town(cells, otherwise)
    found = countries.to_iso2(text)
    if found is None:
        cells.warn("country", "unknown")
    return found or otherwise


def _country_by_town(cells: Cells, otherwise: str) -> str:
    """Belgium where four digits stand beside one of its towns; else what was declared."""
    here = EATEN_ZERO.fullmatch(cells.one(Target.POSTAL_CODE))
    if otherwise == "FR" and here and countries.is_belgian_town(cells.one(Target.TOWN)):
        cells.warn_once("row.country_by_town")
        return "BE"
    return otherwise


def _emails(cells: Cells) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for _, text in cells.all(Target.EMAIL):
        if is_mask(text):
            cells.warn("email", "mask")
            continue
        found = emails.normalise(text)
        if found.address is None or found.canonical is None:
            cells.warn("email", found.reason)
            continue
        if found.reason:
            cells.warn("email", found.reason, emails.mask(found.address))
        if emails.meant(domain := found.canonical.rpartition("@")[2]):
            cells.warn("email", "mistyped", domain)
        kept.setdefault(found.canonical, found.address)
    return tuple(kept.values())


def _phones(cells: Cells, country: str) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for _, text in cells.all(Target.PHONE):
        if is_mask(text):
            cells.warn("phone", "mask")
            continue
        found = phones.normalise(text, country or None)
        if found.e164 is None:
            cells.warn("phone", found.reason)
            continue
        if found.reason and found.reason != "extension_set_apart":
            cells.warn("phone", found.reason, phones.mask(found.e164))
        if found.extension:
            cells.warn("phone", "extension")
        kept.setdefault(found.e164)
    return tuple(kept)


def _address(cells: Cells, country: str) -> Address:
    line = cells.sound(Target.ADDRESS, ", ".join(text for _, text in cells.all(Target.ADDRESS)))
    town, state = _town(cells.one(Target.TOWN)), cells.one(Target.STATE)
    if state and names.fold(state) != names.fold(town):
        town = f"{town}, {state}" if town else state
    return Address(line, _postal_code(cells, country), town)


def _town(typed: str) -> str:
    """A town typed in one case: "BOURG-EN-BRESSE" gives "Bourg-en-Bresse"."""
    tidy = names.tidy_case(typed)
    return tidy if tidy == typed else INSIDE_TOWNS.sub(lambda found: found[0].lower(), tidy)


def _postal_code(cells: Cells, country: str) -> str:
    """The code, without a space among its digits, with the zero that a spreadsheet eats from the French departments 01 to
    09, unless it may be Belgian.
    """
    code = cells.one(Target.POSTAL_CODE)
    if country in ("FR", "BE", "") and SPACED.fullmatch(code):
        code = code.replace(" ", "")
        cells.warn_once("row.postal_space")
    if country == "FR" and EATEN_ZERO.fullmatch(code):
        named, town = cells.one(Target.COUNTRY), cells.one(Target.TOWN)
        abroad = countries.is_belgian_town(town) or countries.is_foreign_town(town)
        known = countries.department_of_town(town)
        if abroad or (known and known != f"0{code[0]}") or (named and countries.to_iso2(named) is None):
            cells.warn_once("row.postal_unsure")
            return code
        cells.warn_once("row.postal_zero")
        return f"0{code}"
    return code


def _capacity(cells: Cells, otherwise: str) -> str:
    columns = cells.by_target.get(Target.CAPACITY)
    if not columns:
        return otherwise
    said = names.fold(columns[0][1])
    for capacity, pattern in CAPACITIES:
        if re.fullmatch(pattern, said):
            return capacity.value
    cells.warn("capacity", "unknown")
    return Capacity.UNKNOWN.value


def _collected_at(cells: Cells, columns: Sequence[Column], declared: Declared) -> datetime:
    column = next((one for one in columns if one.target is Target.COLLECTED_AT), None)
    if column is None:
        return declared.collected_at
    text = cells.one(Target.COLLECTED_AT)
    found = dates.parse(text, serials=True, by=declared.at.date())
    at = _midnight(found.value) if found.value else None
    if at and at <= declared.at:
        if found.reason:
            cells.warn("collected_at", *undated(found.reason, text))
        return at
    if text:
        cells.warn("collected_at", *(("future", "") if at else undated(found.reason, text)))
    if declared.dated:
        if text:
            cells.warn_once("collected_at.by_declaration")
        return declared.collected_at
    if column.earliest is None:
        cells.warn("collected_at", "by_today")
        return declared.at
    cells.warn("collected_at", "by_column", f"{column.earliest:%d/%m/%Y}")
    return _midnight(column.earliest)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS).astimezone(UTC)


def _references(cells: Cells, tool: str) -> tuple[Reference, ...]:
    text = cells.one(Target.REFERENCE)
    found = Reference(tool, text)
    if text and not found.key:
        cells.warn("reference", "empty")
    return (found,) if found.key else ()


def _is_own_name(company: str, first: str, last: str) -> bool:
    """Whether a company's name is its owner's: then it is a person's name, and sealed."""
    words, own = set(names.words(company)), names.words(f"{first} {last}")
    return bool(first and last and own) and words.issuperset(own)
