"""Writing while the page is drawn: rows and their commit leave together, and whoever drew waits for them before sending."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections
from psycopg import Error, OperationalError

from licite.journal.entries import ALL, ONE, Entry, of_all, of_one
from licite.kit import pipelines

COMMIT = b"COMMIT"


class AskedTooLate(RuntimeError):
    """A page asked the database while it was drawn: outside its ticket by then. Its view has to ask, before."""


class Underway:
    """Rows and the COMMIT of the transaction they end, sent to the server and not yet answered.

    From here to `arrive` the connection is shut to everybody else.
    """

    def __init__(self, rows: Sequence[Entry], *, origin: str) -> None:
        self._django = connections["default"]
        self._django.execute_wrappers.append(shut)
        self._lost: Error | None = None
        written = (ONE, of_one(rows[0], origin)) if len(rows) == 1 else (ALL, of_all(rows, origin))
        try:
            pipelines.send(self._django.connection, pipelines.numbered(*written), (COMMIT, ()))
        except Error as error:
            # A server that has gone is told by `arrive`, as one that goes from now on.
            self._lost = error

    def arrive(self) -> None:
        """Returns when the rows are on the disk. Raises the database's error, and nothing is committed, when not."""
        self._django.execute_wrappers.remove(shut)
        with self._django.wrap_database_errors:
            if self._lost:
                raise self._lost
            _, committed = pipelines.answers(self._django.connection, 2)
            # A transaction that has failed answers COMMIT with ROLLBACK, and calls it no error.
            if committed.command_status != COMMIT:
                raise OperationalError("the trace was not committed")


def shut(execute: Callable[..., Any], sql: str, *_: Any) -> Any:
    """In the way of every statement meanwhile."""
    raise AskedTooLate(sql.split(None, 1)[0])
