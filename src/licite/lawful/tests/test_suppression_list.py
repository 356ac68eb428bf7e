"""The keeper's page: figures, one address at a time, additions, and a review that lets nothing go."""

import pytest
from django.db import DatabaseError, connection

from licite import vault
from licite.kit import clock
from licite.lawful.actions.suppression import add_by_hand
from licite.lawful.channels import Channel
from licite.lawful.queries.suppression import look_up, review_before, summary
from licite.lawful.suppression.reading import Identifier
from licite.people.tests.ways import ALMA, as_superuser, post, text
from tests.conftest import browser_of, inside
from tests.world import DORA, MAX, RITA

HERS = Identifier("email", ALMA.email)
ADD = {"add-address": ALMA.email, "add-channel": "all", "add-on": "2026-11-10"}


def test_an_address_typed_is_answered_and_journalled_without_it(unsaid):
    post(DORA, "/suppression/add/", ADD | {"add-address": "Jean <j.m@ailleurs.example>"})
    shown = text(post(DORA, "/suppression/look-up/", {"ask-address": "J.M@ailleurs.example"}))
    assert "Cette adresse est sur la liste" in shown
    assert "depuis le 10 novembre 2026" in shown
    assert "n’est pas sur la liste" in text(
        post(DORA, "/suppression/look-up/", {"ask-address": "06 12 34 56 78"})
    )
    rows = as_superuser(
        "SELECT detail FROM journal.entry WHERE act = 'lawful:suppression:look_up' ORDER BY at"
    )
    assert [detail["terms"] for (detail,) in rows][0] == [vault.tokens.exact("email", "j.m@ailleurs.example")]
    assert "ailleurs" not in str(rows)


def test_the_days_look_ups_are_counted(fresh):
    as_superuser("UPDATE gate.rule SET figure = 2 WHERE key = 'sec.reveal.a_day'")
    asked = {"ask-address": ALMA.email}
    for _ in range(2):
        assert "n’est pas sur la liste" in text(post(DORA, "/suppression/look-up/", asked))
    assert "épuisé vos consultations" in text(post(DORA, "/suppression/look-up/", asked))


def test_a_person_who_writes_is_added_and_every_record_closed(unsaid):
    assert post(DORA, "/suppression/add/", ADD).status_code == 303
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", ALMA.id) == [(127,)]
    assert as_superuser(
        "SELECT channel, source, (since AT TIME ZONE 'Europe/Paris')::date::text FROM lawful_suppression"
    ) == [("all", "hand", "2026-11-10")]


@pytest.mark.parametrize(
    "change",
    [{"add-address": ""}, {"add-address": "personne"}, {"add-on": "2099-01-01"}, {"add-channel": "carrier"}],
)
def test_a_mistake_adds_nothing(unsaid, change):
    assert post(DORA, "/suppression/add/", ADD | change).status_code == 200
    assert as_superuser("SELECT count(*) FROM lawful_suppression") == [(0,)]


def test_the_list_is_counted_by_channel_source_and_year(unsaid):
    post(DORA, "/suppression/add/", ADD)
    with inside(DORA) as actor:
        ((one),) = summary(actor).counts
        assert (one.year, one.held, one.to_review) == (2026, 1, 0)


def test_what_is_three_years_old_is_reviewed_and_kept(unsaid):
    post(DORA, "/suppression/add/", ADD)
    as_superuser("UPDATE lawful_suppression SET since = now() - interval '37 months'")
    assert "Revu et gardé : 1 empreinte" in text(browser_of(DORA).get("/suppression/"))
    assert post(DORA, "/suppression/review/", {}).status_code == 303
    assert as_superuser("SELECT count(*), count(reviewed_at) FROM lawful_suppression") == [(1, 1)]
    assert "Rien à revoir" in text(browser_of(DORA).get("/suppression/"))


def test_three_years_are_the_rules():
    before = review_before(clock.now())
    assert 36 * 30 < (clock.now() - before).days < 37 * 31


@pytest.mark.parametrize("member", [RITA, MAX])
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM gate.suppression_summary(now())",
        "SELECT gate.review_suppression(now())",
        "SELECT gate.look_up_suppression('{}')",
        "SELECT gate.suppress('all', 'hand', now(), '{}', '{}')",
    ],
)
def test_nobody_else_keeps_the_list(member, sql):
    with inside(member), connection.cursor() as cursor, pytest.raises(DatabaseError, match="not permitted"):
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT gate.suppress('all', 'person', now(), '{}', '{}')",
        "SELECT gate.suppress('all', 'hand', NULL, '{}', '{}')",
        "SELECT gate.suppress('carrier', 'hand', now(), '{}', '{}')",
        "SELECT gate.suppress('all', 'hand', now(), ARRAY['x'::bytea], '{}')",
    ],
)
def test_not_even_the_keeper_writes_what_is_no_objection(sql):
    with inside(DORA), connection.cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute(sql)


def test_more_than_a_hundred_are_written_at_once():
    many = [Identifier("email", f"p{number}@ailleurs.example") for number in range(250)]
    with inside(DORA) as actor:
        assert add_by_hand(actor, found=[*many, HERS], channel=Channel.EMAIL, at=clock.now()).new == 251
        assert look_up(actor, found=many[249:])
