"""What a row says besides act, records and fields: its detail in words.

A detail holds ids, counts, closed words and keyed tokens. Whoever writes a new one adds it to `DETAILS`, or to
`SILENT` when it helps no reader; a test holds the two against what the code writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.access import labels, reveal
from licite.access.requests import Motive
from licite.desk.rules.words import COUNTRIES
from licite.journal import acts, words
from licite.journal.queries import Entry
from licite.kit.cells import portfolio_of, stage_of
from licite.lawful.choices import Basis, MistakenFor, Purpose, RetiredFor
from licite.lawful.models import DeliveredBy, ToldBy
from licite.lawful.panels.notices import notice_name
from licite.people.choices import BulkAct
from licite.sales.choices import Step
from licite.web.dates import date_format

MOMENT = "j N Y, H:i:s"
"""The one way the journal's pages write a moment."""


def moment(at: datetime) -> str:
    """Day and time to the second, of the organisation's place."""
    return date_format(timezone.localtime(at), MOMENT)


@dataclass(frozen=True)
class Known:
    """Names of members and of portfolios by id, as far as the reader has them."""

    members: Mapping[int, str]
    portfolios: Mapping[int, str]

    def member(self, number: object) -> str:
        """The member's name, or the number."""
        name = self.members.get(number) if isinstance(number, int) else None
        return name or say("Member no. %(number)s") % {"number": number}

    def portfolio(self, number: object) -> str:
        """The portfolio's name, or the number."""
        name = self.portfolios.get(number) if isinstance(number, int) else None
        return name or say("Portfolio no. %(number)s") % {"number": number}


Teller = Callable[[object, Known], str]


def _plain(value: object, known: Known) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _word(of: Mapping[str, Promise]) -> Teller:
    return lambda value, _known: words.of(of, value)


def _cell(value: object, known: Known) -> str:
    if not isinstance(value, int):
        return str(words.OTHER)
    return f"{known.portfolio(portfolio_of(value))}, {labels.STAGES[stage_of(value)]}"


def _portfolios(value: object, known: Known) -> str:
    return ", ".join(map(known.portfolio, _list(value)))


def _stages(value: object, known: Known) -> str:
    named = {str(int(stage)): label for stage, label in labels.STAGES.items()}
    return ", ".join(words.of(named, stage) for stage in _list(value))


def _profile(value: object, known: Known) -> str:
    return str(labels.profile(str(value)))


def _last_day(value: object, known: Known) -> str:
    try:
        return date_format(labels.last_day(datetime.fromisoformat(str(value))), "j N Y")
    except ValueError:
        return str(words.OTHER)


def _day(value: object, known: Known) -> str:
    try:
        return date_format(timezone.localtime(datetime.fromisoformat(str(value))), "j N Y")
    except ValueError:
        return str(words.OTHER)


def _reason(value: object, known: Known) -> str:
    act = reveal.acts().get(str(value))
    return str(act.label if act else words.OTHER)


def _refused(value: object, known: Known) -> str:
    """A code on a refusal, a count on an import."""
    return str(value) if isinstance(value, int) else words.of(words.REFUSALS, value)


def _asked(value: object, known: Known) -> str:
    method, _space, path = str(value).partition(" ")
    return (
        say("to read %(page)s") % {"page": path}
        if method == "GET"
        else say("to act on %(page)s") % {"page": path}
    )


def _typed(value: object, known: Known) -> str:
    return say("kept as a keyed token only: nobody can read it back here")


def _how_many(value: object, known: Known) -> str:
    return str(value if isinstance(value, int) else len(_list(value)))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _country(value: object, known: Known) -> str:
    return str(COUNTRIES.get(str(value), value))


def _rule(value: object, known: Known) -> str:
    """What the rule governs: a key is for programs."""
    try:
        return packs.rule(str(value)).says(get_language() or "")
    except KeyError:
        return str(words.OTHER)


