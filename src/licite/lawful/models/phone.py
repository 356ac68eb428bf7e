"""Calls: those we tried, those the person asked for, and the lists that were screened before them."""

from django.db import models
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    IntegerField,
)
from django.utils.translation import gettext_lazy as _


class ScreenedList(models.TextChoices):
    """Public lists of those who want no calls; the pack says which one is asked."""

    DNCM = "dncm", _("“Do not call me” list (DNCM)")


class Attempt(models.Model):
    """A call of ours, answered or not: kept by the database itself, whoever logs the call."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    at = DateTimeField()


class Callback(models.Model):
    """The person asked to be called: when they asked, and the exact hour if one was agreed on."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    asked_at = DateTimeField()
    agreed_at = DateTimeField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()


class Screening(models.Model):
    """Somebody looked the number up on a list, and what it said."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    name = CharField(max_length=8, choices=ScreenedList.choices)
    at = DateTimeField()
    listed = BooleanField()
    member = IntegerField(null=True)
