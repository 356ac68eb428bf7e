"""A walk over all that links lead to, as one visitor: each route once, and once more with a query."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

LINKS = "[...document.querySelectorAll('a[href]')].filter(a => !a.download).map(a => a.href)"
# Elsewhere they are a page like any other; here they would end the walk.
ENDS = {"sign-out/", "sign-in/"}


def route_of(url: str) -> tuple[str, bool] | None:
    """Which page an address is, and whether it asks for something; None for a file or another site."""
    parts = urlsplit(url)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    return (found.route, bool(parts.query)) if found.route not in ENDS else None


def walk(page: Page, start: str, also: tuple[str, ...] = ()) -> Iterator[str]:
    """Stand on each page in turn, and give its route; whoever asks looks at `page` meanwhile."""
    home = urlsplit(page.url)
    base = f"{home.scheme}://{home.netloc}"
    queue, seen = deque(base + path for path in (start, *also)), set()
    while queue:
        url = queue.popleft()
        key = route_of(url) if url.startswith(base + "/") else None
        if key is None or key in seen:
            continue
        seen.add(key)
        try:
            answer = page.goto(url)
        except Error as error:
            if "Download is starting" in str(error):
                continue
            raise
        assert answer is not None
        assert answer.status == 200, f"{answer.status} {url}"
        if "html" not in answer.headers.get("content-type", ""):
            continue
        yield key[0]
        queue.extend(page.evaluate(LINKS))
