"""The pages behind two figures of a home: objections of the week, consents that end soon."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.lawful.queries.wordings import purpose_names
from licite.people.queries.lately import CAP, Event, consents_ending, objections_lately
from licite.people.queries.waiting import apart_count


@needs(Permission.OBJECTION_WRITE)
@require_safe
def objections(request: ActorRequest) -> HttpResponse:
    """Who said no in the last seven days."""
    found = objections_lately(request.actor)
    names = purpose_names() if any(one.aim for one in found) else {}
    members = member_names(request.actor) if found else {}
    lines = [
        (
            several[0],
            " · ".join(dict.fromkeys(_what(one, names) for one in several)),
            ToldBy(several[0].more).label,
            members.get(several[0].member or 0, ""),
        )
        for several in _at_once(found)
    ]
    context = {
        "said": True,
        "apart": apart_count(request.actor) if request.actor.has(Permission.JOURNAL_READ) else 0,
        "title": _("Objections of the last seven days"),
        "told": _("Each holds from its day; the record says what stays open."),
        "more_title": _("How we were told"),
        "when": _("Noted on"),
        "none": _("No objection in seven days"),
        "lines": lines,
        "capped": len(found) == CAP,
    }
    return render(request, "people/lately.html", context)


def _at_once(found: Sequence[Event]) -> list[list[Event]]:
    """What one person said on one day in one way, and one member noted on one day, together; the latest first."""
    together: dict[object, list[Event]] = {}
    for one in found:
        days = [day and timezone.localdate(day) for day in (one.said, one.at)]
        together.setdefault((one.contact, *days, one.more, one.member), []).append(one)
    return list(together.values())


def _what(one: Event, names: Mapping[str, str]) -> str:
    channel = str(Channel(one.what).label)
    if not one.aim:
        return channel
    return _("%(channel)s, for “%(purpose)s” alone") % {
        "channel": channel,
        "purpose": names.get(one.aim, one.aim),
    }


@needs(Permission.CONSENT_WRITE)
@require_safe
def consents(request: ActorRequest) -> HttpResponse:
    """Whose yes ends within thirty days."""
    names = purpose_names()
    lines = [
        (one, Channel(one.what).label, names.get(one.more, one.more), "")
        for one in consents_ending(request.actor)
    ]
    context = {
        "title": _("Consents that end within thirty days"),
        "told": _(
            "After that day, what rests on them stops. Ask anew from the record; a renewed consent leaves this list."
        ),
        "more_title": _("Purpose"),
        "when": _("Ends on"),
        "none": _("No consent ends within thirty days"),
        "lines": lines,
        "capped": len(lines) == CAP,
    }
    return render(request, "people/lately.html", context)
