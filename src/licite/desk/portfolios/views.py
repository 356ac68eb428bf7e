"""The pages of portfolios."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access import labels, placing
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import member_names, portfolio_names
from licite.desk.grants.behind import still_in_hand, way_to_end
from licite.desk.portfolios import previews, rows
from licite.desk.portfolios.forms import HandoverForm, NameForm, Rules, assignable, initial_of, rules_of
from licite.people.actions import handover as orders
from licite.people.models.handover import Handover, HandoverState
from licite.people.queries.colleagues import taking_over
from licite.people.queries.handover import latest_handovers, own_handover
from licite.people.queries.placing import preview as applied


@needs(Permission.PORTFOLIO_MANAGE)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every portfolio, the rules of who belongs where, and the latest hand-overs."""
    return _index(request, NameForm())


@needs(Permission.PORTFOLIO_MANAGE)
@require_POST
def new(request: ActorRequest) -> HttpResponse:
    """A new portfolio, empty, held by whoever opens it."""
    form = NameForm(request.POST)
    if form.is_valid():
        if placing.open_portfolio(request.actor, name=form.cleaned_data["name"]):
            messages.success(
                request, _("The portfolio is open, and you hold it. Give it to others from their page.")
            )
            return redirect("desk:portfolios")
        form.add_error("name", _("There is already a portfolio of this name."))
    return _index(request, form)


