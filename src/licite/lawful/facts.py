"""The facts that `may` judges, read for many persons at once: three statements, however many they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol

from django.db import connection
from django.utils import timezone

from licite import packs
from licite.access.actor import Actor
from licite.lawful.choices import Basis, PurposeKind
from licite.lawful.heard import NOTHING, Ground, Heard, hear
from licite.lawful.may import Ask, Facts, Verdict, calls_weigh, may, source_weighs
from licite.lawful.models import OWN_ACTS, GroundEvidence
from licite.lawful.places import law_of, zone_of
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import PurposeNow, category_of, standing

RECORDS = """
    SELECT id, country, department, capacity, mailbox, source, purpose, basis, restricted, minor, informed_at,
        notice_due
    FROM people_contact WHERE id = ANY (%s::bigint[])
"""
# To answer what the person asked: a duty towards them (GDPR article 12), for which the record needs no other purpose.
ANSWER = "answer"
# What the person did that brings in coordinates "in a sale" (CPCE L34-5).
SALES = frozenset({GroundEvidence.SALE, GroundEvidence.ORDER})


class Subject(Protocol):
    """A record as far as the law looks at it: a `Record`, or a row of a list that was read anyway."""

    @property
    def id(self) -> int: ...
    @property
    def country(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def capacity(self) -> str: ...
    @property
    def mailbox(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def restricted(self) -> bool: ...
    @property
    def minor(self) -> bool: ...
    @property
    def informed_at(self) -> datetime | None: ...
    @property
    def notice_due(self) -> date | None: ...


class Record(NamedTuple):
    """The columns of a record that the law looks at."""

    id: int
    country: str
    department: str
    capacity: str
    mailbox: str
    source: str
    purpose: str
    basis: str
    restricted: bool
    minor: bool
    informed_at: datetime | None
    notice_due: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """All that was read at one moment: persons, what is heard of them, the purposes of the organisation."""

    at: datetime
    today: date
    records: Mapping[int, Subject]
    heard: Mapping[int, Heard]
    purposes: Mapping[str, PurposeNow]
    waiting: Sequence[int] = ()
    sectors: tuple[str, ...] = ()
    alike: dict[object, dict[str, Verdict]] = field(default_factory=dict, compare=False, repr=False)
    """Verdicts given already at this moment, by all that they hang on where nothing that weighs is heard of the person."""

    def facts(self, contact: int, purpose: str) -> Facts:
        """What the law asks of one person for one purpose; "" is the record's own. Raises KeyError."""
        record, heard = self.records[contact], self.heard.get(contact, NOTHING)
        key = purpose or record.purpose
        grounds = [one for one in heard.grounds if one.purpose == key] if heard.grounds else []
        basis, source = _held_by(record, key, grounds)
        aim = self.purposes.get(key)
        fault = standing(aim, basis=basis, category=category_of(record.capacity), today=self.today)
        if not basis and aim and aim.retired_at is None and any(one.purpose == key for one in heard.consents):
            # Whoever consented to a purpose is held for it by that consent, which is judged as any other.
            basis, fault = Basis.CONSENT, ""
        kind = aim.kind if aim else PurposeKind.MARKETING
        if key == ANSWER:
            basis, kind, fault = Basis.LEGAL_OBLIGATION, PurposeKind.LEGAL, ""
        return Facts(
            country=record.country,
            zone=zone_of(record.country, record.department),
            capacity=record.capacity,
            mailbox=record.mailbox,
            basis=basis,
            kind=kind,
            source=source,
            grounded=fault in ("", "balancing"),
            balanced=fault != "balancing",
            sale=any(one.opted and one.evidence in SALES for one in heard.grounds),
            contract=any(_runs(one, self.today) for one in grounds),
            own_act_at=max(
                (
                    one.evidence_at
                    for one in grounds
                    if one.evidence_at and one.evidence_at <= self.at and one.evidence in OWN_ACTS
                ),
                default=None,
            ),
            objections=tuple(heard.objections),
            consents=tuple(heard.consents),
            restricted=record.restricted,
            waiting=contact in self.waiting,
            minor=record.minor,
            informed_at=record.informed_at,
            notice_due=record.notice_due,
            attempts=tuple(heard.attempts),
            screened_at=heard.screened_at,
            screened_listed=heard.screened_listed,
            agreed=tuple(heard.agreed),
            callback_at=heard.callback_at,
            sectors=self.sectors,
        )

    def verdict(self, contact: int, purpose: str, channel: str) -> Verdict:
        """May we? Raises KeyError for a person who was not read."""
        return self.verdicts(contact, purpose, (channel,))[channel]

    def verdicts(self, contact: int, purpose: str, channels: Iterable[str]) -> dict[str, Verdict]:
        """The verdict of each channel for one person and purpose ("" is the record's own)."""
        record, asked = self.records[contact], tuple(channels)
        if contact in self.waiting or self._weighs(record):
            return self._judged(contact, purpose, asked)
        # Of when the person was informed the law asks nothing, only of whether; of a day of the notice only when it is over
        # somewhere on earth; of the place its hour alone, of the source whether it was a seller: a list has few kinds of
        # record.
        due = None if record.informed_at else record.notice_due
        if due is not None and due > self.at.astimezone(UTC).date():
            due = None
        kind = (
            record.country, zone_of(record.country, record.department), record.capacity, record.mailbox,
            source_weighs(record.source), record.purpose, record.basis, record.restricted, record.minor,
            record.informed_at is None, due, purpose, asked,
        )  # fmt: skip
        found = self.alike.get(kind)
        if found is None:
            found = self.alike[kind] = self._judged(contact, purpose, asked)
        return found

    def _weighs(self, record: Subject) -> bool:
        """Whether what is heard of a person can change an answer: a call or two of ours cannot."""
        heard = self.heard.get(record.id)
        return heard is not None and not (
            heard.calls_alone and not calls_weigh(len(heard.attempts), law_of(record.country))
        )

    def _judged(self, contact: int, purpose: str, channels: Iterable[str]) -> dict[str, Verdict]:
        facts = self.facts(contact, purpose)
        law, key = law_of(facts.country), purpose or self.records[contact].purpose
        return {channel: may(facts, Ask(key, channel, self.at), law) for channel in channels}


