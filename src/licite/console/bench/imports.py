"""`licite bench import`: a file of so many invented people enters with every check, as a manager brings it in."""

import csv
import io
import os
import time
from dataclasses import asdict
from functools import partial
from typing import Any

from django.db import connections

from licite.access import gate
from licite.access.models import Grant
from licite.access.permissions import Act
from licite.console.bench.effort import spent, weight
from licite.console.bench.report import machine
from licite.console.bench.standing import is_demo
from licite.console.demo.bulk import stream
from licite.intake.actions import import_table
from licite.intake.declared import declare
from licite.intake.models import Batch
from licite.intake.staging import LARGEST, stage
from licite.kit import clock
from licite.kit.cells import portfolio_of, stage_of

HEADINGS = ("Prénom", "Nom", "E-mail", "Téléphone", "Société", "Code postal", "Ville", "Opposition")
PURPOSE = "intake.import"
EMPLOYEES = 20
SETTLED = 0.1
"""The share of the rows after which the memory is that of the work itself."""
WANTED = 2000


def measure(*, rows: int) -> dict[str, Any]:
    """Rows a second from the staged file to the end of its report, what it took of the processors, and what the processes
    weighed meanwhile, in MB (the database apart).
    """
    if not is_demo():
        raise SystemExit("licite: the bench brings invented people in; it works on demo homes only")
    member = _manager()
    with gate.acting_for(member, PURPOSE) as actor:
        cell = actor.cells(Act.CREATE)[0]
        declared = declare(
            portfolio=portfolio_of(cell),
            stage=stage_of(cell),
            source="fair",
            purpose="prospection",
            basis="legitimate_interest",
            capacity="professional",
            country="FR",
            at=clock.now(),
            told={},
        )
        batch = stage(
            actor, content=content(rows), filename="bench.csv", declared=declared, max_bytes=LARGEST
        )
    weights: list[tuple[int, float]] = []
    began, before = time.monotonic(), spent()
    import_table(
        partial(gate.acting_for, member, PURPOSE),
        batch.public,
        progress=lambda done, _total: weights.append((done, weight())),
    )
    seconds, worked = time.monotonic() - began, spent().since(before)
    cores = len(os.sched_getaffinity(0))
    settled = next(held for done, held in weights if done >= rows * SETTLED)
    with gate.acting_for(member, PURPOSE):
        counts = Batch.objects.values_list("counts", flat=True).get(public=batch.public)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) licite.people_contact, licite.people_token, licite.people_company")
    return {
        "rows": rows,
        "seconds": round(seconds, 1),
        "rows_a_second": round(rows / seconds),
        "processor_seconds": {name: round(value, 1) for name, value in asdict(worked).items()},
        "rows_a_second_of_all_cores": round(rows / worked.total * cores),
        "memory_mb": {
            "settled": round(settled),
            "most": round(max(held for _, held in weights)),
            "growth": round(max(held for done, held in weights if done >= rows * SETTLED) - settled),
        },
        "counts": counts,
        "machine": machine(),
        "lines": [
            f"{rows / seconds:.0f} rows a second; {WANTED} wanted",
            f"{worked.total / rows * 1e6:.0f} µs of processor a row, here, beside and in the database",
        ],
    }


def content(rows: int) -> bytes:
    """The file: one e-mail and one phone each, twenty to a company."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";").writerow
    write(HEADINGS)
    mark = int(clock.now().timestamp())
    for number, (one, _history) in enumerate(stream(rows, now=clock.now(), seed=mark)):
        email = one.emails[0].replace("@", f".{mark}@")
        company = f"Ateliers {mark % 10_000} n° {number // EMPLOYEES}"
        write(
            (
                one.first,
                one.last.upper(),
                email,
                _typed(one.phones[0]),
                company,
                one.postal_code,
                one.town,
                "",
            )
        )
    return out.getvalue().encode()


def _typed(phone: str) -> str:
    digits = "0" + phone.removeprefix("+33")
    return " ".join(digits[at : at + 2] for at in range(0, 10, 2))


def _manager() -> int:
    with gate.as_system("bench"):
        grants = Grant.objects.filter(profile__key="manager", ends_at=None).order_by("id")
        member = grants.values_list("member_id", flat=True).first()
    if member is None:
        raise SystemExit("licite: this home has no manager")
    return int(member)
