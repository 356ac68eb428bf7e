"""The journal's pages."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import members, needs
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.desk.journal import extract, paper, seal
from licite.desk.journal.details import Known, moment
from licite.desk.journal.forms import JournalForm
from licite.desk.journal.person import summary
from licite.desk.journal.rows import line_of, record_url, rows_of
from licite.journal import queries
from licite.journal.verify import verify
from licite.kit import clock
from licite.kit.extracts import csv_of
from licite.people.queries import name_for, search
from licite.web import links

NAMES_A_PAGE = 500
"""Contacts that the page of one row names at a time; an import of a day can hold more."""


@needs(Permission.JOURNAL_READ)
@require_safe
def journal_index(request: ActorRequest) -> HttpResponse:
    """Newest first; `?contact=` (public id) or `?record=` (number) asks about one contact, `?long=1` for paper.

    About one contact, lists and searches are left out unless `?all=1` or a kind of act asks for them.
    """
    actor = request.actor
    known = known_to(actor)
    form = JournalForm(
        request.GET,
        reader=actor.member,
        members=known.members.items(),
        names=actor.has(Permission.CONTACT_READ),
    )
    about, record = _about(request)
    deeds = record is not None and not request.GET.get("all")
    narrowing = form.narrowing(deeds=deeds)
    before = request.GET.get("before", "")
    limit = queries.LONG_PAGE if request.GET.get("long") else queries.PAGE
    if form.crossed or form.person:
        page = queries.Page([])
    elif record is None:
        page = queries.recent(actor, narrowing=narrowing, before=before, limit=limit)
    else:
        page = queries.entries_about(actor, contact=record, narrowing=narrowing, before=before, limit=limit)
    context = {
        "form": form,
        "about": about,
        "hidden": {name: request.GET[name] for name in ("contact", "record", "all") if request.GET.get(name)},
        "people": _people(request, form.person),
        "rows": rows_of(actor, page.rows, known, about=record),
        "first": _with(request, before="") if before else "",
        "next": _with(request, before=page.before) if page.before else "",
        "long": _with(request, before="", long="1") if limit == queries.PAGE else "",
        "extract": links.at("desk:journal-extract") + _with(request, before="", long="", q=""),
        "most": extract.most(),
        "period": form.period(page.rows),
        "begun": _begun(page),
        "screen": _with(request, before="", long="") if limit == queries.LONG_PAGE else "",
        "paper": paper.heading(
            actor,
            form,
            about=about,
            place=_place(request, record),
            deeds=deeds,
            period=form.period(page.rows),
        )
        if limit == queries.LONG_PAGE
        else [],
        "presets": _presets(request, form),
        "without": _with(request, without="" if narrowing.without else "on", before=""),
        "left_out": narrowing.without is not None,
        **seal.seal_box(actor, known),
    }
    if record is not None and not before and not form.crossed and not form.person:
        told = summary(actor, record, narrowing, known)
        context |= told | {"choices": _choices(request, form, str(told["everything"]))}
    return render(request, "desk/journal/index.html", context)


@needs(Permission.JOURNAL_READ)
@require_safe
def journal_extract(request: ActorRequest) -> HttpResponse:
    """The rows that the page's filters keep, as a file; days that cannot both be meant lead back to the page."""
    actor = request.actor
    known = known_to(actor)
    form = JournalForm(request.GET, reader=actor.member, members=known.members.items(), names=False)
    _name, record = _about(request)
    deeds = record is not None and not request.GET.get("all")
    narrowing = form.narrowing(deeds=deeds)
    if form.crossed:
        return HttpResponseRedirect(links.at("desk:journal") + _with(request))
    family = form.cleaned_data.get("family") or ""
    page = queries.extract(actor, narrowing=narrowing, contact=record, family=family)
    asked = paper.statement(actor, form, page, about=_place(request, record), deeds=deeds)
    content = csv_of(extract.table_of(page, known, asked=asked, about=record))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    day = timezone.localdate(clock.now())
    response["Content-Disposition"] = f'attachment; filename="licite-journal-{day}.csv"'
    return response


