"""The organisation's own fields: their page, a new one, an end, what built-in fields are for, and their values."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.lawful.actions.purposes import tie_field
from licite.lawful.queries.purposes import purposes_now, purposes_of_fields
from licite.people.actions import customs as actions
from licite.people.builtin import BUILTIN
from licite.people.customs import FieldKind, FieldSensitivity
from licite.people.forms.customs import CustomsForm, FieldForm, FieldPurposesForm
from licite.people.queries import contact_for
from licite.people.queries.customs import customs, customs_of
from licite.people.views.answers import SeeOther, form_page, to_dossier


@needs(Permission.FIELD_MANAGE)
@require_safe
def fields(request: ActorRequest) -> HttpResponse:
    """The organisation's own fields, and what the built-in ones are for."""
    language, known, tied = request.actor.language, purposes_now(), purposes_of_fields()
    found = customs(request.actor, retired=True)
    context = {
        "own": [
            {
                "key": one.key,
                "label": one.label,
                "kind": FieldKind(one.kind).label,
                "choices": ", ".join(one.choices),
                "purpose": known[one.purpose].name(language),
                "sensitivity": FieldSensitivity(one.sensitivity).label,
                "retired_at": one.retired_at,
            }
            for one in found
        ],
        "builtin": [
            {
                "key": key,
                "label": one.label,
                "purposes": ", ".join(known[to].name(language) for to in tied.get(key, ())),
            }
            for key, one in BUILTIN.items()
        ],
    }
    return render(request, "people/fields.html", context)


@needs(Permission.FIELD_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def field_new(request: ActorRequest) -> HttpResponse:
    """Adds a field for a purpose."""
    form = FieldForm(request.POST or None, language=request.actor.language)
    if form.is_valid():
        if actions.add_field(request.actor, key=form.key(), **form.cleaned_data):
            messages.success(request, _("The field is added: it stands on every record."))
            return SeeOther(reverse("people:fields"))
        form.add_error("french", _("A field of this name exists already, or did."))
    back = reverse("people:fields")
    return form_page(request, title=_("New field"), form=form, save=_("Add the field"), back=back)


@needs(Permission.FIELD_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def field_retire(request: ActorRequest, key: str) -> HttpResponse:
    """Asks, then ends a field with all its values."""
    field = next((one for one in customs(request.actor) if one.key == key), None)
    if field is None:
        raise Http404
    if request.method == "POST":
        gone = actions.retire_field(request.actor, key=key)
        said = ngettext(
            "The field has ended; %(n)s value is deleted.",
            "The field has ended; %(n)s values are deleted.",
            gone,
        )
        messages.success(request, said % {"n": gone})
        return SeeOther(reverse("people:fields"))
    return render(request, "people/field_retire.html", {"field": field})


@needs(Permission.FIELD_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def field_purposes(request: ActorRequest, key: str) -> HttpResponse:
    """Says what a built-in field is for."""
    if key not in BUILTIN:
        raise Http404
    tied, back = purposes_of_fields().get(key, ()), reverse("people:fields")
    sent = request.method == "POST"
    form = FieldPurposesForm(request.POST if sent else None, language=request.actor.language, tied=tied)
    if not form.is_valid():
        title = _("What is “%(field)s” for?") % {"field": BUILTIN[key].label}
        return form_page(request, title=title, form=form, save=_("Save"), back=back)
    tie_field(request.actor, field=key, purposes=form.cleaned_data["purposes"])
    messages.success(request, _("Saved."))
    return SeeOther(back)


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def values(request: ActorRequest, public: UUID) -> HttpResponse:
    """Fills the fields of one record."""
    actor = request.actor
    contact = contact_for(actor, public)
    held = customs_of(actor, contact=contact, fields=customs(actor))
    form = CustomsForm(request.POST if request.method == "POST" else None, held=held)
    if not form.is_valid():
        back = reverse("desk:contact-dossier", args=[public])
        return form_page(request, title=_("Fill our fields"), form=form, save=_("Save"), back=back)
    if actions.fill_customs(actor, contact=contact, given=form.given()):
        messages.success(request, _("Saved."))
    return to_dossier(public)
