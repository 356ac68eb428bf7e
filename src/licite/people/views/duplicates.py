"""Duplicates: the pairs, two records side by side, the merge, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.access.refusals import Refused
from licite.lawful.panels.objections import closed_words
from licite.people.actions import merging
from licite.people.actions.merging import order_search
from licite.people.actions.unmerging import undo_merge
from licite.people.forms.duplicates import MergeForm
from licite.people.panels.duplicates import comparison, pair_lines
from licite.people.queries import contact_for
from licite.people.queries import duplicates as queries
from licite.people.queries.waiting import waiting
from licite.people.views.answers import SeeOther, to_contact


@needs(Permission.CONTACT_MERGE)
@require_safe
def duplicates(request: ActorRequest) -> HttpResponse:
    """Pairs to look at, the last search, the last merges."""
    actor = request.actor
    page = queries.pairs(actor, after=request.GET.get("after", ""))
    members = member_names(actor)
    context = {
        "lines": pair_lines(actor, page.rows),
        "count": page.count,
        "next": f"?after={page.next}" if page.next else "",
        "hunting": queries.hunting(),
        "merges": [
            (merged, row, members.get(merged.member or 0, "")) for merged, row in queries.recent_merges(actor)
        ],
    }
    return render(request, "people/duplicates.html", context)


@needs(Permission.JOURNAL_READ)
@require_safe
def waiting_pairs(request: ActorRequest) -> HttpResponse:
    """How many pairs wait, since when and for whom, and by name those of which one refused what the other did not: for
    whoever watches over the base and merges nothing.
    """
    found = waiting(request.actor)
    named = [
        (pair, closed_words(pair.one.objections), closed_words(pair.other.objections)) for pair in found.named
    ]
    return render(request, "people/duplicates_waiting.html", {"waiting": found, "named": named})


@needs(Permission.CONTACT_MERGE)
@require_POST
def search(request: ActorRequest) -> HttpResponse:
    """Orders a search."""
    order_search(request.actor)
    messages.success(request, _("The search is ordered: it runs in the background, and may be left."))
    return SeeOther(reverse("people:duplicates"))


@needs(Permission.CONTACT_MERGE)
@require_safe
def progress(request: ActorRequest) -> HttpResponse:
    """How far the search is, for a page that asks again."""
    return render(request, "people/_hunting.html", {"hunting": queries.hunting()})


@needs(Permission.CONTACT_MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: ActorRequest, public: UUID, other: UUID) -> HttpResponse:
    """Two records side by side, and their merge."""
    actor = request.actor
    one, two = contact_for(actor, public), contact_for(actor, other)
    if not queries.merges_both(actor, one, two):
        raise Refused("act", subject=one.id)
    compared = comparison(actor, one, two, queries.held_by(one, two))
    form = MergeForm(request.POST or None, compared=compared)
    if form.is_valid():
        keeper, gone = (one, two) if form.cleaned_data["keep"] == "one" else (two, one)
        merging.merge(actor, keeper=keeper, gone=gone, chosen=form.chosen())
        messages.success(request, _("The two records are one now. To go back: Duplicates, “Merged lately”."))
        return to_contact(keeper.public)
    lines = [(line, form.picked(line.name, line.chosen)) for line in compared.lines]
    context = {
        "compared": compared,
        "lines": lines,
        "keep": form.picked("keep", compared.keep),
        "public": public,
        "other": other,
    }
    return render(request, "people/duplicate.html", context)


@needs(Permission.CONTACT_MERGE)
@require_POST
def apart(request: ActorRequest, public: UUID, other: UUID) -> HttpResponse:
    """They are two persons."""
    actor = request.actor
    merging.tell_apart(actor, one=contact_for(actor, public), other=contact_for(actor, other))
    messages.success(request, _("Noted: two different persons. They will not be proposed again."))
    return SeeOther(reverse("people:duplicates"))


@needs(Permission.CONTACT_MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_undo(request: ActorRequest, merge: UUID) -> HttpResponse:
    """Says what taking a merge back does, and does it."""
    actor = request.actor
    merged = queries.merge_for(actor, merge)
    contact = contact_for(actor, merged.public)
    if request.method == "POST" and merged.last:
        public = undo_merge(actor, merged=merged)
        messages.success(request, _("The merge is taken back: both records stand again."))
        return to_contact(public)
    return render(request, "people/merge_undo.html", {"merged": merged, "contact": contact})
