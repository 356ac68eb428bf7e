"""Stores what the demo's people agreed to, bought, asked and refused: in bulk, or by the gate's acts where there are few."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from django.db import connection

from licite.access import gate
from licite.access.actor import Actor
from licite.console.demo.build import SENSITIVE, DemoBase
from licite.console.demo.house import ORIGIN, House
from licite.console.demo.markers import marked_key, marker
from licite.console.demo.people import person, slug
from licite.console.demo.records import PORTFOLIOS, DemoConsent, DemoContact, DemoGround, DemoValue
from licite.console.demo.words import towns
from licite.console.demo.workdays import PARIS
from licite.console.demo.write import Stored, insert_rows
from licite.journal import entries
from licite.lawful.actions.consents import add_evidence
from licite.lawful.actions.notes import put_flags, screen
from licite.lawful.actions.notices import inform
from licite.lawful.actions.objections import marks_for, prints_for
from licite.lawful.actions.phone import note_callback
from licite.lawful.actions.restriction import restrict
from licite.lawful.actions.suppression import add_by_hand, stage
from licite.lawful.channels import Channel
from licite.lawful.models import Consent, DeliveredBy, NoticeKind, Place, RestrictionReason, ToldBy
from licite.lawful.notices.choice import kind_for
from licite.lawful.notices.due import delay
from licite.lawful.proofs.sealing import ConsentDetails, seal_details
from licite.lawful.proofs.validity import validity
from licite.lawful.suppression.reading import Identifier
from licite.lawful.suppression.taking import take
from licite.people import sealing
from licite.people.actions import values
from licite.people.models import Interaction

CONSENTS: Final = """
    INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until,
        rule, source, details, upstream, names_us, age, member, created_at)
    SELECT public, contact, cell, purpose, channel, wording, act, given_at, %s, valid_until, rule, source, details,
        false, true, 'adult', member, given_at
    FROM unnest(%b::uuid[], %b::bigint[], %b::int[], %b::text[], %b::text[], %b::bigint[], %b::text[], %b::timestamptz[],
        %b::timestamptz[], %b::text[], %b::text[], %b::bytea[], %b::int[])
        AS given (public, contact, cell, purpose, channel, wording, act, given_at, valid_until, rule, source, details,
        member)
    RETURNING public, id
"""
GROUNDS: Final = """
    INSERT INTO lawful_ground (contact, cell, purpose, basis, source, since, evidence, evidence_at, until, opted,
        reference, created_at)
    SELECT contact, cell, purpose, basis, source, at, evidence, at, until, opted, reference, at
    FROM unnest(%b::bigint[], %b::int[], %b::text[], %b::text[], %b::text[], %b::timestamptz[], %b::text[], %b::date[],
        %b::boolean[], %b::bytea[]) AS held (contact, cell, purpose, basis, source, at, evidence, until, opted, reference)
"""
VALUES: Final = """
    INSERT INTO people_value (contact, cell, field, value, member, written_at)
    SELECT contact, cell, field, value, member, %s FROM unnest(%b::bigint[], %b::int[], %b::bigint[], %b::bytea[], %b::int[])
        AS said (contact, cell, field, value, member)
"""
WITHDRAW: Final = "SELECT gate.withdraw(%s, %s, %s, %s, %s::bigint[])"
PERSON_OBJECTS: Final = "SELECT gate.complete_objection(%s, '', %s, %s::bytea[], %s::bigint[])"
ON_FILE, BY_HAND, BY_LINK = 12, 2, 3
"""How many who were never in the base, or are no more, stand on the suppression list."""


def add_rights(
    base: DemoBase, stored: Mapping[str, Stored], *, house: House, keepers: Mapping[int, int], now: datetime
) -> None:
    """Proofs of consent, further purposes and the own field's values, a statement each; then what was taken back."""
    people = {one.key: one for one in base.contacts}
    consents, grounds, said = base.rights
    with gate.as_system("demo"):
        proofs = [_consent(one, stored, house, keepers) for one in consents]
        ids = dict(insert_rows(CONSENTS, proofs, PARIS.key))
        insert_rows(GROUNDS, [_ground(one, stored) for one in grounds])
        insert_rows(VALUES, [_value(one, stored, house, keepers) for one in said], now)
        _withdraw(consents, [ids[row[0]] for row in proofs], people, stored)
        for act, fields, rows in (
            ("lawful:consent:write", {one.wording for one in consents}, consents),
            ("lawful:ground:add", {"grounds"}, grounds),
            ("people:contact:edit", {"customs"}, said),
        ):
            entries.write(
                act, subjects={stored[one.contact].id for one in rows}, fields=fields, origin=ORIGIN
            )


def _consent(
    one: DemoConsent, stored: Mapping[str, Stored], house: House, keepers: Mapping[int, int]
) -> tuple[Any, ...]:
    contact, wording = stored[one.contact], house.wordings[one.wording]
    holds = validity(
        Channel(wording.channel), contact.country, one.given_at.astimezone(PARIS), promised=wording.months
    )
    details = ConsentDetails(identifier=one.identifier, reference=one.reference)
    return (
        uuid.uuid4(),
        contact.id,
        contact.cell,
        wording.purpose,
        wording.channel,
        wording.pk,
        one.act,
        one.given_at,
        holds.until,
        holds.rule,
        one.source,
        seal_details(contact.public, details),
        keepers[contact.cell],
    )


