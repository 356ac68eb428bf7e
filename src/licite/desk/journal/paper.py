"""What a printed extract says of itself: whose it is, of whom, of which days, printed when and by whom."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from licite import packs
from licite.access.actor import Actor
from licite.desk.journal.details import moment
from licite.desk.journal.forms import JournalForm
from licite.kit import clock


def heading(
    actor: Actor, form: JournalForm, *, about: str, deeds: bool, period: Sequence[str]
) -> list[tuple[str, str]]:
    """(label, words) of an extract; `deeds`: lists and searches are left out of it."""
    organisation = packs.organisation()
    kinds = form.narrowing_words
    if deeds and not form.cleaned_data.get("family"):
        kinds = [_("What was opened, revealed or changed"), *kinds]
    lines = [
        (_("Organisation"), organisation.name if organisation else ""),
        (_("Person concerned"), about),
        (_("Filters"), " · ".join(kinds)),
        (
            _("Period"),
            _("%(first)s to %(last)s") % {"first": period[0], "last": period[-1]} if period else "",
        ),
        (_("Printed on"), _("%(at)s, by %(who)s") % {"at": moment(clock.now()), "who": actor.name}),
    ]
    return [line for line in lines if line[1]]
