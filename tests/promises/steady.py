"""A browser that keeps its ticket: the tests mint tickets without a login session, and pages that look for one
clear the cookie of a session they do not find.
"""

from typing import Any

from django.test import Client

from tests.conftest import session_of
from tests.world import Cast


class Steady(Client):
    """Signed in as the member for every request."""

    def __init__(self, member: Cast) -> None:
        super().__init__(raise_request_exception=False)
        self.key = session_of(member)

    def request(self, **request: Any) -> Any:
        self.cookies["licite"] = self.key
        return super().request(**request)
