"""Informing persons: one record, the list of those to inform, orders to inform many."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.lawful import mail
from licite.lawful.actions import dispatches
from licite.lawful.actions.notices import strike
from licite.lawful.choices import Source
from licite.lawful.forms.notices import DeliveryForm
from licite.lawful.models import DeliveredBy
from licite.lawful.notices.due import delay
from licite.people.actions import notices as actions
from licite.people.forms.notices import CollectionForm, WantedForm
from licite.people.panels import notices as panels
from licite.people.panels.coordinates import opens_for_notice
from licite.people.queries import ContactRow, contact_for
from licite.people.queries.notices import CAP, due_count, due_list, mailed
from licite.people.views.answers import SeeOther, to_dossier


@needs(Permission.NOTICE_DELIVER)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: ActorRequest, public: UUID) -> HttpResponse:
    """The text that is this person's, to read out or hand over, and how it was given."""
    contact = _in_reach(request, public)
    form = DeliveryForm(request.POST or None, present=contact.source not in delay().indirect)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.note_given(
                request.actor,
                contact=contact,
                means=DeliveredBy(typed["means"]),
                at=form.at(),
                proof=typed["proof"],
            )
        except Refused as refused:
            if refused.code != "proof":
                raise
            form.add_error(
                "proof",
                _("No notice was published here at that time: say what the person was given instead."),
            )
        else:
            messages.success(request, _("It is noted: this person is informed."))
            return to_dossier(public)
    own = actions.notice_of(contact)
    panel = replace(panels.notice(request.actor, contact), url="")
    context = {
        "contact": contact,
        "form": form,
        "own": own,
        "panel": panel,
        "reach": reverse("desk:contact", args=[public]) + "#coordinates"
        if opens_for_notice(request.actor, contact)
        else "",
        "later": own is not None
        and panel.informed_at is not None
        and own.published.published_at > panel.informed_at,
        "mails": mail.configured()
        and own is not None
        and contact.email is not None
        and contact.informed_at is None
        and panel.mail != "waiting",
    }
    return render(request, "people/notice.html", context)


@needs(Permission.NOTICE_DELIVER)
@require_POST
def notice_send(request: ActorRequest, public: UUID) -> HttpResponse:
    """Orders the mail."""
    contact = _in_reach(request, public)
    if mailed(contact) != "waiting":
        actions.order_mail(request.actor, contact=contact)
    messages.success(
        request,
        _("The notice is on its way. This page will say that the person is informed once it has left."),
    )
    return to_dossier(public)


@needs(Permission.RESTRICTION_WRITE)
@require_POST
def notice_strike(request: ActorRequest, public: UUID, delivery: int) -> HttpResponse:
    """Takes back a notice noted by mistake."""
    contact = contact_for(request.actor, public)
    strike(request.actor, contact=contact.id, delivery=delivery)
    messages.success(request, _("It is taken back. The line stays, and counts no more."))
    return to_dossier(public)


@needs(Permission.NOTICE_DELIVER)
@require_safe
def to_inform(request: ActorRequest) -> HttpResponse:
    """Those who are still to be informed, most urgent first."""
    return _list_page(request, None)


@needs(Permission.NOTICE_DELIVER)
@require_POST
def inform_many(request: ActorRequest) -> HttpResponse:
    """Orders to inform everybody of the list: by mail, or as informed at collection."""
    wanted = WantedForm(request.GET, actor=request.actor).wanted()
    means, proof = DeliveredBy.EMAIL, ""
    if request.POST.get("means") == DeliveredBy.AT_COLLECTION:
        form = CollectionForm(request.POST, wanted=wanted)
        if not form.is_valid():
            return _list_page(request, form)
        means, proof = DeliveredBy.AT_COLLECTION, form.cleaned_data["proof"]
    made = dispatches.order(
        request.actor,
        means=means,
        wanted=wanted.as_json(),
        proof=proof,
        persons=due_count(request.actor, wanted=wanted),
    )
    return SeeOther(reverse("people:notice-order", args=[made.public]))


@needs(Permission.NOTICE_DELIVER)
@require_safe
def order(request: ActorRequest, public: UUID) -> HttpResponse:
    """How far an order is."""
    return render(request, "people/notice_order.html", {"order": _own_order(request, public)})


@needs(Permission.NOTICE_DELIVER)
@require_safe
def order_progress(request: ActorRequest, public: UUID) -> HttpResponse:
    """The moving part of that page."""
    found = _own_order(request, public)
    answer = render(request, "people/_notice_order.html", {"order": found})
    if not found.under_way:
        answer["HX-Refresh"] = "true"
    return answer


def _list_page(request: ActorRequest, collection: CollectionForm | None) -> HttpResponse:
    actor, form = request.actor, WantedForm(request.GET, actor=request.actor)
    wanted = form.wanted()
    page = due_list(actor, wanted=wanted, after=request.GET.get("after", ""))
    asked = {name: value for name, value in wanted.as_json().items() if value not in ("", "0")}
    total = due_count(actor, wanted=wanted)
    context = {
        "months": delay().months,
        "form": form,
        "collection": collection or CollectionForm(wanted=wanted),
        "noted": wanted.together,
        "page": page,
        "sources": dict(Source.choices),
        "total": total,
        "more": total >= CAP,
        "query": urlencode(asked),
        "next": "?" + urlencode({**asked, "after": page.after}) if page.after else "",
        "mails": mail.configured(),
        "orders": [panels.order_line(one) for one in dispatches.latest(actor)],
    }
    return render(request, "people/to_inform.html", context)


def _own_order(request: ActorRequest, public: UUID) -> panels.Order:
    found = dispatches.own(request.actor, public)
    if found is None:
        raise Http404
    return panels.order_line(found)


def _in_reach(request: ActorRequest, public: UUID) -> ContactRow:
    contact = contact_for(request.actor, public)
    if not request.actor.may(Act.COMMUNICATE, contact.cell):
        raise Refused("act", subject=contact.id)
    return contact
