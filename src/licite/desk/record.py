"""The contact page: four questions in its head, then what rooms offer as panels."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from licite.access import labels
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Act, Permission
from licite.access.queries import Watcher, watchers_of
from licite.desk.columns import lacking_of
from licite.kit import clock, countries
from licite.kit.cells import stage_of
from licite.lawful.channels import closed
from licite.lawful.choices import Basis, Capacity, Source
from licite.lawful.panels import objections as lawful_panels
from licite.lawful.panels import verdicts
from licite.lawful.queries.objections import objections_of
from licite.people import panels
from licite.people.panels.about import about
from licite.people.panels.coordinates import fixed_lines
from licite.people.queries import ContactRow, contact_for
from licite.people.queries.about import around
from licite.people.queries.alike import meets, named_elsewhere
from licite.people.queries.duplicates import merged_into
from licite.sales import panels as sales_panels
from licite.web.dates import date_format
from licite.web.parts import Fact


@needs(Permission.CONTACT_READ)
@require_safe
def contact_page(request: ActorRequest, public: UUID) -> HttpResponse:
    """One person's record, as much of it as the reader's grants open."""
    actor = request.actor
    try:
        contact = contact_for(actor, public)
    except Http404:
        kept = merged_into(public)
        if kept is None:
            raise
        return redirect("desk:contact", kept)
    watchers = watchers_of(actor, contact.cell)
    met = meets(actor, contact=contact)
    found = around(actor, contact=contact)
    elsewhere = named_elsewhere(actor, contact=contact, found=found.elsewhere)
    waits = bool(elsewhere or (met.waits and met.waits.objected))
    said = objections_of(actor, contact=contact.id)
    answers = verdicts.verdicts(
        actor, contact, lacks=lacking_of(actor, contact), fixed=fixed_lines(actor, contact)
    )
    context = {
        "contact": contact,
        "late": overdue(contact),
        "verdicts": answers,
        "stage": labels.STAGES[stage_of(contact.cell)],
        "title": contact.shown_title,
        "company": found.company,
        "about": about(actor, contact, found),
        "capacity": Capacity(contact.capacity).label,
        "place": countries.label(contact.country, actor.language) if contact.country else "",
        "facts": [
            _who_fact(actor.member, contact, watchers),
            _may_fact(answers, waits=waits),
            _objection_fact(contact, answers.refused, waits=waits, said=bool(said)),
            _origin_fact(contact, answers.purpose),
        ],
        "waiting": met.waits,
        "elsewhere": elsewhere,
        "alike": met.alike,
        "coordinates": panels.coordinates(actor, contact, holds=answers.holds),
        "timeline": panels.timeline(actor, contact, said),
        "tasks": panels.tasks(actor, contact, agreed=answers.agreed),
        "deals": sales_panels.deals(actor, contact),
        "objections": lawful_panels.objections(actor, said=said, cell=contact.cell, bits=contact.objections),
        "may_edit": actor.has(Permission.CONTACT_EDIT) and actor.may(Act.EDIT, contact.cell),
        "stage_acts": panels.stage_acts(actor, contact),
        "journal_url": f"{reverse('desk:journal')}?contact={public}"
        if actor.has(Permission.JOURNAL_READ)
        else "",
    }
    return TemplateResponse(request, "desk/contact.html", context)


def _who_fact(me: int, contact: ContactRow, watchers: list[Watcher]) -> Fact:
    others = [one for one in watchers if one.member != me]
    answer = ngettext("You and %(n)s colleague", "You and %(n)s colleagues", len(others)) % {"n": len(others)}
    return Fact(
        question=_("Who sees this person?"),
        answer=answer if others else _("You alone"),
        reason=", ".join(watcher.name for watcher in others[:4]) + ("…" if len(others) > 4 else ""),
        url=reverse("desk:contact-who", args=[contact.public]),
        link=_("See who, and why"),
    )


def overdue(contact: ContactRow) -> bool:
    """Whether the person should have been informed by now (GDPR article 14(3))."""
    due = contact.notice_due
    return contact.informed_at is None and due is not None and due < timezone.localdate(clock.now())


def _may_fact(answers: verdicts.Verdicts, *, waits: bool) -> Fact:
    """The lights; `waits`: nothing that they allow may be done before somebody has decided."""
    return Fact(
        question=_("May we contact this person?"),
        answer=_("Not before a decision") if waits else "",
        reason=" · ".join(
            filter(None, [_("For: %(purpose)s") % {"purpose": answers.purpose}, answers.condition])
        ),
        url="#may",
        link=_("Why, and what would change it"),
        marks=answers.lights,
    )


def _objection_fact(
    contact: ContactRow, refused: Sequence[verdicts.Refused], *, waits: bool, said: bool
) -> Fact:
    """What is known, as the panel and the verdicts have it; `said`: whether any objection was ever noted.

    Nothing is said to be free of objections where the reader sees that it waits for a decision over one.
    """
    shut = [channel.label for _icon, channel in lawful_panels.LIGHTS if closed(contact.objections, channel)]
    if refused:
        answer, reason = _bound(refused), _("No channel is closed for every purpose.")
    elif waits:
        answer, reason = _("To examine"), _("On another record; nothing is noted on this one yet.")
    elif said:
        answer, reason = _("Objected, then came back"), _("An act of the person opened this purpose again.")
    else:
        answer, reason = _("No objection known"), _("By phone, e-mail, text message or post.")
    if shut:
        answer = answer if refused else ""
        inside = ", ".join(_inside(str(label)) for label in shut)
        reason = _("Closed: %(channels)s. The numbers and addresses of these channels stay hidden.") % {
            "channels": inside
        }
    return Fact(
        question=_("Has this person objected?"),
        answer=answer,
        reason=reason,
        url="#objections",
        link=_("Details"),
        marks=lawful_panels.lights(contact.objections),
    )


def _bound(refused: Sequence[verdicts.Refused]) -> str:
    """What is refused for one purpose alone: "Refused: newsletter (e-mail)"."""
    told = (
        f"{_inside(one.purpose)} ({', '.join(_inside(label) for label in one.channels)})" for one in refused
    )
    return _("Refused: %(purposes)s") % {"purposes": ", ".join(told)}


def _origin_fact(contact: ContactRow, purpose: str) -> Fact:
    return Fact(
        question=_("Where do these data come from?"),
        answer=_label(Source, contact.source),
        reason=_("Since %(day)s · Purpose: %(purpose)s · Legal basis: %(basis)s")
        % {
            "day": date_format(timezone.localtime(contact.collected_at), "j F Y"),
            "purpose": purpose[:1].lower() + purpose[1:],
            "basis": _label(Basis, contact.basis).lower(),
        },
    )


def _inside(label: str) -> str:
    """A label within a sentence: "SMS" stays as it is."""
    return label if label.isupper() else label[:1].lower() + label[1:]


def _label(choices: type[Source | Basis], key: str) -> str:
    return str(choices(key).label) if key in choices.values else key
