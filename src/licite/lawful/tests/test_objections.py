"""An objection closes its channel at once, for everyone, and leaves a fingerprint and nothing else."""

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.http import Http404

from licite import vault
from licite.lawful import panels
from licite.lawful.actions import prints_for, write_objection
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people.actions import record_objection
from licite.people.tests.ways import ALMA, DAY, as_superuser, page, post, row
from tests.conftest import inside
from tests.world import ADA, ANNA, BEN, RITA

URL = f"/contacts/{ALMA.public}/objections/"
ALL = {"objection-channel": "all", "objection-told_by": "phone", "objection-on": "2026-11-10"}


def test_whoever_reads_the_record_may_note_an_objection(fresh):
    assert post(ANNA, URL, ALL).status_code == 303
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", ALMA.id) == [(15,)]
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


def test_an_objection_said_twice_is_kept_once_on_the_list():
    with inside(RITA) as actor:
        for _ in range(2):
            record_objection(actor, contact=row(actor), channel=Channel.EMAIL, at=DAY, told_by=ToldBy.EMAIL)
        shown = panels.objections(actor, contact=ALMA.id, cell=11, bits=row(actor).objections)
        assert [line.channel for line in shown.lines] == [str(Channel.EMAIL.label)] * 2


def test_an_objection_to_come_is_a_mistake(fresh):
    assert post(ANNA, URL, ALL | {"objection-on": "2099-01-01"}).status_code == 200
    assert as_superuser("SELECT count(*) FROM lawful_objection") == [(0,)]


def test_out_of_sight_nothing_can_be_noted(fresh):
    assert post(BEN, URL, ALL).status_code == 404
    assert post(ADA, URL, ALL).status_code == 404
    with inside(BEN) as actor, pytest.raises(Http404):
        write_objection(actor, contact=ALMA.id, channel=Channel.ALL, at=DAY, told_by=ToldBy.PHONE, prints=[])


def test_bits_that_are_not_the_channels_are_refused_by_the_gate():
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute("SELECT gate.object(%s, 'phone', 0, now(), 'phone', '{}')", [ALMA.id])
        assert cursor.fetchone() == (False,)


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
