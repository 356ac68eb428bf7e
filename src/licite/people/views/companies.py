"""Companies: the list, one of them with its contacts in sight, making and editing."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Act, Permission
from licite.people import actions, panels
from licite.people.choices import CompanyKind
from licite.people.forms import CompanyForm
from licite.people.queries.companies import company_for, company_list, contacts_of
from licite.people.views.answers import SeeOther, form_page


@needs(Permission.COMPANY_READ)
@require_safe
def companies(request: ActorRequest) -> HttpResponse:
    """A page of 50; `start` is the beginning of a name."""
    start = request.GET.get("start", "").strip()[:80]
    found = company_list(request.actor, start=start, after=request.GET.get("after", "")[:36])
    following = {"start": start, "after": found.after} if start else {"after": found.after}
    context = {
        "lines": panels.company_lines(request.actor, found.rows),
        "start": start,
        "apart": found.apart,
        "next": f"?{urlencode(following)}" if found.after else "",
        "may_create": request.actor.has(Permission.COMPANY_CREATE),
    }
    return render(request, "people/companies.html", context)


@needs(Permission.COMPANY_READ)
@require_safe
def company(request: ActorRequest, public: UUID) -> HttpResponse:
    """One company and those of its contacts that are in sight."""
    found = company_for(request.actor, public)
    context = {
        "company": found,
        "line": panels.company_lines(request.actor, [found])[0],
        "contacts": panels.contact_lines(contacts_of(request.actor, company=found)),
        "may_edit": request.actor.has(Permission.COMPANY_CREATE) and request.actor.may(Act.EDIT, found.cell),
    }
    return render(request, "people/company.html", context)


@needs(Permission.COMPANY_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def company_new(request: ActorRequest) -> HttpResponse:
    """A new company."""
    form = CompanyForm(request.POST or None, actor=request.actor)
    if not form.is_valid():
        back = reverse("people:companies")
        return form_page(request, title=_("New company"), form=form, save=_("Create"), back=back)
    typed = form.cleaned_data | {"kind": CompanyKind(form.cleaned_data["kind"])}
    made = actions.create_company(request.actor, **typed)
    messages.success(request, _("The company is created."))
    return SeeOther(reverse("people:company", args=[made.public]))


@needs(Permission.COMPANY_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def company_edit(request: ActorRequest, public: UUID) -> HttpResponse:
    """Changes a company."""
    found = company_for(request.actor, public)
    shown = {name: getattr(found, name) for name in ("name", "kind", "country", "department")}
    form = CompanyForm(request.POST or None, actor=request.actor, initial=shown)
    back = reverse("people:company", args=[public])
    if not form.is_valid():
        return form_page(request, title=_("Edit"), form=form, save=_("Save"), back=back)
    typed = form.cleaned_data | {"kind": CompanyKind(form.cleaned_data["kind"])}
    actions.edit_company(request.actor, company=found, **typed)
    messages.success(request, _("Saved."))
    return SeeOther(back)
