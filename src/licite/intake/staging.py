"""A file on its way in: read once, refused at once for what is seen there, sealed whole until taken."""

import base64
import json
import uuid
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.intake import reports
from licite.intake.columns import Column, assign, unnamed
from licite.intake.declared import DeclarationRefused, Declared
from licite.intake.kinds import Kind
from licite.intake.models import Batch, State
from licite.intake.plans import Plan, from_text, with_told
from licite.intake.special import by_values
from licite.intake.taught import taught
from licite.kit.files import MAX_BYTES, Table
from licite.kit.names import clean
from licite.lawful.choices import Capacity
from licite.lawful.queries.purposes import stands
from licite.lawful.standing import Category, category_of
from licite.web.dates import today

GUESSED = Plan()
LARGEST = 256 * 1024 * 1024
"""What the command may bring; a page takes far less."""


@dataclass(frozen=True)
class Staged:
    """A staged file opened again: the table, its columns, and what was planned."""

    table: Table
    columns: list[Column]
    plan: Plan


def stage(
    actor: Actor,
    *,
    content: bytes,
    filename: str,
    declared: Declared,
    plan: Plan = GUESSED,
    max_bytes: int = MAX_BYTES,
) -> Batch:
    """Keeps a file, sealed, for its import. Raises Refused (permission, cell), DeclarationRefused,
    TableRefused, MapRefused.
    """
    if not actor.has(Permission.IMPORT_RUN):
        raise Refused("permission")
    if not actor.may(Act.CREATE, declared.cell):
        raise Refused("cell")
    must_stand(declared)
    plan = with_told(plan, declared)
    table = plan.table(content, max_bytes=max_bytes)
    columns = columns_of(table, plan.told, tool=declared.tool)
    public = uuid.uuid4()
    report = reports.Report(
        clean(filename)[:120],
        declared.source_words,
        declared.seller,
        reports.described(columns),
        list(table.warnings),
        tool=declared.tool,
    )
    batch = Batch.objects.create(
        public=public,
        cell=declared.cell,
        member=actor.member,
        source=declared.source,
        purpose=declared.purpose,
        basis=declared.basis,
        declared=_closed(declared),
        staged=sealed_file(public, content, plan),
        state=State.STAGED,
        counts={"total": table.row_count, "done": 0, "last": -1, **report.tallies},
        report=vault.seal("report", public, reports.head_of(report)),
        created_at=declared.at,
    )
    actor.trace.saw("intake:import:stage", [], [], batch=batch.pk, rows=table.row_count)
    return batch


def must_stand(declared: Declared) -> None:
    """Stops at once what would refuse every row; a purpose that stands for one kind of person goes on, row by row."""
    codes = grounds(declared)
    if all(codes.values()):
        raise DeclarationRefused(f"ground.{min(codes.values())}")


def grounds(declared: Declared) -> dict[Category, str]:
    """Why the purpose cannot be used for such persons; empty where it can."""
    by_column = "capacity" in dict(declared.told).values()
    asked = set(Category) if by_column else {category_of(declared.capacity)}
    return {one: stands(declared.purpose, declared.basis, one) for one in asked}


def order(batch: Batch) -> None:
    """Asks the worker to take a staged batch in; the database stamps who asks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.defer('intake.import_file', %s::jsonb)", [json.dumps({"batch": str(batch.public)})]
        )


def open_staged(batch: Batch) -> Staged:
    """The staged file again."""
    kept = unsealed(batch)
    plan = from_text(kept["plan"])
    table = plan.table(unpacked(kept["content"]), max_bytes=LARGEST)
    return Staged(table, columns_of(table, plan.told, tool=plan.tool, kind=plan.kind), plan)


def unsealed(batch: Batch) -> Any:
    """What a batch holds of its file: all of it with its plan, or the rows that are left."""
    if batch.staged is None:
        raise LookupError("this batch holds no file any more")
    return json.loads(vault.unseal("staged", batch.public, batch.staged))


def columns_of(
    table: Table, told: Iterable[tuple[str, str]], *, tool: str | None = None, kind: str = Kind.CONTACTS
) -> list[Column]:
    """What becomes of each column; numbers of a `tool` that was asked for and not named are left out. Raises MapRefused."""

    def rows() -> Iterator[Sequence[str]]:
        return (values for _line, values in table.rows())

    columns = taught(by_values(assign(table.headers, dict(told), kind), rows()), rows, today=today())
    return unnamed(columns) if tool == "" else columns


def packed(content: bytes) -> str:
    """A file as a text to seal."""
    return base64.b64encode(zlib.compress(content, 1)).decode()


def unpacked(text: str) -> bytes:
    """The file that `packed` made a text of."""
    return zlib.decompress(base64.b64decode(text))


def _closed(declared: Declared) -> dict[str, str | bool]:
    by_column = declared.capacity == Capacity.UNKNOWN and "capacity" in dict(declared.told).values()
    return {
        "capacity": "column" if by_column else declared.capacity,
        "country": declared.country,
        "collected_at": declared.collected_at.isoformat(),
        "informed": declared.informed,
        "placed": declared.placed,
    }


def sealed_file(public: uuid.UUID, content: bytes, plan: Plan) -> bytes:
    """A file with its plan, under its batch's own id."""
    return vault.seal("staged", public, json.dumps({"content": packed(content), "plan": plan.to_text()}))
