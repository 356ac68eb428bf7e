"""Drafts and batches: a file on its way in, its declared provenance, its report row by row, and what it brought."""

import uuid

from django.db import models
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    IntegerField,
)
from django.utils.translation import pgettext_lazy

from licite.intake.kinds import Kind


class State(models.TextChoices):
    """Where an import stands. A stopped one met the end of its member's rights, or failed too often."""

    STAGED = "staged", pgettext_lazy("import", "Waiting")
    RUNNING = "running", pgettext_lazy("import", "Running")
    DONE = "done", pgettext_lazy("import", "Done")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")
    UNDOING = "undoing", pgettext_lazy("import", "Being undone")
    SETTLING = "settling", pgettext_lazy("import", "Being settled")
    UNDONE = "undone", pgettext_lazy("import", "Undone")


class Draft(models.Model):
    """A file that a member prepares, sealed like the `plan` made for it and what its preview said; it expires.

    `looked` holds counts alone. An import makes a batch of it, and the draft goes.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = IntegerField()
    file = models.BinaryField()
    plan = models.BinaryField()
    preview = models.BinaryField(null=True)
    looked = models.JSONField(default=dict)
    created_at = DateTimeField()


class Batch(models.Model):
    """One file brought in by a member. The staged file (then its rows that wait for a decision) and the head of the report
    are sealed under the batch's own id.

    What a file of acts brings lies where its persons are: such a batch has no cell (0), no purpose and no basis.
    `declared` and `counts` hold closed choices and numbers only; headers, which people type, are in the envelopes.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = CharField(max_length=12, choices=Kind.choices, default=Kind.CONTACTS, db_default="contacts")
    cell = IntegerField()
    member = IntegerField()
    source = CharField(max_length=40, blank=True)
    purpose = CharField(max_length=40, blank=True)
    basis = CharField(max_length=40, blank=True)
    declared = models.JSONField()
    staged = models.BinaryField(null=True)
    state = CharField(max_length=12, choices=State.choices)
    counts = models.JSONField(default=dict)
    report = models.BinaryField(null=True)
    created_at = DateTimeField()
    done_at = DateTimeField(null=True)


class Part(models.Model):
    """Some hundreds of rows of a report, sealed; `counts` says how many of each outcome."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField()
    counts = models.JSONField(default=dict)


class Arrival(models.Model):
    """Which record came in with which batch (`made`) or was completed by it, and what an undoing has to know.

    `kept`, sealed under the record's own id: what was there before, and digests of what the import wrote.
    """

    id = BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    contact = BigIntegerField()
    cell = IntegerField()
    made = BooleanField(default=True, db_default=True)
    kept = models.BinaryField(null=True)


class Founding(models.Model):
    """A company that a batch made."""

    id = BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    company = BigIntegerField()


class Event(models.Model):
    """An act that a file of acts brought: by its keyed `token`, the same row adds nothing a second time.

    `key`, sealed under the contact: what the token is made of, and a digest of the row. Without a batch once an undoing let
    it be. On the first act of a batch for a contact, the dates of the record before it.
    """

    id = BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = BigIntegerField()
    cell = IntegerField()
    interaction = BigIntegerField(unique=True)
    token = BigIntegerField()
    key = models.BinaryField()
    active_before = DateTimeField(null=True)
    person_before = DateTimeField(null=True)
    notice_before = models.DateField(null=True)
