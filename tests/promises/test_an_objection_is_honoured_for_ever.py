"""A person who said no stays out: after their record is erased, after every key is new, whoever brings them in again.

What remains of them is a keyed fingerprint of each e-mail and phone, and no record, no name, no address.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from licite import vault
from licite.access import gate
from licite.access.gate import acting_for
from licite.console import rotation
from licite.intake.actions import import_table
from licite.intake.declared import declare
from licite.intake.staging import stage
from licite.kit import clock
from licite.lawful import links
from licite.lawful.asking import ask
from licite.lawful.channels import Channel
from licite.lawful.jobs.suppression import person_objected
from licite.ops.homes import Home
from licite.vault import KeyRing
from licite.vault.ring import configure
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import MAX, PEOPLE, WEST, person

ALMA = person(WEST, 1)


@pytest.fixture
def ring(fresh: None, tmp_path: Path) -> Iterator[KeyRing]:
    """A ring of this test's own, that its rotations do not outlive."""
    real = Home.from_env().keys
    shutil.copy(real, tmp_path / "keys.json")
    (tmp_path / "keys.json").chmod(0o600)
    configure(tmp_path / "keys.json")
    yield KeyRing.load(tmp_path / "keys.json")
    configure(real)


def run(sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    with superuser(database_name()) as attacker:
        attacker.execute("SET search_path = licite, jobs")
        cursor = attacker.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def says_no(channels: list[str]) -> None:
    """By the link of a message, and the work that follows it in the worker."""
    with as_worker(), transaction.atomic():
        token = links.link_for("email", ALMA.email)
    body = {"act": "channels", "channels": channels} if channels else {"act": "all"}
    assert Client().post(f"/p/{token}/", body).status_code == 303
    ((args,),) = run("SELECT args FROM procrastinate_jobs WHERE task_name = 'lawful.person_objected'")
    with as_worker():
        person_objected(**args)


def new_keys(ring: KeyRing) -> None:
    """Every class of key made anew, as an operator does."""
    ring.add_generation("fingerprint")
    with as_worker():
        list(rotation.rotate(ring.path.parent))  # type: ignore[union-attr]
    configure(ring.path)  # type: ignore[arg-type]


def brought_in(columns: str, line: str) -> int | None:
    """The id of the record that an import makes of one line, as the manager; None where it makes none."""
    declared = declare(
        portfolio=WEST, stage=1, source="fair", purpose="prospection", basis="legitimate_interest",
        capacity="professional", country="FR", at=clock.now(), told={},
    )  # fmt: skip
    scope = partial(acting_for, MAX.id, "intake.import")
    with as_worker():
        with scope() as actor:
            content = f"{columns}\n{line}\n".encode()
            public = stage(actor, content=content, filename="x.csv", declared=declared).public
        import_table(scope, public)
    found = run(
        "SELECT a.contact FROM intake_arrival a JOIN intake_batch b ON b.id = a.batch_id WHERE b.public = %s",
        public,
    )
    return int(found[0][0]) if found else None


def closed(contact: int | None) -> set[str]:
    """The channels by which nobody may contact this record, as the engine says; all of them where there is no record."""
    if contact is None:
        return {"email", "phone", "sms", "post"}
    with as_worker(), acting_for(MAX.id, "intake.import") as actor:
        shut = {
            channel.value
            for channel in (Channel.EMAIL, Channel.PHONE, Channel.SMS, Channel.POST)
            if not ask(actor, contact=contact, channel=channel.value).allowed
        }
    ((bits,),) = run("SELECT objections FROM people_contact WHERE id = %s", contact)
    marked = {one for one, bit in (("email", 4), ("phone", 1), ("sms", 2), ("post", 8)) if bits & bit}
    assert marked <= shut
    return marked


def test_erased_under_new_keys_and_brought_in_again_by_e_mail_or_by_phone(ring):
    says_no([])
    run("SELECT gate.forget(%s)", ALMA.id)
    assert run("SELECT count(*) FROM people_contact WHERE id = %s", ALMA.id) == [(0,)]
    assert run("SELECT count(*) FROM lawful_link") == [(0,)], (
        "a link is a sealed address, and goes with the record"
    )
    for _ in range(2):
        new_keys(ring)
    everything = {"email", "phone", "sms", "post"}
    assert closed(brought_in("nom;email", f"Autre Nom;{ALMA.email.upper()}")) == everything
    assert closed(brought_in("nom;telephone", f"Encore Autre;{ALMA.phone}")) == everything


def test_one_channel_stays_one_channel(ring):
    says_no(["sms"])
    run("SELECT gate.forget(%s)", ALMA.id)
    new_keys(ring)
    assert closed(brought_in("nom;email", f"Autre Nom;{ALMA.email}")) == {"sms"}
    assert closed(brought_in("nom;telephone", f"Encore Autre;{ALMA.phone}")) == {"sms"}


def test_a_link_made_before_a_rotation_reaches_the_record_after_it(ring):
    with as_worker(), transaction.atomic():
        token = links.link_for("email", ALMA.email)
    new_keys(ring)
    Client().post(f"/p/{token}/stop/", {"List-Unsubscribe": "One-Click"})
    assert run("SELECT id FROM people_contact WHERE objections <> 0") == [(ALMA.id,)]


def test_a_link_made_before_a_rotation_reaches_a_record_that_it_has_just_passed(ring):
    """Between the new token key and the last record: some are known by the new one alone, others by the old one."""
    with as_worker(), transaction.atomic():
        token = links.link_for("email", ALMA.email)
    ring.add_generation("token")
    configure(ring.path)
    with as_worker():
        list(rotation.remarked())
        with gate.as_system("rotate"):
            rotation.retokenise([one.id for one in PEOPLE])
    Client().post(f"/p/{token}/stop/", {"List-Unsubscribe": "One-Click"})
    assert run("SELECT id FROM people_contact WHERE objections <> 0") == [(ALMA.id,)]


def test_what_remains_names_nobody(ring):
    says_no([])
    run("SELECT gate.forget(%s)", ALMA.id)
    kept = run("SELECT fingerprint, channel, purpose, source FROM lawful_suppression ORDER BY fingerprint")
    prints = [
        vault.fingerprints.fingerprint("email", ALMA.email),
        vault.fingerprints.fingerprint("phone", ALMA.phone),
    ]
    assert [(bytes(one), *rest) for one, *rest in kept] == [
        (one, "all", "", "person") for one in sorted(prints)
    ]
    columns = run(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'lawful_suppression'::regclass AND attnum > 0"
    )
    assert {name for (name,) in columns} == {
        "id", "fingerprint", "channel", "purpose", "source", "since", "reviewed_at"
    }  # fmt: skip
