"""What a reader asks for, round after round, and the clock held next to it."""

import html
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from typing import Final
from urllib.parse import quote

from licite.console.bench.stand import Stand

INDEX: Final = "/contacts/"
NEXT: Final = re.compile(r'href="([^"]*[?&;]after=[^"]*)"')
RECORD: Final = re.compile(r'href="(/contacts/[0-9a-f-]{36}/)"')
FAR: Final = 100
"""The page of the list that shows whether paging holds its pace."""
LIVE: Final = {"HX-Request": "true", "HX-Target": "results"}
# Usual beginnings and usual names of the invented people, so that each search finds some.
LETTERS: Final = ("mar", "ber", "dup", "rou", "lam", "gir", "mor", "lef", "pet", "gau")
WORDS: Final = (
    "marie dup",
    "julien mar",
    "camille ber",
    "thomas rou",
    "sophie mor",
    "nicolas gir",
    "claire lef",
    "pierre pet",
    # Two family names: many have either, nobody has both.
    "moreau lef",
    "girard pet",
)
KINDS: Final = ("list", "page_100", "search_letters", "search_words", "contact")


@dataclass(frozen=True)
class Ask:
    """One request. Asks of one kind may differ (another word, another record), and so may their answers."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    milliseconds: float
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Site:
    """One server on this machine, and the cookie of whoever asks."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie = {"Cookie": f"licite={cookie}"} if cookie else {}

    def get(self, ask: Ask) -> Answer:
        """Asks for a page and reads it whole. SystemExit when it is no page."""
        began = time.perf_counter()
        self._connection.request("GET", ask.path, headers={**self._cookie, **ask.headers})
        response = self._connection.getresponse()
        body = response.read()
        taken = (time.perf_counter() - began) * 1000
        if response.status != 200:
            raise SystemExit(f"licite: {ask.path.partition('?')[0]} answered {response.status}")
        return Answer(taken, body)


@dataclass(frozen=True)
class Visit:
    """One reader before one site: for each kind of page, the requests to make by turns."""

    reader: str
    site: Site
    asks: Mapping[str, Iterator[Ask]]

    def make(self, kind: str) -> tuple[Ask, Answer]:
        """The next request of this kind, and its answer."""
        ask = next(self.asks[kind])
        return ask, self.site.get(ask)


def bare(stand: Stand) -> Visit:
    """The yardstick: the same page whatever is asked for."""
    return Visit("", Site(stand.bare), {kind: cycle([Ask("/")]) for kind in KINDS})


def visits(stand: Stand, *, twin: bool = False) -> dict[str, Visit]:
    """Every reader's, before the product or before its twin."""
    return {
        reader: _visit(reader, Site(stand.twin if twin else stand.site, cookie))
        for reader, cookie in stand.cookies.items()
    }


def _visit(reader: str, site: Site) -> Visit:
    first = site.get(Ask(INDEX)).text
    records = sorted(set(RECORD.findall(first)))
    if not records:
        raise SystemExit("licite: no contact in sight; licite bench seed --contacts N makes some")
    asks: dict[str, tuple[Ask, ...]] = {
        "list": (Ask(INDEX),),
        "page_100": (Ask(_far(site, first)),),
        "search_letters": tuple(Ask(f"{INDEX}?q={quote(one)}", LIVE) for one in LETTERS),
        "search_words": tuple(Ask(f"{INDEX}?q={quote(one)}", LIVE) for one in WORDS),
        "contact": tuple(map(Ask, records)),
    }
    return Visit(reader, site, {kind: cycle(ask) for kind, ask in asks.items()})


def _far(site: Site, text: str) -> str:
    """Where the hundredth page is, by following the list's own links; the last one of a shorter list."""
    path, full = INDEX, text.count("<tr>")
    for _ in range(1, FAR):
        found = link(text)
        if found is None:
            break
        text = site.get(Ask(found, LIVE)).text
        if text.count("<tr>") < full:
            break
        path = found
    return path


def link(text: str) -> str | None:
    """The link to the next page of a list."""
    found = NEXT.search(text)
    if found is None:
        return None
    target = html.unescape(found.group(1))
    return target if target.startswith("/") else INDEX + target
