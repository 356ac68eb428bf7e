"""`licite bench space`: where the bytes of a contact go, by table and index; the journal apart."""

from typing import Any, Final

from django.db import connections

from licite.access import gate
from licite.console.bench.report import Verdict, machine
from licite.ops.homes import Home
from licite.people.models import Contact

BYTES_A_CONTACT: Final = 3500
SHOWN_FROM: Final = 1.0
"""Bytes a contact."""
WHERE: Final = """
    SELECT n.nspname, c.relname, coalesce(t.relname, ''), pg_relation_size(c.oid) + CASE WHEN c.reltoastrelid > 0
        THEN pg_total_relation_size(c.reltoastrelid) ELSE 0 END
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
    WHERE n.nspname IN ('licite', 'gate', 'journal') AND c.relkind IN ('r', 'i') ORDER BY 4 DESC
"""


def measure() -> dict[str, Any]:
    """Bytes a contact of every table and index of one byte or more, and what they come to."""
    with gate.as_system("bench"):
        contacts = Contact.objects.count()
    if not contacts:
        raise SystemExit("licite: no contact here; licite bench seed --contacts N makes some")
    with connections["owner"].cursor() as cursor:
        cursor.execute(WHERE)
        found = cursor.fetchall()
    base = [one for one in found if one[0] != "journal"]
    total = sum(int(size) for *_, size in base) / contacts
    verdict = Verdict("bytes a contact: rows, envelopes, tokens, indexes", "base", total, BYTES_A_CONTACT)
    shown = {
        f"{name}{f' (of {table})' if table else ''}": {"bytes_a_contact": round(int(size) / contacts, 1)}
        for _schema, name, table, size in base
        if int(size) >= SHOWN_FROM * contacts
    }
    return {
        "space": shown,
        "table": shown,
        "contacts": contacts,
        "journal_bytes": sum(int(size) for schema, *_, size in found if schema == "journal"),
        "targets": [verdict.as_dict()],
        "lines": [verdict.line()],
        "machine": machine() | {"home": str(Home.from_env().path)},
    }
