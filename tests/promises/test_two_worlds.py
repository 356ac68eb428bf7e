"""Whatever a colleague in another portfolio adds, changes or loses, not one byte of your own pages tells you of it."""

import hashlib
import itertools
import json
import os
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import django.middleware.csrf
import psycopg
import pytest
import time_machine
from django.test import Client

from licite.kit import names
from licite.people import sealing
from licite.people.queries.tags import tag_token
from licite.vault import fingerprints
from tests.plugin import database_name, lay_anew, superuser
from tests.promises.consents import lay_consent
from tests.promises.steady import Steady
from tests.world import ANNA, BEN, EAST, PAUL, RITA, START, WEST, Cast, lay_person, person
from tests.world import Person as Someone

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
OWN, THEIRS = person(WEST, 3), person(EAST, 3)
KNOWN = Someone(
    2001,
    uuid.UUID(int=2001, version=4),
    21,
    "Lucie",
    "Bonnefoy",
    "lucie.bonnefoy@connue.example",
    "+33299001234",
)
OPPOSED = Someone(
    2002, uuid.UUID(int=2002, version=4), 22, "Hugo", "Refuse", "hugo.refuse@connue.example", "+33299005678"
)
# One of mine, whom Ben comes to know too, and who takes a consent back, then objects, when they speak with him.
SHARED = person(WEST, 1, 2)
TWIN = Someone(
    2003, uuid.UUID(int=2003, version=4), 21, SHARED.first, SHARED.last, SHARED.email, SHARED.phone
)

PROOF = uuid.UUID(int=2004, version=4)
"""Of a consent of the shared person's, that Rita keeps."""
TAKEN_BACK = uuid.UUID(int=2005, version=4)
"""The same consent, that Ben keeps, and that the person takes back when they speak with him."""

THEIR_DEAL = uuid.UUID(int=2006, version=4)

PAGES = (
    "/", "/openings/", "/rights/", "/rights/ask/", "/contacts/", "/contacts/?sort=name", "/contacts/?sort=name&letter=A", "/contacts/?stage=3", "/contacts/?portfolio=2",
    "/contacts/?portfolio=1&stage=1", "/contacts/?capacity=professional", "/contacts/?country=FR", "/contacts/?department=44",
    "/contacts/?objected=yes", "/contacts/?acted=over_30&next=none&source=fair", "/contacts/?reach=phone", "/contacts/?sort=step",
    f"/contacts/?company={uuid.UUID(int=2, version=4)}", "/contacts/?cols=portfolio.company.source.tags", "/contacts/?sector=C", "/contacts/filters/", "/contacts/columns/", "/contacts/views/", "/search/?q=als", "/search/?q=alma", "/search/?q=soc",
    "/contacts/?q=als", "/contacts/?q=alma", "/contacts/?q=bonnefoy", "/contacts/?q=zzz",
    f"/contacts/?q={OWN.email}", f"/contacts/?q={THEIRS.email}", "/contacts/?q=%2B33299001234", f"/contacts/?after={THEIRS.id}",
    f"/contacts/{OWN.public}/", f"/contacts/{OWN.public}/who/", f"/contacts/{OWN.public}/edit/", f"/contacts/{OWN.public}/coordinates/",
    f"/contacts/{SHARED.public}/", f"/contacts/{SHARED.public}/coordinates/", f"/contacts/{SHARED.public}/edit/",
    f"/contacts/{OWN.public}/grounds/", f"/contacts/{THEIRS.public}/grounds/", f"/contacts/{OWN.public}/fields/", "/purposes/",
    "/purposes/prospection/balancing/", f"/contacts/{THEIRS.public}/", f"/contacts/{THEIRS.public}/who/", f"/contacts/{KNOWN.public}/",
    "/companies/", "/companies/?start=soc", f"/companies/{uuid.UUID(int=1, version=4)}/", f"/companies/{uuid.UUID(int=2, version=4)}/",
    f"/companies/{uuid.UUID(int=9, version=4)}/", "/companies/new/", "/contacts/new/", "/rights/", "/account/", "/notice/", "/imports/",
    "/tray/", "/members/", "/journal/", "/inform/", "/inform/?show=all", f"/contacts/{OWN.public}/notice/",
    f"/contacts/{THEIRS.public}/notice/", f"/contacts/{SHARED.public}/dossier/", f"/contacts/{SHARED.public}/may/",
    f"/contacts/{SHARED.public}/may/?purpose=newsletter", f"/contacts/{SHARED.public}/consents/{PROOF}/",
    f"/contacts/{SHARED.public}/consents/new/", f"/contacts/{TWIN.public}/dossier/", f"/contacts/{TWIN.public}/may/",
    f"/contacts/{TWIN.public}/consents/{TAKEN_BACK}/", f"/contacts/{OWN.public}/dossier/", f"/contacts/{OWN.public}/may/",
    "/rules/", "/minimisation/", "/capacities/", "/deals/", "/deals/list/", "/deals/list/?sort=amount&step=all",
    f"/deals/list/?owner={BEN.id}", "/deals/list/?portfolio=2", f"/deals/{THEIR_DEAL}/", f"/contacts/{OWN.public}/deals/new/",
    f"/contacts/{THEIRS.public}/deals/new/", "/forecast/",
    f"/contacts/{OWN.public}/purchases/", f"/contacts/{THEIRS.public}/purchases/",
    f"/companies/{uuid.UUID(int=1, version=4)}/deals/", f"/companies/{uuid.UUID(int=2, version=4)}/deals/",
)  # fmt: skip
HTMX = {"HX-Request": "true", "HX-Target": "results"}


