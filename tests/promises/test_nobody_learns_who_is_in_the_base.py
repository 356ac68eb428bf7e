"""Whoever types an address on the public page learns nothing of whether it is in the base.

400 addresses of people we hold and 400 of nobody, side by side: the same bytes, the same statements, the same jobs. What
is made anew for each answer (tokens against forgery, the link itself) is left out of the comparison.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from licite import vault
from licite.kit import emails
from licite.lawful import links
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import PEOPLE

MANY = 400
FRESH = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def addresses() -> list[tuple[str, str]]:
    """Pairs of one length and one mask: the first in the base, on somebody's record, the second nobody's."""
    pairs = [(f"c{number:03}@oui.example", f"c{number:03}@non.example") for number in range(MANY)]
    rows = [
        (vault.tokens.exact("email", known), PEOPLE[number % len(PEOPLE)])
        for number, (known, _) in enumerate(pairs)
    ]
    with superuser(database_name()) as attacker, attacker.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO licite.people_token (token, exact, cell, contact) VALUES (%s, true, %s, %s)",
            [(token, one.cell, one.id) for token, one in rows],
        )
    return pairs


@contextmanager
def statements() -> Iterator[list[str]]:
    """The texts sent to the database meanwhile, without their parameters."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def answered(client: Client, path: str, body: dict[str, str] | None, address: str, place: str) -> tuple:
    """Everything that an answer says, the link and the address's own mask left out."""
    with statements() as seen:
        answer = client.get(path) if body is None else client.post(path, body, REMOTE_ADDR=place)
    content = FRESH.sub(b"", answer.content).replace(emails.mask(address).encode(), b"")
    headers = {
        name: FRESH.sub(b"", value.encode()) for name, value in answer.headers.items() if "nonce" not in value
    }
    return answer.status_code, content, tuple(sorted(headers.items())), tuple(answer.cookies), tuple(seen)


def jobs() -> list[tuple]:
    """Jobs waiting, each with what its arguments say apart from the link and the moment; and none remain."""
    with superuser(database_name()) as attacker:
        found = attacker.execute(
            "SELECT task_name, queue_name, priority, args - 'link' - 'at' FROM jobs.procrastinate_jobs ORDER BY id"
        ).fetchall()
        attacker.execute("TRUNCATE jobs.procrastinate_jobs CASCADE")
    return [
        (*rest, tuple(sorted((name, str(value)) for name, value in args.items()))) for *rest, args in found
    ]


def test_the_form_answers_everybody_alike(fresh):
    client, said, ordered = Client(), set(), []
    for number, pair in enumerate(addresses()):
        for address in pair if number % 2 else reversed(pair):
            place = f"198.51.{number // 16}.{number % 16}"
            said.add(answered(client, "/p/", {"email": address}, address, place))
    ordered = jobs()
    assert len(said) == 1
    assert len(ordered) == 2 * MANY
    assert len(set(ordered)) == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/p/{}/", None),
        ("/p/{}/stop/", {"List-Unsubscribe": "One-Click"}),
    ],
)
def test_a_link_opens_the_same_page_for_everybody(fresh, path, body):
    pairs = addresses()
    with as_worker(), transaction.atomic():
        tokens = [[links.link_for("email", address) for address in pair] for pair in pairs]
    client, said = Client(), set()
    for number, (pair, two) in enumerate(zip(pairs, tokens, strict=True)):
        for address, token in list(zip(pair, two, strict=True))[:: 1 if number % 2 else -1]:
            status, content, *rest = answered(client, path.format(token), body, address, "198.51.100.1")
            said.add((status, content.replace(token.encode(), b""), *rest))
    ordered = jobs()
    assert len(said) == 1
    assert len(ordered) == (2 * MANY if body else 0)
    assert len(set(ordered)) <= 1
