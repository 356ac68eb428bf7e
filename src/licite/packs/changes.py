"""What the organisation decides, and how every process learns of it. The only part of the packs that asks the database."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, connections
from django.db.backends.utils import CursorWrapper

from licite.packs import lookup
from licite.packs.lookup import State
from licite.packs.models import Identity, Override
from licite.packs.organisation import Organisation
from licite.packs.rules import Value, plain


def learn(using: str = "default") -> None:
    """Puts in force what stands in the database: one statement."""
    with connections[using].cursor() as cursor:
        lookup.put(read(cursor))


def catch_up(using: str = "default") -> None:
    """Learns if anything changed, for what runs without an actor (sign-in, public pages): one short statement."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT gate.law_version()")
        (version,) = cursor.fetchone()
    if version != lookup.state().version:
        learn(using)


def read(cursor: CursorWrapper) -> State:
    """The state that the database holds."""
    cursor.execute("SELECT gate.law()")
    (raw,) = cursor.fetchone()
    said: dict[str, Any] = json.loads(raw) if isinstance(raw, str) else raw
    return State(
        version=said["version"],
        organisation=_organisation(said["organisation"]) if said["organisation"] else None,
        overrides={(key, country): value for country, key, value in said["overrides"]},
    )


def _organisation(said: Mapping[str, Any]) -> Organisation:
    return Organisation(**{**said, "sectors": tuple(said["sectors"])})


def override(*, country: str, key: str, value: Value | None, reason: str) -> None:
    """Gives a rule the organisation's own value, or the pack's back (None); in force at once, everywhere.

    Raises KeyError for an unknown rule, BadValue for a value that it cannot take, and the database's error for
    a member who may not.
    """
    if value is not None:
        lookup.rule(key, country).overridden(value)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.override_rule(%s, %s, %s::jsonb, %s)",
            [country, key, json.dumps(None if value is None else plain(value)), reason],
        )
    learn()


def set_organisation(said: Mapping[str, Any], *, reason: str = "") -> None:
    """Says who the organisation is; after the first time with a reason. Raises the database's error otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.set_organisation(%s::jsonb, %s)", [json.dumps(dict(said)), reason])
    learn()


def history(*, country: str, key: str) -> Sequence[Override]:
    """Every decision about a rule, the last one first."""
    return list(Override.objects.filter(country=country, key=key).order_by("-id"))


def latest() -> Mapping[tuple[str, str], Override]:
    """The last decision about each rule that was ever changed, by (country, key)."""
    rows = Override.objects.order_by("country", "key", "-id").distinct("country", "key")
    return {(row.country, row.key): row for row in rows}


def identities() -> Sequence[Identity]:
    """The organisation's descriptions of itself, the last one first."""
    return list(Identity.objects.order_by("-id")[:50])
