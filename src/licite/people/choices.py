"""The closed choices of people: stored as short codes, shown in the reader's language."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from licite.lawful.channels import Channel, closed


class CompanyKind(TextChoices):
    """A sole trader's company is a natural person."""

    LEGAL = "legal", _("Company")
    SOLE = "sole_trader", _("Sole trader")


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


class TaskKind(TextChoices):
    """What is to be done."""

    CALL = "call", _("Call")
    APPOINTMENT = "appointment", _("Appointment")
    FOLLOW_UP = "follow_up", _("Follow-up")
    EMAIL = "email", _("E-mail")


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
