"""The forecast in words: bars by month, member and portfolio, what was won and lost, each with the deals behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.kit import money
from licite.sales.choices import Reason, Step
from licite.sales.forms import BEYOND, PAST, YEAR
from licite.sales.panels import TONES
from licite.sales.queries.filters import NOBODY
from licite.sales.queries.forecast import Ended, Forecast, Value
from licite.web.dates import date_format

FEWEST = 6
"""Months of the forecast that are always shown; those after them only as far as a deal should close."""


@dataclass(frozen=True)
class Bar:
    """A line of the forecast: amounts in words, and the two tracks as so many of `most` cents."""

    label: str
    held: int
    full: str
    weighted: str
    cents: int
    weighted_cents: int
    most: int
    url: str = ""


def months(actor: Actor, found: Forecast) -> list[Bar]:
    """What should close when: what is late, the coming months, what is beyond."""
    lines: list[tuple[str, Value, str]] = []
    if found.late.held:
        lines.append((_("Before this month"), found.late, _listed(found, month=PAST)))
    last = max((place for place, (_month, value) in enumerate(found.months) if value.held), default=0)
    for month, value in found.months[: max(last + 1, FEWEST)]:
        url = _listed(found, month=f"{month:%Y-%m}") if value.held else ""
        lines.append((date_format(month, "F Y"), value, url))
    if found.later.held:
        lines.append((_("Later"), found.later, _listed(found, month=BEYOND)))
    return _bars(actor, lines)


def owners(actor: Actor, found: Forecast) -> list[Bar]:
    """Whose pipeline it is."""
    return _bars(
        actor,
        [
            (found.names.get(one or 0) or _("Nobody"), value, _listed(found, owner=one or NOBODY))
            for one, value in found.owners
        ],
    )


def portfolios(actor: Actor, found: Forecast) -> list[Bar]:
    """Where it is."""
    return _bars(
        actor,
        [
            (actor.portfolios.get(one, "…"), value, _listed(found, portfolio=one))
            for one, value in found.portfolios
        ],
    )


def ended(actor: Actor, found: Forecast) -> list[dict[str, Any]]:
    """What was won and lost, month by month, the latest first."""
    return [
        _ended_line(actor, found, date_format(month, "F Y"), both, f"{month:%Y-%m}")
        for month, both in reversed(found.ended)
    ]


def ended_in_all(actor: Actor, found: Forecast) -> dict[str, Any]:
    """The twelve months together."""
    won, lost = Value(), Value()
    for _month, both in found.ended:
        for total, value in ((won, both.won), (lost, both.lost)):
            total.held += value.held
            total.cents += value.cents
    return _ended_line(actor, found, _("Twelve months"), Ended(won, lost), YEAR)


def _ended_line(actor: Actor, found: Forecast, name: str, both: Ended, when: str) -> dict[str, Any]:
    won, lost = both.won.held, both.lost.held
    return {
        "month": name,
        "won": won,
        "won_url": _listed(found, step=Step.WON.value, ended=when),
        "won_amount": money.euros(both.won.cents, actor.language),
        "lost": lost,
        "lost_url": _listed(found, step=Step.LOST.value, ended=when),
        "lost_amount": money.euros(both.lost.cents, actor.language),
        "rate": round(100 * won / (won + lost)) if won + lost else None,
    }


def reasons(actor: Actor, found: Forecast) -> list[dict[str, Any]]:
    """Why: won first, then lost, the most frequent first."""
    return [
        {
            "step": step.label,
            "tone": TONES[step],
            "reason": Reason(reason).label,
            "held": value.held,
            "url": _listed(found, step=step.value, reason=reason, ended=YEAR),
            "amount": money.euros(value.cents, actor.language),
        }
        for step, reason, value in found.reasons
    ]


def under_way(found: Forecast) -> str:
    """Where all the open deals behind the forecast are listed."""
    return _listed(found)


def _listed(found: Forecast, **asked: object) -> str:
    """The deals behind a figure."""
    words = urlencode({**found.narrowed, **asked})
    return reverse("sales:list") + (f"?{words}" if words else "")


def _bars(actor: Actor, lines: Sequence[tuple[str, Value, str]]) -> list[Bar]:
    most = max((value.cents for _label, value, _url in lines), default=0) or 1
    return [
        Bar(
            label=label,
            held=value.held,
            full=money.euros(value.cents, actor.language),
            weighted=money.euros(round(value.weighted, -2), actor.language),
            cents=value.cents,
            weighted_cents=value.weighted,
            most=most,
            url=url,
        )
        for label, value, url in lines
    ]
