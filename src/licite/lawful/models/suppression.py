"""Links to a person's own page, and opposition files from outside on their way to the list."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import pgettext_lazy

from licite.lawful.channels import Channel


class Link(models.Model):
    """A link to the page of whoever has this e-mail or phone: in the base or not, nobody can tell from it.

    Of the token only the SHA-256 is kept, none before the worker has made it. The address is sealed under the link's
    own id; `print` is its fingerprint and `marks` its search tokens, so that the database itself holds the bearer to
    this address. `asked`: from the public form; `client` then is a keyed token of where from, to count.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    hash = models.BinaryField(max_length=32, null=True, unique=True)
    kind = CharField(max_length=8, choices=[("email", "email"), ("phone", "phone")])
    sealed = models.BinaryField()
    print = models.BinaryField(max_length=34)
    marks = ArrayField(BigIntegerField(), default=list)
    asked = models.BooleanField(default=False)
    client = models.BinaryField(max_length=32, null=True)
    made_at = DateTimeField()


class ListState(models.TextChoices):
    """Where an opposition file stands."""

    STAGED = "staged", pgettext_lazy("opposition file", "Waiting")
    RUNNING = "running", pgettext_lazy("opposition file", "Running")
    DONE = "done", pgettext_lazy("opposition file", "Done")
    STOPPED = "stopped", pgettext_lazy("opposition file", "Stopped")


class OppositionFile(models.Model):
    """A list of people who objected elsewhere, brought in by a member.

    The file is sealed under the row's own id and goes when it has been taken in. `counts` (lines, done, identifiers,
    new, known, doubled, faulty, headings, blank, records) and `faults` (line number and reason) hold no value of the file.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = IntegerField()
    channel = CharField(max_length=8, choices=Channel.choices)
    staged = models.BinaryField(null=True)
    state = CharField(max_length=8, choices=ListState.choices)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    created_at = DateTimeField()
    done_at = DateTimeField(null=True)
