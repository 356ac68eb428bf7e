"""Whatever happens at the same moment, a person who said no is not used once that is committed.

200 times an objection on the public page runs against an import of the person, a reveal of their e-mail, or the
question whether a message may be sent; so does a consent taken back there against that question. Each through its own connection and its own role, statement by statement in
another order.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client

from licite.access import gate, tickets
from licite.access.gate import acting_for
from licite.access.refusals import Refused
from licite.access.reveal import live, reveal
from licite.intake.actions import import_table
from licite.intake.declared import declare
from licite.intake.staging import stage
from licite.kit import clock
from licite.lawful import links
from licite.lawful.asking import ask
from licite.people.queries import contact_for
from tests.conftest import session_of
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import MAX, PEOPLE, RITA, WEST, Person

RUNS = 200
PATIENCE = 0.02  # seconds; longer without a sign, and the other side waits for a lock of the database
FIRST = ("Bo", "Cle", "Dau", "Fra", "Gi", "Hu", "Le", "Mo", "Pru")
HIS = [one for one in PEOPLE if one.cell // 10 == WEST]


class Turns:
    """Lets two threads send one statement each in a given order, as far as the database lets them."""

    def __init__(self, order: list[str]) -> None:
        self.order, self.changed = order, threading.Condition()
        self.away: set[str] = set()
        """Who is over, or waits for a lock of the database, and so takes no turn."""

    def take(self, who: str) -> None:
        other = "b" if who == "a" else "a"
        with self.changed:
            self.away.discard(who)
            while self.order and self.order[0] != who and other not in self.away:
                before = len(self.order)
                self.changed.wait(PATIENCE)
                if len(self.order) == before:
                    self.away.add(other)
            if self.order and self.order[0] == who:
                self.order.pop(0)
            self.changed.notify_all()

    def end(self, who: str) -> None:
        with self.changed:
            self.away.add(who)
            self.changed.notify_all()


def order(chance: random.Random) -> list[str]:
    """The few statements of an objection, anywhere among the many of a use."""
    places = ["b"] * chance.choice((6, 12, 24, 48, 96))
    for _ in range(4):
        places.insert(chance.randrange(len(places) + 1), "a")
    return places


class Side:
    """One side of the races: a thread with its own connection, as one of the served roles."""

    def __init__(self, who: str, role: str) -> None:
        self.who, self.thread = who, ThreadPoolExecutor(1)
        self.thread.submit(self._connect, role).result()

    def _connect(self, role: str) -> None:
        password = (settings.HOME.secrets / f"{role}.pw").read_text()
        connection.settings_dict = connection.settings_dict | {"USER": role, "PASSWORD": password}
        connection.ensure_connection()

    def run(self, turns: Turns, work: Callable[[], Any]) -> Future[tuple[Any, float, float]]:
        """What the work answers, when it began, and when its commit was back."""
        return self.thread.submit(self._run, turns, work)

    def _run(self, turns: Turns, work: Callable[[], Any]) -> tuple[Any, float, float]:
        def step(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            turns.take(self.who)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(step):
                turns.take(self.who)
                began = time.monotonic()
                return work(), began, time.monotonic()
        finally:
            turns.end(self.who)

    def close(self) -> None:
        self.thread.submit(connections.close_all).result()
        self.thread.shutdown()


@dataclass
class Race:
    """An objection (a) against a use (b)."""

    a: Side
    b: Side
    runs: int = 0

    def run(
        self, token: str, uses: Callable[[], Any], says: Callable[[str], int] | None = None
    ) -> tuple[bool, bool]:
        """Whether the use came through, and whether it was over before the objection. Never used when begun after it."""
        self.runs += 1
        turns = Turns(order(random.Random(self.runs)))
        sides = self.a.run(turns, partial(says or says_no, token)), self.b.run(turns, uses)
        (status, _, said), (used, began, done) = (side.result(20) for side in sides)
        assert status in (200, 303)
        assert not (used and began > said), "used after the objection's commit"
        return bool(used), done < said


@contextmanager
def races(user: str) -> Iterator[Race]:
    sides = Side("a", "licite_web"), Side("b", user)
    yield Race(*sides)
    for side in sides:
        side.close()


@contextmanager
def as_rita() -> Iterator[Any]:
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of_rita()))
        assert actor is not None
        yield actor


def session_of_rita() -> str:
    return f"cast-session-{RITA.id}"  # minted once, by the test's own thread


def says_no(token: str) -> int:
    return Client().post(f"/p/{token}/stop/", {"List-Unsubscribe": "One-Click"}).status_code


def takes_back(token: str) -> int:
    return Client().post(f"/p/{token}/", {"act": "withdraw"}).status_code


def reveals(one: Person) -> bool:
    """Whether Rita gets the e-mail to write to this person."""
    try:
        with as_rita() as actor:
            reveal(actor, contact=contact_for(actor, one.public), field="email", act="write_to_person")
    except Refused:
        return False
    return True


def may_write(one: Person) -> bool:
    """Whether a message may go out now, asked as its sender asks: inside the transaction that sends."""
    with as_rita() as actor:
        return ask(actor, contact=one.id, channel="email").allowed


def brought_in(public: Any) -> bool:
    """The import of the person, to its end; coming in is no use yet."""
    import_table(partial(acting_for, MAX.id, "intake.import"), public)
    return False


@pytest.fixture
def afresh(fresh: None) -> Iterator[Callable[[], None]]:
    """Makes all of it unsaid again, between two runs."""
    session_of(RITA)
    with superuser(database_name()) as attacker:
        attacker.execute("SET search_path = licite, jobs")

        def again() -> None:
            for table in ("lawful_suppression", "lawful_objection", "access_reveal"):
                attacker.execute(f"DELETE FROM {table}")
            attacker.execute(
                "UPDATE people_contact SET objections = 0, informed_at = now() WHERE objections <> 0 OR informed_at IS NULL"
            )

        again()
        yield again


def tokens(addresses: list[str]) -> list[str]:
    with as_worker(), transaction.atomic():
        return [links.link_for("email", address) for address in addresses]


def test_a_reveal_never_comes_after(afresh):
    outcomes = set()
    with races("licite_web") as race:
        for run, token in enumerate(tokens([one.email for one in HIS] * 5)[: RUNS // 3]):
            one = HIS[run % len(HIS)]
            outcomes.add(race.run(token, partial(reveals, one))[0])
            assert not reveals(one)
            with as_rita() as actor:
                assert live(actor, contact=contact_for(actor, one.public)) == {}, "a value stayed open"
            afresh()
    assert outcomes == {True, False}, "the runs never met"


def test_a_message_never_comes_after(afresh):
    outcomes = set()
    with races("licite_web") as race:
        for run, token in enumerate(tokens([one.email for one in HIS] * 5)[: RUNS // 3]):
            one = HIS[run % len(HIS)]
            outcomes.add(race.run(token, partial(may_write, one))[0])
            assert not may_write(one)
            afresh()
    assert outcomes == {True, False}, "the runs never met"


def test_a_message_never_comes_after_the_consent_was_taken_back(afresh):
    """Each person consented by e-mail to the purpose that they are written to for."""
    outcomes = set()
    with races("licite_web") as race, superuser(database_name()) as attacker:
        attacker.execute("SET search_path = licite")
        agree(attacker)
        for run, token in enumerate(tokens([one.email for one in HIS] * 5)[: RUNS // 3]):
            one = HIS[run % len(HIS)]
            outcomes.add(race.run(token, partial(may_write, one), takes_back)[0])
            assert not may_write(one)
            attacker.execute("DELETE FROM lawful_withdrawal")
            assert may_write(one)
    assert outcomes == {True, False}, "the runs never met"


def agree(attacker: psycopg.Connection) -> None:
    """A text, and a proof of it for each of Rita's persons, whose consent is now asked for."""
    attacker.execute("UPDATE people_contact SET capacity = 'consumer'")
    attacker.execute(
        "INSERT INTO lawful_wording (public, purpose, channel, language, version, text, digest, controller, third_party, seller, goods, "
        "withdrawal, proof_access, names_us, used_since, created_at) VALUES (gen_random_uuid(), 'prospection', 'email', 'fr', 901, 'x', 'x', "
        "'x', '', '', 'x', 'x', 'x', true, '2025-01-01', now())"
    )
    attacker.execute(
        "INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source, "
        "details, upstream, names_us, age, created_at) SELECT gen_random_uuid(), c.id, c.cell, w.purpose, w.channel, w.id, 'button', "
        "'2026-11-01', 'Europe/Paris', '2027-11-01', 'consent.review', 'event', 'x', false, true, 'adult', now() "
        "FROM people_contact c, lawful_wording w WHERE c.id = ANY (%s) AND w.version = 901",
        ([one.id for one in HIS],),
    )


