"""The row of figures of a home: what each profile watches over, counted, each a link to the page that shows the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.desk.doors import Door
from licite.journal.health import sealing_state
from licite.journal.queries import last_verification
from licite.kit import clock, money
from licite.lawful.queries.suppression import summary
from licite.people.queries.lately import count_consents_ending, count_objections_lately
from licite.people.queries.notices import Wanted, due_count
from licite.sales.queries.forecast import forecast
from licite.staff import signins
from licite.staff.queries import standings
from licite.web.dates import date_format


@dataclass(frozen=True)
class Figure:
    """A number or a moment; `care`: it asks for something; `under`: a word more."""

    label: str | Promise
    value: str
    url: str
    under: str = ""
    care: bool = False


def figures(actor: Actor, doors: Sequence[Door], parts: Mapping[str, bool]) -> list[Figure]:
    """The figures of whoever plans no task of their own; `doors` bring the counts that they have made, `parts` how the
    system is (health.look), for whoever manages members.
    """
    behind = {door.url: door for door in doors}
    found: list[Figure] = []
    if actor.has(Permission.FORECAST_READ):
        found += _pipeline(actor)
    if actor.has(Permission.SUPPRESSION_MANAGE):
        found += _objections(actor)
    elif actor.has(Permission.WORDING_MANAGE):
        found += _consents(actor)
    if actor.has(Permission.NOTICE_DELIVER):
        found += _notices(actor, behind)
    if actor.has(Permission.BALANCING_WRITE):
        found += _door(behind, "lawful:purposes", _("Balancing tests to settle"))
    if actor.has(Permission.NOTE_REVIEW):
        found += _door(behind, "people:notes", _("Texts to review"))
    if actor.has(Permission.JOURNAL_READ):
        found += _journal(actor)
    if actor.has(Permission.MEMBER_MANAGE):
        found += _accounts(parts)
    return found


def _pipeline(actor: Actor) -> list[Figure]:
    found, url = forecast(actor), reverse("sales:forecast")
    won, total = found.ended[-1][1].won, found.total
    month = date_format(found.ended[-1][0], "F Y")
    return [
        Figure(
            _("Won this month"), money.euros(won.cents, actor.language), url, _deals(won.held) + f" · {month}"
        ),
        Figure(_("Deals under way"), money.euros(total.cents, actor.language), url, _deals(total.held)),
        Figure(_("Weighted by probability"), money.euros(round(total.weighted, -2), actor.language), url),
    ]


def _deals(count: int) -> str:
    return ngettext("%(n)s deal", "%(n)s deals", count) % {"n": count}


def _objections(actor: Actor) -> list[Figure]:
    count, due = count_objections_lately(actor), summary(actor).to_review
    return [
        Figure(_("Objections in seven days"), str(count), reverse("people:objections-lately")),
        Figure(_("Suppression list: to review"), str(due), reverse("lawful:suppression"), care=due > 0),
    ]


def _consents(actor: Actor) -> list[Figure]:
    count = count_consents_ending(actor)
    return [Figure(_("Consents ending within 30 days"), str(count), reverse("people:consents-ending"))]


def _notices(actor: Actor, behind: Mapping[str, Door]) -> list[Figure]:
    url = reverse("people:to-inform")
    held = due_count(actor, wanted=Wanted(show="all"))
    late = behind[url].count if url in behind else due_count(actor, wanted=Wanted(show="overdue"))
    return [
        Figure(_("People to inform"), str(held), f"{url}?show=all"),
        Figure(_("Not informed in time"), str(late), f"{url}?show=overdue", care=late > 0),
    ]


def _door(behind: dict[str, Door], route: str, label: str) -> list[Figure]:
    url = reverse(route)
    count = behind[url].count
    return [Figure(label, str(count), url, care=count > 0)]


def _journal(actor: Actor) -> list[Figure]:
    state, last = sealing_state(), last_verification(actor)
    url = reverse("desk:journal") + "#seal"
    broken = last is not None and last.detail.get("ok") is not True
    return [
        Figure(_("Journal sealed"), _ago(state.sealed_at), url, care=not state.ok),
        Figure(
            _("Last verification"),
            _ago(last.at if last else None),
            url,
            _("altered")
            if broken
            else ""
            if last
            else _("to run: “Verify now”, at the end of the page Journal"),
            broken or last is None,
        ),
    ]


def _accounts(parts: Mapping[str, bool]) -> list[Figure]:
    url, present = reverse("staff:members"), [one for one in standings().values() if one.state != "left"]
    bare = sum(one.state == "active" and not one.second_factor for one in present)
    waiting = sum(one.state == "invited" for one in present)
    ill = ", ".join(label for label, well in told(parts) if not well)
    return [
        Figure(
            _("State of the system"),
            _("to look at") if ill else _("well"),
            "#health",
            ill,
            bool(ill),
        ),
        Figure(_("Without second factor"), str(bare), f"{url}?factor=none", care=bare > 0),
        Figure(_("Open sessions"), str(sum(signins.open_by_member().values())), url),
        Figure(_("Invitations waiting"), str(waiting), url),
        Figure(_("Journal sealed"), _ago(sealing_state().sealed_at), "#health", care=not parts["sealing"]),
    ]


def told(parts: Mapping[str, bool]) -> list[tuple[str, bool]]:
    """Each part of the system in words, and whether it is well; nothing for nothing."""
    names = {
        "database": _("database"),
        "migrations": _("migrations"),
        "worker": _("worker"),
        "sealing": _("sealing of the journal"),
    }
    return [(names[part], well) for part, well in parts.items()]


def _ago(at: datetime | None) -> str:
    """Just now or minutes ago, the hour today, else the day."""
    if at is None:
        return _("never")
    seconds, local = int((clock.now() - at).total_seconds()), timezone.localtime(at)
    if seconds < 90:
        return _("just now")
    if seconds < 5400:
        minutes = seconds // 60
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    return (
        time_format(local, "H:i")
        if local.date() == timezone.localdate(clock.now())
        else date_format(local, "j N")
    )
