"""Those who are still to be informed, as a list; the notice by mail, one by one or to all of the list."""

import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

from licite.access.refusals import Refused
from licite.kit.mail import MailFailed
from licite.lawful.actions import dispatches
from licite.lawful.models import DeliveredBy
from licite.people import sealing
from licite.people.jobs.notices import carry_out, send_notice
from licite.people.panels import notices as panels
from licite.people.queries.notices import Wanted, due_count, due_list
from licite.people.tests.notices import FAR, LATE, SOON, acts, informed, prepare, publish, uninformed
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from tests.conftest import inside
from tests.workers import as_worker
from tests.world import ANNA, DORA, EAST, MAX, MONA, RITA, WEST, person

URL = f"/contacts/{ALMA.public}/notice/"


@pytest.fixture
def house(fresh: None) -> None:
    """Every notice is published."""
    prepare()
    publish()


def test_the_list_shows_those_to_inform_most_urgent_first_and_only_ones_own(fresh):
    first, second, far, eastern = person(WEST, 1), person(WEST, 2), person(WEST, 3), person(EAST, 1)
    uninformed(second, due=SOON)
    uninformed(first, due=LATE)
    uninformed(far, due=FAR)
    uninformed(eastern, due=LATE)
    with inside(RITA) as actor:
        assert [line.row.id for line in due_list(actor, wanted=Wanted()).rows] == [first.id, second.id]
        assert [line.late for line in due_list(actor, wanted=Wanted()).rows] == [True, False]
        assert [line.row.id for line in due_list(actor, wanted=Wanted(show="overdue")).rows] == [first.id]
        assert due_count(actor, wanted=Wanted(show="all")) == 3
    with inside(MONA) as actor:
        assert due_count(actor, wanted=Wanted(show="all")) == 4
        assert due_count(actor, wanted=Wanted(show="all", portfolio=EAST)) == 1
        assert due_count(actor, wanted=Wanted(show="all", source="form")) == 0
        assert due_count(actor, wanted=Wanted(show="all", collected=date(2026, 11, 2))) == 4
        assert due_count(actor, wanted=Wanted(show="all", collected=date(2026, 11, 3))) == 0
    page = text(get(RITA, "/inform/"))
    assert first.last in page
    assert eastern.last not in page
    assert first.email not in page


def test_the_list_is_read_page_by_page(fresh):
    for number in (1, 2, 3, 4):
        uninformed(person(WEST, number), due=SOON)
    with inside(RITA) as actor:
        seen, after = [], ""
        while True:
            page = due_list(actor, wanted=Wanted(), after=after, limit=3)
            seen += [line.row.id for line in page.rows]
            after = page.after
            if not after:
                break
        assert seen == [person(WEST, number).id for number in (1, 2, 3, 4)]
        assert due_list(actor, wanted=Wanted(), after="x_y").rows


def test_nobody_to_inform_is_said(fresh):
    assert "Aucune personne à informer" in text(get(RITA, "/inform/"))


