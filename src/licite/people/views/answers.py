"""How these views answer: see other after a write, the form again after a mistake, a refusal in plain words."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from licite.access.http import ActorRequest
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.people.actions import Named
from licite.people.actions.tasks import Then
from licite.people.choices import Outcome
from licite.people.queries import ContactRow
from licite.web.dates import date_format
from licite.web.names import of

BOARDS = {"day": "desk:home", "week": "desk:week"}
"""The pages whose lines act in place, by the id of the part that is drawn anew."""
View = Callable[..., HttpResponse]


class SeeOther(HttpResponseRedirect):
    """303: what was asked is done, look there."""

    status_code = 303


def to_contact(public: UUID) -> SeeOther:
    """Back to the record's page."""
    return SeeOther(reverse("desk:contact", args=[public]))


def say_new(request: HttpRequest, company: Named, name: str) -> None:
    """Says that a company was made on the way, for whoever knows it under another name."""
    if company.new:
        words = _(
            "New company: “%(name)s” was created. If you know it under another name, correct the record."
        )
        messages.info(request, words % {"name": name})


def say_noted(request: HttpRequest, contact: ContactRow, then: Then | None, outcome: Outcome) -> None:
    """Says that how it ended is in the history, for when the next step is planned, and what the call closed."""
    words = _linked(_("Noted in the history %(whose)s."), contact)
    if then:
        when = date_format(timezone.localtime(then.due_at), "l j F, H:i")
        step = _("Next step: %(what)s, %(when)s.") % {"what": then.kind.label.lower(), "when": when}
        words = format_html("{} {}", words, step)
    messages.success(request, words)
    if outcome == Outcome.OPPOSED:
        closed = _(
            "The phone is closed for %(name)s, to everyone, from now on. If it is a mistake: %(back)s."
        )
        there = reverse("desk:contact", args=[contact.public])
        back = format_html('<a href="{}#objections">{}</a>', there, _("take the objection back"))
        messages.info(request, format_html(closed % {"name": "{}", "back": "{}"}, contact.shown_name, back))


def say_done(request: ActorRequest, contact: ContactRow, task: UUID) -> None:
    """Says that a task is done, with a button that takes it up again."""
    _board, said, _url = came_from(request)
    context = {"contact": contact, "task": task, "came_from": said}
    undo = render_to_string("people/_undo.html", context, request=request)
    messages.success(request, format_html("{} {}", _linked(_("Done, for %(name)s."), contact), undo))


def _linked(words: str, contact: ContactRow) -> SafeString:
    """Words about somebody, whose name leads to the record."""
    url = reverse("desk:contact", args=[contact.public])
    name = format_html('<a href="{}">{}</a>', url, contact.shown_name)
    whose = format_html("{}{}", of(contact.shown_name).removesuffix(contact.shown_name), name)
    return format_html(words % {"name": "{name}", "whose": "{whose}"}, name=name, whose=whose)


def say_unmade(request: HttpRequest, contact: ContactRow) -> None:
    """Says that a call was begun and not made."""
    words = _(
        "No call to %(name)s was made: the history says so, it does not count as a call, and what was planned stays."
    )
    messages.success(request, words % {"name": contact.shown_name})


def to_dossier(public: UUID) -> SeeOther:
    """Back to the record's rights and proofs."""
    return SeeOther(reverse("desk:contact-dossier", args=[public]))


def done(request: ActorRequest, url: str) -> HttpResponse:
    """What was asked is done: with htmx the page is asked again where it stands, for a change shows in several places."""
    return HttpResponse(headers={"HX-Refresh": "true"}) if request.htmx else SeeOther(url)


def form_page(
    request: HttpRequest, *, title: str, form: BaseForm, save: str, back: str, block: str = "", **more: Any
) -> HttpResponse:
    """A page with one form. It answers 200 with its mistakes too: an error would drop the trace of what it shows.

    `block`: with htmx, the form alone, in the place of the part of the page that has this id.
    """
    context = {"title": title, "form": form, "save": save, "back": back, "block": block, **more}
    in_place = block and getattr(request, "htmx", None)
    return render(request, "people/_block.html" if in_place else "people/form.html", context)


def came_from(request: ActorRequest) -> tuple[str, str, str]:
    """The board that one came from (day, or week and its Monday), as it was said, with its address; empty for none."""
    said = request.POST.get("back") or request.GET.get("back", "")
    board, _colon, monday = said.partition(":")
    if board not in BOARDS or not re.fullmatch(r"|\d{4}-\d\d-\d\d", monday):
        return "", "", ""
    return board, said, reverse(BOARDS[board]) + (f"?from={monday}" if monday else "")


def act_page(request: ActorRequest, public: UUID, line: UUID, *, action: str, **context: Any) -> HttpResponse:
    """An act on a page of its own; with htmx the act alone, in the `line` of the board that asked for it.

    `public`: the record's; `action`: the address that its form is sent to.
    """
    board, said, url = came_from(request)
    context |= {
        "action": action,
        "why": context.pop("barred", None) or getattr(context.get("form"), "barred", None),
        "board": board,
        "came_from": said,
        "place": bool(board and request.htmx),
        "back": url or reverse("desk:contact", args=[public]),
    }
    if not context["place"]:
        return render(request, "people/act.html", context)
    response = render(request, "people/_act.html", context)
    response["HX-Retarget"], response["HX-Reselect"] = f"#act-{line}", "#act-form"
    response["HX-Reswap"] = "innerHTML"
    return response


def moment(text: str) -> datetime | None:
    """The moment that an address holds; None for what is none."""
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def tells_refusals(view: View) -> View:
    """With htmx a refusal is said in the panel that was asked; without, the gate answers with a page of its own."""

    @wraps(view)
    def answer(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if not request.htmx:
                raise
            request.refusal = refused.code  # type: ignore[attr-defined]
            request.refused_subject = refused.subject  # type: ignore[attr-defined]
            edits = request.actor.has(Permission.CONTACT_EDIT)
            where = reverse("people:capacity", args=[kwargs["public"]]) if edits else ""
            context = {"refused": refused, "perhaps_capacity": where}
            said = render(request, "people/_refused.html", context, status=422)
            said["HX-Retarget"], said["HX-Reswap"] = "#coordinates-refusal", "innerHTML"
            return said

    return answer
