"""Which portfolio a person belongs to, by the organisation's rules: the first that fits says."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.http import Http404

from licite.access.actor import Actor
from licite.access.giving import ask_the_gate
from licite.access.models import Placement, Portfolio


@dataclass(frozen=True)
class Rule:
    """Whoever is in this country, in one of these places (beginnings of a postal code) and of one of these sectors.

    What is empty fits everybody.
    """

    portfolio: int
    country: str = ""
    places: Sequence[str] = ()
    sectors: Sequence[str] = ()

    def fits(self, *, country: str, places: Sequence[str], sector: str) -> bool:
        """Whether the rule speaks of such a person; `places`: the postal code, the department, as far as known."""
        return (
            self.country in ("", country)
            and (not self.places or any(place.upper().startswith(tuple(self.places)) for place in places))
            and (not self.sectors or sector in self.sectors)
        )


def first_match(rules: Iterable[Rule], *, country: str, places: Sequence[str], sector: str) -> int | None:
    """The portfolio of the first rule that fits; None where none does. Pure."""
    return next(
        (rule.portfolio for rule in rules if rule.fits(country=country, places=places, sector=sector)), None
    )


def rules(actor: Actor) -> list[Rule]:
    """The rules in force, in their order."""
    return [
        Rule(one.portfolio_id, one.country, tuple(one.places), tuple(one.sectors))
        for one in Placement.objects.order_by("position")
    ]


def portfolio_for(actor: Actor, *, country: str, places: Sequence[str] = (), sector: str = "") -> int | None:
    """The portfolio that the rules give a person of this country (ISO), postal code and department, and sector (NACE)."""
    return first_match(rules(actor), country=country, places=places, sector=sector)


def lay(actor: Actor, *, rules: Sequence[Rule]) -> None:
    """Lays all the rules anew, in this order. Raises Refused("reach")."""
    raw = [
        {
            "portfolio": rule.portfolio,
            "country": rule.country,
            "places": list(rule.places),
            "sectors": list(rule.sectors),
        }
        for rule in rules
    ]
    ask_the_gate("SELECT gate.lay_placements(%s::jsonb)", [json.dumps(raw)])
    actor.trace.saw("access:placement:lay", [], [], lines=len(raw))


def open_portfolio(actor: Actor, *, name: str) -> bool:
    """A new, empty portfolio, held by whoever opens it; false where the name is taken. Raises Refused("reach")."""
    return _attempt("SELECT gate.add_portfolio(%s)", [name], actor, "access:portfolio:add")


def rename(actor: Actor, *, portfolio: int, name: str) -> bool:
    """Another name; false where it is taken. Raises Refused("reach")."""
    return _attempt(
        "SELECT gate.rename_portfolio(%s, %s)", [portfolio, name], actor, "access:portfolio:rename", portfolio
    )


def close(actor: Actor, *, portfolio: int) -> bool:
    """Closes an empty portfolio; false where something is in it. Raises Refused("reach")."""
    done: bool = ask_the_gate("SELECT gate.close_portfolio(%s)", [portfolio])
    if done:
        actor.trace.saw("access:portfolio:close", [], [], portfolio=portfolio)
    return done


def portfolios(actor: Actor) -> list[Portfolio]:
    """Every portfolio that is not closed, by name, for whoever manages them."""
    return list(Portfolio.objects.filter(closed_at=None).order_by("name"))


def portfolio_of_id(actor: Actor, *, portfolio: int) -> Portfolio:
    """One that is not closed. Raises Http404."""
    found = Portfolio.objects.filter(closed_at=None, pk=portfolio).first()
    if found is None:
        raise Http404
    return found


def _attempt(
    sql: str, parameters: Sequence[object], actor: Actor, act: str, portfolio: int | None = None
) -> bool:
    try:
        with transaction.atomic():
            made = ask_the_gate(sql, parameters)
    except IntegrityError:
        return False
    actor.trace.saw(act, [], [], portfolio=portfolio or made)
    return True
