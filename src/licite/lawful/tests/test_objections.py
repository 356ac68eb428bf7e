"""An objection closes its channel at once, for everyone, and leaves a fingerprint and nothing else."""

import re

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.http import Http404

from licite import vault
from licite.access.refusals import Refused
from licite.access.reveal import live, reveal
from licite.lawful.actions.objections import prints_for, write_objection
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.lawful.panels import objections as panels
from licite.lawful.panels.objections import how_told
from licite.lawful.queries.objections import objections_of
from licite.people.actions import record_objection
from licite.people.tests.ways import ALMA, DAY, as_superuser, page, post, row
from tests.conftest import inside
from tests.world import ADA, ANNA, BEN, EAST, MAX, PEOPLE, RITA, person

URL = f"/contacts/{ALMA.public}/objections/"
ALL = {"objection-channel": "all", "objection-told_by": "phone", "objection-on": "2026-11-10"}


def test_whoever_reads_the_record_may_note_an_objection(fresh):
    assert post(ANNA, URL, ALL).status_code == 303
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", ALMA.id) == [(127,)]
    assert page(RITA).count('role="img"') >= 4


def test_it_leaves_one_fingerprint_of_each_coordinate_it_closes(fresh):
    post(ANNA, URL, ALL)
    kept = {bytes(one) for (one,) in as_superuser("SELECT fingerprint FROM lawful_suppression")}
    assert kept == {
        vault.fingerprints.fingerprint("email", ALMA.email),
        vault.fingerprints.fingerprint("phone", ALMA.phone),
    }


def test_the_trace_names_the_channel_and_no_value(fresh):
    post(ANNA, URL, ALL)
    ((subjects, fields),) = as_superuser(
        "SELECT subjects, fields FROM journal.entry WHERE act = 'lawful:objection:write'"
    )
    assert (subjects, fields) == ([ALMA.id], ["all"])


@pytest.mark.parametrize(
    ("channel", "count"),
    [(Channel.EMAIL, 1), (Channel.PHONE, 2), (Channel.SMS, 2), (Channel.POST, 0), (Channel.ALL, 3)],
)
def test_a_channel_keeps_only_what_it_is_recognised_by(channel, count):
    kept = prints_for(channel, emails=["a@x.example"], phones=["+33299000001", "+33299000002"])
    assert len(kept) == count


def shown_of(actor, contact):
    said = objections_of(actor, contact=contact.id)
    return panels.objections(actor, said=said, cell=contact.cell, bits=contact.objections)


def test_an_objection_said_twice_is_kept_once_on_the_list():
    with inside(RITA) as actor:
        for _ in range(2):
            record_objection(actor, contact=row(actor), channel=Channel.EMAIL, at=DAY, told_by=ToldBy.EMAIL)
        shown = shown_of(actor, row(actor))
        assert [line.channel for line in shown.lines] == [str(Channel.EMAIL.label)] * 2


def test_an_objection_to_come_is_a_mistake(fresh):
    assert post(ANNA, URL, ALL | {"objection-on": "2099-01-01"}).status_code == 200
    assert as_superuser("SELECT count(*) FROM lawful_objection") == [(0,)]


def test_out_of_sight_nothing_can_be_noted(fresh):
    assert post(BEN, URL, ALL).status_code == 404
    assert post(ADA, URL, ALL).status_code == 404
    with inside(BEN) as actor, pytest.raises(Http404):
        write_objection(
            actor, contact=ALMA.id, channel=Channel.ALL, at=DAY, told_by=ToldBy.PHONE, emails=[], phones=[]
        )


def test_a_channel_that_nobody_knows_is_refused_by_the_gate():
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute("SELECT gate.object(%s, 'pigeon', '', now(), 'phone', '{}', '{}')", [ALMA.id])
        assert cursor.fetchone() == (False,)


def test_the_list_swells_no_more_than_three_times_a_day_by_one_record():
    more = (
        "SELECT gate.object(%s, 'all', '', now(), 'phone', ARRAY(SELECT '\\x0100'::bytea || sha256(random()::text::bytea) "
        "FROM generate_series(1, 8)), '{}') FROM generate_series(1, 20)"
    )
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute(more, [ALMA.id])
        cursor.execute("SELECT count(*) FROM lawful_objection WHERE contact = %s", [ALMA.id])
        assert cursor.fetchone() == (3,)


def test_what_is_to_come_was_not_said():
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute("SELECT gate.object(%s, 'email', '', '2099-01-01', 'phone', '{}', '{}')", [ALMA.id])
        cursor.execute("SELECT at <= created_at FROM lawful_objection WHERE contact = %s", [ALMA.id])
        assert cursor.fetchall() == [(True,)]


