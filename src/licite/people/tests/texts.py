"""What the tests of free texts share: a note kept with a sign in it, its flags, the nightly reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from licite.access import gate, tickets
from licite.access.actor import Actor
from licite.kit import clock
from licite.lawful.models.notes import Place
from licite.people import sealing
from licite.people.actions import add_interaction
from licite.people.actions.notes import watch_text
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.jobs.notes import read_notes
from licite.people.models import Interaction
from licite.people.tests.ways import ALMA, as_superuser, post, row
from tests.conftest import session_of
from tests.workers import as_worker
from tests.world import RITA, Cast

ILL = "Rappeler après son arrêt maladie"
PLAIN = "Souhaite un devis pour mars"
SAID = {"interaction-kind": "note", "interaction-direction": "ours", "interaction-outcome": "reached",
        "interaction-at": "2026-11-10T10:00"}  # fmt: skip
HERE = f"/contacts/{ALMA.public}"


def note_of(one=ALMA) -> str:
    """The latest note of the record, as the superuser finds it."""
    (found,) = as_superuser(
        "SELECT note FROM people_interaction WHERE contact = %s AND note IS NOT NULL ORDER BY id DESC LIMIT 1",
        one.id,
    )
    return " ".join(sealing.open_values("note", one.public, found[0]))


def flags() -> list[tuple]:
    return as_superuser("SELECT place, category, state FROM lawful_flag ORDER BY id")


def written(note: str, **more: str):
    return post(RITA, f"{HERE}/interactions/", SAID | {"interaction-note": note} | more)


def flagged(author: Cast = RITA, note: str = ILL) -> None:
    """A note with a sign in it, kept and flagged as its author insisted."""
    with inside_for_good(author) as actor:
        contact = row(actor)
        add_interaction(
            actor, contact=contact, kind=InteractionKind.NOTE, direction=Direction.OURS, outcome=Outcome.REACHED,
            at=clock.now() - timedelta(hours=1), note=note,
        )  # fmt: skip
        made = Interaction.objects.filter(contact=contact.id).latest("id")
        watch_text(actor, contact=contact, place=Place.INTERACTION, row_id=made.id, text=note)


@contextmanager
def inside_for_good(member: Cast) -> Iterator[Actor]:
    """One committed transaction inside the member's ticket; ask for `fresh`."""
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(member)))
        assert actor is not None
        yield actor
        gate.write_trace(actor, origin="test")


def nightly() -> None:
    """What the worker does at night."""
    with as_worker():
        read_notes(0)
