"""The steps of an import: the file, its columns, what it would do; `declaring` asks where it comes from."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.intake import drafts, words
from licite.intake.columns import MapRefused, must_lead
from licite.intake.declared import DeclarationRefused
from licite.intake.doubts import ASIDE, KINDS
from licite.intake.drafts import Glance, Opened
from licite.intake.events.preview import acts_page
from licite.intake.forms import ReadingForm, UploadForm
from licite.intake.kinds import TARGETS, Kind
from licite.intake.looking import is_done, look_or_order, read
from licite.intake.plans import Plan, Rule
from licite.intake.preparing import column_rows, doubled, is_declared, seems
from licite.intake.previewing import preview_page
from licite.kit.files import TableRefused

RULES = frozenset(Rule.values)
STEP = {"columns": "intake:columns", "provenance": "intake:provenance", "preview": "intake:preview"}


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """The file; one that cannot be read is answered at once, with the reason."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kind = Kind(form.cleaned_data["kind"] or Kind.CONTACTS)
            public = drafts.upload(request.actor, content=file.read(), filename=file.name, kind=kind)
        except TableRefused as refused:
            form.add_error("file", words.refusal(refused.reason))
        except MapRefused as refused:
            form.add_error("file", words.refusal(refused.reason, refused.name))
        else:
            return to_step("columns", public)
    # 200, not an error status: the page with its mistakes is an answer like another, and is journalled as one.
    return render(request, "intake/new.html", {"form": form, "step": 1})


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: ActorRequest, public: UUID) -> HttpResponse:
    """What each column is; POST `act=read` reads the file another way, else keeps what each column was said to be."""
    draft = drafts.open_draft(request.actor, public)
    fault = ""
    if request.method == "POST" and request.POST.get("act") == "read":
        fault = _read_otherwise(request, draft)
        if not fault:
            return to_step("columns", public)
    elif request.method == "POST":
        plan = replace(draft.plan, told=_told(request.POST, draft))
        fault = _fault(draft, plan)
        if not fault:
            drafts.save(request.actor, draft, plan)
            return to_step("provenance", public)
        draft = replace(draft, plan=plan)
    context = {
        "draft": draft,
        "step": 2,
        "seems": seems(draft),
        "fault": fault,
        "reading": ReadingForm(table=draft.table, kind=draft.plan.kind),
        "columns": column_rows(request.actor, draft),
        "choices": [
            ("none", _("Leave it out")),
            *((one.value, words.TARGETS[one]) for one in TARGETS[draft.plan.kind]),
        ],
        "notes": [words.NOTES[code] for code in draft.table.warnings],
    }
    return render(request, "intake/columns.html", context)


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: ActorRequest, public: UUID) -> HttpResponse:
    """What would become of the file; POST keeps what was decided, and with `act=run` hands it to the worker, with
    `act=again` has the worker look through it once more.
    """
    seen = drafts.glance(request.actor, public)
    if request.method == "POST" and request.POST.get("act") == "again":
        drafts.save(request.actor, seen, seen.plan)
        return to_step("preview", public)
    if request.method != "POST" and (seen.failed or seen.under_way):
        return _looking(request, seen)
    draft = drafts.open_draft(request.actor, public)
    if not is_declared(draft):
        return to_step("provenance", public)
    if request.method == "POST":
        return _decide(request, draft)
    if not look_or_order(request.actor, draft):
        return _looking(request, draft)
    draft = drafts.open_draft(request.actor, public)
    context: dict[str, Any] = {
        "draft": draft,
        "step": 4,
        "informs": request.actor.has(Permission.NOTICE_DELIVER),
    }
    if draft.plan.acts:
        return render(request, "intake/acts/preview.html", context | acts_page(request.actor, draft))
    return render(
        request,
        "intake/preview.html",
        context | preview_page(request.actor, draft, number=request.GET.get("rows", "")),
    )


@needs(Permission.IMPORT_RUN)
@require_safe
def preview_progress(request: ActorRequest, public: UUID) -> HttpResponse:
    """The moving part while a large file is looked through."""
    draft = drafts.glance(request.actor, public)
    response = render(request, "intake/_looking.html", {"draft": draft})
    if not draft.under_way:
        response["HX-Refresh"] = "true"
    return response


@needs(Permission.IMPORT_RUN)
@require_POST
def drop(request: ActorRequest, public: UUID) -> HttpResponse:
    """Gives a preparation up: the file goes at once."""
    drafts.glance(request.actor, public)
    drafts.drop(request.actor, public)
    messages.success(request, _("The file was given up; nothing of it is kept."))
    return HttpResponseRedirect(reverse("intake:imports"))


def _looking(request: ActorRequest, draft: Glance) -> HttpResponse:
    return render(request, "intake/looking.html", {"draft": draft, "step": 4})


