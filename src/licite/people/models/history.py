"""What happened with a contact and what was promised. Notes, titles and places are sealed."""

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

from licite.lawful.choices import Evidence
from licite.people.choices import Direction, InteractionKind, Outcome, Remind, TaskKind


class Interaction(models.Model):
    """Something that happened: by whom it was started and what proves it. The note is sealed.

    `public` names it on pages: a number would tell how much others work. Looked up within its contact, hence no index.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    at = DateTimeField()
    kind = CharField(max_length=12, choices=InteractionKind.choices)
    direction = CharField(max_length=8, choices=Direction.choices)
    outcome = CharField(max_length=16, choices=Outcome.choices, blank=True)
    evidence = CharField(max_length=16, choices=Evidence.choices, blank=True)
    note = models.BinaryField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()


class Task(models.Model):
    """What someone promised to do for a contact, and when. Title and place are sealed.

    Open while `done_at` is null; what was called off is done too, and `cancelled`. `ends_at` and `place` are of
    appointments. `remind` is what was chosen, `remind_at` the moment that follows from it.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    kind = CharField(max_length=12, choices=TaskKind.choices)
    title = models.BinaryField(null=True)
    place = models.BinaryField(null=True)
    due_at = DateTimeField()
    ends_at = DateTimeField(null=True)
    done_at = DateTimeField(null=True)
    cancelled = BooleanField(default=False, db_default=False)
    remind = CharField(max_length=8, choices=Remind.choices, blank=True, default="", db_default="")
    remind_at = DateTimeField(null=True)
    reminded_at = DateTimeField(null=True)
    member = IntegerField()
    created_at = DateTimeField()


class Change(models.Model):
    """A field of a record that changed: by whom and when; what it was and became is sealed (class "change").

    `field` "cell" is a move between stages or portfolios, written by the database, of which the cells say all.
    """

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    at = DateTimeField()
    field = CharField(max_length=16)
    before = models.BinaryField(null=True)
    after = models.BinaryField(null=True)
    cell_before = IntegerField(null=True)
    cell_after = IntegerField(null=True)
    member = IntegerField(null=True)
