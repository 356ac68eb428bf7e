"""The closed choices of people: stored as short codes, shown in the reader's language."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from licite.lawful.channels import Channel, closed


class CompanyKind(TextChoices):
    """A sole trader's company is a natural person."""

    LEGAL = "legal", _("Company")
    SOLE = "sole_trader", _("Sole trader")


class Sector(TextChoices):
    """The sections of the French and European classification of activities (NAF rev. 2, NACE rev. 2)."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, gas and heat")
    E = "E", _("Water, sewerage and waste")
    F = "F", _("Construction")
    G = "G", _("Trade; repair of vehicles")
    H = "H", _("Transport and storage")
    I = "I", _("Accommodation and catering")  # noqa: E741
    J = "J", _("Information and communication")
    K = "K", _("Finance and insurance")
    L = "L", _("Real estate")
    M = "M", _("Professional, scientific and technical services")
    N = "N", _("Administrative and support services")
    O = "O", _("Public administration")  # noqa: E741
    P = "P", _("Education")
    Q = "Q", _("Health and social work")
    R = "R", _("Arts, entertainment and leisure")
    S = "S", _("Other services")
    T = "T", _("Households as employers")
    U = "U", _("Extraterritorial bodies")


class Size(TextChoices):
    """The classes of employees that INSEE publishes (trancheEffectifsUniteLegale of the Sirene directory)."""

    NONE = "00", _("No employees")
    TO_2 = "01", _("1 or 2 employees")
    TO_5 = "02", _("3 to 5 employees")
    TO_9 = "03", _("6 to 9 employees")
    TO_19 = "11", _("10 to 19 employees")
    TO_49 = "12", _("20 to 49 employees")
    TO_99 = "21", _("50 to 99 employees")
    TO_199 = "22", _("100 to 199 employees")
    TO_249 = "31", _("200 to 249 employees")
    TO_499 = "32", _("250 to 499 employees")
    TO_999 = "41", _("500 to 999 employees")
    TO_1999 = "42", _("1,000 to 1,999 employees")
    TO_4999 = "51", _("2,000 to 4,999 employees")
    TO_9999 = "52", _("5,000 to 9,999 employees")
    MORE = "53", _("10,000 employees or more")


class CoordinateKind(TextChoices):
    """What a phone, an e-mail or an address is for."""

    WORK = "w", _("Work")
    MOBILE = "m", _("Mobile")
    HOME = "h", pgettext_lazy("coordinate", "Home")
    OTHER = "o", _("Other")


class Language(TextChoices):
    """The language that the person speaks with us."""

    FR = "fr", _("French")
    NL = "nl", _("Dutch")
    DE = "de", _("German")
    EN = "en", _("English")


class Moment(TextChoices):
    """When the person would rather be reached."""

    MORNING = "morning", _("In the morning")
    NOON = "noon", _("Around noon")
    AFTERNOON = "afternoon", _("In the afternoon")
    EVENING = "evening", _("At the end of the day")


class FileKind(TextChoices):
    """What a kept file is, by its own bytes."""

    PDF = "pdf", _("PDF document")
    PNG = "png", _("PNG image")
    JPEG = "jpeg", _("JPEG image")
    EML = "eml", _("E-mail as received")
    TEXT = "text", _("Plain text")


class ChangedField(TextChoices):
    """What of a record may change, as its history calls it."""

    FIRST = "first", _("First name")
    LAST = "last", _("Last name")
    TITLE = "title", _("Job title")
    EMAILS = "emails", _("E-mails")
    PHONES = "phones", _("Phones")
    ADDRESS = "address", _("Addresses")
    COMPANY = "company", _("Company")
    COUNTRY = "country", _("Country")
    CAPACITY = "capacity", _("Capacity")
    LANGUAGE = "language", _("Language")
    PREFERS = "prefers", _("Preferred channels")
    MOMENT = "moment", _("Preferred moment")
    ROLE = "role", _("Role at another company")
    TAG = "tag", _("Tag")
    FILE = "file", _("Attached file")
    REFERENCE = "reference", _("Number in another tool")
    CELL = "cell", _("Stage or portfolio")


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
    ABSENT = "absent", _("Did not come")
    OPPOSED = "opposed", _("Wants no more calls")
    DONE = "done", _("Done")
    UNMADE = "unmade", pgettext_lazy("call", "not made")


TOLD = [one for one in Outcome.choices if one[0] not in (Outcome.UNMADE, Outcome.OPPOSED)]
"""What one says of what happened: that a call was not made, or that it closed the phone, is said of the call itself."""

UNANSWERED = (Outcome.NO_ANSWER, Outcome.VOICEMAIL)
"""Calls that nobody answered."""

CALLED = (
    Outcome.REACHED,
    Outcome.INTERESTED,
    Outcome.NOT_NOW,
    Outcome.REFUSED,
    Outcome.NO_ANSWER,
    Outcome.VOICEMAIL,
    Outcome.WRONG_NUMBER,
    Outcome.OPPOSED,
)
"""How a call may end."""


MET = (Outcome.DONE, Outcome.INTERESTED, Outcome.NOT_NOW, Outcome.REFUSED, Outcome.ABSENT)
"""How an appointment may end."""

WRITTEN = (Outcome.DONE, Outcome.INTERESTED, Outcome.NOT_NOW, Outcome.REFUSED, Outcome.NO_ANSWER)
"""How an e-mail or a letter may end."""

OUTCOMES = {
    InteractionKind.CALL: tuple(one for one in CALLED if one != Outcome.OPPOSED),
    InteractionKind.EMAIL: WRITTEN,
    InteractionKind.LETTER: WRITTEN,
    InteractionKind.MEETING: MET,
    InteractionKind.VISIT: MET,
    InteractionKind.FORM: WRITTEN,
    InteractionKind.ORDER: (Outcome.DONE,),
    InteractionKind.NOTE: (Outcome.DONE,),
}
"""How each kind of interaction may end, once it has."""


class TaskKind(TextChoices):
    """What is to be done."""

    CALL = "call", _("Call")
    APPOINTMENT = "appointment", _("Appointment")
    FOLLOW_UP = "follow_up", _("Follow-up")
    EMAIL = "email", _("E-mail")
    OTHER = "other", _("Other")


class Remind(TextChoices):
    """When the member is reminded of what was promised."""

    NEVER = "", _("No reminder")
    QUARTER = "m15", _("15 minutes before")
    HOUR = "h1", _("One hour before")
    MORNING = "morning", _("The same morning, at 8")
    EVE = "eve", _("The day before, at 8")


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

# What is promised and reaches nobody by itself.
IN_HOUSE = frozenset({TaskKind.FOLLOW_UP, TaskKind.OTHER})
# What is done with an outcome, which becomes part of the history.
ASKED = frozenset({TaskKind.CALL, TaskKind.APPOINTMENT, TaskKind.EMAIL})


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


class BulkAct(TextChoices):
    """What may be done to many records at once."""

    TASK = "task", _("Plan a task")
    TAG = "tag", _("Put a tag")
    ADVANCE = "advance", _("Advance")
    ASSIGN = "assign", _("Move to another portfolio")
