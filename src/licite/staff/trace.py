"""The journal's rows of the login pages: written by the login role, in the transaction of the act."""

from typing import Any

from django.http import HttpRequest

from licite.access.http import origin_of
from licite.journal import entries
from licite.staff import lockouts


def note(request: HttpRequest, act: str, **detail: Any) -> None:
    """One row: ids and closed words, never an e-mail."""
    entries.write(act, detail=detail, origin=origin_of(request), using="auth")


def refused(request: HttpRequest, email: str, *, why: str) -> None:
    """A failed attempt: counted against e-mail and address, and journalled under the e-mail's keyed token."""
    lockouts.fail(email, origin_of(request))
    note(request, "staff:session:refuse", account=lockouts.account_key(email), why=why)
