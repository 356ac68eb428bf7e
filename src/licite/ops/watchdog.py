"""Ends what the web role runs for too long.

The role's statement_timeout protects against accidents only: whoever injects SQL can SET it away. And the
role hides its activity, so no query_start is to be read: the age is that of the transaction's virtual id,
timed here from the first sight of it. A request is one transaction, so this is never too lenient.
"""

import threading
import time
from collections.abc import Callable

import psycopg

from licite.ops import roles

CANCEL_AFTER = 15.0
END_AFTER = 60.0
"""Seconds: first the statement is cancelled; a transaction that goes on loses its connection."""

_TRANSACTIONS = """
    SELECT l.virtualtransaction || ' ' || l.pid
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE a.usename = %s AND l.locktype = 'virtualxid' AND l.virtualxid = l.virtualtransaction
"""
# Asked again at the moment of acting: the connection may have gone on to another transaction.
_ACT = (
    "SELECT count({act}(l.pid)) FROM pg_locks l WHERE l.virtualtransaction || ' ' || l.pid = ANY (%s)"
    " AND l.locktype = 'virtualxid' AND l.virtualxid = l.virtualtransaction"
)
_CANCEL = _ACT.format(act="pg_cancel_backend")
_END = _ACT.format(act="pg_terminate_backend")


class Watchdog:
    """Looks every `every` seconds, in a thread, at the role's transactions; `connect` gives a superuser."""

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection],
        *,
        role: str = roles.WEB,
        cancel_after: float = CANCEL_AFTER,
        end_after: float = END_AFTER,
        every: float = 1.0,
    ) -> None:
        self._connect = connect
        self._role = role
        self._cancel_after = cancel_after
        self._end_after = end_after
        self._every = every
        self._seen: dict[str, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to look, until `stop()`; a lost connection is made again."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(self._every + 1)

    def look(self, connection: psycopg.Connection, now: float) -> None:
        """Look once at `now` (seconds of any steady clock) and act on what is too old."""
        current = [name for (name,) in connection.execute(_TRANSACTIONS, (self._role,))]
        self._seen = {name: self._seen.get(name, now) for name in current}
        ages = {name: now - since for name, since in self._seen.items()}
        ended = [name for name, age in ages.items() if age >= self._end_after]
        cancelled = [name for name, age in ages.items() if self._cancel_after <= age < self._end_after]
        if cancelled:
            connection.execute(_CANCEL, (cancelled,))
        if ended:
            connection.execute(_END, (ended,))

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._connect() as connection:
                    while not self._stopped.wait(self._every):
                        self.look(connection, time.monotonic())
            except psycopg.Error:  # the server restarts: the supervisor sees to it
                self._seen.clear()
                self._stopped.wait(self._every)
