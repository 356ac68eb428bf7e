"""Rules in words: values, bounds, where they come from, how sure, who may change them."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from licite.packs import Confidence, Editor, Nature, Regime, Rule, Unit, Value

REGIMES: Final[Mapping[Regime, Promise]] = {
    Regime.FREE: gettext_lazy("Free"),
    Regime.OPT_OUT: gettext_lazy("Allowed unless the person objects"),
    Regime.SOFT_OPT_IN: gettext_lazy("Allowed to customers unless they object"),
    Regime.OPT_IN: gettext_lazy("Only with the person’s consent"),
    Regime.FORBIDDEN: gettext_lazy("Forbidden"),
}
DAYS: Final[Mapping[str, Promise]] = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}
HOLIDAYS: Final[Mapping[str, Promise]] = {
    "01-01": gettext_lazy("1 January"),
    "easter-2": gettext_lazy("Good Friday"),
    "easter+1": gettext_lazy("Easter Monday"),
    "05-01": gettext_lazy("1 May"),
    "05-08": gettext_lazy("8 May"),
    "easter+39": gettext_lazy("Ascension"),
    "easter+50": gettext_lazy("Whit Monday"),
    "07-14": gettext_lazy("14 July"),
    "07-21": gettext_lazy("21 July"),
    "08-15": gettext_lazy("15 August"),
    "11-01": gettext_lazy("1 November"),
    "11-11": gettext_lazy("11 November"),
    "12-25": gettext_lazy("25 December"),
    "12-26": gettext_lazy("26 December"),
}
CODES: Final[Mapping[str, Promise]] = {
    "dncm": gettext_lazy("“Do not call me” list (DNCM)"),
    "energy_renovation": gettext_lazy("energy renovation"),
    "home_adaptation": gettext_lazy("adaptation of the home"),
    "email": gettext_lazy("e-mail"),
    "phone": gettext_lazy("phone"),
    "fr": pgettext_lazy("in a list", "French"),
    "en": pgettext_lazy("in a list", "English"),
    "nl": pgettext_lazy("in a list", "Dutch"),
    "de": pgettext_lazy("in a list", "German"),
    "inbound_call": gettext_lazy("call from the person"),
    "reply": gettext_lazy("reply"),
    "form_id": gettext_lazy("form"),
    "meeting_held": gettext_lazy("meeting held"),
    "order": gettext_lazy("order"),
    "purchased_list": gettext_lazy("purchased list"),
    "referral": gettext_lazy("recommendation"),
    "website": gettext_lazy("web site"),
    "other": gettext_lazy("other source"),
}
CONFIDENCES: Final[Mapping[Confidence, Promise]] = {
    Confidence.OFFICIAL: gettext_lazy("Official text read"),
    Confidence.TWO_SOURCES: gettext_lazy("Confirmed by two sources"),
    Confidence.ONE_SOURCE: gettext_lazy("Confirmed by one source"),
    Confidence.KNOWN: gettext_lazy("Well established"),
    Confidence.TO_VERIFY: gettext_lazy("To be checked"),
    Confidence.JUDGEMENT: gettext_lazy("Our own judgement"),
}
NATURES: Final[Mapping[Nature, Promise]] = {
    Nature.LAW: gettext_lazy("Legal text"),
    Nature.DOCTRINE: gettext_lazy("Regulator’s doctrine"),
    Nature.CASE: gettext_lazy("Decision"),
    Nature.PRODUCT: gettext_lazy("Our choice"),
}
BINDS: Final[Mapping[Nature, Promise]] = {
    Nature.LAW: gettext_lazy("A text binds us: it may be followed more strictly, never less."),
    Nature.DOCTRINE: gettext_lazy(
        "The regulator’s reading: here it may be followed more strictly, never less than it asks."
    ),
    Nature.CASE: gettext_lazy("A decision that condemned others for the contrary."),
    Nature.PRODUCT: gettext_lazy("No text fixes this point: it is our own choice, written down as such."),
}
EDITORS: Final[Mapping[Editor, Promise]] = {
    Editor.NOBODY: gettext_lazy("nobody: it is fixed"),
    Editor.DPO: gettext_lazy("the data protection officer"),
    Editor.IT_ADMIN: gettext_lazy("who runs the system"),
}
COUNTRIES: Final[Mapping[str, Promise]] = {"FR": gettext_lazy("France"), "BE": gettext_lazy("Belgium")}
# What is no limit is not read as an order to call at midnight.
UNLIMITED: Final[Mapping[Unit, Mapping[tuple[str, ...], Promise]]] = {
    Unit.HOURS_OF_DAY: {("00:00-24:00",): gettext_lazy("No limit of hours")},
    Unit.WEEKDAYS: {tuple(DAYS): gettext_lazy("No limit of days")},
}
FEW: Final = 8
SEPARATOR: Final = ", "

Counted = Callable[[int], str]
COUNTED: Final[Mapping[Unit, Counted]] = {
    Unit.BITS: lambda n: ngettext("%(n)s bit", "%(n)s bits", n) % {"n": n},
    Unit.DAYS: lambda n: ngettext("%(n)s day", "%(n)s days", n) % {"n": n},
    Unit.HOURS: lambda n: ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n},
    Unit.MINUTES: lambda n: ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n},
    Unit.MONTHS: lambda n: ngettext("%(n)s month", "%(n)s months", n) % {"n": n},
    Unit.SECONDS: lambda n: ngettext("%(n)s second", "%(n)s seconds", n) % {"n": n},
    Unit.TIMES: lambda n: ngettext("%(n)s time", "%(n)s times", n) % {"n": n},
    Unit.WORKING_DAYS: lambda n: ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n},
    Unit.YEARS: lambda n: ngettext("%(n)s year", "%(n)s years", n) % {"n": n},
}


def said(rule: Rule) -> str:
    """The value of a rule, in words, short."""
    return value_said(rule.unit, rule.value)


def value_said(unit: Unit, value: Value) -> str:
    """A value of this unit, in words, short: a long list is counted."""
    if isinstance(value, tuple):
        return _listed(unit, value)
    if isinstance(value, Regime):
        return str(REGIMES[value])
    if isinstance(value, str):
        return value
    if unit is Unit.YES_NO:
        return _("Yes") if value else _("No")
    if unit is Unit.MONTHS and value and value % 12 == 0:
        return COUNTED[Unit.YEARS](value // 12)
    return COUNTED[unit](value)


def _listed(unit: Unit, value: tuple[str, ...]) -> str:
    if not value:
        return _("None")
    if value in UNLIMITED.get(unit, ()):
        return str(UNLIMITED[unit][value])
    if unit is Unit.WORDS and len(value) > FEW:
        return ngettext("%(n)s word", "%(n)s words", len(value)) % {"n": len(value)}
    return SEPARATOR.join(entry_said(unit, entry) for entry in value)


def entry_said(unit: Unit, entry: str) -> str:
    """One entry of a list, in words."""
    if unit is Unit.HOURS_OF_DAY:
        start, end = entry.split("-")
        return _("from %(start)s to %(end)s") % {"start": start, "end": end}
    known: Mapping[str, Promise] = {Unit.WEEKDAYS: DAYS, Unit.DAYS_OF_YEAR: HOLIDAYS}.get(unit, CODES)
    return str(known.get(entry, entry))


def bounds_said(rule: Rule) -> str:
    """Between what and what the rule may be set; empty where nothing bounds it."""
    if rule.unit is Unit.REGIME:
        ranks = list(Regime)[rule.min or 0 : (rule.max if rule.max is not None else len(Regime)) + 1]
        return SEPARATOR.join(str(REGIMES[regime]) for regime in ranks)
    if rule.unit is Unit.YES_NO or rule.codes is not None:
        return ""
    low, high = (None if bound is None else value_said(rule.unit, bound) for bound in (rule.min, rule.max))
    if low and high:
        return low if low == high else _("from %(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return _("at least %(low)s") % {"low": low}
    return _("at most %(high)s") % {"high": high} if high else ""