def _notice(value: object, known: Known) -> str:
    kind, _dot, language = str(value).partition(".")
    return notice_name(kind, language) or str(words.OTHER)


def _purposes(value: object, known: Known) -> str:
    """The purposes that the product brings by their names, the organisation's own by their keys."""
    named = dict(Purpose.choices)
    return ", ".join(str(named.get(str(one), one)) for one in _list(value))


def _means(value: object, known: Known) -> str:
    return words.of(dict(DeliveredBy.choices), value)


DETAILS: Final[dict[str, tuple[Promise, Teller]]] = {
    "member": (_("Member"), lambda value, known: known.member(value)),
    "giver": (_("Work of"), lambda value, known: known.member(value)),
    "profile": (_("Profile"), _profile),
    "portfolio": (_("Portfolio"), lambda value, known: known.portfolio(value)),
    "portfolios": (_("Portfolios"), _portfolios),
    "stages": (_("Stages"), _stages),
    "family": (_("Kind of act"), _word({one.value: label for one, label in acts.FAMILIES.items()})),
    "since": (_("From"), _day),
    "until": (_("Until"), _last_day),
    "grant": (_("Grant no."), _plain),
    "grants": (_("Grants"), _how_many),
    "refused": (_("Refused"), _refused),
    "asked": (_("Asked"), _asked),
    "reason": (_("What for"), _reason),
    "motive": (_("Motive"), _word(dict(Motive.choices))),
    "because": (_("Why"), _word(dict([*RetiredFor.choices, *MistakenFor.choices]))),
    "rule": (_("By the rule"), _rule),
    "allowed": (_("Allowed"), _plain),
    "before": (_("Before"), _cell),
    "after": (_("After"), _cell),
    "hits": (_("Found"), _plain),
    "terms": (_("Words searched"), _typed),
    "company": (_("Company no."), _plain),
    "companies": (_("Companies"), _how_many),
    "batch": (_("Import no."), _plain),
    "country": (_("Country"), _country),
    "purpose": (_("Purpose"), _purposes),
    "purposes": (_("Purposes"), _purposes),
    "basis": (_("Legal basis"), _word(dict(Basis.choices))),
    "told_by": (_("How we were told"), _word(dict(ToldBy.choices))),
    "bulk": (_("Act on many records"), _word(dict(BulkAct.choices))),
    "field": (pgettext_lazy("journal", "Field"), _plain),
    "customs": (pgettext_lazy("journal", "Fields of one’s own"), _plain),
    "values": (pgettext_lazy("journal", "Values deleted"), _plain),
    "flags": (pgettext_lazy("journal", "Texts to review"), _plain),
    "lines": (pgettext_lazy("journal", "Lines"), _plain),
    "done": (pgettext_lazy("journal", "Lines read"), _plain),
    "identifiers": (pgettext_lazy("journal", "E-mails and phones found"), _plain),
    "new": (pgettext_lazy("journal", "New on the list"), _plain),
    "known": (pgettext_lazy("journal", "On the list already"), _plain),
    "faulty": (pgettext_lazy("journal", "Lines not understood"), _plain),
    "headings": (pgettext_lazy("journal", "Headings"), _plain),
    "kept": (pgettext_lazy("journal", "Looked over and kept"), _plain),
    "notice": (_("Notice"), _notice),
    "means": (_("By what means"), _means),
    "version": (_("Version"), _plain),
    "deals": (pgettext_lazy("journal", "Deals"), _plain),
    "tasks": (pgettext_lazy("journal", "Tasks"), _plain),
    "records": (pgettext_lazy("journal", "Records"), _plain),
    "persons": (pgettext_lazy("journal", "Persons"), _plain),
    "restored": (_("Back to the rule as it was"), _plain),
    "rows": (pgettext_lazy("journal", "Rows"), _plain),
    "alike": (pgettext_lazy("journal", "Rows answered by kind"), _plain),
    "pairs": (pgettext_lazy("journal", "Pairs found"), _plain),
    "into": (pgettext_lazy("journal", "Record kept, no."), _plain),
    "created": (pgettext_lazy("journal", "Created"), _plain),
    "updated": (pgettext_lazy("journal", "Completed"), _plain),
    "skipped": (pgettext_lazy("journal", "Already there"), _plain),
    "waiting": (pgettext_lazy("journal", "To look at"), _plain),
    "gone": (pgettext_lazy("journal", "Taken back"), _plain),
    "emptied": (pgettext_lazy("journal", "Emptied again"), _plain),
    "left": (pgettext_lazy("journal", "Left as they are"), _plain),
    "nobody": (pgettext_lazy("journal", "Of nobody here"), _plain),
    "why": (_("Why"), _word(words.FAILURES)),
    "account": (_("Address typed"), _typed),
    "factor": (_("By means of"), _word(words.FACTORS)),
    "without_second_factor": (_("Second factor taken away"), _plain),
    "ended": (_("Sessions ended"), _plain),
    "ok": (_("Whole"), _plain),
    "blocks": (_("Blocks"), _plain),
    "entries": (pgettext_lazy("journal", "Rows read"), _plain),
    "first_bad": (_("First bad block"), _plain),
    "table": (_("Table"), _plain),
    "envelope": (_("Generation of the sealing key"), _plain),
    "token": (_("Generation of the search key"), _plain),
}
SILENT: Final = frozenset(
    {
        *("code", "consent", "deal", "delivery", "draft", "entry", "evidence", "file", "flag", "interaction"),
        *("link", "prints", "restriction", "reveal", "row", "task", "where", "wording"),
    }
)
"""Numbers that tie a row to another one, and what the act's own words already say."""
MOVED: Final[dict[str, Teller]] = {
    "sales:deal:move": _word(dict(Step.choices)),
    "sales:deal:hand": lambda value, known: known.member(value),
}
"""What "before" and "after" are where they are no portfolio and stage."""
COUNTED: Final[dict[str, Promise]] = {
    "lawful:notice:deliver": _("Informed %(count)d persons"),
    "sales:deal:hand": _("Handed %(count)d deals over"),
    "people:handover:tasks": _("Handed %(count)d tasks to a colleague"),
    "lawful:notice:note": _("Noted that %(count)d persons were informed at collection"),
}
"""Acts on many at once that say how many."""
NOT_ON_LISTS: Final = SILENT | {"grant", "terms", "companies", "company", "batch"}


