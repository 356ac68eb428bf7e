"""Who opened my records: what colleagues read in the portfolios that one answers for."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.journal import acts, words
from licite.people.queries.openings import openings
from licite.people.queries.records import names_of


@needs(Permission.OPENING_READ)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The last thirty days, newest first (`?before=`)."""
    actor = request.actor
    found, cursor = openings(actor, before=request.GET.get("before", ""))
    actor.trace.saw("people:opening:read", [], [])
    people, members = names_of(actor, {one.contact for one in found}), member_names(actor)
    lines = [
        {
            "at": one.at,
            "who": members.get(one.member, ""),
            "act": acts.label(one.act),
            "name": people[one.contact][1],
            "public": people[one.contact][0],
            "fields": ", ".join(words.fields(one.fields)),
        }
        for one in found
        if one.contact in people
    ]
    older = f"{reverse('desk:openings')}?{urlencode({'before': cursor})}" if cursor else ""
    return render(request, "desk/openings.html", {"lines": lines, "older": older})
