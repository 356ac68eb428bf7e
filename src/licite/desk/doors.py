"""The doors of the home page: what the profile opens besides contacts, with what waits behind each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.requests import waiting_count as waiting_requests
from licite.lawful.queries.notices import changed_since
from licite.lawful.queries.purposes import purposes_now
from licite.people.queries.notes import flag_count
from licite.people.queries.notices import Wanted, due_count
from licite.people.queries.tasks import tray_count
from licite.people.queries.waiting import waiting_count
from licite.web.dates import today


@dataclass(frozen=True)
class Door:
    """One page; `count` what waits there, 0 for nothing or for what is not counted."""

    url: str
    label: str | Promise
    text: str | Promise
    count: int = 0
    query: str = ""

    @property
    def there(self) -> str:
        """Its address, narrowed to those that are counted where there are any."""
        return self.url + (self.query if self.count else "")


COUNTED: Final = {"people:to-inform": "?show=overdue"}
"""The pages that open on more than what their door counts: how they are narrowed to it."""


def _overdue(actor: Actor) -> int:
    return due_count(actor, wanted=Wanted(show="overdue"))


def _stale_notices(actor: Actor) -> int:
    return changed_since()


def _tests(actor: Actor) -> int:
    """Tests to write, to approve or past their review, of purposes in use."""
    live = (one for one in purposes_now().values() if one.retired_at is None and one.needs_test)
    return sum(one.drafted or not one.balanced(today()) for one in live)


DOORS: Final[tuple[tuple[Permission, str, Promise, Promise, Callable[[Actor], int] | None], ...]] = (
    (
        Permission.GRANT_MANAGE,
        "desk:grants",
        _("Requests for access"),
        _("Members and grants; the number is of colleagues who ask for access and wait for your answer"),
        waiting_requests,
    ),
    (
        Permission.TRAY_DECIDE,
        "people:tray",
        _("To examine"),
        _("New records that meet one of another portfolio, or an objection"),
        tray_count,
    ),
    (
        Permission.NOTE_REVIEW,
        "people:notes",
        _("Texts to review"),
        _("Notes whose words seem to speak of what a customer base may not keep"),
        flag_count,
    ),
    (
        Permission.JOURNAL_READ,
        "people:duplicates-waiting",
        _("Duplicates"),
        _("Records that look like one person and wait for a manager’s decision; how many, and since when"),
        waiting_count,
    ),
    (
        Permission.NOTICE_MANAGE,
        "people:to-inform",
        _("To inform"),
        _("Persons who have not been told what we hold about them; the number is of those past their day"),
        _overdue,
    ),
    (
        Permission.NOTICE_MANAGE,
        "lawful:notices",
        _("Information notices"),
        _(
            "What persons are told; the number is of notices older than a change of purposes or of the organisation"
        ),
        _stale_notices,
    ),
    (
        Permission.BALANCING_WRITE,
        "lawful:purposes",
        _("Purposes"),
        _("Why persons are held; the number is of balancing tests to write, to approve or to review"),
        _tests,
    ),
    (
        Permission.WORDING_MANAGE,
        "lawful:wordings",
        _("Consent wordings"),
        _("The words with which persons agree, version by version"),
        None,
    ),
    (
        Permission.CAPACITY_BULK,
        "people:capacities",
        _("Consumer or professional?"),
        _("Who is a professional and who is not: until it is said, the strictest rules hold"),
        None,
    ),
    (
        Permission.IMPORT_RUN,
        "intake:imports",
        _("Imports"),
        _("Bring in a file, with where it comes from and why"),
        None,
    ),
    (
        Permission.JOURNAL_READ,
        "desk:journal",
        _("Journal"),
        _("Who saw whom, when and from where; sealed, verifiable"),
        None,
    ),
    (
        Permission.MEMBER_MANAGE,
        "staff:members",
        _("Members"),
        _("Invite, see who signs in how, shut out a leaver in one gesture"),
        None,
    ),
    (
        Permission.MEMBER_MANAGE,
        "desk:security",
        _("Security rules"),
        _("Sign-in, sessions and reveals: what the rules ask for, and what you may tighten"),
        None,
    ),
)


def doors(actor: Actor) -> list[Door]:
    """The doors of this profile; at most one statement for each that counts."""
    opened = [
        Door(reverse(route), label, text, count(actor) if count else 0, COUNTED.get(route, ""))
        for permission, route, label, text, count in DOORS
        if actor.has(permission)
    ]
    return [*opened, Door(reverse("desk:rights"), _("My access"), _("What you may see and do, until when"))]
