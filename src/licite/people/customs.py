"""The organisation's own fields of a record: each for a purpose, each value sealed."""

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import gettext_lazy as _


class FieldKind(models.TextChoices):
    """What a value is."""

    TEXT = "text", _("Text")
    CHOICE = "choice", _("Choice of a list")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")


class FieldSensitivity(models.TextChoices):
    """What a leak would do. Special categories (GDPR 9 and 10) are no choice: such a field is refused."""

    ORDINARY = "ordinary", _("Ordinary")
    PERSONAL = "personal", _("Highly personal")


class CustomField(models.Model):
    """A field that the organisation added: no purpose, no field. `choices`: the list that a choice is made of."""

    id = BigAutoField(primary_key=True)
    key = CharField(max_length=40, unique=True)
    label_fr = CharField(max_length=60)
    label_en = CharField(max_length=60)
    kind = CharField(max_length=8, choices=FieldKind.choices)
    choices = models.JSONField(default=list)
    purpose = CharField(max_length=40)
    sensitivity = CharField(max_length=12, choices=FieldSensitivity.choices)
    created_at = DateTimeField()
    created_by = IntegerField(null=True)
    retired_at = DateTimeField(null=True)
    retired_by = IntegerField(null=True)

    class Meta:
        """Named by what it is in the database."""

        db_table = "people_field"


class CustomValue(models.Model):
    """What one person's record says in such a field, sealed under the contact (class "custom")."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    field = BigIntegerField()
    value = models.BinaryField()
    member = IntegerField(null=True)
    written_at = DateTimeField()

    class Meta:
        """One value a field and record."""

        db_table = "people_value"
        constraints = [models.UniqueConstraint(fields=["contact", "field"], name="people_value_once")]
