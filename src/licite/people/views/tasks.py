"""What is promised: planning it on the record, and each act on it, on a page of its own or in place on a board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Field, Permission
from licite.lawful.asking import Barred
from licite.lawful.channels import Channel
from licite.lawful.panels.holds import FREE
from licite.lawful.panels.verdicts import holds
from licite.people import actions
from licite.people.actions.calling import Dialled, begin_call, begin_mail, still_open
from licite.people.actions.calls import unmake_call
from licite.people.choices import ASKED, TaskKind
from licite.people.forms import DoneForm, HandForm, MoveForm, TaskForm
from licite.people.panels.days import dialled, reveals, said_of
from licite.people.queries import ContactRow, contact_for
from licite.people.queries.colleagues import colleagues_for
from licite.people.queries.tasks import TaskRow, task_of
from licite.people.views.answers import (
    SeeOther,
    act_page,
    came_from,
    form_page,
    say_done,
    say_noted,
    say_unmade,
    to_contact,
)


@needs(Permission.TASK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: ActorRequest, public: UUID) -> HttpResponse:
    """Plans a task for oneself; `?call=later` starts from a call at the first hour that the law leaves."""
    contact = contact_for(request.actor, public)
    calls_later = request.GET.get("call") == "later"
    later = holds(request.actor, contact).get(Channel.PHONE, FREE).later if calls_later else None
    form = TaskForm(request.POST or None, call_at=later)
    if form.is_valid():
        try:
            actions.add_task(request.actor, contact=contact, **form.wanted())
        except Barred as barred:
            form.bar(barred)
        else:
            messages.success(request, _("Planned."))
            return to_contact(public)
    back = reverse("desk:contact", args=[public])
    return form_page(request, title=_("Plan a task"), form=form, save=_("Plan"), back=back, contact=contact)


@needs(Permission.TASK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: ActorRequest, public: UUID, task: UUID) -> HttpResponse:
    """Ticks a task off; of a call, an appointment or an e-mail, asks how it ended."""
    contact = contact_for(request.actor, public)
    held = actions.open_task(request.actor, contact=contact, task=task)
    if held.kind in ASKED:
        return _outcome(request, contact, task_of(request.actor, contact=contact, task=task))
    if request.method == "POST":
        actions.finish_task(request.actor, contact=contact, task=task)
        say_done(request, contact, task)
        return _back(request, public)
    return _page(request, contact, task, title=_("Is it done?"), save=_("Done"))


def _outcome(
    request: ActorRequest, contact: ContactRow, row: TaskRow, call: Dialled | None = None
) -> HttpResponse:
    if "called" in request.POST and "unmade" in request.POST and not _mails(row):
        unmake_call(request.actor, contact=contact)
        say_unmade(request, contact)
        return _back(request, contact.public)
    typed = None if call else request.POST or None
    begun = call is not None or "called" in request.POST
    form = DoneForm(typed, kind=row.kind, due_at=row.due_at, begun=begun, key=row.public)
    if form.is_valid():
        try:
            actions.close_task(request.actor, contact=contact, task=row.public, **form.said())
        except Barred as barred:
            form.bar(barred)
        else:
            say_noted(request, contact, form.said()["then"], form.said()["outcome"])
            return _back(request, contact.public)
    if "called" in request.POST and call is None:
        call = still_open(request.actor, contact=contact, field=_field(row))
    more: dict[str, Any] = {"call": dialled(call) if call else None, "called": begun, "mails": _mails(row)}
    if call and call.until and request.htmx:
        more["reveals"] = reveals(request.actor)
    title = _("How did it end?")
    return _page(request, contact, row.public, title=title, form=form, save=_("Save"), row=row, **more)


@needs(Permission.TASK_WRITE)
@require_POST
def call(request: ActorRequest, public: UUID, task: UUID) -> HttpResponse:
    """Opens what the task needs now, the number to call or the address to write to, with the outcome to note below it."""
    contact = contact_for(request.actor, public)
    actions.open_task(request.actor, contact=contact, task=task)
    row = task_of(request.actor, contact=contact, task=task)
    title, begin = (_("E-mail"), begin_mail) if _mails(row) else (_("Call"), begin_call)
    try:
        opened = begin(request.actor, contact=contact)
    except Barred as barred:
        return _page(request, contact, task, title=title, barred=barred, row=row)
    if not opened.numbers:
        lacks: dict[str, Any] = {"numberless": True, "held": contact.phone is not None, "mails": _mails(row)}
        return _page(request, contact, task, title=title, row=row, **lacks)
    return _outcome(request, contact, row, opened)


def _mails(row: TaskRow) -> bool:
    return row.kind == TaskKind.EMAIL


def _field(row: TaskRow) -> Field:
    return Field.EMAIL if _mails(row) else Field.PHONE


@needs(Permission.TASK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: ActorRequest, public: UUID, task: UUID) -> HttpResponse:
    """Another day or hour."""
    contact = contact_for(request.actor, public)
    held = actions.open_task(request.actor, contact=contact, task=task)
    form = MoveForm(request.POST or None, due_at=held.due_at)
    if form.is_valid():
        try:
            actions.move_task(request.actor, contact=contact, task=task, due_at=form.cleaned_data["due"])
        except Barred as barred:
            form.bar(barred)
        else:
            messages.success(request, _("Moved."))
            return _back(request, public)
    row = task_of(request.actor, contact=contact, task=task)
    return _page(request, contact, task, act="move", title=_("Move"), form=form, save=_("Move"), row=row)


@needs(Permission.TASK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: ActorRequest, public: UUID, task: UUID) -> HttpResponse:
    """To a colleague who acts on the same record."""
    contact = contact_for(request.actor, public)
    held = actions.open_task(request.actor, contact=contact, task=task)
    colleagues = [one for one in colleagues_for(request.actor, contact.cell) if one[0] != held.member]
    form = HandForm(request.POST or None, colleagues=colleagues)
    if form.is_valid():
        to = form.cleaned_data["member"]
        actions.hand_task(request.actor, contact=contact, task=task, member=to)
        messages.success(request, _("Handed to %(name)s.") % {"name": dict(colleagues)[to]})
        return _back(request, public)
    row = task_of(request.actor, contact=contact, task=task)
    given = {"form": form, "save": _("Hand over")} if colleagues else {"alone": True}
    return _page(request, contact, task, act="hand", title=_("Hand over"), row=row, **given)


@needs(Permission.TASK_WRITE)
@require_POST
def cancel(request: ActorRequest, public: UUID, task: UUID) -> HttpResponse:
    """Calls it off; it stays among what was closed today, from where it is taken up again."""
    contact = contact_for(request.actor, public)
    actions.cancel_task(request.actor, contact=contact, task=task)
    messages.success(
        request, _("Called off. It can be taken up again from “Closed today”, on your home page.")
    )
    return _back(request, public)


@needs(Permission.TASK_WRITE)
@require_POST
def reopen(request: ActorRequest, public: UUID, task: UUID) -> HttpResponse:
    """Takes it up again."""
    contact = contact_for(request.actor, public)
    actions.reopen_task(request.actor, contact=contact, task=task)
    messages.success(request, _("Taken up again. What was noted in the history stays there."))
    return _back(request, public)


def _back(request: ActorRequest, public: UUID) -> SeeOther:
    """To the board that one came from, else to the record."""
    _board, _said, url = came_from(request)
    return SeeOther(url) if url else to_contact(public)


def _page(
    request: ActorRequest, contact: ContactRow, task: UUID, *, act: str = "done", **context: Any
) -> HttpResponse:
    """The page of an act on a task. `act`: what its form is sent to."""
    row: TaskRow | None = context.pop("row", None)
    context["said"] = said_of(row) if row else ""
    action = reverse(f"people:task-{act}", args=[contact.public, task])
    return act_page(request, contact.public, task, action=action, contact=contact, **context)
