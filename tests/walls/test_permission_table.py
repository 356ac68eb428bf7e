"""Every URL × every profile × every method × one's own, a foreign and a missing object, against `table.py`."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls.resolvers import URLPattern

from licite import vault
from licite.access import gate, tickets
from licite.access.needs import PUBLIC as OPEN
from licite.access.needs import every_url
from licite.intake.declared import declare
from licite.intake.drafts import upload
from licite.intake.staging import stage
from licite.lawful.actions import suppression as opposition
from licite.lawful.channels import Channel
from licite.lawful.proofs.sealing import ConsentDetails, seal_details, seal_file
from licite.people import sealing
from licite.people.queries.references import Reference, sealed_reference, token_of
from licite.people.sealing import seal_values
from tests.conftest import browser_of, session_of
from tests.plugin import lay_anew
from tests.walls.ground import Ground, deal_of
from tests.walls.table import PUBLIC, ROWS, Row
from tests.world import (
    ADA,
    ANNA,
    BEN,
    CAST,
    DORA,
    EVA,
    IVAN,
    LEO,
    MAX,
    MONA,
    PAUL,
    PEOPLE,
    RITA,
    SAM,
    START,
    Cast,
    Person,
    person,
)

PROFILES = (PAUL, RITA, BEN, ANNA, MAX, MONA, SAM, ADA, DORA, IVAN, EVA)
MISSING = uuid.UUID(int=777_777, version=4)
METHODS = ("GET", "POST", "PUT", "DELETE")
Objects = dict[str, dict[str, Any]]


def routes() -> dict[str, URLPattern]:
    return dict(every_url())


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    laid = Ground()
    for member in CAST:
        if own := next((one for one in PEOPLE if one.cell in member.cells), None):
            laid.superuser.execute(
                "INSERT INTO people_interaction (public, contact, cell, at, kind, direction, outcome, evidence, member, created_at) "
                "VALUES (%s, %s, %s, %s, 'call', 'ours', 'planned', '', %s, %s)",
                (uuid.UUID(int=5000 + member.id, version=4), own.id, own.cell, START, member.id, START))  # fmt: skip
            laid.superuser.execute(
                "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) VALUES (%s, %s, %s, 'call', %s, %s, %s)",
                (uuid.UUID(int=5000 + member.id, version=4), own.id, own.cell, START, member.id, START))  # fmt: skip
            lay_consent(laid, member, own)
            lay_about(laid, member, own)
            laid.superuser.execute(
                "INSERT INTO lawful_ground (public, contact, cell, purpose, basis, source, since, evidence, opted, member, created_at) "
                "VALUES (%s, %s, %s, 'satisfaction', 'legitimate_interest', 'form', %s, 'declared', false, %s, %s)",
                (uuid.UUID(int=6000 + member.id, version=4), own.id, own.cell, START, member.id, START))  # fmt: skip
    # In a cell that whoever edits companies of its portfolio edits.
    laid.superuser.execute("UPDATE people_company SET cell = cell - cell % 10 + 1")
    laid.superuser.execute(
        "INSERT INTO people_site (public, company, cell, label, number, line, postal_code, town, country, department, created_at) "
        "SELECT public, id, cell, 'Siège', '', '', '', '', 'FR', '44', created_at FROM people_company"
    )
    laid.superuser.execute("INSERT INTO lawful_balancing (purpose, version, state, answers, holds, written_at, opinion) "
                           "VALUES ('newsletter', 2, 'draft', '{}', true, %s, '')", (START,))  # fmt: skip
    laid.superuser.execute(
        "INSERT INTO people_field (key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at) "
        "VALUES ('taille', 'Taille', 'Size', 'text', '[]', 'prospection', 'ordinary', %s)", (START,))  # fmt: skip
    lay_views(laid)
    lay_batches(laid)
    lay_notes(laid)
    lay_notices(laid)
    laid.names["merge"] = merged_by(MAX, laid)
    laid.superuser.execute(
        "INSERT INTO access_grant (public, member_id, profile_id, portfolios, stages, starts_at, ends_at, stands_for) "
        "SELECT %s, %s, profile_id, portfolios, stages, now() + interval '1 day', now() + interval '2 days', member_id FROM access_grant "
        "WHERE member_id = %s", (uuid.UUID(int=4242, version=4), EVA.id, RITA.id))  # fmt: skip
    for member in CAST:
        laid.superuser.execute(
            "INSERT INTO access_accessrequest (public, member_id, portfolio_id, stages, motive, until, asked_at, expires_at) VALUES "
            "(%s, %s, 1, '{3}', 'deal', now() + interval '5 days', now(), now() + interval '5 days')",
            (uuid.UUID(int=12_000 + member.id, version=4), member.id))  # fmt: skip
    laid.names["batch"] = staged_by(MAX)
    for one in (MAX, RITA):
        laid.superuser.execute(
            "INSERT INTO people_handover (public, member, source, target, stages, total, state, counts, created_at) "
            "VALUES (%s, %s, 1, 2, '{3}', 4, 'done', '{}', %s)", (uuid.UUID(int=9500 + one.id, version=4), one.id, START))  # fmt: skip
    laid.names["bens_grant"] = laid.one("SELECT public FROM access_grant WHERE member_id = %s", BEN.id)
    laid.names["import"], laid.names["dropped"] = drafted_by(MAX), drafted_by(MAX)
    laid.names["foreign_draft"] = laid.one(
        "INSERT INTO intake_draft (public, member, file, plan, looked, created_at) "
        "VALUES (gen_random_uuid(), %s, '', '', '{}', %s) RETURNING public", BEN.id, START)  # fmt: skip
    laid.names["opposition"] = brought_by(DORA)
    laid.names["row"], laid.names["row_at"] = laid.superuser.execute(
        "SELECT id, at FROM journal.entry ORDER BY at LIMIT 1"
    ).fetchone()
    laid.names["foreign_batch_public"] = laid.one("SELECT public FROM intake_batch WHERE member = %s", BEN.id)
    yield laid
    laid.close()
    lay_anew()


def lay_consent(laid: Ground, member: Cast, own: Person) -> None:
    """A consent to e-mails with one file, and the text it was given by, each known by the member's number."""
    text, consent, evidence = (uuid.UUID(int=start + member.id, version=4) for start in (6000, 7000, 8000))
    details = ConsentDetails(identifier=own.email, reference="stand 12")
    (wording,) = laid.superuser.execute(
        "INSERT INTO lawful_wording (public, purpose, channel, language, version, text, digest, controller, third_party, seller, goods, "
        "withdrawal, proof_access, names_us, created_at) VALUES (%s, 'newsletter', 'email', 'fr', %s, 'x', 'x', 'x', '', '', 'x', 'x', 'x', "
        "true, %s) RETURNING id", (text, member.id, START)).fetchone()  # fmt: skip
    (made,) = laid.superuser.execute(
        "INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source, "
        "details, upstream, names_us, age, created_at) VALUES (%s, %s, %s, 'newsletter', 'email', %s, 'button', %s, 'Europe/Paris', "
        "'2029-10-01', 'consent.review', 'event', %s, false, true, 'adult', %s) RETURNING id",
        (consent, own.id, own.cell, wording, START, seal_details(own.public, details), START)).fetchone()  # fmt: skip
    laid.superuser.execute(
        "INSERT INTO lawful_evidence (public, contact, cell, consent_id, kind, size, content, created_at) VALUES (%s, %s, %s, %s, 'text', "
        "3, %s, %s)", (evidence, own.id, own.cell, made, seal_file(own.public, b"oui"), START))  # fmt: skip