class Office:
    """A mail server that keeps what it takes, and refuses one address."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("refused"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 OK"


@pytest.fixture
def office(house: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    taker = Office()
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setattr(
        settings, "MAIL", f"smtp://127.0.0.1:{port}?from=Maison%20Essai%20<crm@maison.example>"
    )
    monkeypatch.setattr(settings, "SITE_URL", "https://crm.maison.example")
    yield taker
    controller.stop()


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return " ".join(part.get_content().replace("\xa0", " ").split())


def test_the_notice_goes_by_mail_whole_with_a_way_out_and_is_noted(office):
    uninformed(due=SOON)
    assert "Envoyer la mention par e-mail" in text(get(RITA, URL))
    assert post(RITA, f"{URL}send/", {}).status_code == 303
    ((task, args),) = as_superuser(
        "SELECT task_name, args FROM jobs.procrastinate_jobs WHERE task_name LIKE 'people.%%notice%%'"
    )
    assert (task, args) == ("people.send_notice", {"contact": str(ALMA.public), "member": RITA.id})
    with as_worker():
        send_notice(**args)
    (message,) = office.taken
    assert message["To"] == ALMA.email
    assert message["Subject"] == "Nous avons des données sur vous · Maison Essai SAS"
    assert message["List-Unsubscribe"].startswith("<https://crm.maison.example/p/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        said = body(message, kind)
        for part in (
            "Maison Essai SAS, 1 rue des Essais, 44000 Nantes", "à tout moment vous opposer à la prospection",
            "Dans votre cas : un fichier fourni par une société spécialisée", "3 place de Fontenoy", "Version 1 de cette information",
            "https://crm.maison.example/p/",
        ):  # fmt: skip
            assert part in said, (kind, part)
    assert informed() is not None
    assert as_superuser("SELECT channel, member FROM lawful_delivery") == [("email", RITA.id)]
    with as_worker():
        send_notice(**args)
    assert len(office.taken) == 1


@pytest.mark.parametrize(
    "change",
    [{"objections": 4}, {"objections": 127}, {"restricted": True}, {"waiting": True}, {"email": None}],
)
def test_no_mail_goes_where_the_person_or_the_law_says_no(office, change):
    uninformed(due=SOON, **change)
    if "objections" in change:
        as_superuser(
            "INSERT INTO lawful_objection (contact, cell, channel, purpose, at, told_by, created_at) VALUES (%s, %s, %s, '', now(), 'phone', now())",
            ALMA.id,
            ALMA.cell,
            "email" if change["objections"] == 4 else "all",
        )
    with as_worker():
        send_notice(contact=str(ALMA.public), member=RITA.id)
    assert office.taken == []
    assert informed() is None


def test_an_objection_to_calls_keeps_no_notice_back(office):
    uninformed(due=LATE)
    as_superuser(
        "INSERT INTO lawful_objection (contact, cell, channel, purpose, at, told_by, created_at) VALUES (%s, %s, 'phone', '', now(), 'phone', now())",
        ALMA.id,
        ALMA.cell,
    )
    with as_worker():
        send_notice(contact=str(ALMA.public), member=RITA.id)
    assert len(office.taken) == 1


def test_who_reads_no_french_is_written_to_in_english(office):
    uninformed(due=SOON, country="IE")
    with as_worker():
        send_notice(contact=str(ALMA.public), member=RITA.id)
    (message,) = office.taken
    assert message["Subject"].startswith("We hold data about you")
    assert '<html lang="en">' in message.get_body(("html",)).get_content()


def test_a_member_who_may_no_longer_inform_sends_nothing(office):
    uninformed(due=SOON)
    with as_worker():
        send_notice(contact=str(ALMA.public), member=ANNA.id)
    assert office.taken == []


def order(who: Any, query: str = "", **data: str) -> UUID:
    answer = post(who, f"/inform/many/{query}", data)
    assert answer.status_code == 303, text(answer)
    return UUID(answer["Location"].rstrip("/").split("/")[-1])


def dispatch(public: UUID, columns: str = "state, counts") -> tuple[Any, ...]:
    return as_superuser(f"SELECT {columns} FROM lawful_dispatch WHERE public = %s", public)[0]


def test_a_whole_list_is_informed_by_mail_and_counted(office):
    one, two, three, eastern = person(WEST, 1), person(WEST, 2), person(WEST, 3), person(EAST, 1)
    uninformed(one, due=LATE)
    uninformed(two, due=SOON, email=None)
    uninformed(three, due=SOON, restricted=True)
    uninformed(eastern, due=SOON)
    made = order(RITA, means="email")
    assert "En cours" in text(get(RITA, f"/inform/orders/{made}/"))
    with as_worker():
        carry_out(made, RITA.id)
    assert [message["To"] for message in office.taken] == [one.email]
    assert dispatch(made) == ("done", {"sent": 1, "no_email": 1, "refused": 1})
    assert informed(eastern) is None
    page = text(get(RITA, f"/inform/orders/{made}/"))
    assert "informées" in page
    assert "sans e-mail" in page
    assert get(MAX, f"/inform/orders/{made}/").status_code == 404
    with as_worker():
        carry_out(made, RITA.id)
    assert len(office.taken) == 1


def test_those_informed_at_collection_are_noted_with_one_sentence(house):
    one, two, other = person(WEST, 1), person(WEST, 2), person(WEST, 3)
    for each in (one, two):
        uninformed(each, due=LATE, source="fair")
    uninformed(other, due=LATE)
    query = "?show=all&source=fair&collected=2026-11-02"
    assert post(RITA, f"/inform/many/{query}", {"means": "at_collection", "proof": "x"}).status_code == 200
    made = order(RITA, query, means="at_collection", proof="Texte imprimé sur le bulletin", sure="on")
    assert b"bulletin" not in bytes(dispatch(made, "proof")[0])
    with as_worker():
        carry_out(made, RITA.id)
    assert dispatch(made, "state, counts, proof") == ("done", {"sent": 2}, None)
    assert informed(one).date() == date(2026, 11, 2)
    assert informed(other) is None
    with inside(RITA) as actor:
        (line,) = panels.notice(actor, row(actor, two)).lines
        assert line.proof == "Texte imprimé sur le bulletin"


@pytest.mark.parametrize(
    "query",
    [
        "?show=all",
        "?show=all&source=fair",
        "?show=all&collected=2026-11-02",
        "?show=all&source=purchased_list&collected=2026-11-02",
        "?show=all&source=website&collected=2026-11-02",
        "?show=all&source=referral&collected=2026-11-02",
    ],
)
def test_a_list_of_several_origins_or_had_from_elsewhere_is_not_noted_as_informed(house, query):
    for number, source in enumerate(("fair", "purchased_list", "website", "referral"), 1):
        uninformed(person(WEST, number), due=LATE, source=source)
    assert "Noter que" not in text(get(RITA, f"/inform/{query}"))
    answer = post(RITA, f"/inform/many/{query}", {"means": "at_collection", "proof": "x", "sure": "on"})
    assert answer.status_code == 200
    assert "à un jour et une origine" in text(answer)
    assert as_superuser("SELECT count(*) FROM lawful_dispatch") == [(0,)]
    wanted = {"source": "purchased_list", "collected": "2026-11-02"}
    with inside(RITA) as actor, pytest.raises(Refused, match="collection"):
        dispatches.order(actor, means=DeliveredBy.AT_COLLECTION, wanted=wanted, proof="x")


def test_the_journal_says_what_was_noted_of_how_many_and_that_nothing_was_sent(house):
    for number in (1, 2):
        uninformed(person(WEST, number), due=LATE, source="fair")
    query = "?show=all&source=fair&collected=2026-11-02"
    made = order(RITA, query, means="at_collection", proof="x", sure="on")
    with as_worker():
        carry_out(made, RITA.id)
    page = text(get(DORA, "/journal/"))
    assert "A noté que 2 personnes avaient été informées à la collecte" in page
    assert "A informé 2 personnes" in page
    assert ("lawful:notice:order", []) not in acts()


def test_a_filter_that_cannot_be_read_claims_nothing_of_the_list(fresh):
    page = text(get(RITA, "/inform/?show=inconnu"))
    assert "Aucune personne à informer" not in page
    assert "savent" not in page


def test_an_order_ends_with_the_rights_of_whoever_gave_it(house):
    uninformed(due=SOON)
    made = order(RITA, means="email")
    as_superuser("UPDATE access_grant SET ends_at = now() - interval '1 hour' WHERE member_id = %s", RITA.id)
    with as_worker():
        carry_out(made, RITA.id)
    assert dispatch(made, "state, proof") == ("stopped", None)
    assert informed() is None


def test_who_gives_no_notices_orders_none():
    assert get(ANNA, "/inform/").status_code == 403
    assert post(ANNA, "/inform/many/", {"means": "email"}).status_code == 403
    assert get(DORA, "/inform/").status_code == 200


def test_an_address_that_its_server_refuses_is_counted_and_stays_on_the_list(office):
    envelope = sealing.seal_values("email", ALMA.public, ["refused@ailleurs.example"])
    uninformed(due=SOON, email=envelope)
    made = order(RITA, means="email")
    with as_worker():
        carry_out(made, RITA.id)
    assert dispatch(made) == ("done", {"failed": 1})
    assert informed() is None
    assert as_superuser("SELECT count(*) FROM lawful_delivery") == [(0,)]


def test_a_mail_server_that_is_gone_informs_nobody_and_the_order_goes_on_later(office, monkeypatch):
    uninformed(due=SOON)
    made = order(RITA, means="email")
    there = settings.MAIL
    monkeypatch.setattr(settings, "MAIL", "smtp://127.0.0.1:1?from=crm@maison.example")
    with as_worker(), pytest.raises(MailFailed):
        carry_out(made, RITA.id)
    assert (informed(), dispatch(made)[0]) == (None, "ordered")
    monkeypatch.setattr(settings, "MAIL", there)
    with as_worker():
        carry_out(made, RITA.id)
    assert dispatch(made) == ("done", {"sent": 1})
