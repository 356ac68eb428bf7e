"""What a grant opens or closes, in sentences: records counted, fields, reveals, permissions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access import labels
from licite.access.actor import Actor
from licite.access.giving import Gains, Lack
from licite.access.permissions import Act, Field, Level
from licite.kit.cells import portfolio_of, stage_of
from licite.people.queries.counts import records_by_cell
from licite.web.dates import date_format
from licite.web.names import of

SHOWN = (Field.NAME, Field.TITLE, Field.PHONE, Field.EMAIL, Field.ADDRESS, Field.NOTE, Field.AMOUNT)
"""Fields in the order of a record's page."""
TONES = {Level.OPEN: "yes", Level.REVEAL: "sealed", Level.MASKED: "", Level.HIDDEN: ""}
"""The chip of each level."""


@dataclass(frozen=True)
class Told:
    """A change of rights in words: the head sentence, where, and what was and will be, line by line; `gaining`: whether
    they are gained or lost, None where nothing changes today.
    """

    head: str
    places: Sequence[tuple[str, int]]
    lines: Sequence[tuple[str, str]]
    permissions: Sequence[str]
    gaining: bool | None


def counted(actor: Actor, changes: Iterable[Gains]) -> Mapping[int, int]:
    """How many records each cell that these changes touch holds, for `told`. One statement."""
    touched = {
        cell
        for gains in changes
        for cells in (*gains.acts.values(), *gains.fields.values())
        for cell in cells
    }
    return records_by_cell(actor, cells=sorted(touched))


def told(
    actor: Actor,
    gains: Gains,
    *,
    counts: Mapping[int, int],
    name: str,
    gaining: bool,
    last: bool = False,
) -> Told:
    """What `name` gains, or loses where `gaining` is false; `counts` as `counted` gives them. `last`: nothing else stays."""
    read = gains.acts.get(Act.READ, ())
    return Told(
        head=_last(name, _sum(counts, read)) if last else _head(name, _sum(counts, read), gaining=gaining),
        # Where no record is, nothing is lost today; what is gained there is a right for those to come.
        places=[
            (cell_name(actor, cell), counts.get(cell, 0)) for cell in read if gaining or counts.get(cell)
        ],
        lines=[
            *_creating(actor, gains, gaining=gaining),
            *_acts(gains, counts, gaining=gaining),
            *_fields(gains, counts, gaining=gaining),
            *_reveals(gains, gaining=gaining),
        ],
        permissions=permission_names(gains.permissions),
        gaining=gaining,
    )


def to_come(found: Told, *, since: datetime) -> Told:
    """What a grant of the days to come opens, said before its end: nothing closes today."""
    day = date_format(timezone.localtime(since), "j F Y")
    begins = _("This grant begins on %(day)s: its end closes nothing today. What it would open then:") % {
        "day": day
    }
    return replace(found, head=f"{begins} {found.head}", gaining=None)


def permission_names(permissions: Iterable[str]) -> list[str]:
    """Permissions in plain words, in the order of the page of profiles."""
    held = set(permissions)
    return [str(label) for permission, label in labels.PERMISSIONS.items() if permission in held]


def cell_name(actor: Actor, cell: int) -> str:
    """A cell in words: "Ouest, Client"."""
    place = actor.portfolios.get(portfolio_of(cell)) or _("another portfolio")
    return f"{place}, {str(labels.STAGES[stage_of(cell)]).lower()}"


def records(count: int) -> str:
    """So many records."""
    return ngettext("%(n)s record", "%(n)s records", count) % {"n": count}


def why_not(lack: Lack) -> str:
    """Why the reader may not give a profile."""
    if lack.kind == "permission":
        return _("you do not hold “%(what)s” yourself") % {
            "what": str(labels.PERMISSIONS.get(lack.what, lack.what)).lower()
        }
    if lack.kind == "act":
        return _("you may not %(what)s there yourself") % {"what": labels.ACTS[lack.what]}
    if lack.kind == "level":
        field = str(labels.FIELDS[lack.what]).lower()
        return _("it shows more of the field “%(field)s” than you see") % {"field": field}
    if lack.kind == "reveals":
        return _("it allows more reveals a day than yours")
    return _("it reaches beyond your portfolios and stages")


def _head(name: str, count: int, *, gaining: bool) -> str:
    words = {"name": name, "n": count}
    if gaining:
        return (
            ngettext("%(name)s will read %(n)s record more.", "%(name)s will read %(n)s records more.", count)
            % words
            if count
            else _("%(name)s will read the same records as before.") % words
        )
    return (
        ngettext(
            "%(name)s will no longer read %(n)s record.", "%(name)s will no longer read %(n)s records.", count
        )
        % words
        if count
        else _("%(name)s will read the same records as before.") % words
    )


def _last(name: str, count: int) -> str:
    words = {"whose": of(name), "n": count}
    if not count:
        return _("It is the last grant %(whose)s: nothing of the base stays open to them.") % words
    return _("It is the last grant %(whose)s, who will no longer read any record (%(n)s today).") % words


def _creating(actor: Actor, gains: Gains, *, gaining: bool) -> list[tuple[str, str]]:
    """A right, not a number: what would be created is not there yet."""
    places = {
        actor.portfolios.get(portfolio_of(cell)) or _("another portfolio"): None
        for cell in gains.acts.get(Act.CREATE, ())
    }
    where = ", ".join(places)
    what = _("new records in %(where)s") % {"where": where}
    return (
        [(str(labels.ACTS[Act.CREATE]).capitalize(), f"{_allowed(gaining=gaining)} · {what}")]
        if places
        else []
    )


def _acts(gains: Gains, counts: Mapping[int, int], *, gaining: bool) -> list[tuple[str, str]]:
    return [
        (
            str(labels.ACTS[act]).capitalize(),
            f"{_allowed(gaining=gaining)} · {records(_sum(counts, gains.acts[act]))}",
        )
        for act in map(Act, labels.ACTS)
        if act in gains.acts
        and act not in (Act.READ, Act.CREATE)
        and (gaining or _sum(counts, gains.acts[act]))
    ]


def _fields(gains: Gains, counts: Mapping[int, int], *, gaining: bool) -> list[tuple[str, str]]:
    return [
        (
            str(labels.FIELDS[field]),
            f"{_turned(labels.LEVELS[less], labels.LEVELS[more], gaining=gaining)} · {records(_sum(counts, cells))}",
        )
        for field in SHOWN
        for more in reversed(Level)
        for less in Level
        if (cells := gains.fields.get((field, less, more))) and (gaining or _sum(counts, cells))
    ]


def _reveals(gains: Gains, *, gaining: bool) -> list[tuple[str, str]]:
    less, more = gains.reveals
    return [(_("Reveals a day"), _turned(less, more, gaining=gaining))] if less != more else []


def _allowed(*, gaining: bool) -> str:
    return _turned(_("no"), _("yes"), gaining=gaining)


def _turned(less: object, more: object, *, gaining: bool) -> str:
    """What was, then what will be."""
    return f"{less} → {more}" if gaining else f"{more} → {less}"


def _sum(counts: Mapping[int, int], cells: Iterable[int]) -> int:
    return sum(counts.get(cell, 0) for cell in cells)
