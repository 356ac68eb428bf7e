"""Saved views of the contact list: the tabs above it, keeping one, changing it, sharing it, ending it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.desk import narrowing
from licite.people.actions import saved as actions
from licite.people.queries.saved import View, own_view, sharing, view_in_sight, views_of
from licite.people.views.answers import SeeOther
from licite.web.forms import Form

EVERYBODY = "all"
"""In place of a view in the address: the whole list, although one's own opens in a view."""


class ViewForm(Form):
    """The name of a view, with whom it is shared, and whether one's list opens in it."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=actions.LONGEST)
    portfolio = forms.TypedChoiceField(
        label=gettext_lazy("Shared with"), coerce=int, required=False, empty_value=None
    )
    first = forms.BooleanField(label=gettext_lazy("Open my list in this view"), required=False)

    says_optional = False

    def __init__(self, data: QueryDict | None, *, actor: Actor, view: View | None = None) -> None:
        initial = {"name": view.name, "portfolio": view.portfolio, "first": view.first} if view else None
        super().__init__(data, initial=initial)
        portfolios = sharing(actor)
        field = self.fields["portfolio"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody: just me")), *portfolios.items()]
        if not portfolios:
            del self.fields["portfolio"]

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, complete."""
        return {"portfolio": None} | self.cleaned_data


def opened(request: ActorRequest, views: Sequence[View]) -> None:
    """A bare address opens in the member's own first view, if there is one."""
    if request.GET:
        return
    first = next((view for view in views if view.first), None)
    if first:
        request.GET = QueryDict(urlencode({**first.shape, "view": str(first.public)}))


def tabs(request: ActorRequest, views: Sequence[View]) -> list[dict[str, object]]:
    """The whole list, then each view: its words, its address, whether it is shown, and whether it was changed since."""
    shown = request.GET.get("view", "")
    here = narrowing.shape(request)
    whole = narrowing.there({"view": EVERYBODY}) if any(view.first for view in views) else narrowing.there({})
    found: list[dict[str, object]] = [
        {"label": _("Whole list"), "url": whole, "current": shown in ("", EVERYBODY) and not here}
    ]
    for view in views:
        current = shown == str(view.public)
        found.append(
            {
                "label": view.name,
                "url": narrowing.there({**view.shape, "view": str(view.public)}),
                "current": current,
                "changed": current and dict(view.shape) != here,
                "shared": view.portfolio is not None,
            }
        )
    return found


@needs(Permission.CONTACT_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def view_panel(request: ActorRequest) -> HttpResponse:
    """Keeps the list as its address shapes it; says which views there are."""
    form = ViewForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        made = actions.save_view(request.actor, shape=narrowing.shape(request), **form.typed)
        messages.success(request, _("The view is kept: it is one of the tabs above the list."))
        return SeeOther(_address(narrowing.shape(request), made))
    views = views_of(request.actor)
    context = {
        "form": form,
        "query": request.GET.urlencode(),
        "lines": [_line(request.actor, view) for view in views],
        "replaces": next((v for v in views if v.own and str(v.public) == request.GET.get("view")), None),
        "back": narrowing.address(request),
    }
    page = "desk/lists/_views.html" if request.htmx and request.method == "GET" else "desk/lists/views.html"
    return render(request, page, context)


@needs(Permission.CONTACT_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def view_edit(request: ActorRequest, public: UUID) -> HttpResponse:
    """Renames, shares or makes private one of one's own views."""
    view = own_view(request.actor, public)
    form = ViewForm(request.POST or None, actor=request.actor, view=view)
    if form.is_valid():
        actions.change_view(request.actor, view=view, shape=view.shape, **form.typed)
        messages.success(request, _("Saved."))
        return SeeOther(_address(view.shape, public))
    context = {"form": form, "view": view, "back": _address(view.shape, public)}
    return render(request, "desk/lists/view.html", context)


@needs(Permission.CONTACT_READ)
@require_POST
def view_replace(request: ActorRequest, public: UUID) -> HttpResponse:
    """Gives one of one's own views the shape of the list it is asked from."""
    view = own_view(request.actor, public)
    shape = narrowing.shape(request)
    actions.change_view(
        request.actor, view=view, name=view.name, shape=shape, portfolio=view.portfolio, first=view.first
    )
    messages.success(request, _("The view “%(name)s” now shows this.") % {"name": view.name})
    return SeeOther(_address(shape, public))


@needs(Permission.CONTACT_READ)
@require_POST
def view_end(request: ActorRequest, public: UUID) -> HttpResponse:
    """Deletes one of one's own views."""
    view = own_view(request.actor, public)
    actions.end_view(request.actor, view=view)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return SeeOther(reverse("desk:contacts"))


@needs(Permission.CONTACT_READ)
@require_POST
def view_first(request: ActorRequest, public: UUID) -> HttpResponse:
    """One's list opens in this view, or no longer."""
    view = view_in_sight(request.actor, public)
    actions.open_in(request.actor, view=None if view.first else view.id)
    messages.success(
        request,
        _("Your list opens as usual.")
        if view.first
        else _("Your list opens in “%(name)s”.") % {"name": view.name},
    )
    return SeeOther(_address(view.shape, public))


def _address(shape: Mapping[str, str], public: UUID) -> str:
    return narrowing.there({**shape, "view": str(public)})


def _line(actor: Actor, view: View) -> dict[str, object]:
    """A view in the list of views."""
    return {
        "name": view.name,
        "url": _address(view.shape, view.public),
        "public": view.public,
        "own": view.own,
        "first": view.first,
        "shared": actor.portfolios.get(view.portfolio or 0, ""),
    }
