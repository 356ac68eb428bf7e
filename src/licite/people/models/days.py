"""Where each member's day stands."""

from django.db import models
from django.db.models import BooleanField, DateTimeField, IntegerField


class Day(models.Model):
    """A member's own day: the visit before this one, from which on things are new, and whether reminders are mailed.

    `reminded_to`: up to when reminders were seen on the screen.
    """

    member = IntegerField(primary_key=True)
    since = DateTimeField()
    visited_at = DateTimeField()
    mails = BooleanField(default=True, db_default=True)
    reminded_to = DateTimeField(null=True)
