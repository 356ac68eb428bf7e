"""Companies: a legal person's name is plain; a sole trader is a person, so the name is sealed."""

import uuid

from django.db import models
from django.db.models import BigAutoField, CharField, DateTimeField, IntegerField

from licite.people.choices import CompanyKind


class Company(models.Model):
    """An organisation. A legal person's name is plain; a sole trader is a person, so the name is sealed."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cell = IntegerField()
    kind = CharField(max_length=12, choices=CompanyKind.choices)
    name = CharField(max_length=200, blank=True)
    sort_key = CharField(max_length=200, blank=True)
    identity = models.BinaryField(null=True)
    country = CharField(max_length=2, blank=True)
    department = CharField(max_length=4, blank=True)
    created_at = DateTimeField()
