"""The keeper's acts on the suppression list: adding by hand, reviewing, bringing in a file from outside."""

import base64
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.kit import answers, clock
from licite.lawful.channels import Channel
from licite.lawful.models import ListState, OppositionFile
from licite.lawful.models.objections import SuppressionSource
from licite.lawful.suppression.reading import Identifier, read


@dataclass(frozen=True)
class Suppressed:
    """What an addition changed: fingerprints new on the list, records closed."""

    new: int
    records: int


def suppress(
    *, found: Sequence[Identifier], channel: Channel, source: SuppressionSource, at: datetime
) -> Suppressed:
    """Puts identifiers on the list, and closes the channel on every record that has one, in the caller's transaction.

    At most 1,000 at once. The database asks for the permission. Prints are made by the active key, marks by every
    live one.
    """
    prints = [vault.fingerprints.fingerprint(one.kind, one.value) for one in found]
    marks = [token for one in found for token in vault.tokens.query_exact(one.kind, one.value)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.suppress(%s, %s, %s, %s::bytea[], %s::bigint[])",
            [channel.value, source.value, at, prints, marks],
        )
        (raw,) = cursor.fetchone()
    told = answers.read(raw)
    return Suppressed(told["new"], told["records"])


def add_by_hand(actor: Actor, *, found: Sequence[Identifier], channel: Channel, at: datetime) -> Suppressed:
    """Adds a person who wrote to us, whether in the base or not. Raises Refused (permission)."""
    _demand(actor)
    done = suppress(found=found, channel=channel, source=SuppressionSource.HAND, at=at)
    actor.trace.saw(
        "lawful:suppression:add",
        [],
        [channel.value],
        terms=[vault.tokens.exact(one.kind, one.value) for one in found],
        new=done.new,
        records=done.records,
    )
    return done


def review(actor: Actor, *, before: datetime) -> int:
    """Marks what stands unreviewed since `before` as looked over and kept; how many. Raises Refused (permission)."""
    _demand(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.review_suppression(%s)", [before])
        (kept,) = cursor.fetchone()
    actor.trace.saw("lawful:suppression:review", [], [], kept=kept)
    return int(kept)


def stage(actor: Actor, *, content: bytes, channel: Channel, country: str) -> OppositionFile:
    """Keeps a file from outside, sealed, until the worker has taken it in. Raises Refused, TableRefused."""
    _demand(actor)
    lines, _rows = read(content, country=country)
    public = uuid.uuid4()
    kept = {"content": base64.b64encode(content).decode(), "country": country}
    row = OppositionFile.objects.create(
        public=public,
        member=actor.member,
        channel=channel,
        staged=vault.seal("opposition_file", public, json.dumps(kept)),
        state=ListState.STAGED,
        counts={"lines": lines, "done": 0},
        created_at=clock.now(),
    )
    actor.trace.saw("lawful:suppression:stage", [], [channel.value], file=row.pk, lines=lines)
    return row


def order(row: OppositionFile) -> None:
    """Asks the worker to take a staged file in; the database stamps who asks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.defer('lawful.take_opposition_file', %s::jsonb)",
            [json.dumps({"file": str(row.public)})],
        )


def opened(row: OppositionFile) -> tuple[bytes, str]:
    """The staged file again, and the country of its national numbers. Raises LookupError when it is gone."""
    if row.staged is None:
        raise LookupError("this file has been taken in")
    kept = json.loads(vault.unseal("opposition_file", row.public, row.staged))
    return base64.b64decode(kept["content"]), kept["country"]


def _demand(actor: Actor) -> None:
    if not actor.has(Permission.SUPPRESSION_MANAGE):
        raise Refused("permission")
