"""The journal's pages."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import members, needs
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.desk.journal.forms import JournalForm
from licite.desk.journal.rows import rows_of
from licite.journal import checkpoints, health, queries
from licite.journal.checkpoints import Checkpoints
from licite.journal.verify import UNANCHORED_SECONDS, UNSEALED_SECONDS, verify
from licite.people.queries import contact_for

VERIFIED_HERE = 500_000
"""Rows that a page verifies while its reader waits (about two seconds); beyond, the command is shown."""


@needs(Permission.JOURNAL_READ)
@require_safe
def journal_index(request: ActorRequest) -> HttpResponse:
    """Newest first; `?contact=` (public id) or `?record=` (number) asks about one contact."""
    actor = request.actor
    names = member_names(actor)
    form = JournalForm(request.GET, members=names.items())
    before = request.GET.get("before", "")
    about, record = _about(request)
    if record is None:
        page = queries.recent(actor, narrowing=form.narrowing(), before=before)
    else:
        page = queries.entries_about(actor, contact=record, narrowing=form.narrowing(), before=before)
    context = {
        "form": form,
        "narrowed": form.narrowing_words,
        "about": about,
        "hidden": {name: request.GET[name] for name in ("contact", "record") if request.GET.get(name)},
        "rows": rows_of(actor, page.rows, names),
        "first": _with(request) if before else "",
        "next": _with(request, before=page.before) if page.before else "",
        **seal_box(),
    }
    return render(request, "desk/journal/index.html", context)


@members
@require_safe
def journal_mine(request: ActorRequest) -> HttpResponse:
    """What the journal says of the reader's own acts."""
    before = request.GET.get("before", "")
    page = queries.entries_of_own(request.actor, before=before)
    context = {
        "rows": rows_of(request.actor, page.rows, {request.actor.member: request.actor.name}),
        "first": _with(request) if before else "",
        "next": _with(request, before=page.before) if page.before else "",
    }
    return render(request, "desk/journal/mine.html", context)


@needs(Permission.JOURNAL_READ)
@require_POST
def journal_verify(request: ActorRequest) -> HttpResponse:
    """Reads the whole journal against its seals, and shows the verdict."""
    box = seal_box()
    if not box["verified_here"]:
        raise Http404
    verdict = verify()
    request.actor.trace.saw("journal:entry:verify", [], [], ok=verdict.ok, blocks=verdict.blocks)
    return render(request, "desk/journal/verdict.html", {**box, "verdict": verdict})


def seal_box() -> dict[str, object]:
    """How the journal is sealed, and what a verification cannot see."""
    state = health.sealing_state()
    return {
        "sealing": state,
        "checkpoint": checkpoints.newest_in(Checkpoints.of_home().log),
        "verified_here": (state.total or 0) <= VERIFIED_HERE,
        "unsealed_seconds": UNSEALED_SECONDS,
        "unanchored_hours": UNANCHORED_SECONDS // 3600,
    }


def _about(request: ActorRequest) -> tuple[str, int | None]:
    """(name or number to show, contact id) of the contact asked about; Http404 for one out of sight."""
    public, record = request.GET.get("contact", ""), request.GET.get("record", "")
    if public:
        try:
            contact = contact_for(request.actor, UUID(public))
        except ValueError:
            raise Http404 from None
        return contact.listing.name, contact.id
    if record.isdecimal() and int(record) < 2**63:
        return record, int(record)
    return "", None


def _with(request: ActorRequest, **changes: str) -> str:
    """The same page with another cursor."""
    words = {name: value for name, value in request.GET.items() if name != "before" and value}
    return "?" + urlencode(words | changes)
