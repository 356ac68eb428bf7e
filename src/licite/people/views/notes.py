"""The reviewer's queue of free texts, and the page where an author writes one again."""

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
from licite.people.actions import notes as actions
from licite.people.forms.notes import RewriteNoteForm, RewriteTitleForm
from licite.people.panels.notes import flag_lines
from licite.people.queries import contact_for
from licite.people.queries.notes import flagged_texts, own_note, own_title
from licite.people.views.answers import SeeOther, form_page, to_contact


@needs(Permission.NOTE_REVIEW)
@require_safe
def notes(request: ActorRequest) -> HttpResponse:
    """What waits to be read again."""
    found, more = flagged_texts(request.actor)
    return render(request, "people/notes.html", {"lines": flag_lines(found), "more": more})


@needs(Permission.NOTE_REVIEW)
@require_POST
def note_pass(request: ActorRequest, flag: int) -> HttpResponse:
    """Nothing to object to."""
    actions.let_pass(request.actor, flag=flag)
    messages.success(request, _("Kept as it is. It will not be shown again unless it changes."))
    return SeeOther(reverse("people:notes"))


@needs(Permission.NOTE_REVIEW)
@require_POST
def note_ask(request: ActorRequest, flag: int) -> HttpResponse:
    """The author is asked to rewrite it."""
    actions.ask_rewrite(request.actor, flag=flag)
    messages.success(request, _("Its author has a task on the record to rewrite it."))
    return SeeOther(reverse("people:notes"))


@needs(Permission.NOTE_REVIEW)
@require_POST
def note_strike(request: ActorRequest, flag: int) -> HttpResponse:
    """The text goes."""
    actions.strike_text(request.actor, flag=flag)
    messages.success(request, _("The text is gone; a line says that it was withdrawn."))
    return SeeOther(reverse("people:notes"))


@needs(Permission.INTERACTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite_note(request: ActorRequest, public: UUID, interaction: UUID) -> HttpResponse:
    """A note of one's own, written again."""
    contact = contact_for(request.actor, public)
    own = own_note(request.actor, contact=contact, interaction=interaction)
    form = RewriteNoteForm(request.POST or None, text=own.text)
    if not form.is_valid():
        back = reverse("desk:contact", args=[public])
        return form_page(
            request, title=_("Rewrite the note"), form=form, save=_("Save"), back=back, contact=contact
        )
    actions.rewrite_note(request.actor, contact=contact, own=own, text=form.cleaned_data["text"])
    messages.success(request, _("Rewritten."))
    return to_contact(public)


@needs(Permission.TASK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite_title(request: ActorRequest, public: UUID, task: UUID) -> HttpResponse:
    """The title of a task of one's own, written again."""
    contact = contact_for(request.actor, public)
    own = own_title(request.actor, contact=contact, task=task)
    form = RewriteTitleForm(request.POST or None, text=own.text)
    if not form.is_valid():
        back = reverse("desk:contact", args=[public])
        return form_page(
            request, title=_("Rewrite the title"), form=form, save=_("Save"), back=back, contact=contact
        )
    actions.rewrite_title(request.actor, contact=contact, own=own, text=form.cleaned_data["text"])
    messages.success(request, _("Rewritten."))
    return to_contact(public)
