"""Orders to inform many: what they do, and what stops them."""

from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from licite.kit.mail import MailFailed
from licite.people import sealing
from licite.people.jobs.notices import carry_out, send_notice
from licite.people.tests.notices import LATE, SOON, informed, uninformed
from licite.people.tests.ways import ALMA, as_superuser, get, post, text
from tests.workers import as_worker
from tests.world import ANNA, DORA, EAST, MAX, RITA, WEST, person

URL = f"/contacts/{ALMA.public}/notice/"


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
