"""The step of an import that asks where its file comes from: what was sent once is kept with the draft."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.intake import bases, drafts, words
from licite.intake.columns import MapRefused
from licite.intake.declared import DeclarationRefused, Declared
from licite.intake.drafts import Opened
from licite.intake.events.forms import ActsForm
from licite.intake.forms import BASIS, ProvenanceForm
from licite.intake.kinds import Kind
from licite.intake.plans import with_told
from licite.intake.staging import must_stand
from licite.intake.views.steps import to_step
from licite.lawful.queries.purposes import purposes_now
from licite.web.forms import Form

LONGEST = 300


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def provenance(request: ActorRequest, public: UUID) -> HttpResponse:
    """Where the file comes from, and where its records go: checked by the law before anything is looked at."""
    draft = drafts.open_draft(request.actor, public)
    known = drafts.tools(request.actor)
    if draft.plan.kind != Kind.CONTACTS:
        return _of_acts(request, draft, known)
    asked = request.POST.get("act") == BASIS
    if request.method == "POST":
        draft = _kept(request, draft, ProvenanceForm)
    form = ProvenanceForm(
        None if asked else request.POST or None,
        actor=request.actor,
        headers=draft.table.headers,
        numbers=drafts.numbered(draft),
        tool=draft.plan.tool or next(iter(known), ""),
        initial=draft.plan.given,
    )
    if form.is_valid() and form.declared:
        plan = with_told(draft.plan, form.declared)
        try:
            must_stand(form.declared)
            replace(draft, plan=plan).columns()
        except DeclarationRefused as refused:
            form.add_error("basis", _why(request, form.declared, refused.reason))
        except MapRefused as refused:
            form.add_error(None, words.refusal(refused.reason, refused.name))
        else:
            drafts.save(request.actor, draft, plan)
            return to_step("preview", public)
    context = {"draft": draft, "form": form, "step": 3, "tools": known}
    return render(request, "intake/provenance.html", context)


def _of_acts(request: ActorRequest, draft: Opened, known: Sequence[str]) -> HttpResponse:
    """What is told of a file of acts."""
    if request.method == "POST":
        draft = _kept(request, draft, ActsForm)
    form = ActsForm(
        request.POST or None,
        kind=draft.plan.kind,
        columns={one.target for one in draft.asked() if one.target},
        tool=draft.plan.tool or next(iter(known), ""),
        initial=draft.plan.given,
    )
    if form.is_valid() and form.told:
        drafts.save(request.actor, draft, replace(draft.plan, acts=form.told))
        return to_step("preview", draft.public)
    context = {"draft": draft, "form": form, "step": 3, "tools": known}
    return render(request, "intake/acts/declared.html", context)


def _kept(request: ActorRequest, draft: Opened, form: type[Form]) -> Opened:
    """The draft with what was just sent, kept even where it does not stand."""
    given = {name: request.POST[name][:LONGEST] for name in form.base_fields if name in request.POST}
    if request.POST.get("act") == BASIS and BASIS in draft.plan.given:
        # The bases are out of reach while those of an earlier choice are on their way.
        given.setdefault(BASIS, draft.plan.given[BASIS])
    drafts.remember(request.actor, draft, given)
    return replace(draft, plan=replace(draft.plan, given=given))


def _why(request: ActorRequest, declared: Declared, reason: str) -> str:
    if reason != "ground.basis":
        return words.refusal(reason)
    return bases.refusal(request.actor, purposes_now().get(declared.purpose))
