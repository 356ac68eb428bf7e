"""How every process learns of what the organisation decided."""

from collections.abc import Mapping
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper

from licite.kit import answers
from licite.packs import lookup
from licite.packs.lookup import State
from licite.packs.organisation import Organisation


def follow(version: int) -> None:
    """Learns what the organisation changed when the version that the gate tells is not the one in force."""
    if version == lookup.state().version:
        return
    if version == 0:
        lookup.put(State())
        return
    learn()


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
    said: dict[str, Any] = answers.read(raw)
    return State(
        version=said["version"],
        organisation=_organisation(said["organisation"]) if said["organisation"] else None,
        overrides={(key, country): value for country, key, value in said["overrides"]},
    )


def _organisation(said: Mapping[str, Any]) -> Organisation:
    return Organisation(**{**said, "sectors": tuple(said["sectors"])})
