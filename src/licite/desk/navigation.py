"""The frame's navigation: what this member's permissions open, and nothing that would refuse."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.web import links
from licite.web.parts import NavGroup, NavItem, NavMember, Search

Entry = tuple[str, str, Permission | None]

WORK = (
    ("desk:home", "home", None),
    ("desk:week", "calendar", Permission.TASK_WRITE),
    ("desk:team", "users", Permission.TEAM_READ),
    ("desk:contacts", "users", Permission.CONTACT_READ),
    ("people:companies", "company", Permission.COMPANY_READ),
    ("sales:board", "deal", Permission.DEAL_READ),
    ("sales:forecast", "chart", Permission.FORECAST_READ),
    ("intake:imports", "import", Permission.IMPORT_RUN),
    ("people:tray", "tray", Permission.TRAY_DECIDE),
    ("people:duplicates", "users", Permission.CONTACT_MERGE),
    ("people:duplicates-waiting", "users", Permission.JOURNAL_READ),
    ("people:to-inform", "info", Permission.NOTICE_DELIVER),
    ("people:capacities", "user", Permission.CAPACITY_BULK),
    ("people:notes", "note", Permission.NOTE_REVIEW),
)
LAW = (
    ("desk:rules", "shield", Permission.LAW_READ),
    ("lawful:purposes", "origin", Permission.LAW_READ),
    ("lawful:notices", "file", Permission.NOTICE_MANAGE),
    ("lawful:wordings", "check", Permission.WORDING_MANAGE),
    ("lawful:suppression", "stop", Permission.SUPPRESSION_MANAGE),
    ("desk:minimisation", "list", Permission.FIELD_MANAGE),
    ("desk:organisation", "company", Permission.ORGANISATION_MANAGE),
)
WATCH = (
    ("desk:journal", "journal", Permission.JOURNAL_READ),
    ("desk:openings", "eye", Permission.OPENING_READ),
    ("desk:grants", "users", Permission.GRANT_MANAGE),
    ("desk:profiles", "list", Permission.PROFILE_MANAGE),
    ("desk:portfolios", "flag", Permission.PORTFOLIO_MANAGE),
    ("staff:members", "users", Permission.MEMBER_MANAGE),
    ("desk:security", "lock", Permission.MEMBER_MANAGE),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """The context of `web/base.html`; nothing for pages outside the gate."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    context: dict[str, object] = {
        "nav": [
            *_groups(get_language() or "", actor.permissions, _current(request.path)),
        ],
        "nav_home": links.at("desk:home"),
        "nav_member": NavMember(
            name=actor.name,
            initials="".join(word[0] for word in actor.name.split()[:2]).upper(),
            role=role_of(actor),
            url=links.at("staff:account"),
            sign_out_url=links.at("account_logout"),
        ),
    }
    if actor.has(Permission.CONTACT_READ):
        found = links.at("desk:search")
        context["nav_search"] = Search(found, request.GET.get("q", ""), live=found)
    return context


OWN = (("desk:rights", "lock"), ("desk:journal-mine", "eye"))


@lru_cache(maxsize=512)
def _groups(_language: str, permissions: frozenset[str], current: frozenset[str]) -> Sequence[NavGroup]:
    """Each group with what the permissions open; none that would be empty. The same for all who hold the same."""
    own: list[Entry] = [(name, icon, None) for name, icon in OWN]
    named, titled = (
        _names(),
        ((WORK, ""), (LAW, _("Lawful use")), (WATCH, _("Control")), (own, _("My rights"))),
    )
    groups = [
        NavGroup(
            tuple(
                NavItem(named[name], _addresses()[name], icon, current=name in current)
                for name, icon, wish in entries
                if wish is None or wish in permissions
            ),
            title,
        )
        for entries, title in titled
    ]
    return tuple(group for group in groups if group.items)


def _current(here: str) -> frozenset[str]:
    """The entries that the page belongs to."""
    return frozenset(
        name for name, url in _addresses().items() if here == url or (url != "/" and here.startswith(url))
    )


@cache
def _addresses() -> Mapping[str, str]:
    """Every entry's address."""
    return {name: reverse(name) for name in _names()}


def role_of(actor: Actor) -> str:
    """Profiles and portfolios, in words."""
    profiles = ", ".join(str(labels.profile(key)) for key in actor.profiles) or _("No rights yet")
    places = labels.places(actor.portfolios.values())
    return f"{profiles} · {places}" if places else profiles


def _names() -> dict[str, str]:
    return {
        "desk:grants": _("Members and grants"),
        "desk:home": _("Home"),
        "desk:contacts": _("Contacts"),
        "desk:journal": _("Journal"),
        "desk:journal-mine": _("What the journal says about me"),
        "desk:minimisation": _("Minimisation"),
        "desk:organisation": _("Our organisation"),
        "desk:openings": _("Who opened my records"),
        "desk:portfolios": _("Portfolios"),
        "desk:profiles": _("Profiles"),
        "desk:rights": _("My access"),
        "desk:rules": _("Our rules"),
        "desk:security": _("Security rules"),
        "desk:team": _("My team"),
        "desk:week": _("My week"),
        "intake:imports": _("Imports"),
        "lawful:notices": _("Information notices"),
        "lawful:purposes": _("Purposes"),
        "people:capacities": _("Consumer or professional?"),
        "lawful:suppression": _("Suppression list"),
        "lawful:wordings": _("Consent wordings"),
        "people:companies": _("Companies"),
        "people:duplicates": _("Duplicates"),
        "people:duplicates-waiting": _("Duplicates"),
        "people:notes": _("Texts to review"),
        "people:to-inform": _("To inform"),
        "people:tray": _("To examine"),
        "sales:board": _("Deals"),
        "sales:forecast": _("Forecast"),
        "staff:members": _("Members"),
    }