@needs(Permission.JOURNAL_READ)
@require_safe
def journal_entry(request: ActorRequest, entry: UUID) -> HttpResponse:
    """One row by its key, which is its id and, as `?at=`, its moment: every contact, the detail, the block."""
    actor = request.actor
    try:
        at = datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        raise Http404 from None
    found = queries.entry_of(actor, entry=entry, at=at) if at.tzinfo else None
    if found is None:
        raise Http404
    row, sealed = found
    start = _number(request.GET.get("from", ""))
    subjects = row.subjects[start : start + NAMES_A_PAGE]
    context = {
        "row": line_of(actor, row, known_to(actor), subjects),
        "seal": sealed,
        "sealed_at": moment(sealed.sealed_at) if sealed else "",
        "start": start + 1,
        "count": len(row.subjects),
        "first": _with(request, **{"from": ""}) if start else "",
        "next": _with(request, **{"from": str(start + NAMES_A_PAGE)})
        if len(row.subjects) > start + NAMES_A_PAGE
        else "",
    }
    return render(request, "desk/journal/entry.html", context)


@members
@require_safe
def journal_mine(request: ActorRequest) -> HttpResponse:
    """What the journal says of the reader's own acts."""
    before = request.GET.get("before", "")
    page = queries.entries_of_own(request.actor, before=before)
    context = {
        "rows": rows_of(request.actor, page.rows, known_to(request.actor)),
        "first": _with(request, before="") if before else "",
        "next": _with(request, before=page.before) if page.before else "",
    }
    return render(request, "desk/journal/mine.html", context)


@needs(Permission.JOURNAL_READ)
@require_POST
def journal_verify(request: ActorRequest) -> HttpResponse:
    """Reads the whole journal against its seals, and shows the verdict."""
    actor = request.actor
    box = seal.seal_box(actor, known_to(actor))
    if not box["verified_here"]:
        raise Http404
    verdict = verify()
    actor.trace.saw("journal:entry:verify", [], [], **seal.told(verdict))
    box["verification"] = seal.verified(at=clock.now(), who=actor.name, ok=verdict.ok)
    return render(request, "desk/journal/verdict.html", {**box, "verdict": verdict})


def known_to(actor: Actor) -> Known:
    """The names that the reader's rows are told with."""
    return Known(member_names(actor), actor.portfolios)


def _people(request: ActorRequest, text: str) -> list[dict[str, str]]:
    """Who may be meant by a name, each with the address of the rows about that person."""
    if not text:
        return []
    found = search(request.actor, text).rows
    return [
        {
            "name": one.name,
            "under": one.company,
            "url": _with(request, q="", before="", record="", contact=str(one.public)),
        }
        for one in found
    ]


def _about(request: ActorRequest) -> tuple[str, int | None]:
    """(name or number to show, contact id) of the contact asked about; Http404 for one out of sight."""
    public, record = request.GET.get("contact", ""), request.GET.get("record", "")
    if public:
        try:
            number, name = name_for(request.actor, UUID(public))
        except ValueError:
            raise Http404 from None
        return name, number
    number = _number(record)
    return (record, number) if number else ("", None)


def _place(request: ActorRequest, record: int | None) -> str:
    """The address of the record asked about, on this machine; empty for none."""
    public = request.GET.get("contact", "")
    return "" if record is None else settings.SITE_URL + record_url(record, UUID(public) if public else None)


def _presets(request: ActorRequest, form: JournalForm) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is shown) of each usual period."""
    found = form.presets(timezone.localdate(clock.now()))
    return [
        (label, _with(request, since=since, until=until, before=""), here)
        for label, since, until, here in found
    ]


def _choices(request: ActorRequest, form: JournalForm, everything: str) -> list[tuple[str, str, bool]]:
    """What was done to the record, or everything; neither is shown where a kind of act is asked for."""
    whole, family = bool(request.GET.get("all")), bool(form.cleaned_data.get("family"))
    asked = {"family": "", "before": ""}
    return [
        (
            _("What was opened, revealed or changed"),
            _with(request, **asked, all=""),
            not whole and not family,
        ),
        (everything, _with(request, **asked, all="1"), whole and not family),
    ]


def _begun(page: queries.Page) -> str:
    """When the journal begins, where there is nothing to show: a month before it is empty for that reason alone."""
    oldest = None if page.rows else queries.begins()
    return moment(oldest) if oldest else ""


def _number(text: str) -> int:
    """A count or an id typed into an address; 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _with(request: ActorRequest, **changes: str) -> str:
    """The same page with other words in its address; an empty one takes a word out."""
    asked = dict(request.GET.items()) | changes
    return "?" + urlencode({name: value for name, value in asked.items() if value})
