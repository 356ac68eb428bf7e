"""In what capacity persons are here: of one record, and in bulk for those nobody has asked yet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.lawful.choices import Capacity, Mailbox
from licite.lawful.queries.capacity import classified_by
from licite.people.actions.capacity import confirm, say_of_one
from licite.people.forms.capacity import BulkForm, CapacityForm
from licite.people.panels.capacity import capacity_lines, proposed, reason
from licite.people.queries import contact_for
from licite.people.queries.capacity import known_of, proposal, unclassified
from licite.people.views.answers import SeeOther, to_contact


@needs(Permission.CAPACITY_BULK)
@require_http_methods(["GET", "HEAD", "POST"])
def capacities(request: ActorRequest) -> HttpResponse:
    """Records of unknown capacity in sight, with a proposal and its reason; what is ticked is written."""
    actor = request.actor
    after = int(request.GET["after"]) if request.GET.get("after", "").isdecimal() else 0
    found, following = unclassified(actor, after=after)
    form = BulkForm(request.POST or None, proposed=proposed(found))
    if form.is_valid():
        ids = {one.row.public: one.row.id for one in found}
        done = confirm(actor, chosen=[(ids[public], said) for public, said in form.chosen().items()])
        _tell(request, done, form.unsaid())
        return SeeOther(request.get_full_path())
    context = {
        "form": form,
        "lines": capacity_lines(found, form),
        "next": f"?after={following}" if following else "",
        "first": reverse("people:capacities") if after else "",
    }
    return render(request, "people/capacities.html", context)


@needs(Permission.CONTACT_READ)
def capacity(request: ActorRequest, public: UUID) -> HttpResponse:
    """What is known of one person, and who said it: for whoever edits records, or settles capacities in bulk."""
    actor = request.actor
    if not (actor.has(Permission.CONTACT_EDIT) or actor.has(Permission.CAPACITY_BULK)):
        raise Refused("act")
    return _of_one(request, public)


@require_http_methods(["GET", "HEAD", "POST"])
def _of_one(request: ActorRequest, public: UUID) -> HttpResponse:
    actor = request.actor
    contact = contact_for(actor, public)
    known = known_of(actor, contact=contact)
    form = CapacityForm(request.POST or None, initial=vars(known))
    if not form.is_valid():
        said = proposal(actor, contact=contact)
        context = {
            "title": _("Capacity and mailbox"),
            "form": form,
            "save": _("Save"),
            "back": reverse("desk:contact", args=[public]),
            "proposal": said,
            "reason": reason(said),
            "classified": classified_by(actor, contact=contact.id),
        }
        return render(request, "people/capacity.html", context)
    typed = form.cleaned_data
    say_of_one(
        actor,
        contact=contact,
        capacity=Capacity(typed["capacity"]),
        mailbox=Mailbox(typed["mailbox"]),
        minor=typed["minor"],
    )
    messages.success(request, _("Saved."))
    return to_contact(public)


def _tell(request: ActorRequest, done: int, unsaid: int) -> None:
    if unsaid:
        left = ngettext(
            "%(n)s record left: no capacity was chosen.",
            "%(n)s records left: no capacity was chosen.",
            unsaid,
        )
        messages.warning(request, left % {"n": unsaid})
    if done:
        said = ngettext("%(n)s record settled.", "%(n)s records settled.", done) % {"n": done}
        messages.success(request, said)
    elif not unsaid:
        messages.info(request, _("Nothing was ticked: nothing has changed."))
