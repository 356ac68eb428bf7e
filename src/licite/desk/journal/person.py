"""The rows about one person: what was done to the record first, lists and searches one click away; who did it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access.actor import Actor
from licite.desk.journal.details import Known, moment
from licite.journal.colleagues import Colleague, colleagues_about
from licite.journal.queries import Narrowing


def summary(actor: Actor, contact: int, narrowing: Narrowing, known: Known) -> dict[str, object]:
    """Lines by colleague, the latest first, and the words of the choice that shows everything."""
    colleagues, passing = colleagues_about(actor, contact=contact, narrowing=narrowing)
    return {"colleagues": _lines(colleagues, known), "everything": _everything(passing)}


def _lines(colleagues: Sequence[Colleague], known: Known) -> list[dict[str, object]]:
    return [
        {
            "who": _("The system itself") if one.member is None else known.member(one.member),
            "opened": one.opened,
            "pages": one.pages,
            "revealed": one.revealed,
            "changed": one.changed,
            "last": moment(one.last),
        }
        for one in colleagues
    ]


def _everything(passing: int) -> str:
    if not passing:
        return _("Everything")
    words = ngettext(
        "Everything, %(count)d list or search included",
        "Everything, %(count)d lists and searches included",
        passing,
    )
    return words % {"count": passing}
