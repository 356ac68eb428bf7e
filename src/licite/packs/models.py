"""What the organisation decided: never changed, only followed by another row. Written by the gate's functions alone."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Override(models.Model):
    """A rule given the organisation's own value in one country; a null value gives the pack's back."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    value = models.JSONField(null=True)
    reason = models.CharField(max_length=500)
    member = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        """The look-up: the last row of a rule."""

        indexes: ClassVar = [models.Index(fields=["country", "key", "id"], name="packs_override_rule")]


class Identity(models.Model):
    """The organisation as it describes itself; the last row is in force."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    address = models.CharField(max_length=300)
    email = models.CharField(max_length=254)
    phone = models.CharField(max_length=30)
    authority = models.CharField(max_length=20)
    dpo_name = models.CharField(max_length=120)
    dpo_email = models.CharField(max_length=254)
    url = models.CharField(max_length=200)
    # What it sells of what some rule names (`phone.banned`).
    sectors = ArrayField(models.CharField(max_length=40))
    reason = models.CharField(max_length=500)
    member = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        """The organisation's table."""

        db_table = "packs_organisation"
