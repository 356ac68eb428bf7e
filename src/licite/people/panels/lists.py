"""Lines of companies, of a company's contacts and of the tray, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.kit import phones
from licite.kit.cells import portfolio_of, stage_of
from licite.lawful.channels import Channel, closed
from licite.people.queries.duplicates import merges
from licite.people.queries.records import CHANNELS
from licite.people.queries.rows import Row
from licite.people.queries.tray import Met, Waiting

SHARED: dict[Field, Promise] = {Field.EMAIL: _("same e-mail"), Field.PHONE: _("same phone")}


@dataclass(frozen=True)
class ContactLine:
    """A contact in words, coordinates masked."""

    url: str
    name: str
    title: str
    stage: str | Promise
    phone: str
    email: str


@dataclass(frozen=True)
class MetLine:
    """A contact of the tray: where it is, who typed it, who sees it, and what it shares with the newcomer.

    `emails`, `phones`: in clear where the reader's level is open and the person did not close the channel.
    `compare`: where it is held against the newcomer, for whoever may merge the two.
    """

    contact: ContactLine
    portfolio: str
    viewers: str
    by: str
    created_at: datetime
    emails: Sequence[str]
    phones: Sequence[str]
    shares: Sequence[str | Promise]
    compare: str = ""


@dataclass(frozen=True)
class TrayLine:
    """An entry of the tray. `closes`: channel and day of what the person refused; `opens`: it may be let in."""

    id: int
    at: datetime
    newcomer: MetLine
    others: Sequence[MetLine]
    objected: bool
    settled: bool
    opens: bool
    closes: Sequence[tuple[str, datetime | None]]

    @property
    def merges(self) -> bool:
        """Whether the reader may merge it with one of those that it meets."""
        return any(met.compare for met in self.others)


def contact_lines(rows: Sequence[Row]) -> list[ContactLine]:
    """Contacts, in the order given."""
    return [_contact(row) for row in rows]


def tray_lines(actor: Actor, entries: Sequence[Waiting]) -> list[TrayLine]:
    """Entries of the tray, in the order given."""
    return [
        TrayLine(
            id=one.id,
            at=one.at,
            newcomer=_met(actor, one.newcomer),
            others=[_met(actor, met, one.newcomer) for met in one.others],
            objected=one.objected,
            settled=one.settled,
            opens=one.settled or Channel.ALL not in one.closes,
            closes=[(str(Channel(channel).label), at) for channel, at in one.closes.items()],
        )
        for one in entries
    ]


def _met(actor: Actor, met: Met, newcomer: Met | None = None) -> MetLine:
    return MetLine(
        contact=_contact(met.row),
        portfolio=actor.portfolios[portfolio_of(met.row.cell)],
        viewers=", ".join(met.viewers),
        by=met.by,
        created_at=met.created_at,
        emails=_in_clear(met, Field.EMAIL),
        phones=list(map(phones.display, _in_clear(met, Field.PHONE))),
        shares=[SHARED[field] for field in met.shares(newcomer)] if newcomer else [],
        compare=_compare(actor, newcomer.row, met.row) if newcomer else "",
    )


def _compare(actor: Actor, newcomer: Row, met: Row) -> str:
    both = merges(actor, newcomer.cell) and merges(actor, met.cell)
    return reverse("people:duplicate", args=[newcomer.public, met.public]) if both else ""


def _in_clear(met: Met, field: Field) -> Sequence[str]:
    return () if closed(met.row.objections, CHANNELS[field]) else met.values.get(field, ())


def _contact(row: Row) -> ContactLine:
    return ContactLine(
        url=reverse("desk:contact", args=[row.public]),
        name=row.name,
        title=row.title,
        stage=labels.STAGES[stage_of(row.cell)],
        phone=row.phone,
        email=row.email,
    )
