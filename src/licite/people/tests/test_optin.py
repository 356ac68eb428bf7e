"""Asked by mail: a real mail over SMTP, a link that anybody may follow and nobody guesses, an answer that is a proof."""

import re
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from licite.kit import clock
from licite.lawful.proofs.sealing import open_details
from licite.lawful.queries import consents as queries
from licite.people.tests.mailbox import Box, link, orders, visit, work
from licite.people.tests.proofs import CALLS, TEXT, acts, given, keep
from licite.people.tests.ways import ALMA, as_superuser, post
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import ANNA, BEN, EAST, MONA, RITA, Cast, person

pytestmark = pytest.mark.usefixtures("swept")


def ask(who: Cast = RITA, text: dict[str, str] = TEXT) -> Any:
    return post(who, f"/contacts/{ALMA.public}/consents/ask/", {"wording": str(keep(text))})


def test_the_persons_yes_by_the_link_of_a_real_mail_is_the_proof(box: Box):
    assert ask().status_code == 303
    work()
    (mail,) = box.mails
    assert mail["To"] == ALMA.email
    assert "List-Unsubscribe" in mail
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = mail.get_body()
    assert body is not None
    assert "J’accepte de recevoir des e-mails envoyés par Maison Lumière SARL" in body.get_content()
    path = link(mail)
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(0,)], "a mail that is read proves nothing"
    assert "Êtes-vous d’accord" in visit(path)
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(0,)], "scanners open every link"
    assert "votre accord est enregistré" in visit(path, "yes")
    ((act, details, member, rule, months),) = as_superuser(
        "SELECT act, details, member, rule, round(extract(epoch FROM valid_until - given_at) / 2629746) FROM lawful_consent"
    )
    assert (act, member, rule, months) == ("double_opt_in", None, "consent.review", 36)
    assert open_details(ALMA.public, details).identifier == ALMA.email
    with inside(RITA):
        assert len(queries.live([ALMA.id], clock.now())[ALMA.id]) == 1
    said = [(act, subjects) for act, subjects, _ in acts("lawful:optin")]
    assert said == [(f"lawful:optin:{verb}", [ALMA.id]) for verb in ("ask", "send", "answer")]


def test_the_first_answer_counts_and_is_told_again(box: Box):
    ask()
    work()
    path = link(box.mails[0])
    visit(path, "yes")
    assert "votre accord est enregistré" in visit(path, "no")
    visit(path, "yes")
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(1,)]


def test_a_no_leaves_nothing_but_the_answer(box: Box):
    ask()
    work()
    assert "vous refusez" in visit(link(box.mails[0]), "no")
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(0,)]
    assert as_superuser("SELECT answer FROM lawful_optin") == [("no",)]


def test_a_no_reaches_every_record_with_the_same_e_mail_or_phone(box: Box):
    """As the withdrawal that a member notes does."""
    east, text_of = person(EAST, 1), keep()
    here, there, other = given(text_of), given(text_of, who=BEN, one=east), given(keep(CALLS))
    as_superuser(
        "INSERT INTO people_token (token, exact, cell, contact) SELECT token, exact, %s, %s FROM people_token WHERE contact = %s "
        "AND token NOT IN (SELECT token FROM people_token WHERE contact = %s)",
        east.cell, east.id, ALMA.id, east.id,
    )  # fmt: skip
    post(RITA, f"/contacts/{ALMA.public}/consents/ask/", {"wording": str(text_of)})
    work()
    visit(link(box.mails[-1]), "no")
    ended = as_superuser(
        "SELECT c.public, w.told_by, w.member FROM lawful_withdrawal w JOIN lawful_consent c ON c.id = w.consent_id"
    )
    assert sorted(ended) == sorted([(here, "person", None), (there, "person", None)])
    assert other not in [consent for consent, _, _ in ended]


def test_of_the_link_only_its_hash_is_kept(box: Box):
    ask()
    work()
    token = link(box.mails[0]).split("/")[2]
    assert len(token) == 32, "24 random bytes"
    ((kept,),) = as_superuser("SELECT token_hash FROM lawful_optin")
    assert bytes(kept) == sha256(token.encode()).digest()
    assert as_superuser(
        "SELECT count(*) FROM jobs.procrastinate_jobs WHERE args::text LIKE %s", f"%{token}%"
    ) == [(0,)]


STATES = {
    "unknown": None,
    "past": "UPDATE lawful_optin SET expires_at = now() - interval '1 second'",
    "called back": "UPDATE lawful_optin SET cancelled_at = now()",
}


def test_links_that_do_not_live_are_one_page_in_one_statement(box: Box):
    ask()
    work()
    path = link(box.mails[0])
    seen = set()
    for change in STATES.values():
        if change:
            as_superuser("UPDATE lawful_optin SET expires_at = now() + interval '1 day', cancelled_at = NULL")
            as_superuser(change)
        for answer in ("", "yes"):
            with CaptureQueriesContext(connection) as asked:
                shown = visit(path if change else "/consent/" + "A" * 32 + "/", answer)
            seen.add((re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown), len(asked)))
    assert len(seen) == 1
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(0,)]


