"""An order to hand a portfolio over, carried out by the worker."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigAutoField, CharField, DateTimeField, IntegerField
from django.utils.translation import pgettext_lazy


class HandoverState(models.TextChoices):
    """Where a hand-over stands. A stopped one met the end of its member's rights, or failed too often."""

    ORDERED = "ordered", pgettext_lazy("handover", "Waiting")
    RUNNING = "running", pgettext_lazy("handover", "Running")
    DONE = "done", pgettext_lazy("handover", "Done")
    STOPPED = "stopped", pgettext_lazy("handover", "Stopped")


class Handover(models.Model):
    """Records of `source` (portfolio) in `stages` to `target`, the same where only tasks change hands.

    Open tasks of `tasks_from` (None: anybody's) go to `tasks_to` (None: they stay). `total`: records when it was
    ordered; `counts`: records moved, tasks handed.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = IntegerField()
    source = IntegerField()
    target = IntegerField()
    stages = ArrayField(models.SmallIntegerField())
    tasks_from = IntegerField(null=True)
    tasks_to = IntegerField(null=True)
    total = IntegerField()
    state = CharField(max_length=8, choices=HandoverState.choices)
    counts = models.JSONField(default=dict)
    created_at = DateTimeField()
    done_at = DateTimeField(null=True)
