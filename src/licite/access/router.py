"""Which alias a model lives behind: login tables on the login role, all others on the page's own role."""

from typing import Any

from django.db.models import Model

LOGIN_APPS = frozenset({"account", "auth", "contenttypes", "mfa", "staff"})


class Router:
    """Reads and writes by app label; only the owner migrates."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """The alias for reading."""
        return "auth" if model._meta.app_label in LOGIN_APPS else "default"

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """The alias for writing."""
        return self.db_for_read(model)

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool:
        """Accounts point to members across aliases of one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the owner changes the schema."""
        return db == "owner"