def test_an_import_never_brings_them_back(afresh):
    addresses = [f"nouveau.venu{run}@client.example" for run in range(RUNS - 2 * (RUNS // 3))]
    batches = [brought(run, address) for run, address in enumerate(addresses)]
    first = set()
    with races("licite_worker") as race, superuser(database_name()) as attacker:
        for token, public in zip(tokens(addresses), batches, strict=True):
            first.add(race.run(token, partial(brought_in, public))[1])
            ((bits,),) = attacker.execute(
                "SELECT c.objections FROM licite.people_contact c JOIN licite.intake_arrival a ON a.contact = c.id "
                "JOIN licite.intake_batch b ON b.id = a.batch_id WHERE b.public = %s",
                (public,),
            ).fetchall()
            assert bits & 4, "imported, and still open"
    assert first == {True, False}, "the runs never met"


def brought(run: int, address: str) -> Any:
    """A file of one person, staged by the manager."""
    declared = declare(
        portfolio=WEST, stage=1, source="fair", purpose="prospection", basis="legitimate_interest",
        capacity="professional", country="FR", at=clock.now(), told={},
    )  # fmt: skip
    with as_worker(), acting_for(MAX.id, "intake.import") as actor:
        content = f"nom;email\n{FIRST[run % 9]}a{FIRST[run // 9]}ard;{address}\n".encode()
        return stage(actor, content=content, filename="un.csv", declared=declared).public