@needs(Permission.PORTFOLIO_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio_page(request: ActorRequest, portfolio: int) -> HttpResponse:
    """One portfolio: its name, its end, its hand-over."""
    actor = request.actor
    found = placing.portfolio_of_id(actor, portfolio=portfolio)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        if placing.rename(actor, portfolio=portfolio, name=form.cleaned_data["name"]):
            messages.success(request, _("The portfolio has its new name."))
            return redirect("desk:portfolios")
        form.add_error("name", _("There is already a portfolio of this name."))
    line = next(line for line in rows.lines(actor) if line.id == portfolio)
    context = {
        "line": line,
        "form": form,
        "stages": list(zip(labels.STAGES.values(), line.counts, strict=True)),
    }
    context["may_hand_over"] = portfolio in assignable(actor)
    return render(request, "desk/portfolios/portfolio.html", context)


@needs(Permission.PORTFOLIO_MANAGE)
@require_POST
def close(request: ActorRequest, portfolio: int) -> HttpResponse:
    """Closes an empty portfolio."""
    placing.portfolio_of_id(request.actor, portfolio=portfolio)
    if placing.close(request.actor, portfolio=portfolio):
        messages.success(request, _("The portfolio is closed. The grants of its members go on without it."))
        return redirect("desk:portfolios")
    messages.error(request, _("Records or companies are still in it: hand them over first."))
    return redirect("desk:portfolio", portfolio)


@needs(Permission.PORTFOLIO_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: ActorRequest) -> HttpResponse:
    """The rules, all at once."""
    actor = request.actor
    names = {one.pk: one.name for one in placing.portfolios(actor)}
    formset = Rules(
        request.POST or None,
        initial=initial_of(placing.rules(actor)),
        form_kwargs={"actor": actor, "portfolios": names},
    )
    if request.method == "POST" and formset.is_valid():
        placing.lay(actor, rules=rules_of(formset))
        messages.success(request, _("The rules hold from now on, for whoever is entered next."))
        return redirect("desk:portfolios")
    return render(request, "desk/portfolios/rules.html", {"formset": formset})


@needs(Permission.CONTACT_ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def apply_rules(request: ActorRequest) -> HttpResponse:
    """Where the rules would put the records that are here already, or those of the tray (`only`); ordered with POST."""
    actor = request.actor
    tray = request.GET.get("only") == "tray" and actor.has(Permission.TRAY_DECIDE)
    seen = applied(actor, tray=tray)
    if request.method == "POST" and seen.moves:
        made = orders.order(
            actor, source=None, target=None, stages=rows.STAGES, total=seen.looked_at, tray=tray
        )
        return redirect("desk:handover", made.public)
    names = portfolio_names(actor)
    context = {
        "placed": seen,
        "moves": [(names.get(start, ""), names.get(to, ""), many) for start, to, many in seen.moves],
        "tray": tray,
        "rules": bool(placing.rules(actor)),
    }
    return render(request, "desk/portfolios/apply.html", context)


@needs(Permission.CONTACT_ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: ActorRequest, portfolio: int) -> HttpResponse:
    """A hand-over chosen, looked at, then ordered (`confirmed`)."""
    actor = request.actor
    found = placing.portfolio_of_id(actor, portfolio=portfolio)
    giver = rows.member_of(actor, request.GET.get("of", ""))
    form = HandoverForm(
        request.POST or None,
        actor=actor,
        source=portfolio,
        giver=giver,
        stages=previews.stages_in_hand(actor, member=giver, portfolio=portfolio) if giver else rows.STAGES,
        givers=rows.givers(actor, portfolio=portfolio),
        takers=previews.with_places(actor, taking_over(actor), previews.TASKS),
        sellers=previews.with_places(actor, rows.sellers(actor), previews.DEALS),
        begun=rows.begun(actor, request.GET),
    )
    if request.method != "POST" or not form.is_valid() or "again" in request.POST:
        context = {"portfolio": found, "form": form, "giver": member_names(actor).get(giver or 0, "")}
        return render(request, "desk/portfolios/hand_over.html", context)
    chosen = form.cleaned_data
    seen = previews.preview(actor, source=portfolio, **chosen)
    if "confirmed" in request.POST and not seen.nothing:
        made = orders.order(actor, source=portfolio, total=seen.total, **chosen)
        return redirect("desk:handover", made.public)
    context = {
        "portfolio": found,
        "form": form,
        "preview": seen,
        "target": actor.portfolios[chosen["target"]],
        "moves": chosen["target"] != portfolio,
    }
    return render(request, "desk/portfolios/preview.html", context)


@needs(Permission.CONTACT_ASSIGN)
@require_safe
def handover(request: ActorRequest, public: UUID) -> HttpResponse:
    """How far a hand-over is."""
    return render(request, "desk/portfolios/handover.html", _progress(request, public))


@needs(Permission.CONTACT_ASSIGN)
@require_safe
def handover_progress(request: ActorRequest, public: UUID) -> HttpResponse:
    """The moving part of that page."""
    context = _progress(request, public)
    answer = render(request, "desk/portfolios/_handover.html", context)
    if not context["under_way"]:
        answer["HX-Refresh"] = "true"
    return answer


@needs(Permission.CONTACT_ASSIGN)
@require_POST
def handover_undo(request: ActorRequest, public: UUID) -> HttpResponse:
    """Orders that a hand-over be taken back, as far as nothing moved since."""
    orders.undo(request.actor, public=public)
    return redirect("desk:handover", public)


def _index(request: ActorRequest, form: NameForm) -> HttpResponse:
    actor = request.actor
    names = {one.pk: one.name for one in placing.portfolios(actor)}
    latest = latest_handovers(actor)
    context = {
        "coming_back": rows.coming_back(actor, latest[0]) if latest else [],
        "lines": rows.lines(actor),
        "stages": labels.STAGES.values(),
        "rules": rows.rules_in_words(actor, placing.rules(actor), names),
        "form": form,
        "may_apply": actor.has(Permission.CONTACT_ASSIGN),
        "handovers": [
            (one, names.get(one.source or 0, ""), names.get(one.target or 0, "")) for one in latest
        ],
    }
    return render(request, "desk/portfolios/index.html", context)


def _progress(request: ActorRequest, public: UUID) -> dict[str, object]:
    found: Handover = own_handover(request.actor, public=public)
    names, people = portfolio_names(request.actor), member_names(request.actor)
    giver = people.get(found.tasks_from or 0, "")
    done = bool(giver) and found.state == HandoverState.DONE
    return {
        "order": found,
        "giver": giver,
        "takers": {"tasks": people.get(found.tasks_to or 0), "deals": people.get(found.deals_to or 0)},
        "to_end": way_to_end(request.actor, found.tasks_from) if done else "",
        "kept": still_in_hand(request.actor, found.tasks_from) if done else [],
        "state": HandoverState(found.state).label,
        "source": names.get(found.source or 0, ""),
        "target": names.get(found.target or 0, ""),
        "under_way": found.state in orders.LIVE,
        "stopped": found.state == HandoverState.STOPPED,
        "records": found.counts.get("records", 0),
        "tasks": found.counts.get("tasks", 0),
        "deals": found.counts.get("deals", 0),
        "back": {name: found.counts.get(f"{name}_back", 0) for name in ("records", "tasks", "deals")},
        "moves": found.moves,
        "undoing": found.state in (HandoverState.UNDOING, HandoverState.UNDONE),
        "coming_back": rows.coming_back(request.actor, found),
        "still_given": rows.still_given(request.actor, found) if found.state == HandoverState.UNDONE else [],
    }
