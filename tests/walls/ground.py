"""The ground the attacks run on: things worth stealing laid in every table, and their marks. As superuser; the
attackers come as `licite_web`.
"""

import re
import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import psycopg

from licite.access import tickets
from licite.lawful.proofs.sealing import ConsentDetails, seal_details, seal_file
from licite.ops.homes import Home
from licite.ops.postgres import Server
from licite.people import sealing
from tests.conftest import session_of
from tests.plugin import connect, copy_template, database_name
from tests.walls.sums import Sums
from tests.world import BEN, CAST, EAST, PEOPLE, RITA, START, WEST, Cast, Person, person

OWN, LEAD, OPPOSED = person(WEST, 3), person(WEST, 2), person(WEST, 3, 1)
WAITING = person(WEST, 3, 2)
FOREIGN, WAITING_FOREIGN = person(EAST, 3), person(EAST, 3, 1)
ENVELOPES = (
    ("people_contact", ("public", "listing", "email", "phone", "address")),
    ("people_interaction", ("note",)),
    ("people_task", ("public", "title")),
    ("people_token", ("token",)),
    ("people_value", ("value",)),
    ("sales_deal", ("public", "title")),
    ("sales_amount", ("cents",)),
    ("sales_purchase", ("said",)),
    ("sales_spent", ("cents",)),
    ("people_reference", ("value",)),
    ("lawful_ground", ("reference",)),
)
OWN_ONLY = (
    "SELECT member, public FROM intake_batch",
    "SELECT member, staged FROM intake_batch",
    "SELECT actor, id FROM journal.entry WHERE actor IS NOT NULL",
)
SECRET = (
    ("gate.vault", "inner_key"),
    ("gate.vault", "outer_key"),
    ("gate.ticket", "hash"),
    ("login.staff_session", "session_key"),
    ("login.staff_session", "session_data"),
    ("login.staff_account", "email"),
    ("jobs.procrastinate_jobs", "args ->> 'mark'"),
    ("licite.lawful_suppression", "fingerprint"),
    ("licite.lawful_optin", "token_hash"),
    ("licite.lawful_link", "hash"),
    ("licite.lawful_link", "sealed"),
    ("pg_authid", "rolpassword"),
)


def deal_of(one: Person) -> uuid.UUID:
    """The public id of the deal that is laid with each contact."""
    return uuid.UUID(int=10_000 + one.id, version=4)


