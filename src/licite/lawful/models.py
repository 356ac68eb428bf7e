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


class Objection(models.Model):
    """The person said no, by channel or for all; shown on the record, honoured by every door."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    channel = CharField(max_length=8, choices=Channel.choices)
    at = DateTimeField()
    told_by = CharField(max_length=12, choices=ToldBy.choices)
    member = IntegerField(null=True)
    created_at = DateTimeField()


class Suppression(models.Model):
    """A keyed fingerprint of an e-mail or a phone, per channel: no name, no record, no cell. Never retired."""

    id = BigAutoField(primary_key=True)
    fingerprint = models.BinaryField(max_length=34)
    channel = CharField(max_length=8, choices=Channel.choices)
    since = DateTimeField()

    class Meta:
        """One row per fingerprint and channel."""

        constraints = [
            models.UniqueConstraint(fields=["fingerprint", "channel"], name="lawful_suppression_once")
        ]
