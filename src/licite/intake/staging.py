"""A file on its way in: read once, refused at once for what is seen there, sealed whole until taken."""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.intake import reports
from licite.intake.columns import Column, assign
from licite.intake.declared import DeclarationRefused, Declared
from licite.intake.models import Batch, State
from licite.intake.special import by_values
from licite.kit.cells import Stage
from licite.kit.files import Table, read_table
from licite.kit.names import clean
from licite.lawful.choices import Capacity
from licite.lawful.queries.purposes import stands
from licite.lawful.standing import Category, category_of


@dataclass(frozen=True)
class Staged:
    """A staged file opened again: the table, its columns, what was declared."""

    table: Table
    columns: list[Column]
    declared: Declared


def stage(actor: Actor, *, content: bytes, filename: str, declared: Declared) -> Batch:
    """Keeps a file, sealed, for its import. Raises Refused (permission, cell), DeclarationRefused,
    TableRefused, MapRefused.
    """
    if not actor.has(Permission.IMPORT_RUN):
        raise Refused("permission")
    if not actor.may(Act.CREATE, declared.cell):
        raise Refused("cell")
    _must_stand(declared)
    table = read_table(content)
    columns = _columns(table, declared)
    public = uuid.uuid4()
    report = reports.Report(
        clean(filename)[:120],
        declared.source_words,
        declared.seller,
        reports.described(columns),
        list(table.warnings),
    )
    batch = Batch.objects.create(
        public=public,
        cell=declared.cell,
        member=actor.member,
        source=declared.source,
        purpose=declared.purpose,
        basis=declared.basis,
        declared=_closed(declared),
        staged=_seal(public, content, declared),
        state=State.STAGED,
        counts={"total": table.row_count, "done": 0, **report.tallies},
        report=vault.seal("report", public, reports.head_of(report)),
        created_at=declared.at,
    )
    actor.trace.saw("intake:import:stage", [], [], batch=batch.pk, rows=table.row_count)
    return batch


def _must_stand(declared: Declared) -> None:
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
    if batch.staged is None:
        raise LookupError("this batch holds no file any more")
    kept = json.loads(vault.unseal("staged", batch.public, batch.staged))
    declared = _declared(kept["declared"])
    table = read_table(base64.b64decode(kept["content"]))
    return Staged(table, _columns(table, declared), declared)


def _columns(table: Table, declared: Declared) -> list[Column]:
    return by_values(assign(table.headers, dict(declared.told)), (values for _line, values in table.rows()))


def _closed(declared: Declared) -> dict[str, str]:
    by_column = declared.capacity == Capacity.UNKNOWN and "capacity" in dict(declared.told).values()
    return {
        "capacity": "column" if by_column else declared.capacity,
        "country": declared.country,
        "collected_at": declared.collected_at.isoformat(),
    }


def _seal(public: uuid.UUID, content: bytes, declared: Declared) -> bytes:
    kept = {"content": base64.b64encode(content).decode(), "declared": asdict(declared)}
    return vault.seal("staged", public, json.dumps(kept, default=datetime.isoformat))


def _declared(raw: Mapping[str, Any]) -> Declared:
    return Declared(
        **{
            **raw,
            "stage": Stage(raw["stage"]),
            "at": datetime.fromisoformat(raw["at"]),
            "collected_at": datetime.fromisoformat(raw["collected_at"]),
            "told": tuple((header, field) for header, field in raw["told"]),
        }
    )