def facts(entry: Entry, known: Known, *, short: bool = False) -> list[tuple[str, str]]:
    """(what, in words) of a row's detail; `short` leaves out what only the row's own page says."""
    hidden = NOT_ON_LISTS if short else SILENT
    if entry.actor is None and not entry.purpose.startswith("system:"):
        # Before a sign-in there is no ticket: the member of the detail is already named as who acted.
        hidden = hidden | {"member"}
    return [
        _fact(name, value, known, entry.act)
        for name, value in sorted(entry.detail.items(), key=_place)
        if name not in hidden and value not in (None, [])
    ]


def _place(item: tuple[str, object]) -> int:
    names = list(DETAILS)
    return names.index(item[0]) if item[0] in DETAILS else len(names)


def _fact(name: str, value: object, known: Known, act: str) -> tuple[str, str]:
    label, tell = DETAILS.get(name, (words.OTHER, _plain))
    told = MOVED.get(act, tell) if name in ("before", "after") else tell
    return str(label), told(value, known)


def act_label(entry: Entry) -> str:
    """The act in words; a list says on which page it stood, an act on many on how many."""
    count = next(
        (entry.detail[name] for name in ("persons", "deals", "tasks") if name in entry.detail),
        len(entry.subjects),
    )
    if entry.act in COUNTED and count > 1:
        return str(COUNTED[entry.act]) % {"count": count}
    named = acts.label(entry.act)
    return say("%(act)s (home)") % {"act": named} if entry.detail.get("where") == "home" else named
