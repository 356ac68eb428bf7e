"""The public pages act for the bearer of a link, say nothing of anybody else, and never act on GET."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client

from licite import vault
from licite.lawful import links
from licite.people.tests.ways import ALMA, as_superuser
from tests.workers import as_worker
from tests.world import EAST, person

STRANGER = "personne.d.autre@ailleurs.example"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def token_for(address: str) -> str:
    """A link of the address, as the worker makes it for a message."""
    with as_worker(), transaction.atomic():
        return links.link_for("email", address)


def objections(contact: int) -> list[tuple]:
    return as_superuser(
        "SELECT channel, purpose, told_by, member FROM lawful_objection WHERE contact = %s ORDER BY channel",
        contact,
    )


def listed() -> list[tuple]:
    return as_superuser("SELECT channel, source FROM lawful_suppression ORDER BY channel")


@pytest.fixture
def link(unsaid) -> str:
    return token_for(ALMA.email)


@pytest.mark.parametrize("path", ["/p/{}/", "/p/{}/stop/"])
def test_to_look_is_not_to_act(link, path):
    assert Client().get(path.format(link)).status_code == 200
    assert objections(ALMA.id) == []
    assert listed() == []


def test_one_click_stops_the_mails_at_once_without_cookie_login_or_redirect(link):
    answer = Client(enforce_csrf_checks=True).post(f"/p/{link}/stop/", ONE_CLICK)
    assert (answer.status_code, answer.cookies) == (200, {})
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", ALMA.id) == [(4,)]
    assert objections(ALMA.id) == [("email", "", "person", None)]
    assert listed() == [("email", "person")]


def test_the_stop_page_sets_no_cookie_and_asks_first(link):
    answer = Client(enforce_csrf_checks=True).get(f"/p/{link}/stop/")
    assert answer.cookies == {}
    assert b'name="List-Unsubscribe" value="One-Click"' in answer.content


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "yes"}, {"act": "all"}])
def test_another_post_to_the_stop_page_asks_and_does_nothing(link, body):
    assert b"One-Click" in Client().post(f"/p/{link}/stop/", body).content
    assert listed() == []


def test_everything_is_refused_in_one_gesture(link):
    assert Client().post(f"/p/{link}/", {"act": "all"}, follow=True).status_code == 200
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", ALMA.id) == [(127,)]
    assert listed() == [("all", "person")]


def test_said_twice_it_is_one_objection_and_one_thank_you(link):
    for _again in range(2):
        Client().post(f"/p/{token_for(ALMA.email)}/stop/", ONE_CLICK)
        Client().post(f"/p/{link}/", {"act": "all"})
    assert [row[0] for row in objections(ALMA.id)] == ["all", "email"]
    assert jobs() == ["lawful.person_objected"] * 2


def test_without_cookies_one_refuses_all_the_same(link):
    answer = Client(enforce_csrf_checks=True).post(
        f"/p/{link}/?lang=fr", {"act": "channels", "channels": ["phone"]}
    )
    assert (answer.status_code, answer.cookies) == (303, {})
    shown = Client().get(answer["Location"])
    assert "<li>" in shown.content.decode()
    assert "lang=fr" in shown.content.decode()
    assert 'lang="' not in shown.content.decode().replace('lang="fr"', "").replace('lang="en"', "")
    assert Client(enforce_csrf_checks=True).post("/p/", {"email": STRANGER}).status_code == 303


def test_a_made_up_answer_is_not_said(link):
    assert b'name="act" value="all"' in Client().get(f"/p/{link}/?noted=all:forged").content


def test_channels_are_chosen_one_by_one(link):
    Client().post(f"/p/{link}/", {"act": "channels", "channels": ["phone", "post", "carrier"]})
    assert listed() == [], "a channel that we do not know is a mistake, and nothing is done by half"
    Client().post(f"/p/{link}/", {"act": "channels", "channels": ["phone", "post"]})
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", ALMA.id) == [(9,)]
    assert listed() == [("phone", "person"), ("post", "person")]


def test_nothing_ticked_is_said_and_nothing_done(link):
    assert (
        "Cochez"
        in Client(headers={"accept-language": "fr"}).post(f"/p/{link}/", {"act": "channels"}).content.decode()
    )
    assert listed() == []


def test_it_holds_on_every_record_with_the_same_address(fresh, link):
    other = person(EAST, 1)
    as_superuser(
        "INSERT INTO people_token (token, exact, cell, contact) VALUES (%s, true, %s, %s)",
        vault.tokens.exact("email", ALMA.email), other.cell, other.id,
    )  # fmt: skip
    Client().post(f"/p/{link}/stop/", ONE_CLICK)
    assert as_superuser("SELECT id FROM people_contact WHERE objections & 4 = 4 ORDER BY id") == [
        (ALMA.id,),
        (other.id,),
    ]


def test_it_is_journalled_as_nobodys_act_with_the_records_and_no_address(link):
    Client().post(f"/p/{link}/stop/", ONE_CLICK, REMOTE_ADDR="192.0.2.7")
    ((actor, subjects, fields, origin),) = as_superuser(
        "SELECT actor, subjects, fields, origin FROM journal.entry WHERE act = 'lawful:person:object'"
    )
    assert (actor, subjects, fields, origin) == (None, [ALMA.id], ["email"], "192.0.2.7")


def test_consents_are_withdrawn_by_the_same_link(link):
    assert Client().post(f"/p/{link}/", {"act": "withdraw"}, follow=True).status_code == 200
    assert as_superuser("SELECT subjects FROM journal.entry WHERE act = 'lawful:person:withdraw'") == [
        ([ALMA.id],)
    ]


@pytest.mark.parametrize("path", ["/p/{}/", "/p/{}/stop/"])
@pytest.mark.parametrize("token", ["x", "A" * 32, "é" * 16, "%00", "a" * 4000])
def test_a_guessed_token_opens_nothing(unsaid, path, token):
    for answer in (
        Client().get(path.format(token)),
        Client().post(path.format(token), ONE_CLICK | {"act": "all"}),
    ):
        assert answer.status_code == 404
    assert listed() == []


def tidy(content: bytes) -> bytes:
    """Without what is made anew for each answer."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', b"", content)


