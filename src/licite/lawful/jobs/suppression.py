"""What follows from an objection in the worker: mail to the person, the rest of their coordinates, files, the sweep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from procrastinate import JobContext, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from licite import packs, vault
from licite.access.gate import acting_for
from licite.access.permissions import Act
from licite.journal import entries
from licite.kit.mail import mailer
from licite.lawful import links, mail
from licite.lawful.actions import acknowledging
from licite.lawful.actions.objections import prints_for
from licite.lawful.channels import Channel
from licite.lawful.jobs.patience import Patience
from licite.lawful.suppression.taking import Stopped, take
from licite.packs import learning

TRIES = 5
RECORD = "SELECT public, email, country FROM people_contact WHERE id = %s AND cell = ANY (%s)"
FRENCH = frozenset({"", "FR", "BE", "LU", "CH", "MC"})
"""Where a person is written to in French; elsewhere in English."""


@dataclass(frozen=True)
class _Said:
    """What was objected to, when, and the search tokens of the address by every live key."""

    channels: Sequence[Channel]
    aim: str
    at: datetime
    marks: list[int]


class Tries(RetryStrategy):
    """Some tries; a stop of the worker is none of them."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """At once where the worker was asked to stop."""
        if isinstance(exception, JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        return super().get_retry_decision(exception=exception, job=job)


@app.task(name="lawful.send_link", retry=Patience())
def send_link(link: str, language: str) -> None:
    """Mails the link that somebody asked for, to the address that was typed: in the base or not."""
    with transaction.atomic(durable=True):
        minted = links.mint(UUID(link))
    if minted is None:
        return
    address, token = minted
    subject, text = mail.written(
        "link", {"url": links.url_of(token), "days": links.LASTS.days}, language=language
    )
    message = mail.compose(to=address, subject=subject, text=text, token=token, language=language)
    mailer(settings.MAIL).send(message)


@app.task(name="lawful.person_objected", retry=Patience())
def person_objected(link: str, channels: list[str], aim: str, at: str, language: str) -> None:
    """After the bearer of a link objected: the rest of their coordinates, and an acknowledgement, as Belgian law asks.

    The objection itself stands already. A record known by this address may have other e-mails and phones: without their
    fingerprints it could come back under one of them once it is gone.
    """
    learning.catch_up()
    found = links.opened(UUID(link))
    if found is None:
        return
    kind, value = found
    said = _Said(
        [Channel(one) for one in channels], aim, datetime.fromisoformat(at), links.marks_of(kind, value)
    )
    with transaction.atomic(durable=True):
        _complete(UUID(link), said)
    # Belgian law wants it. Said to everybody alike: whose record names which country is not for the bearer to learn.
    if kind == "email" and acknowledging.wanted(packs.countries()):
        acknowledge(value, channels=said.channels, language=language)


def acknowledge(address: str, *, channels: Sequence[Channel], language: str) -> bool:
    """Tells a person by e-mail that their objection is honoured (rule objection.acknowledge); whether a server took it.

    Raises MailFailed.
    """
    names = [channel.value for channel in channels]
    subject, text = mail.written(
        "noted", {"all": Channel.ALL.value in names, "names": names}, language=language
    )
    return mail.send_to_person(to=address, subject=subject, text=text, language=language)


@app.task(name="lawful.acknowledge_objection", retry=Patience())
def acknowledge_objection(contact: int, channel: str, member: int) -> None:
    """The same for an objection that a member noted on a record: to its first e-mail, in the member's rights."""
    with acting_for(member, "lawful.acknowledge") as actor, connection.cursor() as cursor:
        cursor.execute(RECORD, [contact, list(actor.cells(Act.OBJECT))])
        row = cursor.fetchone()
        addresses = _values("email", row[0], row[1]) if row else []
        actor.trace.saw("lawful:objection:acknowledge", [contact], ["email"])
    if addresses:
        language = "fr" if row[2] in FRENCH else "en"
        acknowledge(addresses[0], channels=[Channel(channel)], language=language)


@app.task(name="lawful.take_opposition_file", pass_context=True, retry=Tries(max_attempts=TRIES, wait=10))
def take_opposition_file(context: JobContext, file: str, member: int) -> None:
    """Takes a file from outside to its end, inside the member's own rights and only while they last."""

    def check() -> None:
        if context.should_abort():
            raise JobAborted

    try:
        take(partial(acting_for, member, "lawful.suppression"), UUID(file), progress=check)
    except Stopped as stop:
        if stop.reason == "scope_ended":
            _empty(file)
    except JobAborted:
        raise
    except Exception:
        if context.job.attempts >= TRIES:
            _empty(file)
        raise


@app.periodic(cron="37 3 * * *")
@app.task(name="lawful.sweep_links", queueing_lock="lawful.sweep_links")
def sweep_links(timestamp: int) -> None:
    """Forgets links that have had their time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.sweep_links()")


def _complete(link: UUID, said: _Said) -> None:
    """Adds what the records of this address are also known by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, public, email, phone FROM gate.records_of_link(%s)", [link])
        rows = cursor.fetchall()
        known = {
            "email": [one.lower() for row in rows for one in _values("email", row[1], row[2])],
            "phone": [one for row in rows for one in _values("phone", row[1], row[3])],
        }
        for channel in said.channels:
            prints = prints_for(channel, emails=known["email"], phones=known["phone"])
            for start in range(0, max(len(prints), 1), 100):
                cursor.execute(
                    "SELECT gate.complete_objection(%s, %s, %s, %s::bytea[], %s::bigint[])",
                    [channel.value, said.aim, said.at, prints[start : start + 100], said.marks],
                )
    if rows:
        entries.write(
            "lawful:person:complete",
            subjects=[row[0] for row in rows],
            fields=["email", "phone"],
            detail={"link": str(link)},
            origin="worker",
        )


def _values(field: str, public: UUID, envelope: bytes | None) -> list[str]:
    return vault.unpack(vault.unseal(field, public, envelope)) if envelope else []


def _empty(file: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.stop_opposition_file(%s)", [UUID(file)])
