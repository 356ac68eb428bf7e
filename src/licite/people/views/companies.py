"""Companies: the list, one with its contacts, places and family, making and changing one."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.kit import names
from licite.people import actions, panels
from licite.people.forms import CompanyFilterForm, CompanyForm, SiteForm
from licite.people.queries.companies import (
    CompanyRow,
    company_for,
    company_list,
    company_there,
    contacts_of,
)
from licite.people.queries.omni import companies_found
from licite.people.queries.sites import companies_alike, related, site_for
from licite.people.views.answers import SeeOther, done, form_page

OFFERED = 6
"""How many companies are offered under a field as one types."""


@needs(Permission.COMPANY_READ)
@require_safe
def companies(request: ActorRequest) -> HttpResponse:
    """A page of 50, by words of the name, by sector, by department; a number finds its company."""
    form = CompanyFilterForm(request.GET)
    asked = form.asked()
    found = company_list(request.actor, **asked, after=request.GET.get("after", "")[:36])
    following = {name: value for name, value in asked.items() if value} | {"after": found.after}
    context = {
        "lines": panels.company_lines(request.actor, found.rows),
        "form": form,
        "narrowed": any(asked.values()),
        "apart": found.apart,
        "many": found.many,
        "next": f"?{urlencode(following)}" if found.after else "",
        "whole": not (found.after or request.GET.get("after")),
        "may_create": request.actor.has(Permission.COMPANY_CREATE),
    }
    return TemplateResponse(request, "people/companies.html", context)


@needs(Permission.COMPANY_READ)
@require_safe
def known(request: ActorRequest) -> HttpResponse:
    """Companies in sight that answer to what is typed in a field, and whether there is one of just that name."""
    name = names.clean(request.GET.get("company", ""))[:200]
    found, _more = companies_found(request.actor, words=names.bare_company(name), limit=OFFERED)
    context = {
        "name": name,
        "field": request.htmx.trigger or "id_company",
        "hits": [one.name for one in found if names.fold(one.name) != names.fold(name)],
        "there": company_there(name),
    }
    return render(request, "people/_companies_known.html", context)


@needs(Permission.COMPANY_READ)
@require_safe
def company(request: ActorRequest, public: UUID) -> HttpResponse:
    """One company, its places and family, and those of its contacts that are in sight."""
    found = company_for(request.actor, public)
    context = {
        "company": found,
        "line": panels.company_lines(request.actor, [found])[0],
        "card": panels.company_card(request.actor, found),
        "contacts": panels.contact_lines(contacts_of(request.actor, company=found)),
        "deals": request.actor.has(Permission.DEAL_READ),
        "may_add": request.actor.has(Permission.CONTACT_CREATE),
    }
    return TemplateResponse(request, "people/company.html", context)


@needs(Permission.COMPANY_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def company_new(request: ActorRequest) -> HttpResponse:
    """A new company; those in sight with the same number or name are shown first."""
    form = CompanyForm(request.POST or None, actor=request.actor)
    alike = []
    if form.is_valid():
        facts = form.facts()
        if not form.cleaned_data["anyway"]:
            alike = companies_alike(request.actor, number=facts.number, name=facts.name)
        if not alike:
            made = actions.create_company(
                request.actor, portfolio=form.cleaned_data["portfolio"], facts=facts
            )
            _first_site(request, company_for(request.actor, made.public), form.site)
            messages.success(request, _("The company is created."))
            return SeeOther(reverse("people:company", args=[made.public]))
    back = reverse("people:companies")
    return form_page(
        request, title=_("New company"), form=form, save=_("Create"), back=back, same=alike, columns=True
    )


@needs(Permission.COMPANY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def company_edit(request: ActorRequest, public: UUID) -> HttpResponse:
    """Changes a company: in place with htmx, on a page of its own without."""
    found = company_for(request.actor, public)
    parent, _children = related(request.actor, company=found)
    form = CompanyForm(
        request.POST or None, actor=request.actor, company=found, parent=parent.name if parent else ""
    )
    back = reverse("people:company", args=[public])
    if not form.is_valid():
        return form_page(
            request,
            title=_("Edit"),
            form=form,
            save=_("Save"),
            back=back,
            columns=True,
            block="company-facts",
        )
    actions.edit_company(request.actor, company=found, facts=form.facts())
    _first_site(request, found, form.site)
    messages.success(request, _("Saved."))
    return done(request, back)


@needs(Permission.COMPANY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def sites(request: ActorRequest, public: UUID) -> HttpResponse:
    """Adds a place."""
    found = company_for(request.actor, public)
    form = SiteForm(request.POST or None, actor=request.actor, company=found)
    back = reverse("people:company", args=[public])
    if not form.is_valid():
        return form_page(
            request, title=_("Add a place"), form=form, save=_("Add the place"), back=back, columns=True
        )
    actions.add_site(request.actor, company=found, facts=form.facts())
    messages.success(request, _("The place is added."))
    return SeeOther(back)


@needs(Permission.COMPANY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: ActorRequest, public: UUID, site: UUID) -> HttpResponse:
    """Changes a place."""
    found = company_for(request.actor, public)
    place = site_for(request.actor, company=found, public=site)
    form = SiteForm(request.POST or None, actor=request.actor, company=found, site=place)
    back = reverse("people:company", args=[public])
    if not form.is_valid():
        return form_page(
            request, title=_("Edit the place"), form=form, save=_("Save"), back=back, columns=True
        )
    actions.edit_site(request.actor, company=found, site=place, facts=form.facts())
    messages.success(request, _("Saved."))
    return SeeOther(back)


@needs(Permission.COMPANY_EDIT)
@require_POST
def site_remove(request: ActorRequest, public: UUID, site: UUID) -> HttpResponse:
    """Takes a place away."""
    found = company_for(request.actor, public)
    place = site_for(request.actor, company=found, public=site)
    actions.remove_site(request.actor, company=found, site=place)
    messages.success(request, _("The place is removed."))
    return SeeOther(reverse("people:company", args=[public]))


def _first_site(request: ActorRequest, company: CompanyRow, number: str) -> None:
    """A SIRET typed for the company's number is that of one of its places."""
    if not number:
        return
    card = panels.company_card(request.actor, company)
    if number not in {one.number for one in card.sites} and card.may_edit:
        facts = actions.SiteFacts(label=_("Head office"), number=number, country=company.country)
        actions.add_site(request.actor, company=company, facts=facts)
