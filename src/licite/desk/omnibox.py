"""The field on top of every page: what a few letters find among contacts, companies, deals and one's own tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licite.access import labels
from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.desk.columns import day
from licite.kit.cells import stage_of
from licite.people.choices import TaskKind
from licite.people.panels.searching import nobody
from licite.people.queries import ContactList, search
from licite.people.queries.omni import companies_found, tasks_found
from licite.people.queries.rows import Row
from licite.people.queries.search import is_name, too_short
from licite.people.queries.spelling import answers
from licite.sales import omnibox as sales
from licite.web import links
from licite.web.parts import Hit

AS_ONE_TYPES: Final = 6
ON_THE_PAGE: Final = 20


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `more`: where there may be others."""

    label: str
    hits: Sequence[Hit]
    more: str = ""


@needs(Permission.CONTACT_READ)
@require_safe
def omnibox(request: ActorRequest) -> HttpResponse:
    """Grouped results: as one types the first of each, else a page."""
    text = request.GET.get("q", "").strip()[:200]
    live = request.htmx.target == "omni"
    short = too_short(text)
    groups = [] if short else _groups(request.actor, text, AS_ONE_TYPES if live else ON_THE_PAGE)
    context = {"text": text, "groups": groups, "nobody": nobody(text)}
    return TemplateResponse(request, "desk/_found.html" if live else "desk/search.html", context)


def _groups(actor: Actor, text: str, limit: int) -> list[Group]:
    found = search(actor, text, limit=limit)
    groups = [_contacts(found, text)]
    if is_name(text):
        groups += [
            _companies(actor, text, limit, found.rows),
            Group(_("Deals"), sales.find(actor, words=text, limit=limit, contacts=found.found)),
            _tasks(actor, text, limit),
        ]
    return [group for group in groups if group.hits]


def _contacts(found: ContactList, text: str) -> Group:
    hits = [
        Hit(
            "contact",
            row.name,
            " · ".join(
                part for part in (row.title, row.company, str(labels.STAGES[stage_of(row.cell)])) if part
            ),
            links.to("desk:contact", row.public),
        )
        for row in found.rows
    ]
    more = f"{reverse('desk:contacts')}?{urlencode({'q': text})}" if found.after else ""
    return Group(_("Contacts"), hits, more)


def _companies(actor: Actor, text: str, limit: int, contacts: Sequence[Row]) -> Group:
    """Those of one's portfolios, then those that only a contact just found brings into sight."""
    if not actor.has(Permission.COMPANY_READ):
        return Group(_("Companies"), [])
    found, more = companies_found(actor, words=text, limit=limit)
    named = {one.public: one.name for one in found}
    for row in contacts:
        if row.company_public and answers(row.company, text):
            named.setdefault(row.company_public, row.company)
    return Group(
        _("Companies"),
        [
            Hit("company", name, "", links.to("people:company", public))
            for public, name in list(named.items())[:limit]
        ],
        f"{reverse('people:companies')}?{urlencode({'start': text})}" if more else "",
    )


def _tasks(actor: Actor, text: str, limit: int) -> Group:
    hits = [
        Hit(
            "task",
            task.title or str(TaskKind(task.kind).label),
            f"{task.contact_name} · {day(task.due_at)}",
            links.to("desk:contact", task.contact_public),
        )
        for task in tasks_found(actor, words=text, limit=limit)
    ]
    return Group(_("My tasks"), hits)
