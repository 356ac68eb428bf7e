"""Whoever steals the database, its files or its logs reads nobody's name, e-mail, phone, address or note."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DataError, connection, transaction

from licite.access import gate, tickets
from licite.access.actor import Actor
from licite.kit import clock, names
from licite.lawful.actions.consents import NewConsent, record_consent
from licite.lawful.actions.notices import inform
from licite.lawful.actions.wordings import add_wording
from licite.lawful.channels import Channel
from licite.lawful.models import ConsentSource, DeliveredBy, GroundEvidence, PositiveAct, Wording
from licite.lawful.proofs.sealing import ConsentDetails
from licite.lawful.proofs.wordings import Mentions
from licite.ops.binaries import programs
from licite.ops.homes import Home
from licite.ops.postgres import Server
from licite.people.actions.customs import add_field, fill_customs
from licite.people.actions.grounds import NewGround, add_ground
from licite.people.queries import Filters, contact_for, contact_list, search
from licite.people.queries.customs import customs
from tests.conftest import session_of
from tests.plugin import database_name, superuser
from tests.world import ALL, DORA, LAST, MAX, PEOPLE, RITA, Cast

ONE = PEOPLE[0]
# Names of legal persons are nobody's secret, and three of them sound like a person of the world.
PHONES = ("+3329900", "+33 2 99 00", "02 99 00")
DOMAINS = tuple(f"@client{portfolio}.example" for portfolio in ALL)
COMPANIES = [
    form for portfolio in ALL for form in (f"Société {LAST[portfolio][0]}", f"societe {LAST[portfolio][0]}")
]
# A title of the world stands in the example of a balancing test, in the plural and of nobody.
HOUSE = ("Des acheteurs et responsables",)
# A word in each sealed class that a morning of work fills anew.
PLANTED = {name: f"zyxrepere{name}" for name in ("consent", "evidence", "ground", "custom", "proof")}
PLANTED_IN = (b"lawful_consent", b"lawful_evidence", b"lawful_ground", b"people_value", b"lawful_delivery")


def needles() -> set[str]:
    """What every clear value of the people of the world holds, in the forms in which it might lie about."""
    texts = {
        "Acheteur",
        "rue des Essais",
        "Nantes",
        "Souhaite recevoir",
        *PHONES,
        *DOMAINS,
        *PLANTED.values(),
    }
    for one in PEOPLE:
        assert one.phone.startswith(PHONES)
        assert one.email.endswith(DOMAINS)
        texts |= {one.first, one.last}
    texts |= {names.fold(text) for text in texts} | {text.lower() for text in texts}
    return {text.lower() for text in texts} | {text.encode().hex() for text in texts}


# Words of the names of legal persons stand in clear, as these names do; where they lie is looked at apart.
OPEN_WORDS = "SELECT pg_relation_filenode(oid) FROM pg_class WHERE relname ~ '^people_companyword' AND relkind IN ('r', 'i')"
STRANGE_WORDS = """
    SELECT word FROM licite.people_companyword w JOIN licite.people_company c ON c.id = w.company
    WHERE word !~ '^=[0-9a-f]{16}$' AND (c.identity IS NOT NULL OR strpos(replace(c.sort_key, ' ', ''), word) = 0)
"""


def words_found(pile: Iterable[bytes], *, at_least: int = 4) -> set[str]:
    """The needles of `at_least` so many letters that lie in a pile of bytes, what is no secret apart."""
    wanted, found = {needle for needle in needles() if len(needle) >= at_least}, set()
    for part in pile:
        lowered = part.lower()
        for text in (*COMPANIES, *HOUSE):
            lowered = lowered.replace(text.encode().lower(), b"")
        found |= {needle for needle in wanted if needle.encode() in lowered}
    return found


def dump() -> bytes:
    """The whole database as pg_dump writes it for a superuser, sign-in and the words of companies' own names apart."""
    parameters = Server(Home.from_env()).parameters("licite_super", database_name())
    environment = os.environ | {"PGPASSWORD": parameters.get("password", "")}
    open_words = "--exclude-table-data=licite.people_companyword"
    target = [f"--{name}={parameters[key]}" for name, key in (("host", "host"), ("username", "user"))]
    command = [programs() / "pg_dump", *target, "--exclude-schema=login", open_words, parameters["dbname"]]
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


def files() -> Iterator[bytes]:
    """The files of this database and every log of the home."""
    with superuser(database_name()) as attacker:
        attacker.execute("CHECKPOINT")
        (folder,) = attacker.execute("SELECT pg_relation_filepath('licite.people_contact')").fetchone()
        open_words = {str(node) for (node,) in attacker.execute(OPEN_WORDS)}
    home = Home.from_env()
    for place in ((home.data / folder).parent, home.logs):
        for path in place.iterdir():
            if path.is_file() and path.name.partition("_")[0] not in open_words:
                yield path.read_bytes()


