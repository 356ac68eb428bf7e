"""Members and what they were granted. Written only by the gate's definer functions (`sql/`)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Member(models.Model):
    """A person of the organisation who works in the base; holds no secret (accounts are in `staff`)."""

    id = models.AutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="fr")
    notice_read_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)


class Portfolio(models.Model):
    """A territory, a sector or key accounts; every contact is in exactly one."""

    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    closed_at = models.DateTimeField(null=True)


class Placement(models.Model):
    """A rule of who belongs where: the first that fits says (`placing.py`). What is empty fits everybody."""

    id = models.AutoField(primary_key=True)
    position = models.PositiveIntegerField()
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    places = ArrayField(models.CharField(max_length=5))
    sectors = ArrayField(models.CharField(max_length=1))


class Profile(models.Model):
    """A named set of acts, field levels and permissions; data, not code."""

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=40, unique=True)
    acts = ArrayField(models.CharField(max_length=20))
    permissions = ArrayField(models.CharField(max_length=60))
    levels = models.JSONField()
    # None follows the pack's figure.
    reveals_a_day = models.PositiveSmallIntegerField(null=True)


class ProfileChange(models.Model):
    """A profile before and after one change, or copied (`before` says from which). Never rewritten, only followed."""

    id = models.AutoField(primary_key=True)
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    member = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        """One row a version."""

        constraints = [
            models.UniqueConstraint(fields=["profile", "version"], name="access_profilechange_version")
        ]


class Grant(models.Model):
    """A member holds a profile over portfolios × stages until an end; never deleted, only ended."""

    id = models.AutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="+")
    portfolios = ArrayField(models.IntegerField())
    stages = ArrayField(models.SmallIntegerField())
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    given_by = models.IntegerField(null=True)
    # Whose absence it covers; None for a grant of one's own.
    stands_for = models.IntegerField(null=True)


class AccessRequest(models.Model):
    """Access that a member asks for: a portfolio, stages, a motive, a last day; answered, or lapsed unanswered."""

    id = models.AutoField(primary_key=True)
    public = models.UUIDField(unique=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+")
    stages = ArrayField(models.SmallIntegerField())
    motive = models.CharField(max_length=20)
    # Both texts are sealed under the row's public id, and go once they have served (sql/013).
    note = models.BinaryField(null=True)
    answer = models.BinaryField(null=True)
    until = models.DateTimeField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.IntegerField(null=True)
    # The grant that was given; None for a refusal.
    given = models.IntegerField(null=True)
    # Withdrawn by who asked, or put away once answered.
    closed_at = models.DateTimeField(null=True)


class Reveal(models.Model):
    """One value of one record opened for one act: its place among those of the field. The value itself is not here."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    contact = models.BigIntegerField()
    cell = models.IntegerField()
    field = models.CharField(max_length=20)
    place = models.SmallIntegerField(default=0, db_default=0)
    act = models.CharField(max_length=20)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """The look-ups: what a member opened today, and what is open now on a record."""

        indexes = [models.Index(fields=["member", "at"], name="access_reveal_member_at")]