def lay_views(laid: Ground) -> None:
    """A saved view of each member's, known by the member's number."""
    for member in CAST:
        public = uuid.UUID(int=10_000 + member.id, version=4)
        laid.superuser.execute(
            "INSERT INTO people_savedview (public, member, content, created_at, changed_at) VALUES (%s, %s, %s, %s, %s)",
            (public, member.id, seal_values("view", public, ["Mes clients", "stage=3"]), START, START))  # fmt: skip


def lay_batches(laid: Ground) -> None:
    """An act on many records of each member's, known by the member's number."""
    for member in CAST:
        laid.superuser.execute(
            "INSERT INTO people_batch (public, member, act, total, skipped, made_at) VALUES (%s, %s, 'task', 1, '{}', now())",
            (uuid.UUID(int=11_000 + member.id, version=4), member.id))  # fmt: skip


def merged_by(member: Cast, laid: Ground) -> uuid.UUID:
    """The last of all records merged into the one before; the merge's public id."""
    kept, gone = PEOPLE[-2:]
    assert (
        browser_of(member).post(f"/duplicates/{kept.public}/{gone.public}/", {"keep": "one"}).status_code
        == 303
    )
    return laid.one("SELECT public FROM people_merge")  # type: ignore[no-any-return]


def lay_about(laid: Ground, member: Cast, own: Person) -> None:
    """A tag, a number of another tool, a role and a file, each known by the member's number."""
    public, sealed = uuid.UUID(int=4000 + member.id, version=4), sealing.seal_values("tag", own.public, ["x"])
    laid.superuser.execute(
        "INSERT INTO people_tag (id, contact, cell, token, value, created_at) VALUES (%s, %s, %s, %s, %s, %s)",
        (4000 + member.id, own.id, own.cell, member.id, sealed, START))  # fmt: skip
    number = Reference("Ancien outil", str(member.id))
    laid.superuser.execute(
        "INSERT INTO people_reference (contact, cell, token, value, created_at) VALUES (%s, %s, %s, %s, %s)",
        (own.id, own.cell, token_of(number), sealed_reference(own.public, number), START))  # fmt: skip
    laid.superuser.execute(
        "INSERT INTO people_role (public, contact, cell, company, created_at) VALUES (%s, %s, %s, %s, %s)",
        (public, own.id, own.cell, own.cell // 10, START))  # fmt: skip
    laid.superuser.execute(
        "INSERT INTO people_file (public, contact, cell, kind, size, name, content, member, created_at) "
        "VALUES (%s, %s, %s, 'text', 3, %s, %s, %s, %s)",
        (public, own.id, own.cell, sealing.seal_values("file_name", own.public, ["x.txt"]),
         vault.seal("file", own.public, "b3Vp"), member.id, START))  # fmt: skip


def lay_notes(laid: Ground) -> None:
    """A note of Rita's to be read again, and a restriction of the first record, each known by its number."""
    laid.names["flag"] = laid.one(
        "INSERT INTO lawful_flag (contact, cell, place, row_id, category, state, found_at, seen) "
        "SELECT contact, cell, 'interaction', id, 'health', 'open', created_at, '' FROM people_interaction WHERE public = %s RETURNING id",
        uuid.UUID(int=5000 + RITA.id, version=4),
    )
    laid.names["delivery"] = laid.one(
        "INSERT INTO lawful_delivery (contact, cell, channel, at, created_at) VALUES (%s, %s, 'post', %s, %s) RETURNING id",
        PEOPLE[0].id, PEOPLE[0].cell, START, START,
    )  # fmt: skip
    laid.names["restriction"] = laid.one(
        "INSERT INTO lawful_restriction (contact, cell, reason, since, created_at) VALUES (%s, %s, 'accuracy', %s, %s) RETURNING id",
        PEOPLE[0].id, PEOPLE[0].cell, START, START,
    )  # fmt: skip


def lay_notices(laid: Ground) -> None:
    """A published notice, and an order to inform many of each member's."""
    laid.superuser.execute("INSERT INTO lawful_notice (kind, language, version, sections, text, sha256, published_at) "
                           "VALUES ('form', 'fr', 1, '[]', 'x', 'x', %s)", (START,))  # fmt: skip
    for member in CAST:
        laid.superuser.execute(
            "INSERT INTO lawful_dispatch (public, member, channel, wanted, state, counts, created_at) VALUES (%s, %s, 'email', '{}', "
            "'done', '{}', %s)", (uuid.UUID(int=9000 + member.id, version=4), member.id, START))  # fmt: skip


def drafted_by(member: Cast) -> uuid.UUID:
    """A file that the member prepares."""
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(member)))
        assert actor is not None
        return upload(actor, content=b"Nom,E-mail\nRoy,lise@roy.example\n", filename="clients.csv")


