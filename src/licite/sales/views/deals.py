"""One deal: its page, making it, saying it anew, moving it, ending it with the reason."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people.queries import contact_for
from licite.people.views.answers import SeeOther, form_page
from licite.sales import actions, panels
from licite.sales.choices import CLOSED, Reason, Step
from licite.sales.following import refused
from licite.sales.forms import CloseForm, DealForm
from licite.sales.queries.deals import deal_for, reads_amounts, steps_of, writes

ENDS = {"won": Step.WON, "lost": Step.LOST}


@needs(Permission.DEAL_READ)
@require_safe
def deal_page(request: ActorRequest, public: UUID) -> HttpResponse:
    """A deal, how it came to where it is, and what may be done with it."""
    actor = request.actor
    deal = deal_for(actor, public)
    may = writes(actor, deal.cell)
    form = DealForm(amounts=reads_amounts(actor, [deal.cell]), deal=deal) if may else None
    context = {
        "deal": deal,
        "card": panels.cards(actor, [deal], barred=refused(actor, [deal], act="sales:deal:read"))[0],
        "history": [
            (one.at, one.by, Step(one.before).label if one.before else "", Step(one.after).label)
            for one in steps_of(actor, deal=deal)
        ],
        "form": form,
        "steps": [(one.value, one.label) for one in Step if one not in CLOSED and one != deal.step]
        if may
        else [],
        "heirs": panels.heirs(actor, deal=deal),
        "win_url": panels.proposes_win(actor, deal=deal),
    }
    return render(request, "sales/deal.html", context)


@needs(Permission.DEAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest, public: UUID) -> HttpResponse:
    """A new deal with a contact."""
    actor = request.actor
    contact = contact_for(actor, public)
    form = DealForm(request.POST or None, amounts=reads_amounts(actor, [contact.cell]))
    if form.is_valid():
        made = actions.create_deal(
            actor, contact=contact, terms=form.terms(), step=Step(form.cleaned_data["step"])
        )
        messages.success(request, _("The deal is created."))
        return SeeOther(reverse("sales:deal", args=[made]))
    back = reverse("desk:contact", args=[public])
    return form_page(
        request, title=_("New deal"), form=form, save=_("Create"), back=back, contact=contact, columns=True
    )


@needs(Permission.DEAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, public: UUID) -> HttpResponse:
    """Says a deal anew."""
    actor = request.actor
    deal = deal_for(actor, public)
    form = DealForm(request.POST or None, amounts=reads_amounts(actor, [deal.cell]), deal=deal)
    back = reverse("sales:deal", args=[public])
    if not form.is_valid():
        return form_page(
            request, title=_("Edit the deal"), form=form, save=_("Save"), back=back, columns=True
        )
    actions.edit_deal(actor, deal=deal, terms=form.terms())
    messages.success(request, _("Saved."))
    return SeeOther(back)


@needs(Permission.DEAL_WRITE)
@require_POST
def step(request: ActorRequest, public: UUID) -> HttpResponse:
    """Moves a deal; an end asks for its reason first."""
    deal = deal_for(request.actor, public)
    asked = request.POST.get("step", "")
    if asked not in Step.values:
        messages.error(request, _("Choose a step for the deal."))
        return _back(request, public)
    if Step(asked) in CLOSED:
        url = reverse("sales:close", args=[public, asked])
        return HttpResponse(headers={"HX-Redirect": url}) if request.htmx else SeeOther(url)
    if asked != deal.step:
        actions.move_deal(request.actor, deal=deal, step=Step(asked))
        words = {"name": deal.contact_name, "before": Step(deal.step).label, "step": Step(asked).label}
        messages.success(request, _("The deal with %(name)s went from “%(before)s” to “%(step)s”.") % words)
    return _back(request, public)


@needs(Permission.CONTACT_ASSIGN)
@require_POST
def hand(request: ActorRequest, public: UUID) -> HttpResponse:
    """Gives a deal to another member."""
    deal = deal_for(request.actor, public)
    heirs = dict(panels.heirs(request.actor, deal=deal))
    asked = request.POST.get("to", "")
    if not asked.isdecimal() or int(asked) not in heirs:
        messages.error(request, _("Choose who takes the deal over."))
    else:
        actions.hand_deal(request.actor, deal=deal, to=int(asked))
        messages.success(request, _("The deal is now with %(name)s.") % {"name": heirs[int(asked)]})
    return SeeOther(reverse("sales:deal", args=[public]))


@needs(Permission.DEAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, public: UUID, end: str) -> HttpResponse:
    """Won or lost, and why."""
    if end not in ENDS:
        raise Http404
    deal = deal_for(request.actor, public)
    form = CloseForm(request.POST or None, step=ENDS[end])
    back = reverse("sales:deal", args=[public])
    if form.is_valid():
        typed = form.cleaned_data
        actions.close_deal(
            request.actor, deal=deal, step=ENDS[end], reason=Reason(typed["reason"]), note=typed["note"]
        )
        said = _("The deal is won.") if ENDS[end] is Step.WON else _("The deal is noted as lost.")
        messages.success(request, said)
        return SeeOther(back)
    title = _("Deal won: why?") if ENDS[end] is Step.WON else _("Deal lost: why?")
    return render(
        request,
        "sales/close.html",
        {"title": title, "form": form, "back": back, "card": panels.cards(request.actor, [deal])[0]},
    )


def _back(request: ActorRequest, public: UUID) -> SeeOther:
    """Where the move was asked from, as far as it is a page of the house; the deal's own page else."""
    asked = request.POST.get("back", "")
    known = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return SeeOther(asked if known else reverse("sales:deal", args=[public]))
