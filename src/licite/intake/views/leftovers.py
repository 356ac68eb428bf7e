"""Rows that an import left undecided: the list, one of them beside whom it looks like, and what is decided of them."""

import re
from collections import Counter
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.intake import words
from licite.intake.events.words import not_one
from licite.intake.kinds import Kind
from licite.intake.leftovers import acts, persons
from licite.intake.leftovers.deciding import decide
from licite.intake.leftovers.keeping import AGAIN, GIVEN, Answer, Left, code_of
from licite.intake.leftovers.sides import beside_of
from licite.intake.matching import CLOSE_NAME
from licite.intake.plans import Rule
from licite.intake.queries import left_of, my_import
from licite.intake.reports import Line, Outcome
from licite.people.queries import contact_for
from licite.people.queries.search import search

LONGEST = 200
ADDRESS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The public id of a record, in its address."""
RULES = {
    Kind.CONTACTS: frozenset(Rule.values),
    Kind.INTERACTIONS: frozenset({AGAIN, Rule.SKIP.value}),
    Kind.PURCHASES: frozenset({AGAIN, Rule.SKIP.value}),
}


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: ActorRequest, public: UUID) -> HttpResponse:
    """The rows that wait; with `line`, one of them beside the records. POST does what was answered of some of them."""
    found = left_of(request.actor, public)
    if found is None:
        return HttpResponseRedirect(reverse("intake:import", args=[public]))
    if request.method == "POST":
        return _decided(request, public, found)
    context: dict[str, object] = {"import": my_import(request.actor, public)}
    if found.plan.acts:
        return render(request, "intake/leftovers/acts.html", context | acts.page_of(request.actor, found))
    line = _number(request.GET.get("line", ""))
    if line and (page := beside_of(request.actor, found, line)):
        return render(request, "intake/leftovers/beside.html", context | {"page": page})
    start = min(_number(request.GET.get("start", "")), max(0, len(found.rows) - 1))
    context |= persons.page_of(request.actor, found, start=start)
    context |= {
        "previous": "?" + urlencode({"start": max(0, start - persons.PAGE)}) if start else "",
        "next": "?" + urlencode({"start": start + persons.PAGE})
        if start + persons.PAGE < len(found.rows)
        else "",
    }
    return render(request, "intake/leftovers/persons.html", context)


def _decided(request: ActorRequest, public: UUID, found: Left) -> HttpResponse:
    told, asked = _answers(request.actor, request.POST, found), _attached(request, found)
    told, here = told | (asked or {}), reverse("intake:left", args=[public])
    if not told and asked is not None:
        return HttpResponseRedirect(f"{here}#nobody")
    if not told:
        messages.error(request, _("Nothing was decided: choose an answer first."))
        return HttpResponseRedirect(here)
    lines = decide(request.actor, public, told=told)
    if lines is None:
        messages.success(request, _("Your decisions are being carried out."))
        return HttpResponseRedirect(reverse("intake:import", args=[public]))
    _say(request, lines)
    following = _number(request.POST.get("next", ""))
    rest = left_of(request.actor, public)
    if rest is None:
        return HttpResponseRedirect(reverse("intake:import", args=[public]))
    return HttpResponseRedirect(f"{here}?line={following}" if following else here)


def _answers(actor: Actor, given: QueryDict, found: Left) -> dict[int, Answer]:
    """What was answered: of all, of a kind, of a group of lines, of a line; the narrower comes before the wider."""
    told: dict[int, Answer] = {}
    wide = _answer(actor, given.get("all", ""), found)
    for row in found.rows:
        if answer := _answer(actor, given.get(f"all-{row.code}", ""), found) or wide:
            told[row.line] = answer
    for name, value in given.items():
        what, _sign, number = name.partition("-")
        answer = _answer(actor, str(value), found) if what in ("row", "group") else None
        if answer and what == "group":
            lines = given.get(f"lines-{number}", "").split(",")
            told |= {_number(line): answer for line in lines if _number(line)}
        elif answer and _number(number):
            told[_number(number)] = answer
    return told


def _attached(request: ActorRequest, found: Left) -> dict[int, Answer] | None:
    """Rows of nobody that were said to be of somebody: by the address of a record, or by what finds one record and no other
    in sight. None where nothing was said.
    """
    if not found.plan.acts:
        return None
    said = {
        name.partition("-")[2]: text
        for name, value in request.POST.items()
        if name.startswith("who-") and (text := str(value).strip()[:LONGEST])
    }
    told: dict[int, Answer] = {}
    for number, text in said.items():
        lines = [one for part in request.POST.get(f"lines-{number}", "").split(",") if (one := _number(part))]
        records = _meant(request.actor, text)
        if len(records) == 1:
            keep = bool(request.POST.get(f"keep-{number}"))
            told |= dict.fromkeys(lines, Answer(GIVEN, records[0], keep))
        elif lines:
            messages.error(request, not_one(lines[0], len(records)))
    return told if said else None


def _meant(actor: Actor, text: str) -> list[int]:
    """The records in sight that somebody means."""
    if address := ADDRESS.search(text):
        try:
            return [contact_for(actor, UUID(address[0])).id]
        except Http404:
            return []
    page = search(actor, text, limit=2)
    return list(page.found or [row.id for row in page.rows])


def _answer(actor: Actor, value: str, found: Left) -> Answer | None:
    """An answer as a page posts it: a rule, or one with the public id of the record that is meant."""
    rule, _sign, public = value.partition(":")
    if rule not in RULES[found.plan.kind]:
        return None
    try:
        return Answer(rule, contact_for(actor, UUID(public)).id if public else 0)
    except (ValueError, Http404):
        return None


def _say(request: ActorRequest, lines: list[Line]) -> None:
    counts = Counter(line.outcome for line in lines)
    done = [(one, n) for one, n in counts.items() if one is not Outcome.WAITING]
    if done:
        told = " · ".join(f"{n} {words.decided(one, n)}" for one, n in done)
        messages.success(
            request, _("Decided: %(what)s. Undoing the import takes it back too.") % {"what": told}
        )
    waiting = [line for line in lines if line.outcome is Outcome.WAITING]
    if n := sum(code_of(line) == CLOSE_NAME for line in waiting):
        messages.warning(
            request,
            ngettext(
                "%(n)s row is most likely somebody who is here, or whom these answers have just brought in: it waits for an "
                "answer of its own.",
                "%(n)s rows are most likely somebody who is here, or whom these answers have just brought in: they wait for "
                "an answer of their own.",
                n,
            )
            % {"n": n},
        )
    if n := len(waiting) - n:
        messages.warning(
            request,
            ngettext(
                "%(n)s row looks like several records: say which one.",
                "%(n)s rows look like several records: say which one, row by row.",
                n,
            )
            % {"n": n},
        )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
