"""The sealed texts of a record that is merged: opened under one subject, sealed under another, table by table.

Envelopes are bound to their record, so none may simply change hands. Nothing here is shown to anybody.
"""

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection
from psycopg import sql

from licite import vault
from licite.inventory.declare import Holding
from licite.inventory.engine import holdings
from licite.people.duplicates.carrying import carried, name_of, sealed_of

Texts = dict[str, dict[str, dict[str, str]]]
"""Clear texts, or envelopes in hexadecimal: by table, by row, by column."""

CONTACT = "people_contact"
KEPT = "merge"
"""The class of what a merge keeps."""


def own_holding() -> Holding:
    """The declaration of contacts."""
    return next(one for one in holdings() if one.model == "people.Contact")


def texts_of(contact: int, subject: UUID) -> Texts:
    """Every sealed text of a record and of the rows that follow it, as far as the actor sees them."""
    found: Texts = {CONTACT: _opened(own_holding(), "id", contact, subject)}
    for holding in carried():
        if sealed_of(holding):
            found[name_of(holding)] = _opened(holding, str(holding.path), contact, subject)
    return {table: rows for table, rows in found.items() if rows}


def texts_in(moved: Mapping[str, Iterable[int]], contact: int, subject: UUID) -> Texts:
    """The sealed texts of these rows, by table, of the record they are on now."""
    found: Texts = {}
    for holding in carried():
        wanted = set(map(str, moved.get(name_of(holding), ())))
        if wanted and sealed_of(holding):
            rows = _opened(holding, str(holding.path), contact, subject)
            found[name_of(holding)] = {row: texts for row, texts in rows.items() if row in wanted}
    return found


def sealed_for(texts: Texts, subject: UUID) -> str:
    """The same texts, sealed for another record, as the gate takes them."""
    classes = {name_of(one): sealed_of(one) for one in (own_holding(), *carried())}
    return json.dumps(
        {
            table: {
                row: {
                    name: "\\x" + vault.seal(classes[table][name], subject, text).hex()
                    for name, text in columns.items()
                }
                for row, columns in rows.items()
            }
            for table, rows in texts.items()
        }
    )


def seal_kept(kept: Mapping[str, Texts], subject: UUID) -> bytes:
    """What both records said before, and the rows that found no place, for the undoing of a merge."""
    return vault.seal(KEPT, subject, json.dumps(kept))


def open_kept(envelope: bytes | memoryview, subject: UUID) -> dict[str, Texts]:
    """What `seal_kept` sealed."""
    kept: dict[str, Texts] = json.loads(vault.unseal(KEPT, subject, envelope))
    return kept


def _opened(holding: Holding, path: str, contact: int, subject: UUID) -> dict[str, dict[str, str]]:
    classes = sealed_of(holding)
    statement = sql.SQL("SELECT id, {} FROM {} WHERE {} = %s").format(
        sql.SQL(", ").join(map(sql.Identifier, classes)),
        sql.Identifier(name_of(holding)),
        sql.Identifier(path),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [contact])
        rows = cursor.fetchall()
    return {
        str(number): {
            name: vault.unseal(sealed_as, subject, envelope)
            for (name, sealed_as), envelope in zip(classes.items(), envelopes, strict=True)
            if envelope is not None
        }
        for number, *envelopes in rows
    }