def _decide(request: ActorRequest, draft: Opened) -> HttpResponse:
    plan, before, looked = _answered(request.POST, draft.plan), read(draft), is_done(draft)
    if plan != draft.plan:
        drafts.decide(request.actor, draft, plan, alike=before.kinds)
        draft = drafts.open_draft(request.actor, draft.public)
    act = request.POST.get("act", "")
    if act in STEP:
        return to_step(act, draft.public)
    if (number := request.POST.get("rows", "")).isdecimal():
        return to_step("preview", draft.public, at=f"?rows={number}#others")
    if act != "run":
        if look_or_order(request.actor, draft) and looked:
            after = read(drafts.glance(request.actor, draft.public))
            messages.info(request, words.recounted(before.counts, after.counts))
        return to_step("preview", draft.public, at="#kinds" if before.kinds else "#decide")
    try:
        batch = drafts.launch(request.actor, draft)
    except DeclarationRefused as refused:
        messages.error(request, words.refusal(refused.reason))
        return to_step("provenance", draft.public)
    messages.success(request, _("The file is on its way in."))
    return HttpResponseRedirect(reverse("intake:import", args=[batch.public]))


def _answered(given: QueryDict, plan: Plan) -> Plan:
    """The plan with what was answered: of the whole file, of all rows of a kind, of each row that the page showed."""
    rule = given.get("rule", "")
    alike = {
        code: Rule(said)
        for code in KINDS
        if (said := given.get(f"all-{code}", plan.alike.get(code))) in RULES
    }
    decided = {
        int(name[4:]): None if value == ASIDE else Rule(value)
        for name, value in given.items()
        if name.startswith("row-") and name[4:].isdecimal() and len(name) < 14 and value in (*RULES, ASIDE)
    }
    shown = {int(one) for one in given.getlist("shown") if one.isdecimal() and len(one) < 10}
    kept = {line: choice for line, choice in plan.decisions.items() if line not in shown}
    return replace(
        plan,
        rule=Rule(rule) if rule in RULES else plan.rule,
        alike=alike,
        decisions=kept | decided,
        keeps_touchy=given["touchy"] == "keep" if "touchy" in given else plan.keeps_touchy,
    )


def _read_otherwise(request: HttpRequest, draft: Opened) -> str:
    """Keeps another way to read the file; why not, if it gives no table."""
    form = ReadingForm(request.POST, table=draft.table, kind=draft.plan.kind)
    if not form.is_valid():
        return str(_("Please choose one of the list."))
    plan = replace(
        draft.plan,
        **form.cleaned_data
        | {
            "kind": Kind(form.cleaned_data["kind"] or draft.plan.kind),
            "heads": form.cleaned_data["heads"] or 0,
        },
    )
    if plan.sheet not in (draft.plan.sheet, draft.table.sheet):
        plan = replace(plan, heads=0)  # the line was one of another sheet
    elif plan.heads == draft.table.heads:
        plan = replace(plan, heads=draft.plan.heads)  # as it was found, unless it was chosen
    if plan.kind != draft.plan.kind:
        plan = replace(plan, declared=None, acts=None, given={})
    try:
        table = plan.table(draft.content, max_bytes=len(draft.content))
        drafts.assign_if_any(table, plan.kind)
    except TableRefused as refused:
        return words.refusal(refused.reason)
    except MapRefused as refused:
        return words.refusal(refused.reason, refused.name)
    known = drafts.remembered(request.actor, table.headers, plan.kind)  # type: ignore[attr-defined]
    plan = replace(plan, told=tuple(known.items()))
    drafts.save(request.actor, draft, plan, rows=table.row_count)  # type: ignore[attr-defined]
    return ""


def _told(given: QueryDict, draft: Opened) -> tuple[tuple[str, str], ...]:
    """What was said of each column; one that is left out anyway keeps its own reason in the report."""
    told = {}
    out, fields = drafts.left_out(draft.table, draft.plan.kind), TARGETS[draft.plan.kind]
    for position, header in enumerate(draft.table.headers):
        field = given.get(f"column-{position}")
        if field in fields or (field == "none" and header not in out):
            told[header] = str(field)
    return tuple(told.items())


def _fault(draft: Opened, plan: Plan) -> str:
    """Why these columns cannot be followed."""
    try:
        found = replace(draft, plan=plan).asked()
        must_lead(found, plan.kind)
    except MapRefused as refused:
        return words.refusal(refused.reason, refused.name)
    return doubled(found, plan)


def to_step(step: str, public: UUID, *, at: str = "") -> HttpResponse:
    """On to a step of a draft, at a place of its page."""
    return HttpResponseRedirect(reverse(STEP[step], args=[public]) + at)
