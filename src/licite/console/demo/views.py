"""Saved views and tags of the demo: a rep's own view, two that a portfolio shares, two words on a few records."""

from typing import Final

from licite.access import gate
from licite.people.actions.bulk import Plan, carry_out
from licite.people.actions.saved import save_view
from licite.people.choices import BulkAct
from licite.people.queries import Filters, matching
from licite.people.queries.bulk import publics

TAGGED: Final = (("Salon Nantes 2026", Filters(stage=2), 9), ("Devis à suivre", Filters(stage=3), 6))

OWN = ("Mes relances en retard", {"next": "overdue", "sort": "step"})
SHARED_BY_REP = ("Clients sans nouvelles", {"stage": "3", "acted": "over_180"})
SHARED_BY_MANAGER = (
    "Prospects à appeler",
    {"stage": "2", "reach": "phone", "cols": "stage.may.phone.act.next.company"},
)


def add_views(*, rep: int, manager: int, portfolio: int) -> None:
    """Keeps them, each in its owner's own grants."""
    for member, kept in ((rep, (OWN, SHARED_BY_REP)), (manager, (SHARED_BY_MANAGER,))):
        with gate.acting_for(member, "demo") as actor:
            for name, shape in kept:
                shared = None if (name, shape) == OWN else portfolio
                save_view(actor, name=name, shape=shape, portfolio=shared, first=False)


def add_tags(*, rep: int) -> None:
    """Puts a word on the first records of a stage, as a rep does from the list."""
    with gate.acting_for(rep, "demo") as actor:
        for word, filters, most in TAGGED:
            chosen = publics(matching(actor, filters=filters, limit=most))
            carry_out(actor, chosen=chosen, plan=Plan(act=BulkAct.TAG, tag=word))
