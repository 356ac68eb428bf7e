"""The pages of an act on many records."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.desk import narrowing
from licite.desk.bulk.forms import EXPLAINED, FORMS, ActForm, packed, unpacked
from licite.desk.forms import FilterForm
from licite.lawful.words import explain
from licite.people.actions import bulk as actions
from licite.people.actions.bulk import LAW, Sorted
from licite.people.choices import BulkAct
from licite.people.queries import matching
from licite.people.queries.bulk import AT_MOST, Target, batch_of, called, publics
from licite.people.queries.tags import tag_token, tag_word, tags_in_use
from licite.people.views.answers import SeeOther

PUT: Final = "put"
"""The tag that a batch put, in the address of what it did: by its keyed token, as the list is narrowed by one."""
NAMED = 5
"""How many of those who take the act are named, and of those who are left out for each reason."""
WHY: Final[Mapping[str, Promise]] = {
    actions.MISSING: gettext_lazy("no longer visible to you"),
    actions.OUT_OF_REACH: gettext_lazy("your rights do not reach that far"),
    actions.THERE: gettext_lazy("already so"),
    actions.NO_STAGE: gettext_lazy("not a cold prospect"),
    actions.RESTRICTED: gettext_lazy("restricted: it is kept, and used for nothing"),
    actions.LAW: gettext_lazy("the law or the person does not allow it"),
}


@needs(Permission.CONTACT_BULK)
@require_POST
def choose(request: ActorRequest) -> HttpResponse:
    """Takes the records that were ticked, or all that the list's filters leave, and offers the acts."""
    chosen = _chosen(request)
    if not chosen:
        messages.info(request, _("Nothing was ticked. Tick records, or take the whole list."))
        return SeeOther(narrowing.address(request))
    return _offer(request, chosen, {})


@needs(Permission.CONTACT_BULK)
@require_POST
def preview(request: ActorRequest) -> HttpResponse:
    """Says who takes the act, and who is left out and why."""
    chosen, form = _asked(request)
    if not form.is_valid():
        return _offer(request, chosen, {form.act: form})
    sorted_out = actions.sort_out(request.actor, chosen=chosen, plan=form.plan)
    context = {
        "form": form,
        "label": form.act.label,
        "typed": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        "summary": [(field.label, _said(field, form)) for field in form],
        "ready": len(sorted_out.ready),
        "some": called(request.actor, sorted_out.ready[:NAMED]),
        "more": max(0, len(sorted_out.ready) - NAMED),
        "left": _left_out(request.actor, sorted_out),
        "query": request.GET.urlencode(),
        "back": narrowing.address(request),
    }
    return render(request, "desk/bulk/preview.html", context)


@needs(Permission.CONTACT_BULK)
@require_POST
def carry_out(request: ActorRequest) -> HttpResponse:
    """Does it, and says so where it can be undone."""
    chosen, form = _asked(request)
    if not form.is_valid():
        return _offer(request, chosen, {form.act: form})
    named = actions.carry_out(request.actor, chosen=chosen, plan=form.plan)
    told = request.GET.copy()
    if form.plan.tag:
        told[PUT] = str(tag_token(form.plan.tag))
    return SeeOther(f"{reverse('desk:bulk-done', args=[named])}?{told.urlencode()}")


@needs(Permission.CONTACT_BULK)
@require_safe
def done(request: ActorRequest, public: UUID) -> HttpResponse:
    """What a batch of one's own did, whom it left out, and its undoing."""
    made = batch_of(request.actor, public)
    query = request.GET.copy()
    put = _token("".join(query.pop(PUT, [])[-1:]))
    context = {
        "made": made,
        "tag": tag_word(request.actor, put) if put is not None and made.act == BulkAct.TAG else "",
        "label": BulkAct(made.act).label,
        "left": [(WHY.get(code, WHY[LAW]), count) for code, count in made.skipped.items()],
        "query": query.urlencode(),
        "back": narrowing.address(request, **{PUT: ""}),
    }
    return render(request, "desk/bulk/done.html", context)


@needs(Permission.CONTACT_BULK)
@require_POST
def undo(request: ActorRequest, public: UUID) -> HttpResponse:
    """Takes back what the batch did and nobody changed since."""
    made = batch_of(request.actor, public)
    back = actions.undo(request.actor, named=public)
    said = ngettext("Undone on %(n)s record.", "Undone on %(n)s records.", back) % {"n": back}
    if back < made.total:
        kept = made.total - back
        said += " " + ngettext(
            "%(n)s record was changed since, and stays as it is.",
            "%(n)s records were changed since, and stay as they are.",
            kept,
        ) % {"n": kept}
    messages.success(request, said)
    return SeeOther(narrowing.address(request))


def _token(text: str) -> int | None:
    """The token that an address holds; None for what is none."""
    try:
        found = int(text)
    except ValueError:
        return None
    return found if -(2**63) <= found < 2**63 else None


def _chosen(request: ActorRequest) -> list[UUID]:
    if request.POST.get("all"):
        filters = FilterForm(request.GET, actor=request.actor).filters()
        return publics(matching(request.actor, filters=filters, limit=AT_MOST))
    return unpacked(".".join(request.POST.getlist("pick")) or request.POST.get("chosen", ""))


def _asked(request: ActorRequest) -> tuple[list[UUID], ActForm]:
    """The records and the form of the act that a page sends."""
    act = request.POST.get("act", "")
    if act not in [one.value for one in actions.may_do(request.actor)]:
        raise Http404
    return unpacked(request.POST.get("chosen", "")), FORMS[BulkAct(act)](request.POST, actor=request.actor)


def _offer(request: ActorRequest, chosen: Sequence[UUID], given: Mapping[BulkAct, ActForm]) -> HttpResponse:
    acts = [
        {
            "act": act.value,
            "label": act.label,
            "about": EXPLAINED[act],
            "form": given.get(act) or FORMS[act](None, actor=request.actor),
        }
        for act in actions.may_do(request.actor)
    ]
    context = {
        "acts": acts,
        "known": tags_in_use(request.actor).values(),
        "count": len(chosen),
        "capped": len(chosen) == AT_MOST,
        "chosen": packed(chosen),
        "query": request.GET.urlencode(),
        "back": narrowing.address(request),
    }
    return render(request, "desk/bulk/choose.html", context)


def _left_out(actor: Actor, sorted_out: Sorted) -> list[dict[str, Any]]:
    """Who is left out, by reason: how many, and the first of them by name."""
    groups: dict[str, list[Target]] = {}
    for code, some in sorted_out.left.items():
        for one in some:
            verdict = sorted_out.verdicts.get(one.id)
            words = explain(verdict, actor.language) if code == LAW and verdict else None
            why = f"{words.reason} ({words.source})" if words else str(WHY[code])
            groups.setdefault(why, []).append(one)
    named = {one: name for some in groups.values() for one, name in called(actor, some[:NAMED])}
    told = [
        {
            "why": why,
            "count": len(some),
            "some": [(one.public, named[one.public]) for one in some[:NAMED] if one.public in named],
            "more": max(0, len(some) - NAMED),
        }
        for why, some in groups.items()
    ]
    if sorted_out.missing:
        told.append({"why": str(WHY[actions.MISSING]), "count": sorted_out.missing, "some": [], "more": 0})
    return told


def _said(field: Any, form: ActForm) -> object:
    """What was typed in a field, in words."""
    value = form.cleaned_data[field.name]
    choices = dict(getattr(field.field, "choices", ()) or ())
    return choices.get(value, value) or "–"
