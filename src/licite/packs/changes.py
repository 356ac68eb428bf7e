"""What the organisation decides: a rule's own value, who it is, and every decision of before."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from licite.packs import lookup
from licite.packs.learning import learn
from licite.packs.models import Identity, Override
from licite.packs.rules import Value, plain


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
