"""An order to hand a portfolio over, carried out by the worker."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import pgettext_lazy


class HandoverState(models.TextChoices):
    """Where a hand-over stands. A stopped one met the end of its member's rights, or failed too often."""

    ORDERED = "ordered", pgettext_lazy("handover", "Waiting")
    RUNNING = "running", pgettext_lazy("handover", "Running")
    DONE = "done", pgettext_lazy("handover", "Done")
    STOPPED = "stopped", pgettext_lazy("handover", "Stopped")
    UNDOING = "undoing", pgettext_lazy("handover", "Being undone")
    UNDONE = "undone", pgettext_lazy("handover", "Undone")


class Handed(models.TextChoices):
    """What may change hands."""

    RECORD = "record"
    TASK = "task"
    DEAL = "deal"


class Handover(models.Model):
    """Records of `source` (portfolio) in `stages` to `target`, the same where only tasks change hands.

    Without `source` and `target`: each record of its member's portfolios to where the rules place it; those that wait in
    the tray alone, where `tray`.

    Open tasks and deals of `tasks_from` (None: anybody's) go to `tasks_to` and `deals_to` (None: they stay). `total`:
    records when it was ordered; `counts`: records moved, tasks and deals handed, and what of them came back.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = IntegerField()
    source = IntegerField(null=True)
    target = IntegerField(null=True)
    tray = models.BooleanField(default=False, db_default=False)
    stages = ArrayField(models.SmallIntegerField())
    tasks_from = IntegerField(null=True)
    tasks_to = IntegerField(null=True)
    deals_to = IntegerField(null=True)
    total = IntegerField()
    state = CharField(max_length=8, choices=HandoverState.choices)
    counts = models.JSONField(default=dict)
    created_at = DateTimeField()
    done_at = DateTimeField(null=True)

    @property
    def by_rules(self) -> bool:
        """Whether the rules say where each record goes."""
        return self.target is None

    @property
    def moves(self) -> bool:
        """Whether records move, and not only what is open on them."""
        return self.by_rules or self.source != self.target


class HandoverItem(models.Model):
    """What a hand-over moved: a record from a portfolio to another, or the task or the deal `row` from a member to another.

    Kept to undo it exactly.
    """

    id = BigAutoField(primary_key=True)
    handover = BigIntegerField()
    contact = BigIntegerField()
    cell = IntegerField()
    kind = CharField(max_length=6, choices=Handed.choices)
    row = BigIntegerField(null=True)
    before = IntegerField(null=True)
    after = IntegerField()
