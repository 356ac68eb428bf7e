"""The closed choices of sales: stored as short codes, shown in the reader's language."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(TextChoices):
    """Where a deal stands, in the order of the board."""

    QUALIFICATION = "qualification", _("Qualification")
    NEEDS = "needs", _("Needs")
    PROPOSAL = "proposal", _("Proposal")
    NEGOTIATION = "negotiation", _("Negotiation")
    WON = "won", pgettext_lazy("deal", "Won")
    LOST = "lost", pgettext_lazy("deal", "Lost")


class Reason(TextChoices):
    """Why a deal was won or lost."""

    PRICE = "price", _("Price")
    FIT = "fit", _("Right fit for the need")
    DELAY = "delay", _("Delivery time")
    RELATION = "relation", _("Relationship and trust")
    SERVICE = "service", _("Service")
    COMPETITOR = "competitor", _("A competitor")
    BUDGET = "budget", _("No budget")
    POSTPONED = "postponed", _("Project postponed or dropped")
    SILENCE = "silence", _("Went silent")
    OTHER = "other", _("Another reason")


class Late(TextChoices):
    """What of an open deal is late, or was not planned at all."""

    ANY = "any", _("Late in any way")
    CLOSING = "closing", _("Closing date passed")
    STEP = "step", _("Next step overdue")
    UNPLANNED = "unplanned", _("No next step planned")


OPEN = (Step.QUALIFICATION, Step.NEEDS, Step.PROPOSAL, Step.NEGOTIATION)
CLOSED = (Step.WON, Step.LOST)
CHANCES: dict[str, int] = {
    Step.QUALIFICATION: 10,
    Step.NEEDS: 25,
    Step.PROPOSAL: 50,
    Step.NEGOTIATION: 75,
    Step.WON: 100,
    Step.LOST: 0,
}
"""What a step makes of the probability, in percent, until somebody knows better."""

_EITHER = (Reason.PRICE, Reason.FIT, Reason.DELAY, Reason.RELATION, Reason.SERVICE)
REASONS: dict[str, tuple[Reason, ...]] = {
    Step.WON: (*_EITHER, Reason.OTHER),
    Step.LOST: (*_EITHER, Reason.COMPETITOR, Reason.BUDGET, Reason.POSTPONED, Reason.SILENCE, Reason.OTHER),
}