def test_it_is_carried_to_twenty_other_records_at_most_and_the_journal_counts_them(fresh):
    token = vault.tokens.exact("phone", ALMA.phone)
    others = [one for one in PEOPLE if one.id != ALMA.id][:24]
    for one in others:
        as_superuser(
            "INSERT INTO people_token (token, exact, cell, contact) VALUES (%s, true, %s, %s) RETURNING 1",
            token, one.cell, one.id,
        )  # fmt: skip
    post(RITA, URL, ALL)
    ((actor, detail),) = as_superuser(
        "SELECT actor, detail FROM journal.entry WHERE act = 'lawful:objection:spread'"
    )
    assert (actor, detail) == (None, {"records": min(20, len(others))})


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM lawful_suppression",
        "INSERT INTO lawful_suppression (fingerprint, channel, since) VALUES ('', 'all', now())",
        "DELETE FROM lawful_objection",
        "UPDATE people_contact SET objections = 0",
    ],
)
def test_no_objection_is_undone_or_read_round_the_gate(sql):
    with inside(RITA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def held_twice(fresh):
    """A record of the East with Alma's e-mail, and one with Alma's phone; both in use."""
    with_email, with_phone = person(EAST, 1), person(EAST, 2)
    for one, token in (
        (with_email, vault.tokens.exact("email", ALMA.email)),
        (with_phone, vault.tokens.exact("phone", ALMA.phone)),
    ):
        as_superuser(
            "INSERT INTO people_token (token, exact, cell, contact) VALUES (%s, true, %s, %s)",
            token,
            one.cell,
            one.id,
        )
    return with_email, with_phone


WHERE_IT_STANDS = pytest.mark.parametrize(
    ("channel", "met"),
    [("email", (4, 0)), ("phone", (0, 1)), ("sms", (0, 2)), ("post", (0, 0)), ("all", (127, 127))],
)


@WHERE_IT_STANDS
def test_whoever_sees_them_all_closes_every_record_with_the_same_coordinate(held_twice, channel, met):
    assert post(MAX, URL, ALL | {"objection-channel": channel}).status_code == 303
    for one, expected in zip(held_twice, met, strict=True):
        assert as_superuser("SELECT objections, waiting FROM people_contact WHERE id = %s", one.id) == [
            (expected, False)
        ]
        told = [(one.cell, channel, "list", None)] if expected else []
        assert told == as_superuser(
            "SELECT cell, channel, told_by, member FROM lawful_objection WHERE contact = %s", one.id
        )


@WHERE_IT_STANDS
def test_out_of_the_actors_sight_they_wait_for_whoever_sees_both(held_twice, channel, met):
    assert post(ANNA, URL, ALL | {"objection-channel": channel}).status_code == 303
    for one, expected in zip(held_twice, met, strict=True):
        assert as_superuser("SELECT objections, waiting FROM people_contact WHERE id = %s", one.id) == [
            (0, bool(expected))
        ]
        tray = [([ALMA.id], [channel], True)] if expected else []
        assert tray == as_superuser(
            "SELECT others, closes, settled FROM people_tray WHERE contact = %s", one.id
        )


def panel(who, one):
    """The record as it is read, without what is drawn anew for each page."""
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*|FToken": "[^"]*|nonce="[^"]*', "", page(who, one))


def test_the_colleague_uses_it_no_more_reads_nothing_and_is_told_once_it_is_decided(held_twice):
    with_email, _ = held_twice
    before = panel(BEN, with_email)
    post(RITA, URL, ALL | {"objection-channel": "email"})
    assert panel(BEN, with_email) == before
    with inside(BEN) as actor, pytest.raises(Refused, match="waiting"):
        reveal(actor, contact=row(actor, with_email), field="email", act="write_to_person")
    ((entry,),) = as_superuser("SELECT id FROM people_tray WHERE contact = %s", with_email.id)
    assert post(MAX, f"/tray/{entry}/open/", {}).status_code == 303
    with inside(BEN) as actor:
        contact = row(actor, with_email)
        with pytest.raises(Refused, match="objection"):
            reveal(actor, contact=contact, field="email", act="write_to_person")
        shown = shown_of(actor, contact)
        assert [line.told_by for line in shown.lines] == [how_told(ToldBy.LIST)]
    assert RITA.name not in page(BEN, with_email)


def test_the_actor_is_not_told_who_else_holds_the_person(held_twice):
    post(RITA, URL, ALL)
    seen = as_superuser("SELECT subjects FROM journal.entry WHERE actor = %s", RITA.id)
    assert {subject for (subjects,) in seen for subject in subjects} == {ALMA.id}


def test_saying_it_again_adds_nothing_to_the_others(held_twice):
    for _ in range(2):
        post(MAX, URL, ALL)
    assert as_superuser("SELECT count(*) FROM lawful_objection WHERE told_by = 'list'") == [(2,)]


def test_more_marks_than_an_import_brings_are_refused():
    with inside(RITA), connection.cursor() as cursor, pytest.raises(DatabaseError, match="too many marks"):
        cursor.execute(
            "SELECT gate.object(%s, 'email', '', now(), 'email', '{}', ARRAY(SELECT generate_series(1, 4001))::bigint[])",
            [ALMA.id],
        )


def test_an_objection_said_again_counts_from_then(fresh):
    post(RITA, URL, ALL | {"objection-on": "2020-03-02"})
    post(RITA, URL, ALL)
    days = {f"{since:%Y-%m-%d}" for (since,) in as_superuser("SELECT since FROM lawful_suppression")}
    assert days == {"2026-11-10"}


def test_a_value_opened_a_moment_ago_closes_with_its_channel():
    with inside(RITA) as actor:
        reveal(actor, contact=row(actor), field="phone", act="call_now")
        assert "phone" in live(actor, contact=row(actor))
        record_objection(actor, contact=row(actor), channel=Channel.PHONE, at=DAY, told_by=ToldBy.PHONE)
        assert live(actor, contact=row(actor)) == {}