def plant() -> None:
    """The officer adds a text, a field and a notice given; a rep a consent with its file, a purpose and a value."""
    at = clock.now() - timedelta(days=1)
    mentions = Mentions(
        controller="Maison Essai", goods="essais", withdrawal="par lettre", proof_access="par lettre"
    )
    with acting(DORA) as dora:
        text = add_wording(
            dora,
            purpose="newsletter",
            channel=Channel.EMAIL,
            language="fr",
            text="Oui.",
            mentions=mentions,
            names_us=True,
            used_since=at.date(),
        )
        assert add_field(
            dora,
            key="planted",
            french="Repère",
            english="Marker",
            kind="text",
            choices=(),
            purpose="prospection",
            sensitivity="ordinary",
        )
        contact = contact_for(dora, ONE.public)
        inform(
            dora,
            contact=contact.id,
            public=contact.public,
            kind="form",
            language="fr",
            means=DeliveredBy.IN_PERSON,
            at=at,
            proof=PLANTED["proof"],
        )
    with acting(RITA) as rita:
        contact = contact_for(rita, ONE.public)
        given = NewConsent(
            wording=Wording.objects.get(public=text),
            act=PositiveAct.SIGNATURE,
            given_at=at,
            zone="Europe/Paris",
            source=ConsentSource.EVENT,
            details=ConsentDetails(identifier=ONE.email, reference=PLANTED["consent"]),
        )
        record_consent(rita, contact=contact, new=given, files=[PLANTED["evidence"].encode()])
        ordered = NewGround(
            purpose="invoicing",
            source="form",
            since=at,
            evidence=GroundEvidence.ORDER,
            at=at,
            reference=PLANTED["ground"],
        )
        add_ground(rita, contact=contact, new=ordered)
        (field,) = [one for one in customs(rita) if one.key == "planted"]
        fill_customs(rita, contact=contact, given={field: PLANTED["custom"]})


@contextmanager
def acting(member: Cast) -> Iterator[Actor]:
    """One transaction of a member, with its trace, committed."""
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(member)))
        assert actor is not None
        yield actor
        gate.write_trace(actor, origin="127.0.0.1")


@pytest.fixture
def worked(fresh: None) -> None:
    """A morning of work: lists, searches by name, e-mail and phone, a record, a job, a failing statement."""
    for member in (RITA, MAX):
        with acting(member) as actor:
            assert contact_list(actor, filters=Filters()).rows
            contact_for(actor, ONE.public)
            for text in (ONE.last, ONE.email, ONE.phone, f"{ONE.first} {ONE.last}"):
                assert search(actor, text).rows
    plant()
    with transaction.atomic(), connection.cursor() as cursor:
        gate.enter(tickets.secret_of(session_of(MAX)))
        cursor.execute("SELECT gate.defer('intake.import_file', '{\"batch\": 1}')")
    with pytest.raises(DataError, match=ONE.email), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::integer", [ONE.email])


def test_the_words_kept_of_companies_are_those_of_the_names_of_legal_persons():
    with superuser(database_name()) as attacker:
        assert attacker.execute("SELECT count(*) FROM licite.people_companyword").fetchone() != (0,)
        assert attacker.execute(STRANGE_WORDS).fetchall() == []


def test_the_dump_and_the_files_say_nothing(worked):
    taken = dump()
    assert b"COPY licite.people_contact" in taken
    assert all(b"COPY licite." + table in taken for table in PLANTED_IN)
    assert b"people:contact:search" in taken, "the searches left no trace to look into"
    assert b"intake.import_file" in taken, "the queue has no payload to look into"
    assert words_found([taken]) == set()
    # Four letters may fall together by chance in megabytes of binary pages.
    assert words_found(files(), at_least=6) == set()


def test_the_search_would_find_what_lies_in_clear(fresh):
    with superuser(database_name()) as attacker:
        attacker.execute(
            "UPDATE licite.people_contact SET email = convert_to(%s, 'UTF8') WHERE id = 1", [ONE.email]
        )
        attacker.execute("UPDATE licite.people_contact SET source = %s WHERE id = 2", [PEOPLE[1].last])
    for pile in ([dump()], files()):
        found = words_found(pile)
        assert {DOMAINS[0], DOMAINS[0].encode().hex()} & found
        assert PEOPLE[1].last.lower() in found
