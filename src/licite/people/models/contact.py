"""Contacts and what they are found by. Identity is sealed; ids, dates and closed choices are plain."""

import uuid

from django.db import models
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    IntegerField,
)

from licite.lawful.choices import Capacity, CapacityWhy, Mailbox
from licite.people.choices import FileKind, Language, Moment
from licite.people.models.company import Company


class Contact(models.Model):
    """One natural person, one record. `listing` holds name, title and the masks; each other class its envelope.

    `email_kinds`, `phone_kinds`, `address_kinds`: a letter a value of the envelope, in its order (choices.CoordinateKind).
    `prefers`: the bits of the channels that the person would rather be reached by, `moment` when; a wish, no verdict.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cell = IntegerField()
    # Found by its company through people_contact_company (001_walls.sql), which leaves out those without one.
    company = models.ForeignKey(
        Company, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # The company's own sort key, kept by the database (031_companies_by_name.sql).
    company_key = CharField(max_length=200, blank=True, default="", db_default="", editable=False)
    listing = models.BinaryField()
    email = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    bucket = models.SmallIntegerField()
    capacity = CharField(max_length=12, choices=Capacity.choices)
    capacity_why = CharField(
        max_length=12, choices=CapacityWhy.choices, blank=True, default="", db_default=""
    )
    mailbox = CharField(max_length=12, choices=Mailbox.choices, default=Mailbox.UNKNOWN, db_default="unknown")
    country = CharField(max_length=2, blank=True)
    department = CharField(max_length=4, blank=True)
    source = CharField(max_length=40)
    purpose = CharField(max_length=40)
    basis = CharField(max_length=40)
    collected_at = DateTimeField()
    created_at = DateTimeField()
    created_by = IntegerField(null=True)
    active_at = DateTimeField()
    person_act_at = DateTimeField(null=True)
    objections = models.SmallIntegerField(default=0)
    informed_at = DateTimeField(null=True)
    notice_due = models.DateField(null=True)
    restricted = BooleanField(default=False, db_default=False)
    minor = BooleanField(default=False, db_default=False)
    next_task_at = DateTimeField(null=True)
    email_kinds = CharField(max_length=20, blank=True, default="", db_default="")
    phone_kinds = CharField(max_length=20, blank=True, default="", db_default="")
    address_kinds = CharField(max_length=20, blank=True, default="", db_default="")
    language = CharField(max_length=2, choices=Language.choices, blank=True, default="", db_default="")
    prefers = models.SmallIntegerField(default=0, db_default=0)
    moment = CharField(max_length=12, choices=Moment.choices, blank=True, default="", db_default="")


class Token(models.Model):
    """A keyed blind token of a word of the name, an e-mail or a phone; the search table.

    `exact`: of an e-mail or a phone, which name one person; a word is shared by many, and nothing spreads by it.
    """

    pk = models.CompositePrimaryKey("token", "cell", "contact")
    # The widest first: twelve rows a contact, eight bytes less each.
    token = BigIntegerField()
    contact = BigIntegerField()
    cell = IntegerField()
    exact = BooleanField()


class Role(models.Model):
    """What a person is at a further company, or was at a former one; the title is sealed (class "role")."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    company = BigIntegerField()
    company_key = CharField(max_length=200, blank=True, default="", db_default="", editable=False)
    title = models.BinaryField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()


class Tag(models.Model):
    """A word that members put on a record: sealed (class "tag"), filtered by the keyed token of its folded form."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    token = BigIntegerField()
    value = models.BinaryField()
    member = IntegerField(null=True)
    created_at = DateTimeField()

    class Meta:
        """A word stands once on a record."""

        constraints = [models.UniqueConstraint(fields=["contact", "token"], name="people_tag_once")]


class Reference(models.Model):
    """The number by which another tool knows a person: sealed with the tool's name (class "reference"), found by the keyed
    token of both. Several persons may bear one number: that of a company.
    """

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    token = BigIntegerField()
    value = models.BinaryField()
    member = IntegerField(null=True)
    created_at = DateTimeField()

    class Meta:
        """A number stands once on a record."""

        constraints = [models.UniqueConstraint(fields=["contact", "token"], name="people_reference_once")]


class File(models.Model):
    """A file kept with a record: its name and its bytes are sealed (classes "file_name" and "file")."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    kind = CharField(max_length=8, choices=FileKind.choices)
    size = IntegerField()
    name = models.BinaryField()
    content = models.BinaryField()
    member = IntegerField(null=True)
    created_at = DateTimeField()