def test_the_page_of_somebody_in_the_base_is_the_page_of_anybody(unsaid):
    mine, theirs = token_for(ALMA.email), token_for(ALMA.email.replace("ouessant0", "ouessant9"))
    pages = [(get(token), said(token), out(token)) for token in (mine, theirs)]
    assert pages[0] == pages[1]


def get(token: str) -> bytes:
    return tidy(Client().get(f"/p/{token}/").content.replace(token.encode(), b""))


def said(token: str) -> bytes:
    return tidy(
        Client().post(f"/p/{token}/", {"act": "all"}, follow=True).content.replace(token.encode(), b"")
    )


def out(token: str) -> bytes:
    return tidy(Client().post(f"/p/{token}/stop/", ONE_CLICK).content.replace(token.encode(), b""))


def test_asked_too_often_from_one_place_it_says_so_whoever_is_asked_about(unsaid):
    answers = [
        Client()
        .post("/p/", {"email": f"essai{number}@ailleurs.example"}, REMOTE_ADDR="192.0.2.9")
        .status_code
        for number in range(22)
    ]
    assert answers == [303] * 20 + [429] * 2
    assert Client().post("/p/", {"email": ALMA.email}, REMOTE_ADDR="192.0.2.9")["Retry-After"] == "3600"
    assert Client().post("/p/", {"email": ALMA.email}, REMOTE_ADDR="192.0.2.10").status_code == 303


@pytest.mark.parametrize("address", [ALMA.email, STRANGER])
def test_one_address_gets_three_messages_a_day_and_the_answer_stays_the_same(unsaid, address):
    pages = {
        tidy(Client().post("/p/", {"email": address}, REMOTE_ADDR=f"192.0.2.{number}").content)
        for number in range(6)
    }
    assert len(pages) == 1
    assert jobs() == ["lawful.send_link"] * 3


def jobs() -> list[str]:
    return [name for (name,) in as_superuser("SELECT task_name FROM jobs.procrastinate_jobs ORDER BY id")]


@pytest.mark.parametrize(
    "typed", ["", "nobody", "a@b@c", "x" * 400 + "@a.example", "a@b.example\r\nBcc: x@y.example"]
)
def test_what_is_no_address_is_a_mistake_of_the_form(unsaid, typed):
    assert Client().post("/p/", {"email": typed}).status_code == 200
    assert jobs() == []


@pytest.mark.parametrize(("language", "words"), [("fr", "Vos choix"), ("en", "Your choices")])
def test_it_speaks_both_languages(unsaid, language, words):
    assert words in Client().get(f"/p/?lang={language}").content.decode()


def test_all_together_ask_no_more_than_five_hundred_an_hour(unsaid):
    as_superuser(
        "INSERT INTO lawful_link (public, kind, sealed, print, marks, asked, client, made_at) SELECT gen_random_uuid(), 'email', "
        "'x', sha256(i::text::bytea), '{}', true, sha256(i::text::bytea), clock_timestamp() FROM generate_series(1, 1000) i RETURNING 1"
    )
    Client().post("/p/", {"email": STRANGER})
    assert jobs() == []


def test_links_are_forgotten_in_their_time(unsaid):
    for address in (ALMA.email, STRANGER):
        token_for(address)
        Client().post("/p/", {"email": address})
    as_superuser("UPDATE lawful_link SET made_at = now() - interval '31 days'")
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("SELECT gate.sweep_links()")
    kept = as_superuser("SELECT asked, marks FROM lawful_link")
    assert kept == [(False, [vault.tokens.exact("email", ALMA.email)])]