def _ground(one: DemoGround, stored: Mapping[str, Stored]) -> tuple[Any, ...]:
    contact = stored[one.contact]
    told = sealing.seal_values("ground", contact.public, [one.reference, one.family])
    return (
        contact.id,
        contact.cell,
        one.purpose,
        one.basis,
        one.source,
        one.at,
        one.evidence,
        one.until,
        one.opted,
        told,
    )


def _value(
    one: DemoValue, stored: Mapping[str, Stored], house: House, keepers: Mapping[int, int]
) -> tuple[Any, ...]:
    contact = stored[one.contact]
    sealed = sealing.seal_values("custom", contact.public, [one.text])
    return contact.id, contact.cell, house.field, sealed, keepers[contact.cell]


def _withdraw(
    consents: Sequence[DemoConsent],
    ids: Sequence[int],
    people: Mapping[str, DemoContact],
    stored: Mapping[str, Stored],
) -> None:
    rows = []
    for one, number in zip(consents, ids, strict=True):
        if one.withdrawn_at:
            told = ToldBy.PHONE if one.wording == "phone" else ToldBy.EMAIL
            contact = people[one.contact]
            marks = values.marks(contact.emails, contact.phones)
            rows.append((stored[one.contact].id, number, told.value, one.withdrawn_at, marks))
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(WITHDRAW, rows)
        entries.write(
            "lawful:consent:withdraw",
            subjects={row[0] for row in rows},
            fields=["phone", "email"],
            origin=ORIGIN,
        )


def add_cases(base: DemoBase, stored: Mapping[str, Stored], *, officer: int, rep: int, now: datetime) -> None:
    """What befell a few: a restriction, a call-back, a note to be read again; proofs kept of the marked contacts."""
    people = {one.key: one for one in base.contacts}
    with gate.acting_for(officer, "demo") as actor:
        for portfolio in PORTFOLIOS:
            key = marked_key(portfolio)
            _keep_proofs(actor, people[key], stored[key])
        if "restricted" in base.cases:
            since = now - timedelta(days=6)
            restrict(
                actor,
                contact=stored[base.cases["restricted"]].id,
                reason=RestrictionReason.ACCURACY,
                since=since,
            )
    if "call_back" in base.cases:
        with gate.acting_for(rep, "demo") as actor:
            contact, asked = stored[base.cases["call_back"]], now - timedelta(hours=20)
            note_callback(actor, contact=contact.id, cell=contact.cell, asked_at=asked)
    if "flagged" in base.cases:
        with gate.as_system("demo"):
            _flag(
                stored[base.cases["flagged"]].id,
                max(one.at for one in base.interactions if one.note == SENSITIVE),
            )


def _keep_proofs(actor: Actor, contact: DemoContact, stored: Stored) -> None:
    """A file beside the consent, and a word on how the notice was given, each with the portfolio's marker word."""
    assert contact.informed_at is not None
    consent = Consent.objects.get(contact=stored.id)
    paper = f"Bulletin signé au dépôt, {marker('evidence', contact.portfolio)}."
    add_evidence(actor, contact=stored, consent=consent, content=paper.encode())
    kind = kind_for(contact.source, delay().indirect)
    inform(
        actor,
        contact=stored.id,
        public=stored.public,
        kind=kind,
        language="fr",
        means=DeliveredBy.AT_COLLECTION if kind is NoticeKind.FORM else DeliveredBy.IN_PERSON,
        at=contact.informed_at,
        proof=f"Affiche du comptoir, {marker('proof', contact.portfolio)}.",
    )


def _flag(contact: int, at: datetime) -> None:
    row = Interaction.objects.only("id").get(contact=contact, at=at)
    flags = put_flags(contact, Place.INTERACTION, row.id, screen(SENSITIVE))
    entries.write("lawful:note:flag", subjects=[contact], detail={"flags": flags}, origin=ORIGIN)


def add_opponents(*, officer: int, now: datetime) -> None:
    """People who are not in the base, and whom the suppression list keeps out: from a file, by letter, by their link."""
    outside = _outside(Random("1:outside"), ON_FILE + BY_HAND + BY_LINK)
    listed, written, linked = (
        outside[:ON_FILE],
        outside[ON_FILE : ON_FILE + BY_HAND],
        outside[ON_FILE + BY_HAND :],
    )
    with gate.acting_for(officer, "demo") as actor:
        for email in written:
            found = [Identifier("email", email)]
            add_by_hand(actor, found=found, channel=Channel.ALL, at=now - timedelta(days=40))
        content = "\n".join(("e-mail", *listed)).encode()
        row = stage(actor, content=content, channel=Channel.EMAIL, country="FR")
    take(partial(gate.acting_for, officer, "demo"), row.public)
    rows = [
        (
            Channel.ALL.value,
            now - timedelta(days=9),
            prints_for(Channel.ALL, emails=[email], phones=[]),
            marks_for(Channel.ALL, emails=[email], phones=[]),
        )
        for email in linked
    ]
    with gate.as_system("demo"), connection.cursor() as cursor:
        cursor.executemany(PERSON_OBJECTS, rows)
        entries.write("lawful:objection:write", fields=[Channel.ALL.value], origin=ORIGIN)


def _outside(rng: Random, count: int) -> list[str]:
    people = (person(rng, rng.choice(towns("France"))) for _ in range(count))
    return [
        f"{slug(who.first)}.{slug(who.last)}{number}@ancien-fichier.example"
        for number, who in enumerate(people, 1)
    ]
