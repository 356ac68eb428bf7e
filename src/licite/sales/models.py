"""Deals, what each is worth, each of their steps, and purchases. Texts are sealed; ids, dates and choices are plain."""

import uuid

from django.db import models
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    IntegerField,
    SmallIntegerField,
)

from licite.sales.choices import Reason, Step


class Deal(models.Model):
    """Something that may be sold to a contact. `step_at` and `closed_at` are the database's own (sql/001_walls.sql).

    `title`, `next_step` and `note` (why it was won or lost) are sealed under the contact's public id.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    company_id = BigIntegerField(null=True)
    title = models.BinaryField(null=True)
    step = CharField(max_length=16, choices=Step.choices)
    step_at = DateTimeField()
    probability = SmallIntegerField()
    expected_on = DateField()
    next_step = models.BinaryField(null=True)
    next_on = DateField(null=True)
    owner = IntegerField(null=True)
    created_at = DateTimeField()
    closed_at = DateTimeField(null=True)
    reason = CharField(max_length=12, choices=Reason.choices, blank=True)
    note = models.BinaryField(null=True)


class Amount(models.Model):
    """What a deal is worth, in cents of a euro. Apart from the deal: the database shows it by the level for amounts."""

    deal = BigIntegerField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    cents = BigIntegerField()


class StepChange(models.Model):
    """A deal came to a step: when, by whom, from where (empty for a new deal). Written by the database alone."""

    id = BigAutoField(primary_key=True)
    deal = BigIntegerField()
    contact = BigIntegerField()
    cell = IntegerField()
    at = DateTimeField()
    member = IntegerField(null=True)
    before = CharField(max_length=16, choices=Step.choices, blank=True)
    after = CharField(max_length=16, choices=Step.choices)


class Purchase(models.Model):
    """Something that a contact bought, as a file of another tool says. `said` seals its number and what was bought.

    `interaction` is the same act in the history: the one ends with the other. `company_id`: whose the contact was then.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    company_id = BigIntegerField(null=True)
    interaction = BigIntegerField(unique=True)
    bought_on = DateField()
    said = models.BinaryField(null=True)
    created_at = DateTimeField()


class Spent(models.Model):
    """What a purchase came to, in cents of a euro. Apart from it, as the amount of a deal is."""

    purchase = BigIntegerField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    cents = BigIntegerField()
