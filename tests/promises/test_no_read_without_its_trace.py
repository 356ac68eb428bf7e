"""Nobody reads personal data without leaving a trace: when the journal cannot be written, no page shows any."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from licite.access.needs import PUBLIC, every_url
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import ANNA, DORA, MAX, PAUL, PEOPLE, RITA, Cast, person

SEEN = person(1, 1)
"""In the sight of every reader below."""

# Last names but the first of each portfolio, which its company bears; e-mails; what the notes say.
CLEAR = (
    [one.last for one in PEOPLE if one.cell % 10 != 1]
    + [one.email for one in PEOPLE]
    + [one.phone for one in PEOPLE]
)
CLEAR += ["Souhaite recevoir le tarif", *(f"{one.first} {one.last}" for one in PEOPLE)]
WHOLE, PARTIAL = {}, {"HX-Request": "true", "HX-Target": "results"}


def addresses() -> Iterator[str]:
    """Every page behind the gate that GET reaches, its places filled with what exists, searches with a name."""
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        (company,) = connection.execute("SELECT public FROM people_company ORDER BY id LIMIT 1").fetchone()
        (task,) = connection.execute(
            "SELECT public FROM people_task UNION ALL SELECT gen_random_uuid() LIMIT 1"
        ).fetchone()
    for route, pattern in every_url():
        if pattern.callback.needs == PUBLIC:
            continue
        for public in (SEEN.public, company, task):
            path = "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<uuid:\w+>", str(public), route))
            path = re.sub(r"<(str|slug):field>|<field>", "phone", path)
            yield re.sub(r"<[^>]+>", "x", path)
            if "<uuid" not in route:
                break
    for query in ("q=guing", f"q={SEEN.email}", f"q={SEEN.phone}", "sort=name", "letter=G"):
        yield f"/contacts/?{query}"
    yield f"/journal/?contact={SEEN.public}"


def ask(member: Cast, path: str, headers: dict[str, str]) -> HttpResponse:
    """A page, as a browser that has just signed in gets it."""
    return browser_of(member).get(path, headers=headers)


def personal(response: HttpResponse) -> list[str]:
    """What of a person stands in the answer."""
    body = response.content.decode()
    return [text for text in CLEAR if text in body]


def shut_the_journal() -> None:
    """From here on nobody can write a row."""
    with superuser(database_name()) as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION gate.write(act text, subjects bigint[], fields text[], detail jsonb, origin text)"
            " RETURNS uuid LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the journal is full' USING ERRCODE = '53100'; END $$"
        )


@pytest.mark.usefixtures("fresh")
def test_with_the_journal_shut_no_page_shows_personal_data():
    paths = list(dict.fromkeys(addresses()))
    asked = [(member, path, WHOLE) for path in paths for member in (RITA, MAX, DORA)]
    asked += [(RITA, path, PARTIAL) for path in paths if path.startswith("/contacts/?")]
    showing = [personal(ask(*one)) != [] for one in asked]
    shown = {path for (_, path, _), seen in zip(asked, showing, strict=True) if seen}
    assert {f"/contacts/{SEEN.public}/", "/contacts/", "/contacts/?q=guing"} <= shown, (
        "the test reads too little"
    )

    shut_the_journal()
    for one, showed in zip(asked, showing, strict=True):
        response = ask(*one)
        where = f"{one[0].name}: {one[1]}"
        assert not personal(response), f"{where} shows {personal(response)[:3]} without its trace"
        assert not showed or response.status_code == 503, f"{where}: {response.status_code}"


@pytest.mark.usefixtures("fresh")
def test_each_page_that_shows_a_person_names_that_person_in_the_journal():
    """Not only some row: the very contacts that were shown."""
    by_name = {f"{one.first} {one.last}": one.id for one in PEOPLE}
    for path in (
        "/contacts/",
        f"/contacts/{SEEN.public}/",
        "/contacts/?q=guing",
        "/",
        f"/journal/?contact={SEEN.public}",
    ):
        for member in (RITA, PAUL, ANNA, MAX, DORA):
            with superuser(database_name()) as connection:
                (before,) = connection.execute(
                    "SELECT coalesce(max(id::text), '') FROM journal.entry"
                ).fetchone()
                body = ask(member, path, {}).content.decode()
                rows = connection.execute(
                    "SELECT subjects FROM journal.entry WHERE id::text > %s AND actor = %s",
                    (before, member.id),
                ).fetchall()
            traced = {contact for (subjects,) in rows for contact in subjects}
            shown = {contact for name, contact in by_name.items() if name in body}
            assert shown <= traced, f"{member.name}: {path} showed {shown - traced} without naming them"
