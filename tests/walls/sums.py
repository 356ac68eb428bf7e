"""Sums over all that a member may not change. A table that nobody wrote to since keeps the sum it had: summing each
after each attack took most of the attacks' time.
"""

from datetime import datetime

import psycopg

from tests.world import Cast

WRITERS = {"prospector", "rep", "manager"}
# Rows of these may come from the attacker in full right; the sum leaves those out.
MINE = {
    "journal.trace": "at > %(laid)s AND (actor = %(me)s OR actor IS NULL)",
    "journal.deed": "true",
    "licite.access_reveal": "member_id = %(me)s",
    "licite.lawful_suppression": "since > %(laid)s",
    "licite.people_batch": "member = %(me)s",
    "licite.intake_batch": "member = %(me)s AND cell = ANY (%(cells)s)",
    "jobs.procrastinate_jobs": "args ->> 'member' = %(me)s::text",
    "jobs.procrastinate_events": "true",
}
TABLES = """SELECT format('%I.%I', n.nspname, c.relname), EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND
    a.attname = 'cell' AND NOT a.attisdropped) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('licite', 'login', 'gate', 'journal', 'jobs') AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"""
RELATIONS = """SELECT 'pg_class', md5(string_agg(concat_ws(' ', oid, relname, relowner, relacl, relrowsecurity, relforcerowsecurity),
    ';' ORDER BY oid)) FROM pg_class"""
# Of a table, how many rows and the youngest writer (counted from a fixed one): any change shows.
VERSION = "SELECT '{0}', count(*) || ':' || coalesce(age('{1}'::xid) - nullif(min(age(xmin)), 2147483647), 0) FROM {0}"
CATALOGUES = ("pg_attribute", "pg_policy", "pg_proc", "pg_authid", "pg_auth_members", "pg_db_role_setting", "pg_namespace", "pg_default_acl", "pg_trigger",
         "pg_event_trigger", "pg_extension", "pg_language", "pg_largeobject_metadata", "pg_description", "pg_type",
         "pg_operator", "pg_cast", "pg_publication", "pg_foreign_server", "pg_statistic_ext", "pg_rewrite")  # fmt: skip


class Sums:
    """Of one ground. `laid_at`: what is later may be the attackers' own."""

    def __init__(self, superuser: psycopg.Connection, *, laid_at: datetime) -> None:
        self.superuser, self.laid_at = superuser, laid_at
        self.tables: dict[str, bool] = dict(superuser.execute(TABLES).fetchall())
        (since,) = superuser.execute("SELECT pg_current_xact_id()::xid::text").fetchone() or ("",)
        names = (*self.tables, "pg_class", *CATALOGUES)
        looks = " UNION ALL ".join(VERSION.format(name, since) for name in names)
        superuser.execute(f"PREPARE versions AS {looks}")
        self._known: dict[tuple[Cast, str], tuple[str, str]] = {}

    def __call__(self, member: Cast) -> dict[str, str]:
        """One sum a table over all that this member may not change, and one over each catalogue."""
        versions = dict(self.superuser.execute("EXECUTE versions").fetchall())
        changed = [
            name
            for name in (*self.tables, "pg_class")
            if self._known.get((member, name), ("",))[0] != versions[name]
        ]
        for name, total in self._summed(changed, member).items():
            self._known[member, name] = versions[name], total
        return versions | {name: self._known[member, name][1] for name in (*self.tables, "pg_class")}

    def _summed(self, names: list[str], member: Cast) -> dict[str, str]:
        if not names:
            return {}
        query = " UNION ALL ".join(RELATIONS if name == "pg_class" else self._sum(name) for name in names)
        # A read-only member changes nothing: every cell is foreign to what they write.
        cells = member.cells if member.profile in WRITERS else []
        asked = {"laid": self.laid_at, "me": member.id, "cells": cells}
        return dict(self.superuser.execute(query, asked).fetchall())

    def _sum(self, table: str) -> str:
        cell = "NOT cell = ANY (%(cells)s)" if self.tables[table] else "true"
        kept = f"NOT ({MINE[table]})" if table in MINE else cell
        row = {
            "gate.ticket": "ROW(t.hash, t.member, t.expires_at, t.ended_at)",
            "licite.access_member": "ROW(t.id, t.name, t.left_at)",
        }.get(table, "t")
        return (f"SELECT '{table}', md5(coalesce(string_agg({row}::text, ';' ORDER BY {row}::text), '')) FROM {table} t "
                f"WHERE ({kept}) IS NOT FALSE")  # fmt: skip
