"""Objections of persons in the base, and the fingerprints that remain when the record has gone."""

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import gettext_lazy as _

from licite.lawful.channels import Channel


class ToldBy(models.TextChoices):
    """How the objection reached us."""

    PHONE = "phone", _("By phone")
    EMAIL = "email", _("By e-mail")
    LETTER = "letter", _("By letter")
    IN_PERSON = "in_person", _("In person")
    IMPORT = "import", _("In an imported file")
    LIST = "list", _("Found on the suppression list")
    PERSON = "person", _("By the person, on their own page")
    SHARED = "shared", _("By somebody else of the same address")


BY_HAND = frozenset({ToldBy.PHONE, ToldBy.EMAIL, ToldBy.LETTER, ToldBy.IN_PERSON})
"""Told to a member, who noted it."""
DATED = BY_HAND | {ToldBy.PERSON}
"""Said on a day that is known. A file or the list gives only the day by which it had been said at the latest."""


class Objection(models.Model):
    """The person said no, by channel or for all, to one purpose or ("") to every one."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    channel = CharField(max_length=8, choices=Channel.choices)
    purpose = CharField(max_length=40, blank=True, default="", db_default="")
    at = DateTimeField()
    told_by = CharField(max_length=12, choices=ToldBy.choices)
    member = IntegerField(null=True)
    created_at = DateTimeField()


class SuppressionSource(models.TextChoices):
    """What put a fingerprint on the list."""

    RECORD = "record", _("An objection noted on a record")
    PERSON = "person", _("The person, on their own page")
    FILE = "file", _("An opposition file from outside")
    HAND = "hand", _("Typed by hand")


class Suppression(models.Model):
    """A keyed fingerprint of an e-mail or a phone, per channel and purpose: no name, no record, no cell.

    Never retired while the organisation prospects; looked over every three years (`reviewed_at`).
    """

    id = BigAutoField(primary_key=True)
    fingerprint = models.BinaryField(max_length=34)
    channel = CharField(max_length=8, choices=Channel.choices)
    purpose = CharField(max_length=40, blank=True, default="", db_default="")
    source = CharField(max_length=8, choices=SuppressionSource.choices, db_default="record")
    since = DateTimeField()
    reviewed_at = DateTimeField(null=True)

    class Meta:
        """One row per fingerprint, channel and purpose."""

        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint", "channel", "purpose"], name="lawful_suppression_once"
            )
        ]
