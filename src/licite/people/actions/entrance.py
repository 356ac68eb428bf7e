"""What the law asks of whoever enters: a purpose that stands, nobody who refused it, and until when they are informed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection

from licite import packs
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.actions.purposes import require_grounds
from licite.lawful.capacity import mailbox_of
from licite.lawful.channels import BITS, Channel
from licite.lawful.choices import Capacity, CapacityWhy, PurposeKind
from licite.lawful.models import Ground, GroundEvidence
from licite.lawful.notices.due import delay, notice_dates
from licite.lawful.queries.purposes import purposes_now
from licite.people import sealing
from licite.people.actions import values
from licite.people.models import Company, Contact

if TYPE_CHECKING:
    from licite.people.actions.contacts import NewContact

FORESEE = "SELECT person, channel, since FROM gate.foresee(%s::int[], %s::bytea[], %s::int[], %s::bigint[])"
# By each of these a person may be reached; who refused them all refused the purpose.
USUAL = BITS[Channel.PHONE] | BITS[Channel.SMS] | BITS[Channel.EMAIL] | BITS[Channel.POST]
WANTED = frozenset({PurposeKind.MARKETING, PurposeKind.SURVEY})


@dataclass(frozen=True, kw_only=True)
class OwnAct:
    """What the person did to come back: a form, an order or a call, when, and what finds it again."""

    evidence: GroundEvidence
    at: datetime
    reference: str


def unwelcome(rows: Sequence["NewContact"]) -> set[int]:
    """The places of those whom the suppression list keeps out: they refused every way of being reached, the purpose is
    marketing or a survey, and no later act of their own opens it. One statement.
    """
    closed = _closed(rows)
    kinds = purposes_now() if closed else {}
    return {
        place
        for place, (bits, since) in closed.items()
        if bits & USUAL == USUAL
        and not _came_back(rows[place], since)
        and kinds[rows[place].purpose].kind in WANTED
    }


def _came_back(row: "NewContact", since: datetime) -> bool:
    return row.own_act is not None and row.own_act.at > since


def let_in(actor: Actor, rows: Sequence["NewContact"]) -> None:
    """Raises Refused: purpose, basis, balancing (for any of the rows), suppressed."""
    require_grounds(actor, wanted=[(row.purpose, row.basis, row.capacity) for row in rows])
    if unwelcome(rows):
        raise Refused("suppressed")


def lawful_columns(rows: Sequence["NewContact"]) -> list[dict[str, Any]]:
    """What the record keeps for the law, a row each: how its capacity is known, its mailbox, when it is informed."""
    kinds = dict(
        Company.objects.filter(id__in={row.company for row in rows if row.company}).values_list("id", "kind")
    )
    law, wait = packs.law(None), delay()
    found: list[dict[str, Any]] = []
    for row in rows:
        informed_at, due = notice_dates(row.source, row.collected_at, informed=row.informed, law=wait)
        found.append(
            {
                "capacity_why": "" if row.capacity == Capacity.UNKNOWN else CapacityWhy.DECLARED,
                "mailbox": mailbox_of(
                    row.emails[0] if row.emails else "", law=law, company_kind=kinds.get(row.company or 0, "")
                ),
                "informed_at": informed_at,
                "notice_due": due,
            }
        )
    return found


def write_own_acts(actor: Actor, records: Sequence[Contact], rows: Sequence["NewContact"]) -> None:
    """Keeps what the person did: it opens this purpose, and no other, after an objection."""
    acts = [(record, row, row.own_act) for record, row in zip(records, rows, strict=True) if row.own_act]
    Ground.objects.bulk_create(
        [
            Ground(
                contact=record.id,
                cell=record.cell,
                purpose=row.purpose,
                basis=row.basis,
                source=row.source,
                since=act.at,
                evidence=act.evidence,
                evidence_at=act.at,
                reference=sealing.seal_values("ground", record.public, [act.reference, ""]),
                member=actor.member,
                created_at=clock.now(),
            )
            for record, row, act in acts
        ]
    )


def _closed(rows: Sequence["NewContact"]) -> Mapping[int, tuple[int, datetime]]:
    """The channels that the list closes to whom, as bits, and since when the latest is closed, by place."""
    prints = [(place, one) for place, row in enumerate(rows) for one in values.prints(row.emails, row.phones)]
    marks = [(place, one) for place, row in enumerate(rows) for one in values.marks(row.emails, row.phones)]
    closed: dict[int, tuple[int, datetime]] = {}
    with connection.cursor() as cursor:
        cursor.execute(FORESEE, [*_columns(prints), *_columns(marks)])
        for place, channel, since in cursor.fetchall():
            bits, latest = closed.get(place, (0, since))
            closed[place] = (bits | BITS[Channel(channel)], max(latest, since))
    return closed


def _columns(pairs: Sequence[tuple[int, object]]) -> list[list[object]]:
    return [[place for place, _ in pairs], [value for _, value in pairs]]
