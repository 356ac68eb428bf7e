"""Free texts to be read again, records under restriction, and who said in what capacity a person is here."""

from django.db import models
from django.db.models import BigAutoField, BigIntegerField, CharField, DateTimeField, IntegerField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from licite.lawful.choices import Capacity, CapacityWhy, Mailbox


class Place(models.TextChoices):
    """Which table the text stands in; `row_id` is its number there."""

    INTERACTION = "interaction", _("Note of an interaction")
    TASK = "task", _("Title of a task")
    MEETING_PLACE = "place", _("Place of an appointment")
    FIELD = "field", _("Field of the organisation")
    TAG = "tag", _("Tag")
    FILE = "file", _("Name of a file")
    DEAL = "deal", _("What a deal is about")
    DEAL_NEXT = "deal_next", _("Next step of a deal")
    DEAL_NOTE = "deal_note", _("Why a deal ended")


class Category(models.TextChoices):
    """What a text seems to speak of: a sign for a human to read it, no proof (law.md 9, GDPR 9 and 10)."""

    HEALTH = "health", _("health, a disability or a pregnancy")
    RELIGION = "religion", _("religion or beliefs")
    ORIGIN = "origin", _("origin")
    POLITICS = "politics", _("political opinions")
    UNION = "union", _("union membership")
    SEXUAL_LIFE = "sexual_life", _("sexual life or orientation")
    OFFENCES = "offences", _("offences or convictions")
    INSULTS = "insults", _("an insult")
    JUDGMENTS = "judgments", _("a judgement on the person")
    NATIONAL_NUMBER = "national_number", _("a national identification number")
    BANK = "bank", _("a bank account")
    CARD = "card", _("a payment card or its code")


class FlagState(models.TextChoices):
    """What the reviewer made of it."""

    OPEN = "open", pgettext_lazy("flag", "To be read")
    FALSE_POSITIVE = "false_positive", pgettext_lazy("flag", "Nothing to object to")
    CORRECTED = "corrected", pgettext_lazy("flag", "Corrected")


class Flag(models.Model):
    """A text to be read again, and why; never the text nor its words. `asked_at`: its author was asked to rewrite; `seen`:
    the hash of the envelope that was read, so that only another text closes the flag.
    """

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    place = CharField(max_length=12, choices=Place.choices)
    row_id = BigIntegerField()
    category = CharField(max_length=16, choices=Category.choices)
    state = CharField(max_length=16, choices=FlagState.choices)
    found_at = DateTimeField()
    seen = models.BinaryField()
    asked_at = DateTimeField(null=True)
    settled_at = DateTimeField(null=True)
    settled_by = IntegerField(null=True)

    class Meta:
        """A text is flagged once a category."""

        constraints = [
            models.UniqueConstraint(fields=["place", "row_id", "category"], name="lawful_flag_once")
        ]


class RestrictionReason(models.TextChoices):
    """The four cases of GDPR article 18(1)."""

    ACCURACY = "accuracy", _("The person says that the data is wrong")
    UNLAWFUL = "unlawful", _("The use is unlawful, and the person does not want the data erased")
    CLAIM = "claim", _("The person needs the data for a legal claim")
    OBJECTION = "objection", _("The person objected, and we are weighing it")


class Restriction(models.Model):
    """The record is kept and not used, until it is lifted; `told_at`: the person was told before (GDPR 18(3))."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    reason = CharField(max_length=12, choices=RestrictionReason.choices)
    since = DateTimeField()
    member = IntegerField(null=True)
    created_at = DateTimeField()
    told_at = DateTimeField(null=True)
    lifted_at = DateTimeField(null=True)
    lifted_by = IntegerField(null=True)


class Classified(models.Model):
    """Somebody said in what capacity a person is here and what kind of mailbox it is; the latest row counts."""

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    capacity = CharField(max_length=12, choices=Capacity.choices)
    mailbox = CharField(max_length=12, choices=Mailbox.choices)
    why = CharField(max_length=12, choices=CapacityWhy.choices, blank=True)
    member = IntegerField(null=True)
    at = DateTimeField()
