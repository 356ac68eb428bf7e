"""What the law asks of whoever enters: a purpose that stands, nobody who refused it, and until when they are informed."""

import uuid
from collections.abc import Container, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from licite import packs
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock
from licite.kit.arrays import numbers
from licite.lawful.actions.purposes import require_grounds
from licite.lawful.capacity import mailbox_of
from licite.lawful.channels import BITS, Channel
from licite.lawful.choices import Capacity, CapacityWhy, PurposeKind
from licite.lawful.models import Ground
from licite.lawful.notices.due import delay, notice_dates
from licite.lawful.queries.purposes import purposes_now
from licite.people import sealing
from licite.people.actions.newcomers import Created, NewContact
from licite.people.actions.ready import Keyed, Ready
from licite.people.models import Company

FORESEE = "SELECT person, channel, since FROM gate.foresee(%s::int[], %s::bytea[], %s::int[], %s::bigint[])"
# By each of these a person may be reached; who refused them all refused the purpose.
USUAL = BITS[Channel.PHONE] | BITS[Channel.SMS] | BITS[Channel.EMAIL] | BITS[Channel.POST]
WANTED = frozenset({PurposeKind.MARKETING, PurposeKind.SURVEY})


def unwelcome(rows: Sequence[NewContact], ready: Sequence[Ready]) -> set[int]:
    """The places of those whom the suppression list keeps out: they refused every way of being reached, the purpose is
    marketing or a survey, and no later act of their own opens it. One statement.
    """
    refused = _refused([one.keyed for one in ready])
    kinds = purposes_now() if refused else {}
    return {
        place
        for place, since in refused.items()
        if not _came_back(rows[place], since) and kinds[rows[place].purpose].kind in WANTED
    }


def kept_out(purpose: str, asked: Sequence[Keyed]) -> set[int]:
    """As `unwelcome`, for people who enter for one purpose and did nothing of their own to come back."""
    refused = _refused(asked)
    return set(refused) if refused and purposes_now()[purpose].kind in WANTED else set()


def _came_back(row: NewContact, since: datetime) -> bool:
    return row.own_act is not None and row.own_act.at > since


def let_in(
    actor: Actor, rows: Sequence[NewContact], ready: Sequence[Ready], welcome: Container[uuid.UUID]
) -> None:
    """Raises Refused: purpose, basis, balancing (for any of the rows), suppressed. `welcome`: public ids of those whom
    `kept_out` has not named in this transaction.
    """
    require_grounds(actor, wanted=[(row.purpose, row.basis, row.capacity) for row in rows])
    unknown = [place for place, one in enumerate(ready) if one.public not in welcome]
    if unwelcome([rows[place] for place in unknown], [ready[place] for place in unknown]):
        raise Refused("suppressed")


class Lawful(NamedTuple):
    """What a record keeps for the law: how its capacity is known, its mailbox, when its person is informed."""

    capacity_why: str
    mailbox: str
    informed_at: datetime | None
    notice_due: date


def lawful_columns(rows: Sequence[NewContact]) -> list[Lawful]:
    """The same for each row."""
    kinds = dict(
        Company.objects.filter(id__in={row.company for row in rows if row.company}).values_list("id", "kind")
    )
    law, wait = packs.law(None), delay()
    dates: dict[tuple[object, ...], tuple[datetime | None, date]] = {}
    found: list[Lawful] = []
    for row in rows:
        case = row.source, row.collected_at, row.informed
        if case not in dates:
            dates[case] = notice_dates(row.source, row.collected_at, informed=row.informed, law=wait)
        email = row.emails[0] if row.emails else ""
        found.append(
            Lawful(
                "" if row.capacity == Capacity.UNKNOWN else CapacityWhy.DECLARED.value,
                mailbox_of(email, law=law, company_kind=kinds.get(row.company or 0, "")).value,
                *dates[case],
            )
        )
    return found


def write_own_acts(actor: Actor, records: Sequence[Created], rows: Sequence[NewContact]) -> None:
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


def _refused(asked: Sequence[Keyed]) -> dict[int, datetime]:
    """Those to whom the list closes every usual channel, by place, and since when the latest is closed."""
    prints = [(place, one) for place, row in enumerate(asked) for one in row.prints]
    marks = [(place, one) for place, row in enumerate(asked) for one in row.marks]
    if not prints and not marks:
        return {}
    closed: dict[int, tuple[int, datetime]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            FORESEE,
            [
                numbers(place for place, _ in prints),
                [one for _, one in prints],
                numbers(place for place, _ in marks),
                numbers(mark for _, mark in marks),
            ],
        )
        for place, channel, since in cursor.fetchall():
            bits, latest = closed.get(place, (0, since))
            closed[place] = (bits | BITS[Channel(channel)], max(latest, since))
    return {place: since for place, (bits, since) in closed.items() if bits & USUAL == USUAL}
