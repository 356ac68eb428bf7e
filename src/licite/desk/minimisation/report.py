"""The rows of the report: what is declared, filled, used and needed, put side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.access.actor import Actor
from licite.desk.minimisation.verdicts import COVERED, WORDS, Verdict, Words, verdict
from licite.inventory.declare import Sensitivity
from licite.inventory.engine import holdings
from licite.kit import clock
from licite.kit.dates import add_months
from licite.lawful.choices import PurposeKind
from licite.lawful.queries.purposes import purposes_now, purposes_of_fields
from licite.lawful.standing import PurposeNow
from licite.people.builtin import BUILTIN
from licite.people.customs import FieldSensitivity
from licite.people.queries.customs import customs
from licite.people.queries.minimisation import MEASURED, counted_since, filled, used

SENSITIVITY: dict[Sensitivity, Promise] = {
    Sensitivity.NONE: _("None"),
    Sensitivity.ORDINARY: _("Ordinary"),
    Sensitivity.HIGH: _("High"),
}


@dataclass(frozen=True)
class Row:
    """One field. `filled`, `share` (in percent) and `used` are None where they are not counted."""

    label: str
    own: bool
    key: str
    filled: int | None
    share: int | None
    used: int | None
    purposes: str
    sensitivity: str
    verdict: Verdict

    @property
    def words(self) -> Words:
        """The verdict in words."""
        return WORDS[self.verdict]


@dataclass(frozen=True)
class Report:
    """The whole report over the records in sight, the worst fields first. `since`: when the uses counted begin."""

    records: int
    since: datetime
    covered: bool
    months: int
    rows: Sequence[Row]

    @property
    def wrong(self) -> int:
        """How many fields ask for something to be done."""
        return sum(bool(row.words.what) for row in self.rows)


def report(actor: Actor) -> Report:
    """Eight statements, whatever the number of fields and records."""
    now = clock.now()
    months = packs.value("ret.logs.access")
    since = datetime.combine(add_months(now.date(), -months), now.timetz())
    started = counted_since()
    covered = started is not None and started <= now - COVERED
    counted, uses, known, tied = filled(actor), used(since), purposes_now(), purposes_of_fields()
    sensitivities = _declared()
    rows = [
        _row(
            label=str(one.label),
            own=False,
            key=key,
            filled=counted.builtin.get(key),
            records=counted.records,
            used=uses.builtin.get(key, 0) if key in MEASURED else None,
            needed=[known[to] for to in tied.get(key, ()) if known[to].retired_at is None],
            sensitivity=str(SENSITIVITY[sensitivities[one.model, one.column]]),
            language=actor.language,
            covered=covered,
        )
        for key, one in BUILTIN.items()
    ]
    rows += [
        _row(
            label=field.label,
            own=True,
            key=field.key,
            filled=counted.own.get(field.id, 0),
            records=counted.records,
            used=uses.own.get(field.key, 0),
            needed=[one for one in (known[field.purpose],) if one.retired_at is None],
            sensitivity=str(FieldSensitivity(field.sensitivity).label),
            language=actor.language,
            covered=covered,
        )
        for field in customs(actor)
    ]
    order = list(Verdict)
    since = max(since, started or now)
    return Report(
        counted.records, since, covered, months, sorted(rows, key=lambda row: order.index(row.verdict))
    )


def _row(
    *,
    label: str,
    own: bool,
    key: str,
    filled: int | None,
    records: int,
    used: int | None,
    needed: Sequence[PurposeNow],
    sensitivity: str,
    language: str,
    covered: bool,
) -> Row:
    names = [one.name(language) for one in needed]
    return Row(
        label=label,
        own=own,
        key=key,
        filled=filled,
        share=None if filled is None or not records else round(100 * filled / records),
        used=used,
        purposes=", ".join(names),
        sensitivity=sensitivity,
        verdict=verdict(
            filled=filled,
            used=used,
            purposes=len(names),
            legal=any(one.kind == PurposeKind.LEGAL for one in needed),
            covered=covered,
        ),
    )


def _declared() -> dict[tuple[str, str], Sensitivity]:
    return {
        (holding.name, column): held.sensitivity
        for holding in holdings()
        for column, held in holding.fields.items()
    }
