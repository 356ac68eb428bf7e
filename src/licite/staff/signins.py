"""Sign-ins: a session and its ticket open together, are listed together and end together."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connections, transaction
from django.http import HttpRequest

from licite.access import tickets
from licite.access.http import origin_of
from licite.kit import clock
from licite.staff.models import Account, Session, SignIn
from licite.staff.sessions import hashed

# Order counts: Edge and Opera also call themselves Chrome, Chrome also calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)

MARK = 16

OPEN = """
    SELECT a.member_id, count(*) FROM login.staff_account a CROSS JOIN LATERAL gate.live_tickets(a.member_id) GROUP BY 1
"""


def device_of(agent: str) -> str:
    """A short name of browser and system, "Firefox · Windows"; empty when neither is known."""
    found = [next((name for mark, name in among if mark in agent), "") for among in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in found if name)


def open_(request: HttpRequest, account: Account, key: str) -> None:
    """Mints the ticket of this session and notes where it was opened."""
    tickets.mint(account.member_id, key)
    SignIn.objects.create(
        account=account,
        session=hashed(key),
        ticket=tickets.hash_of(key),
        address=origin_of(request),
        device=device_of(re.sub(r"[^\x20-\x7e]", "", request.headers.get("User-Agent", ""))),
        opened_at=clock.now(),
    )


def known(key: str) -> bool:
    """Whether a session has had its ticket."""
    return SignIn.objects.filter(session=hashed(key)).exists()


def keep(key: str) -> bool:
    """Whether a session's ticket lives; if so this counts as use."""
    with connections["auth"].cursor() as cursor:
        cursor.execute("SELECT gate.keep_ticket(%s)", [tickets.hash_of(key)])
        (alive,) = cursor.fetchone()
    return bool(alive)


def end_key(key: str) -> int | None:
    """Ends the ticket of a session cookie; the member, if the session was a known one and open."""
    tickets.end(tickets.hash_of(key))
    row = SignIn.objects.filter(session=hashed(key), ended_at=None).select_related("account").first()
    if row is None:
        return None
    _end([row])
    return row.account.member_id


def end_one(account: Account, mark: str) -> bool:
    """Ends one open sign-in of the account; False when it has none of this mark (see `Open`)."""
    if len(mark) != MARK:
        return False
    return bool(_end(SignIn.objects.filter(account=account, session__startswith=mark, ended_at=None)))


def end_all(account: Account, *, but: bytes | None = None) -> int:
    """Ends every sign-in of the account, but the one of a ticket's hash; says how many."""
    rows = SignIn.objects.filter(account=account, ended_at=None)
    return _end(row for row in rows if but is None or bytes(row.ticket) != but)


def _end(rows: Iterable[SignIn]) -> int:
    with transaction.atomic(using="auth"):
        ended = list(rows)
        for row in ended:
            tickets.end(bytes(row.ticket))
        Session.objects.filter(pk__in=[row.session for row in ended]).delete()
        SignIn.objects.filter(pk__in=[row.pk for row in ended]).update(ended_at=clock.now())
    return len(ended)


@dataclass(frozen=True)
class Open:
    """One open sign-in, as its member sees it.

    `mark` names it on the page: the beginning of its session's hash, since a number would count the whole house's.
    """

    mark: str
    device: str
    address: str
    opened_at: datetime
    seen_at: datetime
    here: bool


def open_ones(account: Account, *, here: bytes | None) -> Sequence[Open]:
    """The account's live sign-ins, the latest used first; `here` is the hash of the asking session's ticket."""
    live = live_tickets(account.member_id)
    rows = SignIn.objects.filter(account=account, ended_at=None)
    found = [
        Open(
            row.session[:MARK],
            row.device,
            row.address,
            row.opened_at,
            live[bytes(row.ticket)],
            bytes(row.ticket) == here,
        )
        for row in rows
        if bytes(row.ticket) in live
    ]
    return sorted(found, key=lambda one: (not one.here, -one.seen_at.timestamp()))


def open_by_member() -> Mapping[int, int]:
    """How many sign-ins each member has open now, by member; those with none are left out. One statement."""
    with connections["auth"].cursor() as cursor:
        cursor.execute(OPEN)
        return dict(cursor.fetchall())


def live_tickets(member: int) -> Mapping[bytes, datetime]:
    """When each live ticket of a member was last used, by its hash."""
    with connections["auth"].cursor() as cursor:
        cursor.execute("SELECT hash, seen_at FROM gate.live_tickets(%s)", [member])
        return {bytes(ticket): seen for ticket, seen in cursor.fetchall()}
