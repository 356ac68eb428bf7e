"""The closed choices of people: stored as short codes, shown in the reader's language."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from licite.lawful.channels import Channel, closed


class CompanyKind(TextChoices):
    """A sole trader's company is a natural person."""

    LEGAL = "legal", _("Company")
    SOLE = "sole_trader", _("Sole trader")


class Capacity(TextChoices):
    """In what capacity the person is in the base; unknown is treated as consumer."""

    CONSUMER = "consumer", _("Consumer")
    PROFESSIONAL = "professional", _("Professional")
    UNKNOWN = "unknown", _("Unknown")


class InteractionKind(TextChoices):
    """What happened."""

    CALL = "call", _("Call")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit")
    FORM = "form", _("Form")
    ORDER = "order", _("Order")
    NOTE = "note", _("Note")


class Direction(TextChoices):
    """Who started it: the person (theirs) or us (ours)."""

    THEIRS = "theirs", _("The person")
    OURS = "ours", _("Us")


class Outcome(TextChoices):
    """How it ended; structured, so that a free note is the exception."""

    PLANNED = "planned", _("Under way")
    REACHED = "reached", _("Reached")
    NO_ANSWER = "no_answer", _("No answer")
    VOICEMAIL = "voicemail", _("Voicemail")
    INTERESTED = "interested", _("Interested")
    NOT_NOW = "not_now", _("Not now")
    REFUSED = "refused", _("Not interested")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    DONE = "done", _("Done")


class Evidence(TextChoices):
    """What proves an act of the person; the policy pack says which kinds count."""

    INBOUND_CALL = "inbound_call", _("Inbound call with its outcome")
    REPLY = "reply", _("Reply kept")
    FORM_ID = "form_id", _("Form number")
    MEETING_HELD = "meeting_held", _("Meeting held")
    ORDER = "order", _("Order")


class TaskKind(TextChoices):
    """What is to be done."""

    CALL = "call", _("Call")
    APPOINTMENT = "appointment", _("Appointment")
    FOLLOW_UP = "follow_up", _("Follow-up")
    EMAIL = "email", _("E-mail")


class Source(TextChoices):
    """Where a record comes from."""

    FAIR = "fair", _("Trade fair")
    FORM = "form", _("Web form")
    WEBSITE = "website", _("Website")
    REFERRAL = "referral", _("Referral")
    PHONE_IN = "phone_in", _("Inbound call")
    BUSINESS_CARD = "business_card", _("Business card")
    CUSTOMER_FILE = "customer_file", _("Customer file")
    PURCHASED_LIST = "purchased_list", _("Purchased list")
    OTHER = "other", _("Other")


class Purpose(TextChoices):
    """Why the record is held."""

    PROSPECTION = "prospection", _("Prospecting")
    CUSTOMER = "customer_relationship", _("Customer relationship")


class Basis(TextChoices):
    """The legal basis of the purpose (GDPR article 6(1))."""

    CONSENT = "consent", _("Consent")
    CONTRACT = "contract", _("Contract")
    LEGITIMATE_INTEREST = "legitimate_interest", _("Legitimate interest")
    LEGAL_OBLIGATION = "legal_obligation", _("Legal obligation")


class StageAct(TextChoices):
    """The acts that change a stage."""

    ADVANCE = "advance", _("Advance")
    WIN = "win", _("Win")
    LOSE = "lose", _("Lose")


# What reaches the person, by which channel. To meet, or to follow a file, goes by none that can be closed.
REACHES: dict[str, Channel] = {
    InteractionKind.CALL: Channel.PHONE,
    InteractionKind.EMAIL: Channel.EMAIL,
    InteractionKind.LETTER: Channel.POST,
}


def contradicts(kind: str, objections: int) -> bool:
    """Whether doing this (a kind of task or interaction) goes by a channel that these objection bits close."""
    return kind in REACHES and closed(objections, REACHES[kind])
