"""What was done to many records at once, so that it can be undone exactly."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField

from licite.people.choices import BulkAct


class Batch(models.Model):
    """One act on many records: who, what, on how many, how many were left out and why (`skipped`: code to number)."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = IntegerField()
    act = CharField(max_length=12, choices=BulkAct.choices)
    total = IntegerField()
    skipped = models.JSONField(default=dict)
    made_at = DateTimeField()
    undone_at = DateTimeField(null=True)
    undone = IntegerField(null=True)


class BatchItem(models.Model):
    """What a batch did to one record: from which cell to which, or what it put there (a task, with when it was due)."""

    id = BigAutoField(primary_key=True)
    batch = BigIntegerField()
    contact = BigIntegerField()
    cell = IntegerField()
    cell_before = IntegerField(null=True)
    cell_after = IntegerField(null=True)
    made = BigIntegerField(null=True)
    due_at = DateTimeField(null=True)
