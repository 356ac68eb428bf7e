"""`licite migrate`: the one user of the migration role. Each app's tables land in its own schema."""

from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from licite.access import rules
from licite.access.router import LOGIN_APPS
from licite.console import form
from licite.people.duplicates import carrying

SCHEMA = dict.fromkeys(LOGIN_APPS, "login") | {"procrastinate": "jobs"}
OTHERS = ("licite", "login", "jobs")


class SchemaExecutor(MigrationExecutor):
    """Runs each migration with its app's schema first on the path."""

    def apply_migration(self, state: Any, migration: Migration, *args: Any, **kwargs: Any) -> Any:
        """Sets the path, then migrates as Django does."""
        home = SCHEMA.get(migration.app_label, "licite")
        set_path(home)
        return super().apply_migration(state, migration, *args, **kwargs)


def set_path(first: str) -> None:
    """Puts one schema first on the owner's search path."""
    path = ", ".join([first, *(other for other in OTHERS if other != first)])
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', %s, false)", [path])
        cursor.execute("SELECT set_config('lock_timeout', '4s', false)")


def migrate() -> int:
    """Brings the schema and the gate's rules up to date; returns how many migrations ran."""
    connection = connections["owner"]
    set_path("licite")
    form.check()
    executor = SchemaExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    executor.migrate(executor.loader.graph.leaf_nodes(), plan)
    form.note()
    set_path("licite")
    rules.load()
    rules.renew_key()
    carrying.write_functions()
    return len(plan)


def pending() -> int:
    """How many migrations wait."""
    executor = MigrationExecutor(connections["owner"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