def entry(one: Someone) -> dict[str, str]:
    """The form of a new contact, as typed by hand."""
    return {
        "first": one.first, "last": one.last, "emails": one.email, "phones": one.phone, "country": "FR", "capacity": "professional",
        "cell": "11", "source": "fair", "collected_on": "2026-11-02", "purpose": "prospection", "basis": "legitimate_interest",
    }  # fmt: skip


def prefixed(prefix: str, **fields: str) -> dict[str, str]:
    """A form of the contact's page as it is sent."""
    return {f"{prefix}-{name}": value for name, value in fields.items()}


def walk(member: Cast) -> dict[str, tuple[int, str, bytes]]:
    """Every page of the member, then acts whose answers could tell, then every page again."""
    client, seen = Steady(member), {}

    def note(step: str, response: object) -> None:
        headers = sorted(
            (name, value) for name, value in response.headers.items() if name != "Content-Length"
        )  # type: ignore[attr-defined]
        cookies = sorted(morsel.OutputString() for morsel in client.cookies.values())
        seen[step] = (response.status_code, json.dumps([headers, cookies]), untimed(response.content))  # type: ignore[attr-defined]

    for page in PAGES:
        note(f"GET {page}", client.get(page))
    note("GET as htmx", client.get("/contacts/?q=alm", headers=HTMX))
    if member is RITA:
        acts(client, note)
        for page in PAGES:
            note(f"GET {page}, afterwards", client.get(page))
    return seen


def acts(client: Client, note: object) -> None:
    """A duplicate of a colleague's contact, one of a person who said no to a colleague, and daily work."""
    for one in (KNOWN, OPPOSED):
        made = client.post("/contacts/new/", entry(one))
        note(f"POST {one.last}", made)  # type: ignore[operator]
        assert made.status_code in (302, 303), made.content
        page = made["Location"]
        note(f"GET {one.last}", client.get(page))  # type: ignore[operator]
        for part in ("who/", "edit/", "coordinates/", "objections/", "interactions/", "tasks/"):
            note(f"GET {one.last} {part}", client.get(page + part))  # type: ignore[operator]
        note(f"POST {one.last} again", client.post("/contacts/new/", entry(one)))  # type: ignore[operator]
        note(
            f"POST task {one.last}",
            client.post(
                page + "tasks/", prefixed("task", kind="call", due="2026-12-01T10:00", title="Rappeler")
            ),
        )  # type: ignore[operator]
        note(
            f"POST objection {one.last}",
            client.post(
                page + "objections/", prefixed("objection", channel="post", told_by="phone", on="2026-11-03")
            ),
        )  # type: ignore[operator]
        note(f"GET {one.last} at last", client.get(page))  # type: ignore[operator]
    planned = prefixed(
        "interaction",
        kind="call",
        direction="ours",
        outcome="planned",
        at="2026-11-23T10:00",
        note="Rappeler",
    )
    note("POST interaction", client.post(f"/contacts/{OWN.public}/interactions/", planned))  # type: ignore[operator]
    note(
        "POST reveal", client.post(f"/contacts/{OWN.public}/reveals/", {"field": "phone", "act": "call_now"})
    )  # type: ignore[operator]
    note(
        "POST reveal of a colleague's",
        client.post(f"/contacts/{THEIRS.public}/reveals/", {"field": "phone", "act": "call_now"}),
    )  # type: ignore[operator]
    note(
        "POST company",
        client.post(
            "/companies/new/",
            {"name": "Société Alsacien", "kind": "legal", "country": "FR", "portfolio": "1"},
        ),
    )  # type: ignore[operator]
    sold = {
        "deal-title": "Lot de vannes",
        "deal-amount": "1200",
        "deal-step": "needs",
        "deal-expected_on": "2027-01-15",
    }
    note("POST deal", client.post(f"/contacts/{OWN.public}/deals/new/", sold))  # type: ignore[operator]
    note("POST win", client.post(f"/contacts/{person(WEST, 2).public}/stage/win/"))  # type: ignore[operator]
    note("POST win of a colleague's", client.post(f"/contacts/{THEIRS.public}/stage/win/"))  # type: ignore[operator]


