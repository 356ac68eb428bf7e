"""Editing a record in place, block by block, and what hangs on it: tags, roles, files; its history of fields."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.kit.cells import portfolio_of
from licite.people import actions, panels
from licite.people.actions import about as acts
from licite.people.actions.references import remove_reference
from licite.people.forms.blocks import CoordinatesForm, FileForm, IdentityForm, RoleForm, TagForm, WishesForm
from licite.people.panels.about import changes
from licite.people.queries import ContactRow, contact_for
from licite.people.queries.about import around
from licite.people.queries.references import token_of
from licite.people.queries.tags import tags_in_use
from licite.people.views.answers import done, form_page, moment, say_new, to_contact
from licite.people.views.consents import attachment


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: ActorRequest, public: UUID) -> HttpResponse:
    """Names, title, company, country, capacity."""
    contact = contact_for(request.actor, public)
    shown, masks = panels.editable(request.actor, contact)
    form = IdentityForm(request.POST or None, actor=request.actor, contact=contact, shown=shown, masks=masks)
    if not form.is_valid():
        return _block(request, contact, form, _("Who this is"), "about")
    name, country = form.cleaned_data["company"], form.cleaned_data["country"]
    portfolio = portfolio_of(contact.cell)
    if not name:
        return _saved(request, contact, form.changes(company=0))
    company = actions.company_named(request.actor, name=name, portfolio=portfolio, country=country)
    answer = _saved(request, contact, form.changes(company=company.id))
    say_new(request, company, name)
    return answer


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def coordinates(request: ActorRequest, public: UUID) -> HttpResponse:
    """Every phone, e-mail and address by itself, also those that one does not read."""
    contact = contact_for(request.actor, public)
    form = CoordinatesForm(request.POST or None, actor=request.actor, contact=contact)
    if not form.is_valid():
        return _block(request, contact, form, _("Contact details"), "coordinates", lines=True)
    return _saved(request, contact, form.changes())


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: ActorRequest, public: UUID) -> HttpResponse:
    """Language, and how the person would rather be reached."""
    contact = contact_for(request.actor, public)
    form = WishesForm(request.POST if request.method == "POST" else None, contact=contact)
    if not form.is_valid():
        return _block(request, contact, form, _("Language and wishes"), "about")
    return _saved(request, contact, form.changes())


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: ActorRequest, public: UUID) -> HttpResponse:
    """Puts a word on the record; with GET, those in use are offered."""
    contact = contact_for(request.actor, public)
    known = () if request.method == "POST" else tuple(tags_in_use(request.actor).values())
    form = TagForm(request.POST or None, known=known)
    if not form.is_valid():
        return _block(request, contact, form, _("Add a tag"), "about", known=known)
    acts.add_tag(request.actor, contact=contact, text=form.cleaned_data["tag"])
    messages.success(request, _("Saved."))
    return done(request, reverse("desk:contact", args=[public]))


@needs(Permission.CONTACT_EDIT)
@require_POST
def tag_remove(request: ActorRequest, public: UUID, tag: str) -> HttpResponse:
    """Takes a word away."""
    contact = contact_for(request.actor, public)
    found = next((one for one in around(request.actor, contact=contact).tags if str(one.token) == tag), None)
    if found is None:
        raise Http404
    acts.remove_tag(request.actor, contact=contact, tag=found)
    messages.success(request, _("The tag is removed."))
    return to_contact(public)


@needs(Permission.CONTACT_EDIT)
@require_POST
def reference_remove(request: ActorRequest, public: UUID, token: str) -> HttpResponse:
    """Takes the number of another tool away."""
    contact = contact_for(request.actor, public)
    borne = around(request.actor, contact=contact).references
    found = next((one for one in borne if str(token_of(one)) == token), None)
    if found is None:
        raise Http404
    remove_reference(request.actor, contact=contact, reference=found)
    messages.success(request, _("The number is removed. The history says that it was there."))
    return to_contact(public)


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: ActorRequest, public: UUID) -> HttpResponse:
    """Gives the person a role at a further company."""
    contact = contact_for(request.actor, public)
    form = RoleForm(request.POST or None, actor=request.actor)
    if not form.is_valid():
        return _block(request, contact, form, _("Add a role"), "about")
    acts.add_role(request.actor, contact=contact, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return done(request, reverse("desk:contact", args=[public]))


@needs(Permission.CONTACT_EDIT)
@require_POST
def role_remove(request: ActorRequest, public: UUID, role: UUID) -> HttpResponse:
    """Takes a role away."""
    contact = contact_for(request.actor, public)
    found = next((one for one in around(request.actor, contact=contact).roles if one.public == role), None)
    if found is None:
        raise Http404
    acts.remove_role(request.actor, contact=contact, role=found)
    messages.success(request, _("The role is removed."))
    return to_contact(public)


@needs(Permission.FILE_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: ActorRequest, public: UUID) -> HttpResponse:
    """Keeps a file with the record."""
    contact = contact_for(request.actor, public)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        back = reverse("desk:contact", args=[public])
        return form_page(
            request,
            title=_("Attach a file"),
            form=form,
            save=_("Attach"),
            back=back,
            contact=contact,
            upload=True,
        )
    name, content = form.cleaned_data["file"]
    acts.add_file(request.actor, contact=contact, name=name, content=content)
    messages.success(request, _("The file is kept, sealed."))
    return to_contact(public)


@needs(Permission.CONTACT_READ)
@require_POST
def file(request: ActorRequest, public: UUID, file: UUID) -> HttpResponse:
    """Downloads a file; the journal keeps who did."""
    contact = contact_for(request.actor, public)
    content, kind, ending = acts.open_file(request.actor, contact=contact, public=file)
    return attachment(content, kind, f"{file}.{ending}")


@needs(Permission.FILE_WRITE)
@require_POST
def file_remove(request: ActorRequest, public: UUID, file: UUID) -> HttpResponse:
    """Takes a file away; the history keeps that it was there."""
    contact = contact_for(request.actor, public)
    found = next((one for one in around(request.actor, contact=contact).files if one.public == file), None)
    if found is None:
        raise Http404
    acts.remove_file(request.actor, contact=contact, file=found)
    messages.success(request, _("The file is removed. The history says that it was there."))
    return to_contact(public)


@needs(Permission.CONTACT_READ)
@require_safe
def history(request: ActorRequest, public: UUID) -> HttpResponse:
    """Who changed which field, when, a line each."""
    contact = contact_for(request.actor, public)
    lines, following = changes(request.actor, contact, before=moment(request.GET.get("before", "")))
    context = {"contact": contact, "lines": lines, "next": following}
    return render(request, "people/changes.html", context)


def _saved(request: ActorRequest, contact: ContactRow, changed: actions.Changes) -> HttpResponse:
    if actions.edit_contact(request.actor, contact=contact, changes=changed):
        messages.success(request, _("Saved."))
    return done(request, reverse("desk:contact", args=[contact.public]))


def _block(
    request: ActorRequest, contact: ContactRow, form: BaseForm, title: str, block: str, **more: Any
) -> HttpResponse:
    back = reverse("desk:contact", args=[contact.public])
    return form_page(
        request,
        title=title,
        form=form,
        save=_("Save"),
        back=back,
        block=block,
        contact=contact,
        **more,
    )
