"""The product's settings, but for the tables and for the door."""

from typing import Any

from licite import settings as ours

globals().update({name: getattr(ours, name) for name in dir(ours) if name.isupper()})

_DOOR = "licite.access.middleware.GateMiddleware"
MIDDLEWARE = [
    "licite.console.bench.twin.site.PlainMiddleware" if one == _DOOR else one for one in ours.MIDDLEWARE
]
# Without the gate a page knows its reader as Django does: a session, then an account (docs/decisions/0005).
INSTALLED_APPS = [*ours.INSTALLED_APPS, "django.contrib.sessions"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
DATABASE_ROUTERS: list[str] = []
WSGI_APPLICATION = "licite.console.bench.twin.site.application"


def _plain(database: dict[str, Any]) -> dict[str, Any]:
    return database | {"OPTIONS": database["OPTIONS"] | {"options": "-c search_path=bench,licite,public"}}


DATABASES = ours.DATABASES | {"default": _plain(ours.DATABASES["default"])}
