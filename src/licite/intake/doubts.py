"""Rows of a file that look like somebody: why, what may be answered of one or of all of a kind, what was answered."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite.intake import words
from licite.intake.cells import Note
from licite.intake.looking import Preview
from licite.intake.matching import CLOSE_NAME
from licite.intake.plans import Plan, Rule
from licite.intake.preparing import BecomingRow
from licite.intake.reports import Line, line_met, lines_met
from licite.people.queries.rows import Row

KINDS: Mapping[str, Promise] = {
    CLOSE_NAME: gettext_lazy(
        "The same e-mail or phone, and nearly the same name: most likely the same person"
    ),
    "doubt.email_other_name": gettext_lazy("The same e-mail under another name"),
    "doubt.other_coordinates": gettext_lazy("The same name, with another e-mail or phone"),
    "doubt.name_alone": gettext_lazy("The same name, and nothing else to go by"),
}
Said = tuple[str, int]
"""A sentence, and the line of the file that it speaks of where the page has that one; else 0."""
ASIDE = "aside"
"""Of a row, in the preview: not settled by what was answered of all of its kind."""


@dataclass(frozen=True)
class KindRow:
    """Why rows wait: code, words, how many, what one answer may say of all of them, what was answered."""

    code: str
    label: str
    count: int
    choices: Sequence[tuple[str, str]]
    answer: str = ""


@dataclass(frozen=True)
class DoubtRow:
    """A row that meets somebody: whose it is as the file says, whom it meets (`records`, or `lines` of the same file:
    number and name), of which kind of doubt, and what was decided.
    """

    number: int
    name: str
    company: str
    kind: str
    outcome: str
    outcome_words: str
    reasons: Sequence[Said]
    warnings: Sequence[str]
    records: Sequence[Row]
    lines: Sequence[tuple[int, str]]
    decided: str
    choices: Sequence[tuple[str, str]]


def choices(rivals: int) -> list[tuple[str, str]]:
    """What may be answered of a row that looks like so many records."""
    merge = [(Rule.MERGE.value, _("The same person: complete the record"))] if rivals == 1 else []
    return [
        *merge,
        (Rule.KEEP.value, _("Somebody else: make a record")),
        (Rule.SKIP.value, _("Do not bring it in")),
    ]


def kinds(counted: Mapping[str, int], answered: Mapping[str, Rule] | None = None) -> list[KindRow]:
    """The kinds of doubt that so many rows have, and what was answered of them so far."""
    answered = answered or {}
    return [
        KindRow(code, str(label), counted[code], choices(1), answered.get(code, ""))
        for code, label in KINDS.items()
        if counted.get(code)
    ]


def first_to_decide(found: Preview) -> list[Line]:
    """The rows that meet somebody: those that are doubtful first, kind by kind."""
    order = list(KINDS)
    met = [line for line in found.lines if line.number in found.doubts or _meets(line)]
    return sorted(
        met, key=lambda line: order.index(code) if (code := found.doubts.get(line.number)) else len(order)
    )


def doubt_row(
    line: Line,
    plan: Plan,
    *,
    doubt: str,
    records: Mapping[int, Row],
    becoming: Mapping[int, BecomingRow],
    listed: Container[int],
) -> DoubtRow:
    """A row for the page; `listed`: the lines that the page shows."""
    decided = plan.decisions.get(line.number, "")
    here = [records[one] for one in line.records if one in records]
    return DoubtRow(
        line.number,
        becoming[line.number].name,
        becoming[line.number].company,
        str(KINDS[doubt]) if doubt else "",
        line.outcome.value,
        words.outcome_of(line, acts=False),
        said(line.reasons, listed),
        [words.note(one) for one in line.warnings if not one.mended],
        here,
        [(one, becoming[one].name if one in becoming else "") for one in lines_met(line)],
        ASIDE if decided is None else decided,
        _choices(line, doubtful=bool(doubt), answered=plan.alike.get(doubt)),
    )


def said(notes: Iterable[Note], listed: Container[int]) -> list[Said]:
    """Notes in words; `listed`: the lines that the page shows."""
    return [(words.note(one), met if (met := line_met(one)) in listed else 0) for one in notes]


def _choices(line: Line, *, doubtful: bool, answered: Rule | None) -> list[tuple[str, str]]:
    if answered:
        rest = [("", _("As all rows of its kind")), (ASIDE, _("Leave it aside for now"))]
    else:
        rest = [("", _("Leave it aside for now") if doubtful else _("As the rule says"))]
    return [*rest, *choices(max(len(line.records), 1))]


def _meets(line: Line) -> bool:
    codes = {note.code for note in line.reasons}
    return any(code.startswith(("known.", "kept.", "left.")) for code in codes)
