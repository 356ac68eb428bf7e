"""What a member keeps of a list: filters, columns and order under a name."""

import uuid

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, DateTimeField, IntegerField


class SavedView(models.Model):
    """A list as its owner likes it, private or shared with a portfolio. Name and values are sealed under its own id."""

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = IntegerField()
    portfolio = IntegerField(null=True)
    content = models.BinaryField()
    created_at = DateTimeField()
    changed_at = DateTimeField()


class FirstView(models.Model):
    """The view in which a member's list opens: one's own, or one shared with a portfolio of one's."""

    member = IntegerField(primary_key=True)
    view = BigIntegerField()
