"""Statements that leave together and are answered together: libpq's pipeline mode on a connection of psycopg.

psycopg's own pipelines send nothing before somebody waits for an answer. Between `send` and `answers` the connection
serves nobody else.
"""

import select
from collections.abc import Sequence
from typing import Any

from psycopg import Connection
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

DONE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, ExecStatus.PIPELINE_SYNC)
Statement = tuple[bytes, Sequence[Any]]
"""A command with its places ($1, $2, …), and what fills them."""


def numbered(command: str, values: Sequence[Any]) -> Statement:
    """A command whose places are `%s`, as cursors have them."""
    first, *rest = command.split("%s")
    return "".join([first, *(f"${place}{part}" for place, part in enumerate(rest, 1))]).encode(), values


def send(connection: Connection[Any], *statements: Statement) -> None:
    """Sends them, never as prepared statements. Raises psycopg's error when the server has gone."""
    server = connection.pgconn
    server.enter_pipeline_mode()
    for command, values in statements:
        said = Transformer(connection)
        dumped = said.dump_sequence(values, [PyFormat.AUTO] * len(values))
        server.send_query_params(command, dumped, param_types=said.types, param_formats=said.formats)
    server.pipeline_sync()
    while server.flush():
        _wait(server, select.POLLOUT | select.POLLIN)
        server.consume_input()


def answers(connection: Connection[Any], statements: int) -> list[PGresult]:
    """Waits for them, one a statement sent. Raises psycopg's error of the first that failed; those after it did not run."""
    server = connection.pgconn
    found = [one for _ in range(statements + 1) for one in _of_one(server)]
    if server.status == ConnStatus.OK:
        server.exit_pipeline_mode()
    for one in found:
        if one.status not in DONE:
            raise error_from_result(one)
    return found[:-1]


def _of_one(server: PGconn) -> list[PGresult]:
    """What there is of one statement, or of the end; nothing once the connection is lost."""
    found = []
    while answer := _next(server):
        found.append(answer)
    return found


def _next(server: PGconn) -> PGresult | None:
    while server.is_busy():
        _wait(server, select.POLLIN)
        server.consume_input()
    return server.get_result()


def _wait(server: PGconn, events: int) -> None:
    """Here and not in libpq, which would keep the interpreter's lock while it waits."""
    waiting = select.poll()
    waiting.register(server.socket, events)
    waiting.poll()
