"""Batches: one imported file, its declared provenance, and the report row by row."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an import stands. A stopped one met the end of its member's rights, or failed too often."""

    STAGED = "staged", pgettext_lazy("import", "Waiting")
    RUNNING = "running", pgettext_lazy("import", "Running")
    DONE = "done", pgettext_lazy("import", "Done")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")


class Batch(models.Model):
    """One file brought in by a member. The staged file and the report are sealed under the batch's own id.

    `declared` and `counts` hold closed choices and numbers only; headers, which people type, are in the envelopes.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cell = IntegerField()
    member = IntegerField()
    source = CharField(max_length=40)
    purpose = CharField(max_length=40)
    basis = CharField(max_length=40)
    declared = models.JSONField()
    staged = models.BinaryField(null=True)
    state = CharField(max_length=12, choices=State.choices)
    counts = models.JSONField(default=dict)
    report = models.BinaryField(null=True)
    created_at = DateTimeField()
    done_at = DateTimeField(null=True)


class Arrival(models.Model):
    """Which record came in with which batch, so that a batch can be followed and undone."""

    id = BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    contact = BigIntegerField()
    cell = IntegerField()
