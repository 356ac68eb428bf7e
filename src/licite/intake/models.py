"""Batches: one imported file, its declared provenance, and the report row by row."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField


class Batch(models.Model):
    """One file brought in by a member. The staged file and the report are sealed under the batch's own id."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cell = IntegerField()
    member = IntegerField()
    source = CharField(max_length=40)
    purpose = CharField(max_length=40)
    basis = CharField(max_length=40)
    declared = models.JSONField()
    staged = models.BinaryField(null=True)
    state = CharField(max_length=12)
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
