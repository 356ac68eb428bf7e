"""Imports run as the worker's role, commit, and all is put back afterwards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import pytest
from django.db import connections
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from licite import settings
from licite.access.gate import acting_for
from licite.intake.actions import import_table
from licite.intake.declared import declare
from licite.intake.models import Batch
from licite.intake.parts import report_of
from licite.intake.plans import Plan
from licite.intake.reports import Report
from licite.intake.staging import GUESSED, stage
from licite.intake.undoing import order_undoing, undo
from licite.kit import clock
from tests.world import MAX, WEST, Cast

PURPOSE = "intake.import"


@contextmanager
def worker_role() -> Iterator[None]:
    """The default alias as licite_worker, as in the worker and console processes."""
    alias = connections["default"]
    page = {key: alias.settings_dict[key] for key in ("USER", "PASSWORD")}
    alias.close()
    alias.settings_dict |= {"USER": "licite_worker", "PASSWORD": settings.kept("licite_worker.pw").decode()}
    try:
        yield
    finally:
        alias.close()
        alias.settings_dict |= page


@pytest.fixture
def as_worker() -> Callable[[], AbstractContextManager[None]]:
    """`with as_worker():` for the part of a test that the worker does."""
    return worker_role


@pytest.fixture
def worker(fresh: None) -> Iterator[None]:
    """The whole test as the worker."""
    with worker_role():
        yield


def declaration(**changes):
    given = {
        "portfolio": WEST, "stage": 1, "source": "customer_file", "purpose": "prospection",
        "basis": "legitimate_interest", "capacity": "unknown", "country": "FR", "at": clock.now(), "told": {},
    }  # fmt: skip
    return declare(**(given | changes))


def staged(text: str | bytes, *, member: Cast = MAX, plan: Plan = GUESSED, **changes) -> Batch:
    content = text.encode() if isinstance(text, str) else text
    with acting_for(member.id, PURPOSE) as actor:
        return stage(
            actor, content=content, filename="fichier.csv", declared=declaration(**changes), plan=plan
        )


def run(batch: Batch, member: Cast = MAX) -> Report:
    import_table(partial(acting_for, member.id, PURPOSE), batch.public)
    return told(batch, member)


def told(batch: Batch, member: Cast = MAX) -> Report:
    """The report as it stands."""
    with acting_for(member.id, PURPOSE):
        return report_of(Batch.objects.get(public=batch.public))


def in_worker(attempts: int = 0) -> JobContext:
    """What the worker tells a job of itself."""
    job = Job(
        id=1,
        queue="default",
        lock=None,
        queueing_lock=None,
        task_name="intake.import_file",
        attempts=attempts,
    )
    return JobContext(app=app, job=job, start_timestamp=0.0, abort_reason=lambda: None)


@pytest.fixture
def bring(worker: None) -> Callable[..., Report]:
    """`bring("Nom;Prénom\\n…")` imports as Max and returns the report."""

    def import_text(text: str | bytes, *, member: Cast = MAX, **changes) -> Report:
        return run(staged(text, member=member, **changes), member)

    return import_text


def codes(report: Report) -> list[str]:
    return [note.code for line in report.lines for note in (*line.reasons, *line.warnings)]


def take_back(batch: Batch, member: Cast = MAX) -> None:
    """The whole of it undone."""
    with acting_for(member.id, PURPOSE) as actor:
        assert order_undoing(actor, Batch.objects.get(public=batch.public))
    undo(partial(acting_for, member.id, PURPOSE), batch.public)