def staged_by(member: Cast) -> uuid.UUID:
    """A file of the member's on its way in; its public id."""
    declared = declare(portfolio=1, stage=1, source="Salon", purpose="prospection", basis="legitimate_interest",
                       capacity="professional", country="FR", at=START, told={})  # fmt: skip
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(member)))
        assert actor is not None
        content = b"nom;email\nDurand;durand@client.example\n"
        return stage(actor, content=content, filename="salon.csv", declared=declared).public


def brought_by(member: Cast) -> uuid.UUID:
    """A file of oppositions from outside, on its way in; its public id."""
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(member)))
        assert actor is not None
        return opposition.stage(
            actor, content=b"non@client.example\n", channel=Channel.ALL, country="FR"
        ).public


@pytest.fixture(autouse=True)
def pages_unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may open a page does not depend on its words."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


@contextmanager
def undone() -> Iterator[None]:
    """One request whose writes never stay."""
    with ExitStack() as stack:
        for alias in ("default", "auth"):
            outer = transaction.atomic(using=alias)
            outer._from_testcase = True  # the request's own transaction is then a savepoint of it
            stack.enter_context(outer)
            stack.callback(transaction.set_rollback, True, using=alias)
        yield


def objects(member: Cast, about: str, ground: Ground) -> Objects:
    """What to ask for: one's own, a foreign, a missing one, as far as there is one."""
    cells = member.cells
    own = next((one for one in PEOPLE if one.cell in cells), None)
    foreign = next(
        (one for one in PEOPLE if one.cell not in cells and one.cell // 10 not in member.portfolios), None
    )
    foreign = foreign or next((one for one in PEOPLE if one.cell not in cells), None)
    company = uuid.UUID(int=own.cell // 10, version=4) if own else None
    strange = next((number for number in (1, 2, 3) if number not in member.portfolios), None)
    found: dict[str, tuple[Any, Any, Any]] = {
        "": ({}, None, None),
        "contact": (
            own and {"public": own.public},
            foreign and {"public": foreign.public},
            {"public": MISSING},
        ),
        "two": (
            own and {"public": own.public, "other": person(own.cell // 10, own.cell % 10, 1).public},
            foreign and {"public": MISSING, "other": foreign.public},
            {"public": own.public if own else MISSING, "other": MISSING},
        ),
        "merge": ({"merge": ground.names["merge"]}, None, {"merge": MISSING}),
        "interaction": (
            own and {"public": own.public, "interaction": uuid.UUID(int=5000 + member.id, version=4)},
            foreign and {"public": foreign.public, "interaction": MISSING},
            {"public": MISSING, "interaction": MISSING},
        ),
        "task": (
            own and {"public": own.public, "task": uuid.UUID(int=5000 + member.id, version=4)},
            foreign and {"public": foreign.public, "task": MISSING},
            own and {"public": own.public, "task": MISSING},
        ),
        "act": (
            own and {"public": own.public, "act": "win" if own.cell % 10 != 3 else "lose"},
            foreign and {"public": foreign.public, "act": "win" if foreign.cell % 10 != 3 else "lose"},
            {"public": MISSING, "act": "win"},
        ),
        "consent": (
            own and {"public": own.public, "consent": uuid.UUID(int=7000 + member.id, version=4)},
            foreign and {"public": foreign.public, "consent": MISSING},
            own and {"public": own.public, "consent": MISSING},
        ),
        "evidence": (
            own
            and {
                "public": own.public,
                "consent": uuid.UUID(int=7000 + member.id, version=4),
                "evidence": uuid.UUID(int=8000 + member.id, version=4),
            },
            foreign and {"public": foreign.public, "consent": MISSING, "evidence": MISSING},
            own
            and {
                "public": own.public,
                "consent": uuid.UUID(int=7000 + member.id, version=4),
                "evidence": MISSING,
            },
        ),
        **{
            about: (
                own and {"public": own.public, about: name},
                foreign and {"public": foreign.public, about: missing},
                own and {"public": own.public, about: missing},
            )
            for about, name, missing in (
                ("tag", member.id, 999_999),
                ("token", token_of(Reference("Ancien outil", str(member.id))), 999_999),
                ("role", uuid.UUID(int=4000 + member.id, version=4), MISSING),
                ("file", uuid.UUID(int=4000 + member.id, version=4), MISSING),
            )
        },
        "wording": ({"public": uuid.UUID(int=6000 + RITA.id, version=4)}, None, {"public": MISSING}),
        "company": (
            company and {"public": company},
            strange and {"public": uuid.UUID(int=strange, version=4)},
            {"public": MISSING},
        ),
        "site": (
            company and {"public": company, "site": company},
            strange and {"public": uuid.UUID(int=strange, version=4), "site": MISSING},
            company and {"public": company, "site": MISSING},
        ),
        "tray": ({"entry": ground.names["tray"]}, None, {"entry": 999_999}),
        **{
            name: (
                {"public": ground.names[name]},
                {"public": ground.names["foreign_draft"]},
                {"public": MISSING},
            )
            for name in ("import", "dropped")
        },
        "batch": (
            {"public": ground.names["batch"]},
            {"public": ground.names["foreign_batch_public"]},
            {"public": MISSING},
        ),
        "member": ({"public": uuid.UUID(int=BEN.id, version=4)}, None, {"public": MISSING}),
        "portfolio": ({"portfolio": 1}, None, {"portfolio": 77}),
        "handover": (
            {"public": uuid.UUID(int=9500 + MAX.id, version=4)},
            {"public": uuid.UUID(int=9500 + RITA.id, version=4)},
            {"public": MISSING},
        ),
        "profile": ({"key": "rep"}, None, {"key": "nothing"}),
        "grant": (
            {"public": uuid.UUID(int=BEN.id, version=4), "grant": ground.names["bens_grant"]},
            None,
            {"public": uuid.UUID(int=BEN.id, version=4), "grant": MISSING},
        ),
        "row": (
            {"entry": ground.names["row"], "at": ground.names["row_at"].isoformat()},
            None,
            {"entry": MISSING, "at": ground.names["row_at"].isoformat()},
        ),
        "rule": ({"country": "FR", "key": "phone.attempts"}, None, {"country": "FR", "key": "nothing"}),
        "setting": ({"country": "FR", "key": "sec.session.idle"}, None, {"country": "BE", "key": "nothing"}),
        "purpose": ({"key": "prospection"}, None, {"key": "nothing"}),
        "draft": (
            {"key": "newsletter", "version": 2},
            None,
            {"key": "newsletter", "version": 9},
        ),
        "ground": (
            own and {"public": own.public, "ground": uuid.UUID(int=6000 + member.id, version=4)},
            foreign and {"public": foreign.public, "ground": MISSING},
            own and {"public": own.public, "ground": MISSING},
        ),
        "field": ({"key": "taille"}, None, {"key": "nothing"}),
        "builtin": ({"key": "title"}, None, {"key": "nothing"}),
        "request": (
            {"public": uuid.UUID(int=12_000 + RITA.id, version=4)},
            {"public": uuid.UUID(int=12_000 + MAX.id, version=4)},
            {"public": MISSING},
        ),
        "own_request": (
            {"public": uuid.UUID(int=12_000 + member.id, version=4)},
            {"public": uuid.UUID(int=12_000 + (MAX if member is not MAX else RITA).id, version=4)},
            {"public": MISSING},
        ),
        "stand_in": ({"public": uuid.UUID(int=4242, version=4)}, None, {"public": MISSING}),
        "flag": ({"flag": ground.names["flag"]}, None, {"flag": 999_999}),
        "delivery": (
            own and {"public": own.public, "delivery": ground.names["delivery"]},
            foreign and {"public": foreign.public, "delivery": ground.names["delivery"]},
            own and {"public": own.public, "delivery": 999_999},
        ),
        "objection": (
            own and {"public": own.public, "objection": 1},
            foreign and {"public": foreign.public, "objection": 1},
            own and {"public": own.public, "objection": 999_999},
        ),
        "restriction": (
            own and {"public": own.public, "restriction": ground.names["restriction"]},
            foreign and {"public": foreign.public, "restriction": ground.names["restriction"]},
            own and {"public": own.public, "restriction": 999_999},
        ),
        "opposition": ({"public": ground.names["opposition"]}, None, {"public": MISSING}),
        "notice": ({"kind": "form", "language": "fr"}, None, {"kind": "form", "language": "xx"}),
        "notice_version": (
            {"kind": "form", "language": "fr", "number": 1},
            None,
            {"kind": "form", "language": "fr", "number": 99},
        ),
        "order": (
            {"public": uuid.UUID(int=9000 + member.id, version=4)},
            {"public": uuid.UUID(int=9000 + (MAX if member is not MAX else RITA).id, version=4)},
            {"public": MISSING},
        ),
        "deal": (
            own and {"public": deal_of(own)},
            foreign and {"public": deal_of(foreign)},
            {"public": MISSING},
        ),
        "deal_end": (
            own and {"public": deal_of(own), "end": "won"},
            foreign and {"public": deal_of(foreign), "end": "lost"},
            {"public": MISSING, "end": "won"},
        ),
        "batch_made": (
            {"public": uuid.UUID(int=11_000 + member.id, version=4)},
            {"public": uuid.UUID(int=11_000 + (MAX if member is not MAX else RITA).id, version=4)},
            {"public": MISSING},
        ),
        "view": (
            {"public": uuid.UUID(int=10_000 + member.id, version=4)},
            {"public": uuid.UUID(int=10_000 + (MAX if member is not MAX else RITA).id, version=4)},
            {"public": MISSING},
        ),
        "session": ({"mark": "a" * 16}, None, {"mark": "b" * 16}),
    }
    named = zip(("own", "foreign", "missing"), found[about], strict=True)
    return {name: arguments for name, arguments in named if arguments is not None}


def expected(row: Row, profile: str, method: str, kind: str) -> int:
    if profile not in row.passes:
        return 403
    if method in ("PUT", "DELETE"):
        return 405
    answer = row.get if method == "GET" else row.post
    return 404 if kind != "own" and answer != 405 else answer


def ask(client: Client, method: str, path: str) -> int:
    cookie = client.cookies["licite"].value if "licite" in client.cookies else None
    with undone():
        status = client.generic(method, path).status_code
    # Only the ticket is minted here, no login session: pages that look for one clear the cookie.
    if cookie:
        client.cookies["licite"] = cookie
    return status


def path_of(route: str, arguments: dict[str, Any]) -> str:
    """The address; what has no place in the route goes into its query."""
    asked = {name: value for name, value in arguments.items() if f":{name}>" not in route}
    for name, value in arguments.items():
        route = "/".join(str(value) if part.endswith(f":{name}>") else part for part in route.split("/"))
    assert "<" not in route, route
    return f"/{route}?{urlencode(asked)}" if asked else f"/{route}"


def profile_of(member: Cast) -> str:
    return "nothing" if member.ended else member.profile


def test_every_url_is_in_the_table_and_every_row_has_its_url():
    listed = {row.route for row in ROWS} | PUBLIC
    assert listed == set(routes()), (
        "a route without a row opens to nobody knows whom; a row without a route is stale"
    )
    assert len(ROWS) == len({row.route for row in ROWS})


def test_the_public_pages_are_the_ones_listed_and_no_other():
    assert {route for route, pattern in routes().items() if pattern.callback.needs == OPEN} == PUBLIC


@pytest.mark.parametrize(
    "member", PROFILES, ids=lambda member: f"{member.name.split()[0]}, {profile_of(member)}"
)
def test_each_profile_opens_what_the_table_says_and_nothing_else(ground: Ground, member: Cast):
    client, wrong = browser_of(member), []
    for row in ROWS:
        for kind, arguments in (objects(member, row.about, ground) or {"own": None}).items():
            path = path_of(row.route, arguments)
            for method in METHODS if kind == "own" else METHODS[:2]:
                status = ask(client, method, path)
                wanted = expected(row, profile_of(member), method, kind)
                if status != wanted:
                    wrong.append(f"{method} {row.route} ({kind}): {status}, not {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["a visitor", "a member who left", "a forged cookie"])
def test_without_a_live_ticket_every_page_leads_to_sign_in(ground: Ground, who: str):
    client, wrong = Client(raise_request_exception=False), []
    if who != "a visitor":
        client = browser_of(LEO) if who == "a member who left" else client
        client.cookies["licite"] = client.cookies["licite"].value if "licite" in client.cookies else "cast-5x"
    for row in ROWS:
        arguments = objects(RITA, row.about, ground)["own"]
        for method in METHODS:
            with undone():
                response = client.generic(method, path_of(row.route, arguments))
            if response.status_code != 302 or not response["Location"].startswith("/sign-in/"):
                wrong.append(f"{method} {row.route}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("member", [None, RITA, IVAN], ids=["a visitor", "a rep", "an administrator"])
def test_public_pages_answer_everybody_alike(ground: Ground, member: Cast | None):
    visitor, client = Client(raise_request_exception=False), browser_of(member) if member else Client()
    for route in sorted(PUBLIC):
        path = path_of(route, {"token": "no-such-token"} if "token" in route else {})
        for method in METHODS[:2]:
            status = ask(client, method, path)
            assert status == ask(visitor, method, path), path
            assert status in {200, 302, 400, 404, 405, 429} or path == "/healthz", (
                f"{method} {path}: {status}"
            )
