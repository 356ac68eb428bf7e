"""Saved views of the demo: a rep's own, and two that a portfolio shares."""

from licite.access import gate
from licite.people.actions.saved import save_view

OWN = ("Mes relances en retard", {"next": "overdue", "sort": "step"})
SHARED_BY_REP = ("Clients sans nouvelles", {"stage": "3", "acted": "over_180"})
SHARED_BY_MANAGER = (
    "Prospects à appeler",
    {"stage": "2", "reach": "phone", "cols": "stage.may.phone.act.next.company"},
)


def add_views(*, rep: int, manager: int, portfolio: int) -> None:
    """Keeps them, each in its owner's own grants."""
    for member, kept in ((rep, (OWN, SHARED_BY_REP)), (manager, (SHARED_BY_MANAGER,))):
        with gate.acting_for(member, "demo.views") as actor:
            for name, shape in kept:
                shared = None if (name, shape) == OWN else portfolio
                save_view(actor, name=name, shape=shape, portfolio=shared, first=False)
