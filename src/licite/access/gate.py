"""The Python side of the gate: entering a transaction as somebody, and leaving a trace of what was read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from licite.access.actor import Actor
from licite.journal import entries


class NoEntry(Exception):
    """No live ticket, or a member who has left."""


def enter(secret: bytes | None) -> Actor | None:
    """Opens the current transaction to the bearer of a ticket; None (and no context) for anyone else.

    Raises OperationalError, and gives the connection up, when an earlier request left a trap on it.
    """
    with connection.cursor() as cursor:
        try:
            # Never by a prepared statement: its name could be taken over, and the secret with it.
            with connection.wrap_database_errors:
                cursor.cursor.execute("SELECT gate.enter(%s)", [secret], prepare=False)
        except OperationalError:
            connection.close()
            raise
        (raw,) = cursor.fetchone()
    return None if raw is None else Actor.from_gate(_json(raw))


def write_trace(actor: Actor, *, origin: str) -> None:
    """Writes the journal rows of the trace."""
    entries.write_all(actor.trace.rows(), origin=origin)


@contextmanager
def acting_for(member: int, purpose: str) -> Iterator[Actor]:
    """One transaction inside a member's own grants, for jobs and commands (not for the web role).

    Writes the trace before it commits. Raises NoEntry for a leaver.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT gate.enter_for(%s, %s)", [member, purpose])
            (raw,) = cursor.fetchone()
        if raw is None:
            raise NoEntry
        actor = Actor.from_gate(_json(raw))
        yield actor
        write_trace(actor, origin=purpose)


@contextmanager
def as_system(purpose: str) -> Iterator[None]:
    """One transaction of the house's own work, over all cells; the worker's and the console's role only."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT gate.enter_system(%s)", [purpose])
        yield


def _json(raw: object) -> dict[str, object]:
    return json.loads(raw) if isinstance(raw, str) else raw  # type: ignore[return-value]