def _held_by(record: Subject, purpose: str, grounds: Sequence[Ground]) -> tuple[str, str]:
    """Basis and source of a purpose for this person: the record's first ground, else the latest further one."""
    if record.purpose == purpose:
        return record.basis, record.source
    if not grounds:
        return "", ""
    latest = max(grounds, key=lambda one: one.since)
    return latest.basis, latest.source


def _runs(ground: Ground, today: date) -> bool:
    return ground.evidence == GroundEvidence.CONTRACT and (
        ground.until is None or ground.until.date() >= today
    )


def known(contacts: Iterable[int], *, at: datetime, waiting: Sequence[int] = ()) -> Known:
    """Reads these persons as they are now, those in sight; three statements. The caller writes the trace.

    `waiting`: those that wait for a check, where somebody is about to act on the answer; a page may not tell.
    """
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, [list(contacts)])
        return known_of([Record._make(row) for row in cursor.fetchall()], at=at, waiting=waiting)


def known_of(subjects: Iterable[Subject], *, at: datetime, waiting: Sequence[int] = ()) -> Known:
    """The same for records that were just read; two statements."""
    records = {one.id: one for one in subjects}
    heard = hear(records, at=at)
    return Known(at, timezone.localdate(at), records, heard, purposes_now(), waiting, _sectors())


def _sectors() -> tuple[str, ...]:
    """What the organisation sells of what some rule names."""
    known = packs.organisation()
    return known.sectors if known else ()


def facts_of(
    actor: Actor,
    contacts: Iterable[int],
    *,
    at: datetime,
    purpose: str = "",
    act: str = "people:contact:read",
) -> dict[int, Facts]:
    """The facts of those of the contacts that the actor sees, for a purpose ("" is each record's own), in the trace."""
    read = known(contacts, at=at)
    actor.trace.saw(act, read.records, ["verdict"])
    return {contact: read.facts(contact, purpose) for contact in read.records}


def verdicts(
    actor: Actor,
    contacts: Iterable[int],
    *,
    channels: Sequence[str],
    at: datetime,
    purpose: str = "",
    act: str = "people:contact:read",
) -> dict[int, dict[str, Verdict]]:
    """The verdicts of those of the contacts that the actor sees, channel by channel, in the trace of `act`."""
    read = known(contacts, at=at)
    actor.trace.saw(act, read.records, ["verdict"])
    return {contact: read.verdicts(contact, purpose, channels) for contact in read.records}