def untimed(content: bytes) -> bytes:
    """The database's own clock cannot be stopped: the moment at which a reveal ends is left out."""
    return re.sub(rb'data-until="[^"]*"|\b\d\d:\d\d:\d\d\b', b"--", content)


def change_the_east(connection: psycopg.Connection) -> None:
    """Another year in Ben's portfolio: people come, change, object and go; imports, reveals, readings."""
    run = connection.execute
    for one in (KNOWN, OPPOSED, TWIN):
        lay_person(connection, one)
    run("UPDATE people_contact SET objections = 127 WHERE id = %s", (OPPOSED.id,))
    run("INSERT INTO lawful_objection (contact, cell, channel, at, told_by, member, created_at) VALUES (%s, %s, 'all', %s, 'phone', 3, %s)",
        (OPPOSED.id, OPPOSED.cell, START, START))  # fmt: skip
    for kind, value in (("email", OPPOSED.email), ("phone", OPPOSED.phone)):
        run("INSERT INTO lawful_suppression (fingerprint, channel, since) VALUES (%s, 'all', %s)",
            (fingerprints.fingerprint(kind, value), START))  # fmt: skip
    for number in range(3000, 3060):
        lay_person(connection, Someone(number, uuid.UUID(int=number, version=4), 21 + number % 4, "Alma", "Alsacien",
                                       f"alma{number}@client2.example", f"+332995{number:05d}"))  # fmt: skip
    run("UPDATE people_contact SET active_at = now(), country = 'BE', department = '67', capacity = 'consumer', listing = %s WHERE id = %s",
        (sealing.seal_listing(THEIRS.public, first="Autre", last="Ouessant", title="", phone=THEIRS.phone, email=""), THEIRS.id))  # fmt: skip
    gone = person(EAST, 1, 2).id
    run("SELECT gate.forget(%s)", (gone,))
    run("INSERT INTO people_company (public, cell, kind, name, sort_key, country, department, created_at) "
        "VALUES (%s, 23, 'legal', 'Société Alsacien Sœur', %s, 'FR', '67', %s)",
        (uuid.UUID(int=9, version=4), names.fold("Société Alsacien Sœur"), START))  # fmt: skip
    run(
        "UPDATE people_company SET name = 'Société Rebaptisée' WHERE cell / 10 = 2 AND public = %s",
        (uuid.UUID(int=2, version=4),),
    )
    run("INSERT INTO lawful_ground (contact, cell, purpose, basis, source, since, evidence, opted, member, created_at) VALUES "
        "(%s, 23, 'satisfaction', 'legitimate_interest', 'form', %s, 'declared', false, 3, %s)", (THEIRS.id, START, START))  # fmt: skip
    for contact in (THEIRS.id, KNOWN.id):
        run("INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) SELECT gen_random_uuid(), id, cell, 'call', "
            "now(), 3, now() FROM people_contact WHERE id = %s", (contact,))  # fmt: skip
        run("INSERT INTO access_reveal (member_id, contact, cell, field, act, at, until) VALUES (3, %s, 23, 'phone', 'call', now(), now())",
            (contact,))  # fmt: skip
        run(
            "SELECT gate.lay(now(), 3, '-', 'page', 'people:contact:read', %s, '{}', '{}', '-')", ([contact],)
        )
    run("INSERT INTO sales_deal (public, contact, cell, company_id, step, step_at, probability, expected_on, owner, created_at, reason) "
        "VALUES (%s, %s, %s, 2, 'proposal', now(), 50, '2027-01-15', 3, now(), '')", (THEIR_DEAL, THEIRS.id, THEIRS.cell))  # fmt: skip
    run(
        "INSERT INTO sales_amount (deal, contact, cell, cents) SELECT id, contact, cell, 4200000 FROM sales_deal"
    )
    run("INSERT INTO people_tag (contact, cell, token, value, created_at) VALUES (%s, %s, %s, %s, now())",
        (THEIRS.id, THEIRS.cell, tag_token("Salon de l’Est"), sealing.seal_values("tag", THEIRS.public, ["Salon de l’Est"])))  # fmt: skip
    view = uuid.UUID(int=3100, version=4)
    run("INSERT INTO people_savedview (public, member, portfolio, content, created_at, changed_at) VALUES (%s, 3, 2, %s, now(), now())",
        (view, sealing.seal_values("view", view, ["Relances de l’Est", "stage=3"])))  # fmt: skip
    run("INSERT INTO intake_batch (public, cell, member, source, purpose, basis, declared, state, counts, created_at) "
        "VALUES (gen_random_uuid(), 23, 3, 'fair', 'prospection', 'consent', '{}', 'done', '{}', now())")  # fmt: skip


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock stands still, and what is drawn by lot is drawn alike."""
    monkeypatch.setattr(
        django.middleware.csrf, "get_random_string", lambda length, allowed_chars="": "a" * length
    )
    with time_machine.travel(NOW, tick=False):
        yield
    lay_anew()


def in_a_world(
    member: Cast, monkeypatch: pytest.MonkeyPatch, *, changed: bool
) -> dict[str, tuple[int, str, bytes]]:
    """The member's walk through a fresh copy of the world, changed in the East or not."""
    lay_anew()
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        lay_consent(connection, SHARED, PROOF)
        if changed:
            change_the_east(connection)
            lay_consent(connection, TWIN, TAKEN_BACK)
            connection.execute("ANALYZE")
    if changed:
        back = f"/contacts/{TWIN.public}/consents/{TAKEN_BACK}/withdraw/"
        assert Steady(BEN).post(back).status_code == 303
        with superuser(database_name()) as connection:
            hidden = connection.execute(
                "SELECT w.heard_on FROM licite.lawful_withdrawal w JOIN licite.lawful_consent c ON c.id = w.consent_id "
                "WHERE c.public = %s", (PROOF,)).fetchall()  # fmt: skip
        assert hidden == [(TWIN.id,)], "the use stops here too"
        said = prefixed("objection", channel="all", told_by="phone", on="2026-11-03")
        assert Steady(BEN).post(f"/contacts/{TWIN.public}/objections/", said).status_code == 303
    drawn = itertools.count(1)
    with monkeypatch.context() as drawing:
        # Public ids and nonces come from here.
        drawing.setattr(os, "urandom", lambda size: hashlib.shake_256(str(next(drawn)).encode()).digest(size))
        return walk(member)


