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


class Order(TextChoices):
    """How a list is put in order; empty is the latest activity first."""

    NAME = "name", _("A–Z")
    STEP = "step", _("Next step first")


class Acted(TextChoices):
    """When the person last did something that proves it."""

    NEVER = "never", _("Never")
    WITHIN_30 = "within_30", _("Within the last 30 days")
    OVER_30 = "over_30", _("More than 30 days ago")
    OVER_90 = "over_90", _("More than 90 days ago")
    OVER_180 = "over_180", _("More than 6 months ago")
    OVER_365 = "over_365", _("More than a year ago")


class Step(TextChoices):
    """When the next step with the person is due."""

    OVERDUE = "overdue", _("Overdue")
    TODAY = "today", _("Today")
    WEEK = "week", _("By the end of this week")
    PLANNED = "planned", _("Planned")
    NONE = "none", _("None planned")
