"""Two who write at once: nobody slips past the other, nobody undoes the other."""

import time
from collections.abc import Callable
from threading import Thread

from django.db import connections, transaction

from licite.access import gate, tickets
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people.actions import Changes, create_contact, edit_contact, record_objection
from licite.people.queries import contact_for
from licite.people.tests.ways import ALMA, DAY, as_superuser, row, somebody
from tests.conftest import inside, session_of
from tests.world import BEN, EAST, PAUL, RITA, Cast


class Meanwhile(Thread):
    """A member's act in a transaction of another connection; waits for a lock of the first one."""

    def __init__(self, who: Cast, act: Callable) -> None:
        super().__init__(daemon=True)
        self.key, self.act, self.fault = session_of(who), act, None
        self.start()

    def run(self) -> None:
        try:
            with transaction.atomic():
                self.act(gate.enter(tickets.secret_of(self.key)))
        except BaseException as fault:  # noqa: BLE001
            self.fault = fault
        finally:
            connections.close_all()

    def waits(self) -> None:
        """Until the server says that a connection waits for a lock."""
        for _ in range(200):
            if as_superuser("SELECT 1 FROM pg_locks WHERE NOT granted"):
                return
            time.sleep(0.05)
        raise AssertionError("nothing waits")

    def ends(self) -> None:
        self.join(20)
        assert not self.is_alive()
        if self.fault:
            raise self.fault


def at_once(first: tuple[Cast, Callable], second: tuple[Cast, Callable]) -> None:
    """The second act starts while the first one's transaction is still open, and both commit."""
    key = session_of(first[0])
    with transaction.atomic():
        first[1](gate.enter(tickets.secret_of(key)))
        other = Meanwhile(*second)
        other.waits()
    other.ends()


def test_two_who_enter_the_same_person_at_once_meet(fresh):
    at_once(
        (RITA, lambda actor: create_contact(actor, new=somebody())),
        (BEN, lambda actor: create_contact(actor, new=somebody(portfolio=EAST, phones=()))),
    )
    ((_, cell, others),) = as_superuser("SELECT contact, cell, others FROM people_tray")
    newest = as_superuser("SELECT id, cell FROM people_contact ORDER BY id DESC LIMIT 2")
    assert cell == 21
    assert others == [one for one, where in newest if where == 11]


def test_who_enters_while_the_person_objects_meets_the_objection(fresh):
    at_once(
        (RITA, lambda actor: record_objection(actor, contact=row(actor), channel=Channel.EMAIL, at=DAY, told_by=ToldBy.EMAIL)),
        (BEN, lambda actor: create_contact(actor, new=somebody(portfolio=EAST, emails=(ALMA.email,)))),
    )  # fmt: skip
    assert as_superuser("SELECT objected, others FROM people_tray") == [(True, [ALMA.id])]


def test_two_edits_at_once_each_change_what_they_gave(fresh):
    with inside(PAUL) as actor:
        read_before = row(actor)
    at_once(
        (RITA, lambda actor: edit_contact(actor, contact=row(actor), changes=Changes(last="Molène", phones=("+33299000999",)))),
        (PAUL, lambda actor: edit_contact(actor, contact=read_before, changes=Changes(title="Directrice"))),
    )  # fmt: skip
    with inside(RITA) as actor:
        after = contact_for(actor, ALMA.public)
    assert (after.listing.last, after.listing.title) == ("Molène", "Directrice")
    assert after.listing.phone_mask.endswith("99")
