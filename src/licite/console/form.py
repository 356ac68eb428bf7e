"""The form of the base: what the migrations and the SQL of this build make, so that another build's base is told apart.

Before the first release the first migrations are rewritten in place: a base that an earlier build made cannot follow,
and pages would fail one by one on what it lacks. It is said at the start instead, before anything is changed.
"""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.db import connections

import licite

PATTERNS = ("*/migrations/[0-9]*.py", "*/sql/*.sql")
# COMMENT takes no parameter: the value travels by a setting.
COMMENT_ON_SCHEMA = """
    DO $$ BEGIN EXECUTE format('COMMENT ON SCHEMA licite IS %L', current_setting('licite.form')); END $$
"""
COMMENT = re.compile(rb"^\s*(--|#).*$|\s+", re.MULTILINE)


def of_the_code() -> str:
    """A digest of every migration and SQL file, but for comments and white space."""
    root = Path(licite.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(found for pattern in PATTERNS for found in root.glob(pattern)):
        digest.update(
            path.relative_to(root).as_posix().encode() + b"\n" + COMMENT.sub(b"", path.read_bytes())
        )
    return f"form {digest.hexdigest()[:32]}"


def of_the_base() -> str | None:
    """What the base was made as; None where nothing was made yet."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(obj_description('licite'::regnamespace, 'pg_namespace'), ''),"
            " to_regclass('licite.django_migrations') IS NOT NULL"
        )
        said, made = cursor.fetchone() or ("", False)
    return said if made else None


def check() -> None:
    """Stop where the base is another build's.

    :raises SystemExit: with what to do; nothing was changed.
    """
    if of_the_base() not in (None, of_the_code()):
        raise SystemExit(
            f"licite: {settings.HOME.path} was made by another build, whose base has another form (no release is"
            " upgraded yet). Nothing was changed. Go back to that build, or move the home aside and start a new one"
        )


def note() -> None:
    """Write on the base what made it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('licite.form', %s, false)", [of_the_code()])
        cursor.execute(COMMENT_ON_SCHEMA)
