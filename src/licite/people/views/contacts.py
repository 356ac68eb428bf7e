"""Entry by hand, and editing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.kit.cells import portfolio_of
from licite.kit.ids import uuid_of
from licite.people import actions, panels
from licite.people.forms import EditForm, NewForm
from licite.people.queries import contact_for, duplicates_in_scope
from licite.people.queries.companies import company_name_of
from licite.people.queries.omni import companies_near
from licite.people.queries.rows import Row
from licite.people.views.answers import form_page, say_new, to_contact


@needs(Permission.CONTACT_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """A new record; those in sight that resemble it are shown first, and a capacity that costs is asked about once."""
    actor = request.actor
    form = NewForm(_typed(request), actor=actor, company=_of_company(request))
    alike: list[Row] = []
    near: list[str] = []
    doubts = False
    if form.is_valid():
        if not form.cleaned_data["anyway"]:
            alike, near = _alike(actor, form), companies_near(actor, form.cleaned_data["company"])
            doubts = form.doubts
        if not (alike or near or doubts) and (done := _created(request, form)):
            return done
    back = reverse("desk:contacts")
    return form_page(
        request,
        title=_("New contact"),
        form=form,
        save=_("Create"),
        back=back,
        alike=alike,
        near=near,
        doubts=doubts,
        columns=True,
    )


def _typed(request: ActorRequest) -> QueryDict | None:
    """What was sent, with the company that was chosen in the place of the one typed."""
    instead = request.POST.get("instead")
    if not instead:
        return request.POST or None
    typed = request.POST.copy()
    typed["company"] = instead
    return typed


def _of_company(request: ActorRequest) -> str:
    """The name of the company from whose page one comes, as far as it is in sight; empty for none."""
    public = uuid_of(request.GET.get("company", ""))
    return (
        company_name_of(request.actor, public)
        if public and request.actor.has(Permission.COMPANY_READ)
        else ""
    )


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, public: UUID) -> HttpResponse:
    """Changes a record, also what its editor may not read."""
    actor = request.actor
    contact = contact_for(actor, public)
    shown, masks = panels.editable(actor, contact)
    form = EditForm(request.POST or None, actor=actor, contact=contact, shown=shown, masks=masks)
    if not form.is_valid():
        back = reverse("desk:contact", args=[public])
        return form_page(
            request, title=_("Edit"), form=form, save=_("Save"), back=back, columns=True, contact=contact
        )
    company = _company(actor, form.cleaned_data, portfolio_of(contact.cell))
    if actions.edit_contact(actor, contact=contact, changes=form.changes(company=company.id)):
        messages.success(request, _("Saved."))
        say_new(request, company, form.cleaned_data["company"])
    return to_contact(public)


def _created(request: ActorRequest, form: NewForm) -> HttpResponse | None:
    """The way to the new record; None where the suppression list keeps the person out, which the form then says."""
    portfolio = portfolio_of(form.cleaned_data["cell"])
    try:
        with transaction.atomic():
            company = _company(request.actor, form.cleaned_data, portfolio)
            made = actions.create_contact(request.actor, new=form.new(company=company.id or None))
    except Refused as refused:
        if refused.code != "suppressed":
            raise
        form.bar(refused)
        return None
    messages.success(request, _("The record is created."))
    say_new(request, company, form.cleaned_data["company"])
    if form.doubtful:
        messages.warning(request, _("A phone number is in no known plan: kept, please check it."))
    return to_contact(made.public)


def _alike(actor: Actor, form: NewForm) -> list[Row]:
    tidy = form.new(company=None).normalised()
    return duplicates_in_scope(
        actor,
        email_list=[address.lower() for address in tidy.emails],
        phone_list=tidy.phones,
        first=tidy.first,
        last=tidy.last,
    )


def _company(actor: Actor, typed: dict[str, Any], portfolio: int) -> actions.Named:
    if not typed["company"]:
        return actions.Named(0, new=False)
    return actions.company_named(actor, name=typed["company"], portfolio=portfolio, country=typed["country"])
