"""Companies: a legal person's name is plain; a sole trader is a person, so the name is sealed."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField

from licite.people.choices import CompanyKind, Sector, Size


class Company(models.Model):
    """An organisation. A legal person's name and numbers are plain; a sole trader is a person, so they are sealed.

    `name_key`: what a legal person is known again by (`names.company_key`). `number`: SIREN in France, enterprise number in
    Belgium. `identity` seals a sole trader's name, `coded` the number, the VAT number and the website (class "company"
    both).
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cell = IntegerField()
    kind = CharField(max_length=12, choices=CompanyKind.choices)
    name = CharField(max_length=200, blank=True)
    sort_key = CharField(max_length=200, blank=True)
    name_key = CharField(max_length=200, blank=True, default="", db_default="")
    identity = models.BinaryField(null=True)
    country = CharField(max_length=2, blank=True)
    department = CharField(max_length=4, blank=True)
    number = CharField(max_length=20, blank=True, default="", db_default="")
    vat = CharField(max_length=20, blank=True, default="", db_default="")
    website = CharField(max_length=200, blank=True, default="", db_default="")
    coded = models.BinaryField(null=True)
    sector = CharField(max_length=1, choices=Sector.choices, blank=True, default="", db_default="")
    size = CharField(max_length=2, choices=Size.choices, blank=True, default="", db_default="")
    parent = BigIntegerField(null=True)
    created_at = DateTimeField()


class CompanyWord(models.Model):
    """A word by which a company is found: of a legal person in clear (the database keeps them), of a sole trader its
    keyed blind tokens, as `=` and sixteen hexadecimal digits.
    """

    pk = models.CompositePrimaryKey("word", "cell", "company")
    company = BigIntegerField()
    cell = IntegerField()
    word = CharField(max_length=40)


class Site(models.Model):
    """A place where a company works. `number`: its SIRET or establishment number; a sole trader's is in `sealed`."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    company = BigIntegerField()
    cell = IntegerField()
    label = CharField(max_length=80, blank=True)
    number = CharField(max_length=20, blank=True)
    line = CharField(max_length=200, blank=True)
    postal_code = CharField(max_length=12, blank=True)
    town = CharField(max_length=80, blank=True)
    sealed = models.BinaryField(null=True)
    country = CharField(max_length=2, blank=True)
    department = CharField(max_length=4, blank=True)
    created_at = DateTimeField()
