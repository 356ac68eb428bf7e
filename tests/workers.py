"""The worker's own connection, for tests of what jobs and commands do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def as_worker() -> Iterator[None]:
    """The default alias is the worker's role meanwhile; commits remain (ask for `fresh`)."""
    before = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    password = (settings.HOME.secrets / "licite_worker.pw").read_text()
    connection.close()
    connection.settings_dict.update(USER="licite_worker", PASSWORD=password)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
