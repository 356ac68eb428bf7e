"""Consents: the exact texts shown, the proofs, what ended them, and the questions asked by mail. Nothing is rewritten.

The current state of a consent is derived (`lawful.queries.consents`): a proof that has begun, that has not ended, and
that no withdrawal names. What the person gave (address, number, reference, seller) is sealed under the contact's id.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    IntegerField,
    SmallIntegerField,
)
from django.utils.translation import gettext_lazy as _

from licite.lawful.channels import Channel
from licite.lawful.models.objections import ToldBy


class Language(models.TextChoices):
    """In what language a text was shown."""

    FR = "fr", _("French")
    EN = "en", _("English")
    NL = "nl", _("Dutch")
    DE = "de", _("German")


class PositiveAct(models.TextChoices):
    """What the person did. A box ticked in advance, terms accepted, a visit continued are no consent: not offered.

    `double_opt_in` is written by the database alone, when the person answers our mail.
    """

    UNTICKED_BOX = "unticked_box", _("Ticked a box that was empty")
    BUTTON = "button", _("Pressed a button made for it")
    SIGNATURE = "signature", _("Signed a text made for it")
    ORAL = "oral", _("Said yes aloud, then confirmed in writing by us")
    DOUBLE_OPT_IN = "double_opt_in", _("Confirmed by a link in a mail")


class ConsentSource(models.TextChoices):
    """Where the consent was given; its reference is sealed beside."""

    URL = "url", _("Web page")
    FORM = "form", _("Form")
    CAMPAIGN = "campaign", _("Campaign")
    AGENT = "agent", _("Said to a colleague")
    EVENT = "event", _("Event")
    FILE = "file", _("Imported file")


class Age(models.TextChoices):
    """Whose word it is: below the age of the pack, a parent consents too."""

    ADULT = "adult", _("An adult")
    MINOR_ALONE = "minor_alone", _("A minor old enough to consent alone")
    WITH_PARENT = "with_parent", _("A minor, together with a parent")


class Wording(models.Model):
    """One version of a text by which consent is asked, exactly as shown; `digest` is the SHA-256 of `text` in UTF-8.

    The mentions stand in the text and, apart, here: who asks (and who acts for them), for what goods or messages, how
    long, how to withdraw, how to obtain the proof. `seller` names who showed it, when it was not us. `used_since`: shown
    already before it was written here, from that day on.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    purpose = CharField(max_length=40)
    channel = CharField(max_length=8, choices=Channel.choices)
    language = CharField(max_length=2, choices=Language.choices)
    version = IntegerField()
    text = models.TextField()
    digest = CharField(max_length=64)
    controller = CharField(max_length=200)
    third_party = CharField(max_length=200, blank=True)
    seller = CharField(max_length=200, blank=True)
    goods = CharField(max_length=300)
    months = SmallIntegerField(null=True)
    withdrawal = CharField(max_length=300)
    proof_access = CharField(max_length=300)
    names_us = BooleanField()
    used_since = DateField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()

    class Meta:
        """Versions count from 1 for each purpose, channel and language."""

        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "channel", "language", "version"], name="lawful_wording_once"
            )
        ]


class Consent(models.Model):
    """The proof of one consent: one purpose, one channel. Added, never changed; `details` is sealed (`ConsentDetails`).

    `rule` is the key by which `valid_until` was reckoned from `given_at`; `agreed_at` the exact moment that the person
    agreed to be called at; `upstream` says that a seller collected it, `names_us` that the text shown names us.
    """

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    purpose = CharField(max_length=40)
    channel = CharField(max_length=8, choices=Channel.choices)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    act = CharField(max_length=16, choices=PositiveAct.choices)
    given_at = DateTimeField()
    zone = CharField(max_length=40)
    valid_until = DateTimeField()
    rule = CharField(max_length=40)
    source = CharField(max_length=12, choices=ConsentSource.choices)
    details = models.BinaryField()
    agreed_at = DateTimeField(null=True)
    upstream = BooleanField(default=False)
    names_us = BooleanField()
    age = CharField(max_length=12, choices=Age.choices)
    notice = BigIntegerField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()


class Evidence(models.Model):
    """A file kept as proof: PDF, image, e-mail or text, sealed whole; `kind` is read from its first bytes."""

    class Kind(models.TextChoices):
        """What the bytes are."""

        PDF = "pdf", _("PDF document")
        PNG = "png", _("PNG image")
        JPEG = "jpeg", _("JPEG image")
        EML = "eml", _("E-mail")
        TEXT = "text", _("Plain text")

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    kind = CharField(max_length=8, choices=Kind.choices)
    size = IntegerField()
    content = models.BinaryField()
    member = IntegerField(null=True)
    created_at = DateTimeField()


class Withdrawal(models.Model):
    """What ended one consent: when, how we were told, by whom it was noted. The proof it names stays.

    `heard_on`, `heard_in`: the record (and its cell) on which it was said, where that is out of this record's sight:
    the row is then read only by those who see both, and the use stops all the same (decision 3).
    """

    id = BigAutoField(primary_key=True)
    contact = BigIntegerField()
    cell = IntegerField()
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    at = DateTimeField()
    told_by = CharField(max_length=12, choices=ToldBy.choices)
    heard_on = BigIntegerField(null=True)
    heard_in = IntegerField(null=True)
    member = IntegerField(null=True)
    created_at = DateTimeField()


class Optin(models.Model):
    """A question put to the person by mail; a consent is written when the person answers yes by the link.

    With `consent` it confirms one given aloud. Of the link only the token's hash is kept, and only once the mail is
    made; `details` (sealed) then waits for the consent it will be part of, and `marks`, the search tokens of the record's
    e-mails and phones, for a no that reaches every record of the person.
    """

    class Answer(models.TextChoices):
        """What the person answered."""

        YES = "yes", _("Yes")
        NO = "no", _("No")

    id = BigAutoField(primary_key=True)
    public = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contact = BigIntegerField()
    cell = IntegerField()
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(
        Consent, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    token_hash = models.BinaryField(max_length=32, null=True)
    marks = ArrayField(BigIntegerField(), default=list)
    details = models.BinaryField(null=True)
    rule = CharField(max_length=40, blank=True)
    months = SmallIntegerField(null=True)
    notice = BigIntegerField(null=True)
    asked_at = DateTimeField()
    sent_at = DateTimeField(null=True)
    expires_at = DateTimeField(null=True)
    cancelled_at = DateTimeField(null=True)
    answer = CharField(max_length=4, choices=Answer.choices, blank=True)
    answered_at = DateTimeField(null=True)
    member = IntegerField(null=True)
