"""What the preview of a file of persons shows: counts, its first rows as they would become, those that meet somebody."""

from collections.abc import Container, Mapping, Sequence
from itertools import islice
from typing import Any

from django.core.paginator import Paginator

from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.intake import doubts, words
from licite.intake.cells import BY_ORDER, Note
from licite.intake.drafts import Opened
from licite.intake.headings import Target
from licite.intake.looking import CLOSES, Preview, read
from licite.intake.plans import Rule
from licite.intake.preparing import BecomingRow, becoming, opened
from licite.intake.remarks import SENSITIVE
from licite.intake.reports import OF_ROWS, TOUCHY_OUT, Line, Outcome, lines_met
from licite.intake.rows import read_row
from licite.intake.seeing import seen_at
from licite.kit.names import clean
from licite.lawful.channels import Channel
from licite.people.queries.rows import rows_of

FIRST = 5
SHOWN = 100
AT_FIRST = 20
"""Rows to decide that are in sight at first; those that follow are folded."""
TOUCHY = frozenset((SENSITIVE, TOUCHY_OUT))
ELSEWHERE = ("known.", "gained.", "doubt.", "kept.", "left.", "person.", CLOSES)
"""Before what is counted elsewhere."""
NAMED = (Target.FIRST_NAME, Target.LAST_NAME, Target.FULL_NAME)


def preview_page(actor: Actor, draft: Opened, *, number: str = "") -> dict[str, Any]:
    """The counts of the whole file, its first rows, those that meet somebody, and a page of those that say something."""
    found = read(draft)
    met = doubts.first_to_decide(found)
    shown = met[:SHOWN]
    records = {row.id: row for row in rows_of(actor, sorted({one for line in shown for one in line.records}))}
    if records:
        actor.trace.saw("intake:import:compare", list(records), ["name"])
    fields = opened(actor)
    actor.trace.saw("intake:import:preview", [], fields, draft=draft.id)
    touchy = [line.number for line in found.lines if TOUCHY.intersection(line.warnings)][:SHOWN]
    twins = {one for line in shown for one in lines_met(line)}
    wanted = {*(line.number for line in shown), *touchy, *twins, *found.by_order}
    meeting = _becoming_of(draft, wanted, fields)
    page = Paginator([line for line in found.lines if line not in shown], SHOWN).get_page(number)
    others = list(page)
    told = {line.number for line in (*shown, *others)}
    first = _first(draft, fields)
    listed = told | {row.number for row in first}
    rows = [
        doubts.doubt_row(
            line,
            draft.plan,
            doubt=found.doubts.get(line.number, ""),
            records=records,
            becoming=meeting,
            listed=listed,
        )
        for line in shown
    ]
    names = _names_of(draft, {line.number for line in others}) if Field.NAME in fields else {}
    assert draft.plan.declared is not None
    return {
        "seen": seen_at(actor, draft.plan.declared),
        "figures": [(one.value, words.headed(one), found.counts[one]) for one in OF_ROWS],
        "objections": words.objections_to_come(found.counts["objections"], _closing(found.codes)),
        "late": words.late(found.counts["late"]),
        "first": first,
        "told": told,
        "touchy": [meeting[one] for one in touchy if meeting[one].remark],
        "touchies": sum(found.codes.get(one.code, 0) for one in TOUCHY),
        "keeps_touchy": draft.plan.keeps_touchy,
        "mended": counted_notes(found.codes, mended=True),
        "warned": [
            *counted_notes(found.codes, mended=False),
            *_by_order(found, [meeting[one].parted for one in found.by_order]),
        ],
        "kinds": doubts.kinds(found.kinds, draft.plan.alike),
        "doubts": rows[:AT_FIRST],
        "folded": rows[AT_FIRST:],
        "more": max(len(met), sum(found.kinds.values())) - len(shown),
        "others": [_line(line, listed, names.get(line.number, "")) for line in others],
        "page": page,
        "rules": list(Rule.choices),
        "rule": draft.plan.rule.value,
        "importable": any(found.counts[one] for one in OF_ROWS if one is not Outcome.REFUSED),
    }


def _closing(codes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Channels, and how many rows close these and no others; the most frequent first."""
    found = [(code.removeprefix(CLOSES).split(), n) for code, n in codes.items() if code.startswith(CLOSES)]
    return [
        (", ".join(str(Channel(one).label) for one in channels), n)
        for channels, n in sorted(found, key=lambda one: -one[1])
    ]


def _by_order(found: Preview, parted: Sequence[str]) -> list[tuple[str, int]]:
    """One line for the names that were cut by the order of their words, with the first of them where they may be read."""
    text, count = words.note(Note(BY_ORDER)), found.codes.get(BY_ORDER, 0)
    shown = ", ".join(one for one in parted if one)
    return [(f"{text} ({shown})" if shown else text, count)] if count else []


def _first(draft: Opened, opened: Container[str]) -> list[BecomingRow]:
    declared, columns = draft.plan.declared, draft.columns()
    assert declared is not None
    rows = islice(draft.table.rows(), FIRST)
    return [becoming(read_row(number, values, columns, declared), opened) for number, values in rows]


def _becoming_of(draft: Opened, numbers: Container[int], opened: Container[str]) -> dict[int, BecomingRow]:
    """Some rows of the file, by line, as they would enter."""
    declared, columns = draft.plan.declared, draft.columns()
    assert declared is not None
    return {
        number: becoming(read_row(number, values, columns, declared), opened)
        for number, values in draft.table.rows()
        if number in numbers
    }


def _names_of(draft: Opened, numbers: Container[int]) -> dict[int, str]:
    """How some rows are named, by line, as the file has it: a row that is refused becomes nobody."""
    places = [one.position for one in draft.columns() if one.target in NAMED]
    return {
        number: clean(" ".join(values[place] for place in places if place < len(values)))
        for number, values in draft.table.rows()
        if number in numbers
    }


def _line(line: Line, listed: Container[int], name: str) -> tuple[int, str, str, str, list[doubts.Said]]:
    """Number and name, outcome and its words, what there is to say."""
    notes = [one for one in (*line.reasons, *line.warnings) if not one.mended]
    told = words.outcome_of(line, acts=False)
    return line.number, name, line.outcome.value, told, doubts.said(notes, listed)


def counted_notes(codes: Mapping[str, int], *, mended: bool) -> list[tuple[str, int]]:
    """Notes of the whole file in words, the most frequent first; what a row became is counted elsewhere."""
    wanted = [
        (code, count)
        for code, count in codes.items()
        if Note(code).mended is mended and code != BY_ORDER and not code.startswith(ELSEWHERE)
    ]
    return [(words.note(Note(code)), count) for code, count in sorted(wanted, key=lambda one: -one[1])]
