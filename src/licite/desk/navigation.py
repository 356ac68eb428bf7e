"""The frame's navigation: what this member's permissions open, and nothing that would refuse."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.web.parts import NavGroup, NavItem, NavMember, Search

Entry = tuple[str, str, Permission | None]

WORK = (
    ("desk:home", "home", None),
    ("desk:contacts", "users", Permission.CONTACT_READ),
    ("people:companies", "company", Permission.COMPANY_READ),
    ("sales:board", "deal", Permission.DEAL_READ),
    ("sales:forecast", "chart", Permission.FORECAST_READ),
    ("intake:imports", "import", Permission.IMPORT_RUN),
    ("people:tray", "tray", Permission.TRAY_DECIDE),
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
    ("desk:grants", "users", Permission.GRANT_MANAGE),
    ("staff:members", "users", Permission.MEMBER_MANAGE),
    ("desk:security", "lock", Permission.MEMBER_MANAGE),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """The context of `web/base.html`; nothing for pages outside the gate."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    here = request.path
    context: dict[str, object] = {
        "nav": [
            *_groups(actor, here, ((WORK, ""), (LAW, _("Lawful use")), (WATCH, _("Control")))),
            NavGroup([_item(name, icon, here) for name, icon in OWN], _("My rights")),
        ],
        "nav_home": reverse("desk:home"),
        "nav_member": NavMember(
            name=actor.name,
            initials="".join(word[0] for word in actor.name.split()[:2]).upper(),
            role=role_of(actor),
            url=reverse("staff:account"),
            sign_out_url=reverse("account_logout"),
        ),
    }
    if actor.has(Permission.CONTACT_READ):
        context["nav_search"] = Search(reverse("desk:contacts"), request.GET.get("q", ""))
    return context


OWN = (("desk:rights", "lock"), ("desk:journal-mine", "eye"))


def _groups(actor: Actor, here: str, groups: Sequence[tuple[Sequence[Entry], str]]) -> Iterator[NavGroup]:
    """Each group with what the member's permissions open; none that would be empty."""
    for entries, title in groups:
        items = [_item(name, icon, here) for name, icon, wish in entries if wish is None or actor.has(wish)]
        if items:
            yield NavGroup(items, title)


def role_of(actor: Actor) -> str:
    """Profiles and portfolios, in words."""
    profiles = ", ".join(str(labels.profile(key)) for key in actor.profiles) or _("No rights yet")
    places = ", ".join(actor.portfolios.values())
    return f"{profiles} · {places}" if places else profiles


def _item(name: str, icon: str, here: str) -> NavItem:
    url = reverse(name)
    return NavItem(
        str(_names()[name]), url, icon, current=here == url or (url != "/" and here.startswith(url))
    )


def _names() -> dict[str, str]:
    return {
        "desk:grants": _("Members and grants"),
        "desk:home": _("Home"),
        "desk:contacts": _("Contacts"),
        "desk:journal": _("Journal"),
        "desk:journal-mine": _("What the journal says of me"),
        "desk:minimisation": _("Minimisation"),
        "desk:organisation": _("Our organisation"),
        "desk:rights": _("My grants"),
        "desk:rules": _("Our rules"),
        "desk:security": _("Security rules"),
        "intake:imports": _("Imports"),
        "lawful:notices": _("Information notices"),
        "lawful:purposes": _("Purposes"),
        "people:capacities": _("Capacities to settle"),
        "lawful:suppression": _("Suppression list"),
        "lawful:wordings": _("Texts of consent"),
        "people:companies": _("Companies"),
        "people:notes": _("Texts to reread"),
        "people:to-inform": _("To inform"),
        "people:tray": _("To examine"),
        "sales:board": _("Deals"),
        "sales:forecast": _("Forecast"),
        "staff:members": _("Members"),
    }
