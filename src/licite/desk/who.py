"""Who sees a record, how much of it, and the grant that says so."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licite.access import labels
from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Level, Permission
from licite.access.queries import Watcher, watchers_of
from licite.desk.grants.words import SHOWN, TONES
from licite.kit.cells import portfolio_of, stage_of
from licite.people.queries import contact_for
from licite.staff.queries import awaited


@needs(Permission.CONTACT_READ)
@require_safe
def who_sees(request: ActorRequest, public: UUID) -> HttpResponse:
    """Every colleague who sees this record, a column a field."""
    actor = request.actor
    contact = contact_for(actor, public)
    watchers = watchers_of(actor, contact.cell)
    to_come = awaited(one.member for one in watchers)
    context = {
        "contact": contact,
        "fields": [labels.FIELDS[field] for field in SHOWN],
        "watchers": [_line(actor, one, to_come=one.member in to_come) for one in watchers],
        "portfolio": actor.portfolios[portfolio_of(contact.cell)],
        "stage": labels.STAGES[stage_of(contact.cell)],
    }
    return render(request, "desk/who.html", context)


def _line(actor: Actor, watcher: Watcher, *, to_come: bool) -> dict[str, Any]:
    grants = watcher.sight.because
    short = {
        Level.OPEN: _("open"),
        Level.REVEAL: _("to reveal"),
        Level.MASKED: _("masked"),
        Level.HIDDEN: "–",
    }
    return {
        "name": watcher.name,
        "me": watcher.member == actor.member,
        "to_come": to_come,
        "because": [_grant(actor, grant) for grant in grants],
        # By which of several grants a field is seen; with one alone there is nothing to tell apart.
        "fields": [
            (
                labels.FIELDS[field],
                short[level],
                TONES[level],
                labels.profile(grant.profile) if grant and len(grants) > 1 else "",
            )
            for field in SHOWN
            for level, grant in [watcher.sight.fields[field]]
        ],
        "acts": [labels.ACTS[act] for act in labels.ACTS if act in watcher.sight.acts],
        "until": watcher.until and labels.last_day(watcher.until),
    }


def _grant(actor: Actor, grant: Grant) -> tuple[Any, str]:
    """A grant in words, as far as the reader knows its places."""
    places = [actor.portfolios[one] for one in grant.portfolios if one in actor.portfolios]
    more = len(grant.portfolios) - len(places)
    return labels.profile(grant.profile), ", ".join([*places, *(["…"] if more else [])])
