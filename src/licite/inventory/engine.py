"""Walks the declarations: all of them, those of one person, and the one verb that erases."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import connection
from psycopg import sql

from licite.inventory.declare import About, Ends, Holding, Recipients
from licite.journal import entries

GONE = frozenset({Ends.ERASED, Ends.FOLLOWS})


class LeftBehind(Exception):
    """Rows of an erased person are still there: names the tables, and undoes the erasure."""


@cache
def holdings() -> tuple[Holding, ...]:
    """Every declaration of every installed room, in the order of the rooms."""
    modules = (f"{app.name}.holdings" for app in apps.get_app_configs() if app.name.startswith("licite."))
    return tuple(
        holding for name in modules if find_spec(name) is not None for holding in import_module(name).HOLDINGS
    )


def table_of(holding: Holding) -> str:
    """The table's name, with its schema where only SQL knows it. LookupError for a model that is gone."""
    return holding.table or apps.get_model(holding.model or "")._meta.db_table


def walk(contact: int) -> Iterator[tuple[Holding, int]]:
    """Each declared table whose rows go with their contact, with the number of those that name this one.

    What expires by its own time, the journal first, is not read: it may be long. Sees what the transaction's context
    sees: ask inside `as_system("console")` for the whole.
    """
    for holding in holdings():
        if holding.about is About.CONTACT and holding.names_subject and holding.ends in GONE:
            with connection.cursor() as cursor:
                cursor.execute(count_of(holding), {"contact": contact})
                yield holding, cursor.fetchone()[0]


def bearing(contacts: Iterable[int], *, besides: Iterable[str]) -> dict[int, set[str]]:
    """Which of these contacts have rows hanging on them, and in which declared tables but those named `besides`.

    Sees what the transaction's context sees; what only the gate reads says nothing.
    """
    asked, left_out = list(contacts), set(besides)
    found: dict[int, set[str]] = {}
    for holding in holdings():
        path = holding.path
        if path in (None, "id") or holding.name in left_out or holding.recipients is Recipients.GATE:
            continue
        if holding.about is About.CONTACT:
            statement = sql.SQL("SELECT DISTINCT {0} FROM {1} WHERE {0} = ANY (%s)").format(
                sql.Identifier(str(path)), sql.Identifier(*table_of(holding).split("."))
            )
            with connection.cursor() as cursor:
                cursor.execute(statement, [asked])
                for (one,) in cursor.fetchall():
                    found.setdefault(one, set()).add(holding.name)
    return found


def erase(contact: int) -> bool:
    """Erases a person by contact id, in the caller's transaction; False when there is no such record.

    The journal keeps the act and the id until its own time ends. Raises LeftBehind when a declared table
    still names the person: the caller's transaction then ends without effect.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.erase(%s)", [contact])
        (done,) = cursor.fetchone()
    if not done:
        return False
    left = [holding.name for holding, rows in walk(contact) if rows]
    if left:
        raise LeftBehind(", ".join(left))
    entries.write("inventory:subject:erase", subjects=[contact])
    return True


def count_of(holding: Holding) -> sql.Composed:
    """The statement that counts the rows which name the subject `%(contact)s`."""
    conditions = [sql.SQL("{} = %(contact)s").format(sql.Identifier(holding.path))] if holding.path else []
    conditions += [
        sql.SQL("%(contact)s = ANY ({})").format(sql.Identifier(name)) for name in holding.mentions
    ]
    return sql.SQL("SELECT count(*) FROM {} WHERE {}").format(
        sql.Identifier(*table_of(holding).split(".")), sql.SQL(" OR ").join(conditions)
    )
