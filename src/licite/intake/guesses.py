"""What the columns of a file seem to be, how sure that is, and a glimpse of their values. Pure.

A glimpse shows no e-mail, no phone and no address; of a column that nobody recognised, two letters; of one that the law
forbids, nothing.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from licite.access.permissions import Field
from licite.intake.answers import NO, YES
from licite.intake.cells import is_filler
from licite.intake.columns import REFUSING, Column
from licite.intake.headings import Target
from licite.intake.refusing import names_channel
from licite.kit import dates, emails, money, names, phones
from licite.kit.masking import DOT

SAMPLE = 200
GLIMPSES = 3
MOST = 0.6
DAY = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}([/.-])\d{1,2}\2\d{1,2}")
"""A day, or what was meant as one: the 31st of February is no phone."""
LOOKS: Mapping[Target, Callable[[str], bool]] = {
    Target.EMAIL: lambda text: "@" in text,
    Target.PHONE: lambda text: (
        8 <= sum(char.isdigit() for char in text) <= 15
        and not _letters(text)
        and not DAY.fullmatch(text)
        and dates.parse(text).value is None
    ),
    Target.COLLECTED_AT: lambda text: dates.parse(text, serials=True, by=date.max).value is not None,
    Target.HAPPENED_AT: lambda text: dates.parse(text, serials=True).value is not None,
    Target.AMOUNT: lambda text: money.read(text).reason in ("", "ambiguous", "negative"),
}
SHOWN = frozenset({
    Target.FIRST_NAME, Target.LAST_NAME, Target.FULL_NAME, Target.TITLE, Target.COMPANY, Target.POSTAL_CODE, Target.TOWN,
    Target.STATE, Target.COUNTRY, Target.CAPACITY, Target.COLLECTED_AT, Target.REFERENCE, *REFUSING,
    Target.HAPPENED_AT, Target.NUMBER, Target.KIND, Target.DIRECTION, Target.RESULT, Target.LABEL, Target.AMOUNT,
    Target.CURRENCY, Target.REMARK, Target.NOTE, Target.PORTFOLIO,
})  # fmt: skip
BY_LEVEL: Mapping[Field, frozenset[Target]] = {
    Field.NAME: frozenset({Target.FIRST_NAME, Target.LAST_NAME, Target.FULL_NAME, Target.REFERENCE}),
    Field.TITLE: frozenset({Target.TITLE}),
    Field.NOTE: frozenset({Target.REMARK, Target.NOTE}),
    Field.ADDRESS: frozenset({Target.POSTAL_CODE, Target.TOWN, Target.STATE}),
}
"""The columns that a level may close to whoever brings a file in."""


@dataclass(frozen=True)
class Guess:
    """A column, how we came to it (a key of `labels.HOW`), and a glimpse of its values."""

    column: Column
    how: str
    glimpses: Sequence[str]

    @property
    def fixed(self) -> bool:
        """Whether no one may say otherwise: what the law forbids, or what has no name to be told by."""
        return self.column.reason.startswith(("forbidden", "values_")) or not names.fold(self.column.header)


def guess(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    told: Mapping[str, str],
    closed: Container[Target],
) -> list[Guess]:
    """A guess a column, from its heading and its first values. `closed`: what the reader’s level does not open."""
    sample = list(islice(rows, SAMPLE))
    folded = {names.fold(header) for header in told}
    found = []
    for column in columns:
        values = [
            text
            for row in sample
            if column.position < len(row) and (text := names.clean(row[column.position]))
        ]
        how = "told" if names.fold(column.header) in folded else "header" if column.target else "none"
        if how != "told":
            column, how = _by_values(column, how, values, columns)  # noqa: PLW2901 - the column as it now is
        found.append(Guess(column, how, _glimpses(column, values, closed=closed)))
    return found


def _by_values(
    column: Column, how: str, values: Sequence[str], all_of_them: Sequence[Column]
) -> tuple[Column, str]:
    """The column once its values were looked at."""
    if column.target and column.target in LOOKS and values and _share(column.target, values) < MOST:
        return column, "doubtful"
    if column.target is Target.NO_CONTACT and any(names_channel(one) for one in values):
        return replace(column, target=Target.OBJECTION), "values"
    if column.target in REFUSING and column.target is not Target.OBJECTION and _names_refusals(values):
        return replace(column, target=Target.OBJECTION), "values"
    if column.target in REFUSING:
        return column, "means"
    if column.target is Target.REMARK:
        return column, "free"
    if column.target is None and column.reason == "no_field":
        for target in (Target.EMAIL, Target.PHONE):
            if _share(target, values) >= MOST and not any(one.target is target for one in all_of_them):
                return replace(column, target=target, reason=""), "values"
    return column, how


def _names_refusals(values: Sequence[str]) -> bool:
    """Whether most cells say more than yes or no, or a day: what each of them refuses."""
    said = [one for one in values if names.fold(one) not in NO]
    more = [one for one in said if names.fold(one) not in YES and dates.parse(one).value is None]
    return bool(said) and len(more) / len(said) > MOST


def _share(target: Target, values: Sequence[str]) -> float:
    told = [one for one in values if not is_filler(one)]
    return sum(map(LOOKS[target], told)) / len(told) if told else 0


def _glimpses(column: Column, values: Sequence[str], *, closed: Container[Target]) -> list[str]:
    if column.reason.startswith(("forbidden", "values_")):
        return []
    shown = column.target in SHOWN and column.target not in closed
    return [veiled(text, shown=shown) for text in dict.fromkeys(values[: GLIMPSES * 4])][:GLIMPSES]


def veiled(text: str, *, shown: bool) -> str:
    """A value for the eyes: whatever looks like an e-mail or a phone shows its mask, whatever its column."""
    if "@" in text:
        return emails.mask(emails.normalise(text).address or "")
    if LOOKS[Target.PHONE](text):
        number = phones.normalise(text, "FR").e164
        return phones.mask(number) if number else DOT * 6
    return text[:60] if shown else text[:2] + DOT * 3


def _letters(text: str) -> bool:
    return sum(char.isalpha() for char in text) > 3
