"""Publishing notices, declaring what they need, and noting who was given one."""

import json
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.http import Http404

from licite import vault
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.models import DeliveredBy, NoticeKind
from licite.lawful.notices import drawing
from licite.lawful.notices.facts import Declared
from licite.lawful.queries.notices import Standing, standings

ENGLISH = "en"


def publish(actor: Actor, *, standing: Standing) -> int:
    """Publishes what the configuration gives now; the version in force afterwards. None is ever changed.

    Raises Refused("unready") where something is missing, and for English alone: a person who reads French was not
    informed by it (CNIL, SAN-2024-020, KASPR).
    """
    if standing.missing or not standing.now:
        raise Refused("unready")
    if standing.language == ENGLISH and _french_is_missing(standing):
        raise Refused("unready")
    sections = [section.as_json() for section in standing.now]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.publish_notice(%s, %s, %s::jsonb, %s)",
            [standing.kind, standing.language, json.dumps(sections), drawing.plain(standing.now)],
        )
        (version,) = cursor.fetchone()
    notice = f"{standing.kind}.{standing.language}"
    actor.trace.saw("lawful:notice:publish", [], [], notice=notice, version=version)
    return int(version)


def _french_is_missing(standing: Standing) -> bool:
    return any(
        one.kind == standing.kind and one.language != ENGLISH and one.published is None for one in standings()
    )


def declare(actor: Actor, *, declared: Declared) -> None:
    """Keeps what the organisation declares from now on; earlier declarations stay."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.disclose(%s::jsonb)", [json.dumps(declared.as_json())])
    actor.trace.saw("lawful:notice:declare", [], [])


def inform(
    actor: Actor,
    *,
    contact: int,
    public: UUID,
    kind: str,
    language: str,
    means: DeliveredBy,
    at: datetime,
    proof: str = "",
) -> None:
    """Notes that the person was given the notice in force at `at`, and since when the person is informed.

    Raises Http404 for a record out of the actor's reach; Refused: "future" for a moment to come, "proof" where no
    version was published yet at that moment and nothing is said to prove it, "collection" for a person who was not there
    when the data were collected.
    """
    if at > clock.now():
        raise Refused("future", subject=contact)
    if means is DeliveredBy.AT_COLLECTION and kind == NoticeKind.FIRST:
        raise Refused("collection", subject=contact)
    if not proof and not _was_in_force(kind, language, at):
        raise Refused("proof", subject=contact)
    sealed = vault.seal("proof", public, vault.pack([proof])) if proof else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.inform(%s, %s, %s, %s, %s, %s)",
            [contact, kind, language, means.value, at, sealed],
        )
        (done,) = cursor.fetchone()
    if not done:
        raise Http404
    actor.trace.saw("lawful:notice:deliver", [contact], [], means=means.value)


def strike(actor: Actor, *, contact: int, delivery: int) -> None:
    """Takes back a notice noted by mistake: its row stays and counts no more, and since when the person is informed is
    reckoned again. Raises Http404 for one that is out of sight, or taken back already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.strike_delivery(%s, %s)", [contact, delivery])
        (done,) = cursor.fetchone()
    if not done:
        raise Http404
    actor.trace.saw("lawful:notice:strike", [contact], [], delivery=delivery)


IN_FORCE = """
    SELECT EXISTS (SELECT FROM lawful_notice WHERE kind = %s AND language = %s AND published_at <= %s)
"""


def _was_in_force(kind: str, language: str, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, [kind, language, at])
        return bool(cursor.fetchone()[0])
