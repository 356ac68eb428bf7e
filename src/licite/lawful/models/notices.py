"""Information notices: what was published, what the organisation declares for them, who was given which."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeKind(models.TextChoices):
    """Where a notice is read: GDPR article 13 (form), article 14 (first contact), or by anybody."""

    FORM = "form", _("On forms, at collection")
    FIRST = "first", _("At the first contact")
    PUBLIC = "public", _("Public page")


class DeliveredBy(models.TextChoices):
    """By what means a notice reached the person."""

    AT_COLLECTION = "at_collection", _("At collection, on the form or the stand")
    EMAIL = "email", pgettext_lazy("means", "By e-mail")
    POST = "post", _("By post")
    PHONE = "phone", _("Read out on the phone")
    IN_PERSON = "in_person", _("Handed over")


class DispatchState(models.TextChoices):
    """Where a dispatch to many stands. A stopped one met the end of its member's rights, or failed too often."""

    ORDERED = "ordered", pgettext_lazy("dispatch", "Waiting")
    RUNNING = "running", pgettext_lazy("dispatch", "Running")
    DONE = "done", pgettext_lazy("dispatch", "Done")
    STOPPED = "stopped", pgettext_lazy("dispatch", "Stopped")


class Notice(models.Model):
    """One published version, for ever as it was: `sections` as they are drawn, `text` as it is read and hashed."""

    id = BigAutoField(primary_key=True)
    kind = CharField(max_length=8, choices=NoticeKind.choices)
    language = CharField(max_length=2)
    version = IntegerField()
    sections = models.JSONField()
    text = models.TextField()
    sha256 = CharField(max_length=64)
    published_at = DateTimeField()
    member = IntegerField(null=True)

    class Meta:
        """One row a version."""

        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "version"], name="lawful_notice_version")
        ]


class Disclosure(models.Model):
    """What the organisation declares for its notices and no setting knows: providers, transfers, pixels.

    `facts` as `licite.lawful.notices.facts.Declared` writes them; the latest row counts, none is changed.
    """

    id = BigAutoField(primary_key=True)
    facts = models.JSONField()
    member = IntegerField(null=True)
    at = DateTimeField()


class Delivery(models.Model):
    """A notice given to a person: by what means, when, and what proves it (sealed).

    `notice` is the version in force at `at`; None for a wording older than those kept here. `struck_at`: it was noted by
    mistake, stays and counts no more.
    """

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="+")
    channel = CharField(max_length=16, choices=DeliveredBy.choices)
    at = DateTimeField()
    proof = models.BinaryField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()
    struck_at = DateTimeField(null=True)
    struck_by = IntegerField(null=True)


class Dispatch(models.Model):
    """A member's order to inform many: by mail, or to note that all were informed at collection.

    `wanted` narrows the list (closed choices and dates); `counts` holds numbers by outcome. The proof, one sentence
    for all, is sealed under the order's own id, and goes when it has ended.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = IntegerField()
    channel = CharField(max_length=16, choices=DeliveredBy.choices)
    wanted = models.JSONField()
    proof = models.BinaryField(null=True)
    state = CharField(max_length=8, choices=DispatchState.choices)
    counts = models.JSONField(default=dict)
    created_at = DateTimeField()
    done_at = DateTimeField(null=True)
