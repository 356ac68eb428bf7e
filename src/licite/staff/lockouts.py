"""Failed sign-ins slow down: per e-mail typed, whether an account has it or not, and per address.

Kept in the login schema, because several processes serve. Figures are the pack's (CNIL 2022-100). One address
serves a whole office, so it is allowed `OFFICE` times as much before it waits.
"""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from licite import packs
from licite.kit import clock
from licite.staff.models import Lockout

OFFICE = 4
LONGEST = timedelta(hours=1)
DAY = timedelta(days=1)


def account_key(email: str) -> str:
    """A keyed token of an e-mail: the same for the same person, and no e-mail."""
    return salted_hmac("licite.staff.account", email.strip().lower(), algorithm="sha256").hexdigest()


def address_key(address: str) -> str:
    """A keyed token of an address."""
    return salted_hmac("licite.staff.address", address, algorithm="sha256").hexdigest()


def wait(email: str, address: str) -> timedelta:
    """How long this sign-in still has to wait; nothing when it may be tried.

    Holds the e-mail's row until the transaction ends, so that guesses of one account come one by one. Needs a
    transaction on the login alias.
    """
    now = clock.now()
    fresh = {"failures": 0, "today": 0, "day_at": now, "last_at": now}
    key = account_key(email)
    Lockout.objects.get_or_create(key=key, defaults=fresh)
    account = Lockout.objects.select_for_update().get(key=key)
    office = Lockout.objects.filter(key=address_key(address)).first()
    until = [free_at(account, times=1)]
    if office is not None:
        until.append(free_at(office, times=OFFICE))
    return max(timedelta(), max(until) - now)


def free_at(row: Lockout, *, times: int) -> datetime:
    """When the next attempt is allowed: after a delay that doubles, or the next day."""
    allowed = packs.value("sec.lockout.failures") * times
    moment = row.last_at
    if row.failures >= allowed:
        moment += min(
            packs.duration("sec.lockout.first_delay") * 2 ** min(row.failures - allowed, 10), LONGEST
        )
    if row.today >= packs.value("sec.lockout.a_day") * times:
        moment = max(moment, row.day_at + DAY)
    return moment


def fail(email: str, address: str) -> None:
    """Counts one failure of both. No success of somebody else clears an address: an hour without failures does."""
    count(account_key(email))
    count(address_key(address), again=LONGEST)


def count(key: str, *, again: timedelta | None = None) -> None:
    """One more under a key; after `again` without any, the ones in a row begin anew."""
    now = clock.now()
    row, _made = Lockout.objects.select_for_update().get_or_create(
        key=key, defaults={"failures": 0, "today": 0, "day_at": now, "last_at": now}
    )
    if now - row.day_at >= DAY:
        row.today, row.day_at = 0, now
    if again is not None and now - row.last_at >= again:
        row.failures = 0
    row.failures, row.today, row.last_at = row.failures + 1, row.today + 1, now
    row.save()


def succeed(email: str) -> None:
    """A whole sign-in: the account's failures in a row are forgotten, the day's are not, nor the address's."""
    Lockout.objects.filter(key=account_key(email)).update(failures=0)


def ask(address: str) -> bool:
    """Counts one request for a forgotten password, as a failure of an office; False once there were too many."""
    key = address_key("forgotten " + address)
    row = Lockout.objects.select_for_update().filter(key=key).first()
    if row is not None and free_at(row, times=OFFICE) > clock.now():
        return False
    count(key, again=LONGEST)
    return True


def forget(email: str) -> None:
    """A password chosen anew by a link: whoever locked the account out no longer does."""
    Lockout.objects.filter(key=account_key(email)).delete()


def sweep(now: datetime) -> int:
    """Rows that count for nothing any more."""
    deleted, _models = Lockout.objects.filter(last_at__lt=now - DAY).delete()
    return deleted
