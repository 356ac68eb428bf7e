"""`/healthz`: whether database, migrations, worker and seals are well. Says which is not, and nothing more."""

import json
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse

from licite.access.needs import public
from licite.journal import health as journal_health

WORKER_SILENT_AFTER = 60.0
"""Seconds; the worker signs every ten."""


@public
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503; the body names each part as true or false."""
    parts = look()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def look() -> dict[str, bool]:
    """Each part, well or not; what cannot be asked is not well."""
    parts = dict.fromkeys(("database", "migrations", "worker", "sealing"), False)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gate.health()")
            found = json.loads(cursor.fetchone()[0])
        parts["database"] = True
        parts["migrations"] = shipped() <= set(found["migrations"])
        parts["worker"] = found["worker"] is not None and found["worker"] < WORKER_SILENT_AFTER
        parts["sealing"] = journal_health.well()
    except Error:  # a connection that breaks is no DatabaseError
        return parts
    return parts


@cache
def shipped() -> frozenset[str]:
    """The migrations this program brings, as `app.name`."""
    loader = MigrationLoader(None)
    return frozenset(f"{app}.{name}" for app, name in loader.disk_migrations)