class Ground:
    """One database with its treasures, the names that stand for them, and the attackers' connections."""

    def __init__(self) -> None:
        copy_template()  # some attacks ask for a row by its place in the file
        self.superuser = connect(database_name())
        self.superuser.execute("SET search_path = licite, jobs")
        self.secrets = {member: tickets.secret_of(session_of(member)) for member in CAST if not member.left}
        self.lay()
        self.laid = self.one("SELECT clock_timestamp()")
        self.web: psycopg.Connection | None = None
        self.notices: list[str] = []
        self.typed: set[str] = set()
        self.sums = Sums(self.superuser, laid_at=self.laid)
        self.known: dict[Cast, dict[str, str]] = {}
        self._marks: dict[Cast, set[str]] = {}

    def one(self, statement: str, *args: Any) -> Any:
        row = self.superuser.execute(statement, args).fetchone()
        assert row is not None
        return row[0]

    def close(self) -> None:
        self.superuser.close()
        if self.web:
            self.web.close()

    def connect(self) -> psycopg.Connection:
        """A connection of the web role, as the product's own."""
        parameters = Server(Home.from_env()).parameters("licite_web", database_name())
        connection = psycopg.connect(**parameters, prepare_threshold=None)  # type: ignore[arg-type]
        connection.add_notice_handler(lambda notice: self.notices.append(str(notice.message_primary)))
        return connection

    def enter(self, member: Cast) -> psycopg.Connection:
        """The web connection, clean, in a new transaction inside the member's ticket."""
        if self.web is None or self.web.closed or self.web.broken:
            self.web = self.connect()
        self.web.rollback()
        self.web.autocommit = True
        self.web.execute("DISCARD ALL")
        self.web.autocommit = False
        self.web.execute("SELECT gate.enter(%s)", (self.secrets[member],), prepare=False)
        return self.web

    def lay(self) -> None:
        """Tasks, batches, objections, a tray, reveals, jobs, sessions, journal rows: something in every table."""
        run = self.superuser.execute
        run(
            "UPDATE people_contact SET waiting = true WHERE id = ANY (%s)",
            ([WAITING.id, WAITING_FOREIGN.id],),
        )
        run("UPDATE people_contact SET objections = 127 WHERE id = %s", (OPPOSED.id,))
        for number in (3, 5):
            run("INSERT INTO access_accessrequest (public, member_id, portfolio_id, stages, motive, until, asked_at, expires_at) VALUES "
                "(%s, %s, 1, '{1}', 'deal', now() + interval '9 days', now(), now() + interval '7 days')",
                (uuid.UUID(int=13_000 + number, version=4), number))  # fmt: skip
        field = self.one(
            "INSERT INTO people_field (key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at) "
            "VALUES ('parc', 'Taille du parc', 'Size of the fleet', 'text', '[]', 'prospection', 'ordinary', %s) RETURNING id", START)  # fmt: skip
        for one in PEOPLE:
            run("INSERT INTO people_value (contact, cell, field, value, member, written_at) VALUES (%s, %s, %s, %s, 3, %s)",
                (one.id, one.cell, field, sealing.seal_values("custom", one.public, ["Douze"]), START))  # fmt: skip
            run("INSERT INTO lawful_ground (contact, cell, purpose, basis, source, since, evidence, opted, reference, member, created_at) "
                "VALUES (%s, %s, 'satisfaction', 'legitimate_interest', 'form', %s, 'declared', false, %s, 5, %s)",
                (one.id, one.cell, START, sealing.seal_values("ground", one.public, ["F-1", ""]), START))  # fmt: skip
            run("INSERT INTO people_task (public, contact, cell, kind, title, due_at, member, created_at) "
                "VALUES (gen_random_uuid(), %s, %s, 'call', %s, %s, 3, %s)",
                (one.id, one.cell, sealing.seal_values("task", one.public, ["Rappeler"]), START, START))  # fmt: skip
            run("INSERT INTO lawful_objection (contact, cell, channel, at, told_by, member, created_at) "
                "VALUES (%s, %s, 'post', %s, 'phone', 5, %s)", (one.id, one.cell, START, START))  # fmt: skip
            deal = self.one("INSERT INTO sales_deal (public, contact, cell, title, step, step_at, probability, expected_on, owner, created_at, reason) "
                "VALUES (%s, %s, %s, %s, 'proposal', %s, 50, '2027-01-15', 3, %s, '') RETURNING id",
                deal_of(one), one.id, one.cell, sealing.seal_values("deal", one.public, ["Lot de vannes"]), START, START)  # fmt: skip
            run("INSERT INTO sales_amount (deal, contact, cell, cents) VALUES (%s, %s, %s, %s)",
                (deal, one.id, one.cell, 9_000_000_000 + one.id * 1_000_003))  # fmt: skip
            act = self.one("SELECT min(id) FROM people_interaction WHERE contact = %s", one.id)
            bought = self.one("INSERT INTO sales_purchase (public, contact, cell, interaction, bought_on, said, created_at) "
                "VALUES (gen_random_uuid(), %s, %s, %s, '2026-01-15', %s, %s) RETURNING id",
                one.id, one.cell, act, sealing.seal_values("purchase", one.public, ["F-1", "Vannes"]), START)  # fmt: skip
            run("INSERT INTO sales_spent (purchase, contact, cell, cents) VALUES (%s, %s, %s, %s)",
                (bought, one.id, one.cell, 8_000_000_000 + one.id * 1_000_003))  # fmt: skip
            run("INSERT INTO intake_event (contact, cell, interaction, token, key) VALUES (%s, %s, %s, %s, %s)",
                (one.id, one.cell, act, one.id * 1_000_003, sealing.seal_values("event", one.public, ["x"])))  # fmt: skip
            run("INSERT INTO people_reference (contact, cell, token, value, member, created_at) VALUES (%s, %s, %s, %s, 3, %s)",
                (one.id, one.cell, one.id * 1_000_003, sealing.seal_values("reference", one.public, ["Sage", "17"]), START))  # fmt: skip
        self.batch = {}
        for member, cell, one in ((RITA, 13, OWN), (BEN, 23, FOREIGN)):
            self.batch[member] = self.one(
                "INSERT INTO intake_batch (public, cell, member, source, purpose, basis, declared, staged, state, counts, created_at) "
                "VALUES (gen_random_uuid(), %s, %s, 'fair', 'prospection', 'consent', '{}', %s, 'done', '{}', %s) RETURNING id",
                cell, member.id, f"staged-{uuid.uuid4()}".encode(), START)  # fmt: skip
            run(
                "INSERT INTO intake_arrival (batch_id, contact, cell) VALUES (%s, %s, %s)",
                (self.batch[member], one.id, cell),
            )
            run("INSERT INTO access_reveal (member_id, contact, cell, field, act, at, until) VALUES (%s, %s, %s, 'phone', 'call', %s, %s)",
                (member.id, one.id, one.cell, START, START))  # fmt: skip
            run("SELECT gate.lay(now(), %s, 'a-ticket', 'page', 'people:contact:read', %s, '{}', %s, '-')",
                (member.id, [one.id], f'{{"mark": "{uuid.uuid4()}"}}'))  # fmt: skip
        self.prints = [b"\x01\x00" + uuid.uuid4().bytes * 2, b"\x01\x00" + uuid.uuid4().bytes * 2]
        run(
            "INSERT INTO lawful_suppression (fingerprint, channel, since) VALUES (%s, 'phone', %s)",
            (self.prints[0], START),
        )
        self.link = self.one(
            "INSERT INTO lawful_link (public, hash, kind, sealed, print, marks, asked, made_at) "
            "VALUES (gen_random_uuid(), %s, 'email', %s, %s, '{}', false, %s) RETURNING public",
            uuid.uuid4().bytes * 2, f"link-{uuid.uuid4()}".encode(), self.prints[1], START)  # fmt: skip
        text = self.one(
            "INSERT INTO lawful_wording (public, purpose, channel, language, version, text, digest, controller, third_party, seller, goods, "
            "withdrawal, proof_access, names_us, created_at) VALUES (gen_random_uuid(), 'newsletter', 'email', 'fr', 901, 'x', 'x', 'x', '', "
            "'', 'x', 'x', 'x', true, %s) RETURNING id", START)  # fmt: skip
        consents = [self.lay_consent(text, one) for one in (OWN, FOREIGN)]
        trays = [
            self.one("INSERT INTO people_tray (contact, cell, others, other_cells, objected, closes, at) VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
                     WAITING.id, WAITING.cell, [FOREIGN.id], [FOREIGN.cell], objected, ['all'] if objected else [], START)
            for objected in (False, True)
        ]  # fmt: skip
        run("INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'intake.import_file', %s)",
            (f'{{"member": 3, "mark": "{uuid.uuid4()}"}}',))  # fmt: skip
        run("INSERT INTO login.staff_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)",
            (uuid.uuid4().hex * 2, f"data-{uuid.uuid4()}", START))  # fmt: skip
        self.names = {
            "wording": text, "consent": consents[0], "foreign_consent": consents[1], "own": OWN.id, "own_public": OWN.public, "lead": LEAD.id, "opposed": OPPOSED.id, "waiting": WAITING.id,
            "foreign": FOREIGN.id, "foreign_public": FOREIGN.public, "foreign_cell": FOREIGN.cell,
            "waiting_foreign": WAITING_FOREIGN.id, "missing_public": uuid.UUID(int=7, version=4),
            "own_batch": self.batch[RITA], "foreign_batch": self.batch[BEN], "tray": trays[0], "tray_objected": trays[1],
            "own_deal": self.one("SELECT id FROM sales_deal WHERE contact = %s", OWN.id),
            "foreign_deal": self.one("SELECT id FROM sales_deal WHERE contact = %s", FOREIGN.id),
            "own_bought": self.one("SELECT id FROM sales_purchase WHERE contact = %s", OWN.id),
            "foreign_bought": self.one("SELECT id FROM sales_purchase WHERE contact = %s", FOREIGN.id),
            "foreign_task": self.one("SELECT id FROM people_task WHERE contact = %s", FOREIGN.id),
            "own_task_public": self.one("SELECT public FROM people_task WHERE contact = %s", OWN.id),
            "foreign_task_public": self.one("SELECT public FROM people_task WHERE contact = %s", FOREIGN.id),
            "foreign_token": self.one("SELECT min(token) FROM people_token WHERE contact = %s AND token NOT IN "
                                      "(SELECT token FROM people_token WHERE cell < 20)", FOREIGN.id),
            "foreign_word": self.one("SELECT min(token) FROM people_token WHERE contact = %s AND NOT exact", FOREIGN.id),
            "print": self.prints[0].hex(), "other_print": self.prints[1].hex(), "link": self.link, "database": database_name(),
            "ben_ticket": tickets.hash_of(session_of(BEN)).hex(),
        }  # fmt: skip

    def lay_consent(self, text: int, one: Person) -> int:
        """A consent with its file and the question that asked for it; its id."""
        details = seal_details(
            one.public, ConsentDetails(identifier=one.email, reference=f"stand-{uuid.uuid4()}")
        )
        made = self.one(
            "INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source, "
            "details, upstream, names_us, age, created_at) VALUES (gen_random_uuid(), %s, %s, 'newsletter', 'email', %s, 'button', %s, "
            "'Europe/Paris', '2029-10-01', 'consent.review', 'event', %s, false, true, 'adult', %s) RETURNING id",
            one.id, one.cell, text, START, details, START)  # fmt: skip
        run = self.superuser.execute
        run("INSERT INTO lawful_evidence (public, contact, cell, consent_id, kind, size, content, created_at) VALUES (gen_random_uuid(), %s, "
            "%s, %s, 'text', 3, %s, %s)", (one.id, one.cell, made, seal_file(one.public, b"oui"), START))  # fmt: skip
        run("INSERT INTO lawful_optin (public, contact, cell, wording_id, token_hash, asked_at, sent_at, expires_at, rule, months, details) "
            "VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, '2099-01-01', 'consent.review', 36, %s)",
            (one.id, one.cell, text, uuid.uuid4().bytes * 2, START, START, details))  # fmt: skip
        return int(made)

    def fill(self, statement: str) -> str:
        """The statement with its `@names` replaced."""
        return re.sub(r"@([a-z_]+)", lambda found: str(self.names[found[1]]), statement)

    @cached_property
    def treasures(self) -> list[tuple[str, int, str]]:
        """(what opens it: cell, portfolio, member or nothing; which one; the value) of all that only some may see."""
        asked = [
            *(("cell", f"SELECT cell, {column} FROM {table} WHERE {column} IS NOT NULL") for table, columns in ENVELOPES for column in columns),
            # The world gives some members and companies the same public id; that of a member is known to all.
            *(("portfolio", f"SELECT cell / 10, {column} FROM people_company WHERE public NOT IN (SELECT public FROM access_member)")
              for column in ("public", "name")),
            *(("member", statement) for statement in OWN_ONLY),
            *(("nothing", f"SELECT 0, {column} FROM {table} WHERE {column} IS NOT NULL") for table, column in SECRET),
        ]  # fmt: skip
        return [
            (key, which, text_of(value))
            for key, query in asked
            for which, value in self.superuser.execute(query)
        ]

    def marks(self, member: Cast) -> set[str]:
        """What must never come out for this member."""
        if member not in self._marks:
            opens = {
                "cell": member.cells,
                "portfolio": member.portfolios,
                "member": (member.id,),
                "nothing": (),
            }
            mine = {text for key, which, text in self.treasures if which in opens[key]}
            self._marks[member] = {text for _, _, text in self.treasures if text} - mine
        return self._marks[member]


def text_of(value: Any) -> str:
    """A value as it is looked for: bytes in hexadecimal."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, list | tuple):
        return " ".join(text_of(one) for one in value)
    return str(value)


def text_of_rows(rows: Iterable[Iterable[Any]]) -> str:
    """All rows in one text."""
    return "\n".join(text_of(list(row)) for row in rows)
