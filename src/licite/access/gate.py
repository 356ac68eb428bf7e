"""The Python side of the gate: entering a transaction as somebody, and leaving a trace of what was read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg.pq import ConnStatus, TransactionStatus

from licite.access.actor import Actor
from licite.journal import entries
from licite.journal.underway import Underway
from licite.kit import answers, pipelines

ENTER = b"SELECT gate.enter($1)"


class NoEntry(Exception):
    """No live ticket, or a member who has left."""


class Gone(OperationalError):
    """The server hung up since the connection last served: another one has to be made."""


def enter(secret: bytes | None) -> Actor | None:
    """Opens the current transaction to the bearer of a ticket; None (and no context) for anyone else.

    BEGIN and the question leave together. Raises Gone on a connection that is no more, and DatabaseError, giving the
    connection up, when an earlier request left a trap on it.
    """
    connection.ensure_connection()
    psycopg = connection.connection
    idle = psycopg.pgconn.transaction_status == TransactionStatus.IDLE
    # Never by a prepared statement: its name could be taken over, and the secret with it.
    asked: list[pipelines.Statement] = [*([(b"BEGIN", ())] if idle else []), (ENTER, [secret])]
    try:
        with connection.wrap_database_errors:
            pipelines.send(psycopg, *asked)
            found = pipelines.answers(psycopg, len(asked))
    except DatabaseError as error:
        gone = psycopg.pgconn.status != ConnStatus.OK
        connection.close()
        raise (Gone if gone else error) from error
    raw = found[-1].get_value(0, 0)
    return None if raw is None else Actor.from_gate(json.loads(raw))


def write_trace(actor: Actor, *, origin: str) -> None:
    """Writes the journal rows of the trace."""
    entries.write_all(actor.trace.rows(), origin=origin)


def send_trace(actor: Actor, *, origin: str) -> Underway | None:
    """The trace and the commit of a page that has read all it shows, on their way while it is drawn.

    None for a page that read of nobody, and inside another transaction: `write_trace` writes what there is, afterwards.
    """
    rows = [] if connection.savepoint_ids else actor.trace.leave()
    return Underway(rows, origin=origin) if rows else None


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
        actor = Actor.from_gate(answers.read(raw))
        yield actor
        write_trace(actor, origin=purpose)


@contextmanager
def as_system(purpose: str) -> Iterator[None]:
    """One transaction of the house's own work, over all cells; the worker's and the console's role only."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT gate.enter_system(%s)", [purpose])
        yield
