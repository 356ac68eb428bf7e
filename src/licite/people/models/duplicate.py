"""Pairs of records that may be of one person, the search for them, and what a merge keeps so that it can be undone."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, DateTimeField, IntegerField, SmallIntegerField


class Pair(models.Model):
    """Two records alike, `one` < `other`: a score in hundredths and closed codes, no value of anybody.

    `dismissed_at`: somebody said that they are two persons, which is remembered.
    """

    id = BigAutoField(primary_key=True)
    one = BigIntegerField()
    one_cell = IntegerField()
    other = BigIntegerField()
    other_cell = IntegerField()
    score = SmallIntegerField()
    reasons = models.JSONField(default=list)
    found_at = DateTimeField()
    dismissed_at = DateTimeField(null=True)
    dismissed_by = IntegerField(null=True)

    class Meta:
        """A pair once."""

        constraints = [models.UniqueConstraint(fields=["one", "other"], name="people_pair_once")]


class Hunt(models.Model):
    """One search through all records, in steps of ids: `after` is the last one done."""

    id = BigAutoField(primary_key=True)
    started_at = DateTimeField()
    done_at = DateTimeField(null=True)
    after = BigIntegerField(default=0)
    last = BigIntegerField(default=0)
    seen = BigIntegerField(default=0)
    compared = BigIntegerField(default=0)
    found = BigIntegerField(default=0)


class Merge(models.Model):
    """What is left of a record that was merged into `contact`: its public id leads there.

    `before`: the plain columns of both records, `moved`: ids of the rows that changed record, by table, `waits`: rows
    that had no place on the record kept (another of the same kind stood there). `kept`, sealed under the contact
    (class "merge"): every sealed text that either record would otherwise have lost.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    gone = BigIntegerField()
    gone_public = models.UUIDField(unique=True)
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    waits = models.JSONField(default=list)
    kept = models.BinaryField(null=True)
    member = IntegerField(null=True)
    at = DateTimeField()
