"""Readers of a bench: who they are, which pages they ask for, and the clock held next to them."""

import html
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from licite.access import gate, tickets
from licite.access.models import Grant
from licite.staff.actions import read_notice

NEXT = re.compile(r'href="([^"]*[?&;]after=[^"]*)"')
RECORD = re.compile(r'href="(/contacts/[0-9a-f-]{36}/)"')
# Usual beginnings and usual names of the invented people, so that each search finds some.
LETTERS = ("mar", "ber", "dup", "rou", "lam", "gir", "mor", "lef", "pet", "gau")
WORDS = (
    "marie dup",
    "julien mar",
    "camille ber",
    "thomas rou",
    "sophie mor",
    "nicolas gir",
    "claire lef",
    "pierre pet",
)


@dataclass
class Page:
    """One kind of page: which path to ask next."""

    name: str
    cookie: str
    path: Callable[[], str]
    seen: Callable[[str], None] | None = None


@dataclass(frozen=True)
class Answer:
    """What came back."""

    milliseconds: float
    body: bytes


class Site:
    """One server on this machine; a connection is kept when the server keeps it."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, cookie: str = "") -> Answer:
        """Asks for a page and reads it whole. SystemExit when it is no page."""
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"} if cookie else {}
        began = time.perf_counter()
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        body = response.read()
        taken = (time.perf_counter() - began) * 1000
        if response.status != 200:
            raise SystemExit(f"licite: {path.partition('?')[0]} answered {response.status}")
        return Answer(taken, body)


@contextmanager
def signed_in(profile: str) -> Iterator[str]:
    """The cookie of a member with this profile, whose ticket ends with the bench."""
    with gate.as_system("bench"):
        grants = Grant.objects.filter(profile__key=profile, ends_at=None).order_by("id")
        member = grants.values_list("member_id", flat=True).first()
    if member is None:
        raise SystemExit(f"licite: this home has no {profile}")
    with gate.acting_for(member, "bench") as actor:
        if not actor.notice_read:
            read_notice(actor)
    key = secrets.token_urlsafe(32)
    tickets.mint(member, key)
    try:
        yield key
    finally:
        tickets.end(tickets.hash_of(key))


def pages_of(reader: str, cookie: str, site: Site) -> list[Page]:
    """The pages that this reader asks for, round after round."""
    index = reverse("desk:contacts")
    first = site.get(index, cookie).body.decode()
    records = sorted(set(RECORD.findall(first)))
    if not records:
        raise SystemExit("licite: no contact in sight; licite bench seed --contacts N makes some")
    follower = Follower(index, first)
    letters, words, people = cycle(LETTERS), cycle(WORDS), cycle(records)
    return [
        Page(f"contacts_{reader}", cookie, lambda: index),
        Page(f"contacts_next_{reader}", cookie, follower.path, follower.read),
        Page(f"search_letters_{reader}", cookie, lambda: f"{index}?q={quote(next(letters))}"),
        Page(f"search_words_{reader}", cookie, lambda: f"{index}?q={quote(next(words))}"),
        Page(f"contact_{reader}", cookie, lambda: next(people)),
    ]


class Follower:
    """Goes from page to page of a list by its own link, and back to the second one at the end."""

    def __init__(self, index: str, first: str) -> None:
        self._index = index
        self._second = self._next = self._link(first) or index

    def path(self) -> str:
        """Where the last page's link leads."""
        return self._next

    def read(self, text: str) -> None:
        """Finds the link of the page that was just shown."""
        self._next = self._link(text) or self._second

    def _link(self, text: str) -> str | None:
        found = NEXT.search(text)
        if found is None:
            return None
        link = html.unescape(found.group(1))
        return link if link.startswith("/") else self._index + link
