"""What an extract says of itself, on paper or as a file: whose it is, of whom, of which days, made when and by whom; and
what the proofs of a record say of themselves on paper.
"""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from licite import packs
from licite.access.actor import Actor
from licite.desk.journal.details import moment
from licite.desk.journal.forms import JournalForm
from licite.journal import health
from licite.journal.queries import Page
from licite.kit import clock
from licite.web.dates import date_format


def heading(
    actor: Actor, form: JournalForm, *, about: str, place: str, deeds: bool, period: Sequence[str]
) -> list[tuple[str, str]]:
    """(label, words) of an extract; `deeds`: lists and searches are left out of it; `place`: the address of the record,
    by which the file without names is known to be of the same person.
    """
    lines = [
        _organisation(),
        (_("Person concerned"), about),
        (_("Record concerned"), place),
        (_("Filters"), " · ".join(_kinds(form, deeds=deeds))),
        (_("Period"), _period(period)),
        (_("Printed on"), _now_by(actor)),
    ]
    return [line for line in lines if line[1]]


def of_record(actor: Actor, *, about: str, place: str) -> list[tuple[str, str]]:
    """(label, words) of the page of proofs of a record: `about` as the reader may call the person, `place` its address."""
    lines = [
        _organisation(),
        (_("Person concerned"), about),
        (_("Record concerned"), place),
        (_("Printed on"), _by(actor, date_format(timezone.localtime(clock.now()), "j F Y, H:i"))),
    ]
    return [line for line in lines if line[1]]


def statement(
    actor: Actor, form: JournalForm, page: Page, *, about: str, deeds: bool
) -> list[tuple[str, str]]:
    """(label, words) of the first lines of a file, an empty one like any other; `about` is an address or empty: no name
    of a person leaves with a file, which is copied and kept; the page on paper names the person beside the same address.
    """
    state = health.sealing_state()
    sealed = _("nothing yet")
    if state.sealed_at:
        sealed = _("up to block %(seq)s, on %(at)s; what was written later is not sealed yet") % {
            "seq": state.seq,
            "at": moment(state.sealed_at),
        }
    lines = [
        _organisation(),
        (_("Record concerned"), about),
        (_("Filters"), " · ".join(_kinds(form, deeds=deeds)) or pgettext("filters", "none")),
        (_("Period"), _period(form.period(page.rows)) or _("Since the beginning")),
        (_("Drawn on"), _now_by(actor)),
        (_("Seal"), sealed),
        (pgettext("journal", "Rows"), str(len(page.rows))),
        (
            _("To read it"),
            _("A row about several records: its address lists them, for whoever may see them."),
        ),
    ]
    return [line for line in lines if line[1]]


def _organisation() -> tuple[str, str]:
    organisation = packs.organisation()
    return _("Organisation"), organisation.name if organisation else ""


def _kinds(form: JournalForm, *, deeds: bool) -> list[str]:
    kinds = form.narrowing_words
    if deeds and not form.cleaned_data.get("family"):
        return [_("What was opened, revealed or changed"), *kinds]
    return kinds


def _period(period: Sequence[str]) -> str:
    return _("%(first)s to %(last)s") % {"first": period[0], "last": period[-1]} if period else ""


def _now_by(actor: Actor) -> str:
    return _by(actor, moment(clock.now()))


def _by(actor: Actor, at: str) -> str:
    return _("%(at)s, by %(who)s") % {"at": at, "who": actor.name}
