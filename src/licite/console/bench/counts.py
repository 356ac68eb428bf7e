"""How many SQL statements each page takes: asked in a web process of its own, over every database alias.

`python -m licite.console.bench.counts` reads [[kind, reader, path, headers, cookie], …] on its input and prints
[[kind, reader, count], …].
"""

import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack

import django

UNSEEN = 2
"""Entering the gate and writing the trace: Django's capture does not see what leaves in a pipeline."""


def main() -> None:
    """Ask each page twice, the second time counted; BEGIN, COMMIT, entering the gate and its trace count too."""
    django.setup()
    asked = json.load(sys.stdin)
    print(json.dumps([[kind, reader, count(*rest)] for kind, reader, *rest in asked]))


def count(path: str, headers: Mapping[str, str], cookie: str) -> int:
    """The statements of one request of a warm process."""
    from django.conf import settings
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost", **headers})
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    client.get(path)
    with ExitStack() as stack:
        seen = [stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in connections]
        client.get(path)
    return sum(map(len, seen)) + UNSEEN


if __name__ == "__main__":
    main()
