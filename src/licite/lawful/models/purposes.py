"""Purposes of the organisation, their balancing tests, and why each person is held."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import gettext_lazy as _

from licite.lawful.choices import Basis, PurposeKind, Source


class BalancingState(models.TextChoices):
    """A draft binds nobody; an approved test lets its purpose be used until its review."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")


class GroundEvidence(models.TextChoices):
    """What shows that a purpose holds for this person; all but a declaration come from a sale, a contract or an act."""

    DECLARED = "declared", _("Declared by a colleague")
    SALE = "sale", _("A sale")
    CONTRACT = "contract", _("A running contract")
    FORM = "form_id", _("A form that the person sent")
    ORDER = "order", _("An order that the person placed")
    CALL = "inbound_call", _("A call from the person")


OWN_ACTS = frozenset({GroundEvidence.FORM, GroundEvidence.ORDER, GroundEvidence.CALL})
"""What the person did: after an objection, it opens that purpose again, and no other."""


class Purpose(models.Model):
    """Why persons are held: one legal basis for consumers, one for professionals; empty where it is not for them."""

    key = CharField(primary_key=True, max_length=40)
    name_fr = CharField(max_length=80)
    name_en = CharField(max_length=80)
    kind = CharField(max_length=12, choices=PurposeKind.choices)
    basis_consumer = CharField(max_length=24, choices=Basis.choices, blank=True)
    basis_professional = CharField(max_length=24, choices=Basis.choices, blank=True)
    builtin = models.BooleanField(default=False)
    created_at = DateTimeField()
    created_by = IntegerField(null=True)
    retired_at = DateTimeField(null=True)
    retired_by = IntegerField(null=True)


class Balancing(models.Model):
    """One version of a purpose's balancing test; never changed. Each save is a new version; its approval is a second row
    of the same number, beside the draft.

    `answers`: the questions of `lawful.balancing.QUESTIONS` and what was answered. `holds`: what it concludes.
    """

    id = BigAutoField(primary_key=True)
    purpose = CharField(max_length=40)
    version = IntegerField()
    state = CharField(max_length=12, choices=BalancingState.choices)
    answers = models.JSONField()
    holds = models.BooleanField()
    author = IntegerField(null=True)
    written_at = DateTimeField()
    opinion = models.TextField(blank=True)
    approved_by = IntegerField(null=True)
    approved_at = DateTimeField(null=True)
    review_on = models.DateField(null=True)

    class Meta:
        """A version is written once, and approved once."""

        constraints = [
            models.UniqueConstraint(fields=["purpose", "version", "state"], name="lawful_balancing_version")
        ]


class Ground(models.Model):
    """A further purpose for which one person is held, and what shows it; the first one stands on the record.

    `reference` is sealed (class "ground"): the number or the words that find the evidence, the product family of a
    sale. `evidence_at`: when the person bought, signed or acted. `until`: the end of a contract, where it is known.
    `opted`: at the sale, the person could refuse further offers.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    purpose = CharField(max_length=40)
    basis = CharField(max_length=24, choices=Basis.choices)
    source = CharField(max_length=40, choices=Source.choices)
    since = DateTimeField()
    evidence = CharField(max_length=16, choices=GroundEvidence.choices)
    evidence_at = DateTimeField(null=True)
    until = models.DateField(null=True)
    opted = models.BooleanField(default=False)
    reference = models.BinaryField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()
    ended_at = DateTimeField(null=True)
    ended_by = IntegerField(null=True)


class FieldPurpose(models.Model):
    """What a field of the record is for; a field without a purpose has no reason to be filled."""

    pk = models.CompositePrimaryKey("field", "purpose")
    field = CharField(max_length=40)
    purpose = CharField(max_length=40)