@pytest.mark.parametrize("member", [RITA, PAUL, ANNA], ids=lambda member: member.profile)
def test_no_byte_of_my_pages_depends_on_the_portfolio_of_another(
    still: None, monkeypatch: pytest.MonkeyPatch, member: Cast
):
    one = in_a_world(member, monkeypatch, changed=False)
    other = in_a_world(member, monkeypatch, changed=True)
    differing = [step for step in one if one[step] != other[step]]
    assert differing == [], f"{differing}: {first_difference(one[differing[0]], other[differing[0]])}"
    statuses = Counter(status for status, _, _ in one.values())
    assert statuses[200] > 25, "a walk along closed doors proves nothing"
    if member is RITA:
        undone = {
            step
            for step, (status, _, _) in one.items()
            if step.startswith("POST") and status not in (302, 303)
        }
        assert undone == {
            "POST Bonnefoy again",
            "POST Refuse again",
            "POST win of a colleague's",
            "POST reveal of a colleague's",
        }
    assert not any(status >= 500 for status in statuses), {
        step for step, (status, _, _) in one.items() if status >= 500
    }


def test_the_worlds_do_differ_for_the_colleague(still: None, monkeypatch: pytest.MonkeyPatch):
    """Otherwise the test above would prove nothing."""
    pages = ("/contacts/", "/companies/", f"/contacts/{THEIRS.public}/", "/contacts/?q=bonnefoy")
    worlds = []
    for changed in (False, True):
        seen = in_a_world(BEN, monkeypatch, changed=changed)
        worlds.append([seen[f"GET {page}"] for page in pages])
    assert all(before != after for before, after in zip(*worlds, strict=True))


def first_difference(one: tuple[int, str, bytes], other: tuple[int, str, bytes]) -> str:
    """Where two answers part, with what stands around."""
    for before, after in ((one[2], other[2]), (one[1], other[1]), (one[0], other[0])):
        left, right = str(before), str(after)
        at = next(
            (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
            min(len(left), len(right)),
        )
        if left != right:
            return f"…{left[max(0, at - 200) : at + 80]}…\n…{right[max(0, at - 200) : at + 80]}…"
    return ""