def test_the_page_of_a_link_shows_nothing_of_the_person(box: Box):
    ask()
    work()
    path = link(box.mails[0])
    for answer in ("", "yes"):
        shown = visit(path, answer)
        for mark in (ALMA.first, ALMA.last, ALMA.email, ALMA.phone, str(ALMA.public)):
            assert mark not in shown
    response = Client().get(path)
    assert response["Referrer-Policy"] == "same-origin", "the address of a link travels to nobody"
    assert "no-store" in response["Cache-Control"]


def test_a_link_lives_seven_days(box: Box):
    ask()
    work()
    assert as_superuser("SELECT expires_at - sent_at = interval '7 days' FROM lawful_optin") == [(True,)]


def test_a_question_is_sent_once(box: Box):
    ask()
    work()
    work()
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("channel", "purpose", "sent"),
    [
        ("all", "", 0),
        ("email", "", 0),
        ("email", "newsletter", 0),
        ("phone", "", 1),
        ("email", "satisfaction", 1),
    ],
)
def test_what_was_objected_to_meanwhile_is_not_sent(box: Box, channel: str, purpose: str, sent: int):
    ask()
    as_superuser(
        "INSERT INTO lawful_objection (contact, cell, channel, purpose, at, told_by, created_at) VALUES (%s, %s, %s, %s, now(), 'phone', now())",
        ALMA.id, ALMA.cell, channel, purpose,
    )  # fmt: skip
    work()
    assert len(box.mails) == sent
    assert as_superuser("SELECT cancelled_at IS NULL FROM lawful_optin") == [(bool(sent),)]


def test_an_objector_is_not_even_put_in_the_queue(box: Box):
    post(RITA, f"/contacts/{ALMA.public}/objections/", {"objection-channel": "email", "objection-told_by": "phone", "objection-on": "2026-11-18"})  # fmt: skip
    answer = ask()
    assert answer.status_code == 403
    assert orders() == []


@pytest.mark.parametrize("change", ["restricted = true", "minor = true", "waiting = true"])
def test_a_person_who_may_not_be_written_to_is_not_asked(box: Box, change: str):
    ask()
    as_superuser("UPDATE people_contact SET " + change + " WHERE id = %s", ALMA.id)
    work()
    assert box.mails == []


@pytest.mark.usefixtures("fresh")
def test_a_record_without_an_e_mail_is_not_asked(box: Box):
    ask()
    as_superuser("UPDATE people_contact SET email = NULL WHERE id = %s", ALMA.id)
    work()
    assert box.mails == []


@pytest.mark.usefixtures("fresh")
def test_nobody_asks_in_the_name_of_one_who_left(box: Box):
    ask()
    as_superuser("UPDATE access_grant SET ends_at = now() WHERE member_id = %s", RITA.id)
    work()
    assert box.mails == []


def test_an_objection_waits_for_the_mail_that_is_leaving(box: Box):
    """What the worker holds while it sends: nobody closes the channel under it."""
    ask()
    from licite.access.gate import acting_for
    from licite.people.jobs import optin as jobs

    with as_worker(), acting_for(RITA.id, jobs.TASK) as actor:
        assert jobs.prepare(actor, orders()[0][0]) is not None
        with superuser(database_name()) as other:
            other.execute("SET lock_timeout = '300ms'")
            with pytest.raises(Exception, match="lock timeout"):
                other.execute("SELECT FROM licite.people_contact WHERE id = %s FOR UPDATE", (ALMA.id,))


def test_a_withdrawal_calls_the_question_back(box: Box):
    ask()
    work()
    path = link(box.mails[0])
    visit(path, "yes")
    ((consent,),) = as_superuser("SELECT public FROM lawful_consent")
    ask()
    work()
    post(ANNA, f"/contacts/{ALMA.public}/consents/{consent}/withdraw/", {})
    assert "Ce lien ne sert plus" in visit(link(box.mails[1]), "yes")
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(1,)]
    assert as_superuser("SELECT count(*) FROM lawful_optin WHERE cancelled_at IS NOT NULL") == [(1,)]


def test_a_box_that_does_not_exist_calls_the_question_back(box: Box):
    ask()
    box.refuses = True
    work()
    assert as_superuser("SELECT sent_at, token_hash, cancelled_at IS NOT NULL FROM lawful_optin") == [
        (None, None, True)
    ]


def test_without_a_mail_server_nobody_is_asked_and_the_page_says_so(settings: Any):
    settings.MAIL = ""
    answer = ask()
    assert answer.status_code == 200
    assert "EMAIL_URL" not in answer.content.decode()
    assert orders() == []


def test_whoever_may_not_record_may_not_ask(box: Box):
    assert ask(ANNA).status_code == 403
    assert ask(BEN).status_code == 404
    assert ask(MONA).status_code == 303


def test_a_question_is_not_put_twice_nor_soon_after_a_no(box: Box):
    ask()
    assert "sa réponse est attendue" in ask().content.decode()
    work()
    assert "sa réponse est attendue" in ask().content.decode()
    visit(link(box.mails[0]), "no")
    assert "on ne lui redemande pas" in ask().content.decode()
    as_superuser("UPDATE lawful_optin SET answered_at = answered_at - interval '6 months 1 day'")
    assert ask().status_code == 303
    assert ask(text=CALLS).status_code == 303, "another purpose is another question"
