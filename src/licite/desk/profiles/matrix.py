"""The matrix: what each profile opens, a line a right, a column a profile; and a difference in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Level
from licite.access.profiles import Change, holders
from licite.access.queries import Held, Sheet
from licite.desk.grants.words import SHOWN, TONES, permission_names

GROUPS = (
    ("people:", "sales:", "intake:"),
    ("lawful:",),
    ("access:", "staff:", "journal:", "inventory:"),
)


@dataclass(frozen=True)
class Line:
    """One right: its words, and for each profile what it says (empty: no) with the tone of its chip."""

    label: str
    cells: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Part:
    """Lines under one heading."""

    title: str
    lines: Sequence[Line]


def parts(sheets: Sequence[Sheet]) -> list[Part]:
    """Acts, levels, reveals, then permissions by theme."""
    names = [str(labels.profile(sheet.key)) for sheet in sheets]

    def line(label: object, said: Sequence[tuple[str, str]]) -> Line:
        return Line(str(label), [(name, *one) for name, one in zip(names, said, strict=True)])

    def ticks(label: object, held: Sequence[bool]) -> Line:
        return line(label, [(_("yes") if one else "", "") for one in held])

    acts = [
        ticks(str(label).capitalize(), [act in sheet.acts for sheet in sheets])
        for act, label in labels.ACTS.items()
    ]
    levels = [
        line(labels.FIELDS[field], [_level(sheet, sheet.levels.get(field, Level.HIDDEN)) for sheet in sheets])
        for field in SHOWN
    ]
    levels.append(
        line(_("Reveals a day"), [(str(sheet.reveals) if sheet.acts else "", "") for sheet in sheets])
    )
    titles = (_("Commercial work"), _("Lawful use"), _("Control"))
    return [
        Part(_("On the records of the grant"), acts),
        Part(_("Fields"), levels),
        *(
            Part(
                title,
                [
                    ticks(labels.PERMISSIONS[one], [one in sheet.permissions for sheet in sheets])
                    for one in labels.PERMISSIONS
                    if one.startswith(group)
                ],
            )
            for title, group in zip(titles, GROUPS, strict=True)
        ),
    ]


def _level(sheet: Sheet, level: Level) -> tuple[str, str]:
    """Short, for a narrow column; a profile that reads nothing shows nothing."""
    short = {Level.OPEN: _("open"), Level.REVEAL: _("to reveal"), Level.MASKED: _("masked"), Level.HIDDEN: ""}
    return (short[level], TONES[level]) if sheet.acts else ("", "")


def held_by(sheet: Sheet, held: Sequence[Held]) -> int:
    """How many members hold the profile now."""
    return len({one.member for one in holders(sheet, held)})


def differences(before: Sheet, after: Sheet) -> list[tuple[str, str, str]]:
    """What differs: (what, before, after) in words."""
    found = [
        (str(label).capitalize(), _yes(act, before), _yes(act, after))
        for act, label in labels.ACTS.items()
        if (act in before.acts) != (act in after.acts)
    ]
    for field in SHOWN:
        was, now = before.levels.get(field, Level.HIDDEN), after.levels.get(field, Level.HIDDEN)
        if was != now:
            found.append((str(labels.FIELDS[field]), str(labels.LEVELS[was]), str(labels.LEVELS[now])))
    if before.reveals != after.reveals:
        found.append((_("Reveals a day"), _number(before.reveals), _number(after.reveals)))
    gone, new = before.permissions - after.permissions, after.permissions - before.permissions
    found += [(name, _("no"), _("yes")) for name in permission_names(new)]
    return found + [(name, _("yes"), _("no")) for name in permission_names(gone)]


@dataclass(frozen=True)
class Told:
    """A version of the history in words."""

    version: int
    copied: str
    differences: Sequence[tuple[str, str, str]]
    reason: str
    by: str
    change: Change


def told(actor: Actor, changes: Sequence[Change], names: dict[int, str]) -> list[Told]:
    """The history in words."""
    return [
        Told(
            one.version,
            str(labels.profile(one.copied)) if one.copied else "",
            differences(one.before, one.after) if one.before else [],
            one.reason,
            names.get(one.member, "") if one.member else "",
            one,
        )
        for one in changes
    ]


def _yes(act: str, sheet: Sheet) -> str:
    return _("yes") if act in sheet.acts else _("no")


def _number(reveals: int) -> str:
    return _("as the rule says") if reveals < 0 else str(reveals)
