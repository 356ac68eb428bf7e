"""Persons are informed, it is noted and proven, and until then the last day draws near; nobody takes it back."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.http import Http404

from licite.access import gate
from licite.access.permissions import Field
from licite.access.refusals import Refused
from licite.inventory import engine
from licite.lawful.actions.notices import inform
from licite.lawful.asking import Barred
from licite.lawful.models import DeliveredBy
from licite.people.actions import notices as actions
from licite.people.actions.history import add_interaction
from licite.people.actions.reaching import open_coordinate
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.panels import notices as panels
from licite.people.tests.notices import FAR, LATE, SOON, acts, informed, prepare, publish, uninformed
from licite.people.tests.ways import ALMA, DAY, as_superuser, get, post, row, text
from licite.web.dates import today
from tests.conftest import inside
from tests.workers import as_worker
from tests.world import ADA, ANNA, BEN, DORA, MAX, PAUL, RITA, SAM, WEST, Cast, person

URL = f"/contacts/{ALMA.public}/notice/"
GIVEN = {"notice-means": "in_person", "notice-on": "2026-11-21", "notice-proof": ""}
COUNT = "SELECT count(*) FROM lawful_delivery"


@pytest.fixture
def house(fresh: None) -> None:
    """Every notice is published, long before anything is given."""
    prepare()
    publish()
    as_superuser("UPDATE lawful_notice SET published_at = '2026-01-01 00:00+00'")


def test_a_notice_given_is_noted_with_its_version_and_the_person_is_informed(house):
    uninformed(due=SOON)
    assert post(RITA, URL, GIVEN).status_code == 303
    ((channel, member, version, kind),) = as_superuser(
        "SELECT d.channel, d.member, n.version, n.kind FROM lawful_delivery d JOIN lawful_notice n ON n.id = d.notice_id"
    )
    assert (channel, member, version, kind) == ("in_person", RITA.id, 1, "first")
    assert informed().date() == date(2026, 11, 21)
    assert ("lawful:notice:deliver", [ALMA.id]) in acts()


def test_data_had_from_the_person_get_the_notice_of_article_13(house):
    uninformed(due=SOON, source="form")
    post(RITA, URL, GIVEN)
    assert as_superuser(
        "SELECT n.kind FROM lawful_delivery d JOIN lawful_notice n ON n.id = d.notice_id"
    ) == [("form",)]


def test_the_version_noted_is_the_one_that_was_in_force_then(house):
    as_superuser(
        "INSERT INTO lawful_notice (kind, language, version, sections, text, sha256, published_at) "
        "SELECT kind, language, 2, sections, 'another', sha256, '2026-11-20 00:00+00' FROM lawful_notice WHERE kind = 'first' AND language = 'fr'"
    )
    post(RITA, URL, GIVEN | {"notice-on": "2026-11-10"})
    post(RITA, URL, GIVEN)
    assert as_superuser(
        "SELECT n.version FROM lawful_delivery d LEFT JOIN lawful_notice n ON n.id = d.notice_id ORDER BY d.id"
    ) in ([(1,), (1,)], [(1,), (2,)])


def test_the_first_that_is_proven_counts(house):
    uninformed(due=SOON)
    post(RITA, URL, GIVEN)
    post(RITA, URL, GIVEN | {"notice-on": "2026-11-10"})
    post(RITA, URL, GIVEN)
    assert informed().date() == date(2026, 11, 10)
    assert as_superuser(COUNT) == [(3,)]


def test_before_the_first_version_it_takes_a_proof_and_the_proof_is_sealed(house):
    uninformed(due=SOON)
    early = GIVEN | {"notice-on": "2025-06-01"}
    assert post(RITA, URL, early).status_code == 200
    assert informed() is None
    sentence = "Mention au dos du bulletin du salon"
    assert post(RITA, URL, early | {"notice-proof": sentence}).status_code == 303
    ((notice, proof),) = as_superuser("SELECT notice_id, proof FROM lawful_delivery")
    assert notice is None
    assert sentence.encode() not in bytes(proof)
    with inside(RITA) as actor:
        (line,) = panels.notice(actor, row(actor)).lines
        assert line.proof == sentence
        assert line.version == "un texte antérieur, non conservé ici"
    with inside(PAUL) as actor:  # reads no notes
        (line,) = panels.notice(actor, row(actor)).lines
        assert sentence not in line.proof


@pytest.mark.parametrize("source", ["purchased_list", "referral", "website", "other"])
def test_whoever_was_not_there_was_not_informed_at_collection(house, source):
    uninformed(due=SOON, source=source)
    given = GIVEN | {"notice-means": "at_collection"}
    assert "means" in post(RITA, URL, given).context["form"].errors
    with inside(RITA) as actor, pytest.raises(Refused, match="collection"):
        actions.note_given(actor, contact=row(actor), means=DeliveredBy.AT_COLLECTION, at=DAY, proof="x")
    assert informed() is None
    uninformed(due=SOON, source="fair")
    assert post(RITA, URL, given).status_code == 303


def strike(who: Cast, number: int) -> int:
    return post(who, f"{URL}{number}/strike/", {}).status_code


def test_a_notice_noted_by_mistake_is_taken_back_and_stays_in_sight(house):
    uninformed(due=LATE)
    post(RITA, URL, GIVEN)
    post(RITA, URL, GIVEN | {"notice-on": "2026-11-10"})
    late, early = (number for (number,) in as_superuser("SELECT id FROM lawful_delivery ORDER BY at DESC"))
    assert strike(RITA, early) == 403
    assert "/strike/" not in get(RITA, URL).content.decode()
    assert f"{early}/strike/" in get(DORA, URL).content.decode()
    assert strike(MAX, early) == 303
    assert informed().date() == date(2026, 11, 21), "the other notice counts"
    assert strike(DORA, late) == 303
    assert informed() is None
    assert strike(DORA, late) == 404, "once"
    assert as_superuser("SELECT count(*), count(struck_at) FROM lawful_delivery") == [(2, 2)]
    assert ("lawful:notice:strike", [ALMA.id]) in acts()
    page = text(get(RITA, URL))
    assert "Aurait dû être informée" in page
    assert "notée par erreur" in page
    assert post(RITA, URL, GIVEN).status_code == 303
    assert informed() is not None


def test_nothing_is_given_in_the_future(house):
    assert post(RITA, URL, GIVEN | {"notice-on": "2099-01-01"}).status_code == 200
    with inside(RITA) as actor, pytest.raises(Refused, match="future"):
        actions.note_given(
            actor, contact=row(actor), means=DeliveredBy.POST, at=datetime(2099, 1, 1, tzinfo=UTC)
        )
    assert as_superuser(COUNT) == [(0,)]


def test_out_of_reach_nobody_is_informed(house):
    assert post(BEN, URL, GIVEN).status_code == 404
    assert get(BEN, URL).status_code == 404
    for who in (ANNA, ADA):
        assert post(who, URL, GIVEN).status_code == 403
    with inside(BEN) as actor, pytest.raises(Http404):
        inform(
            actor,
            contact=ALMA.id,
            public=ALMA.public,
            kind="first",
            language="fr",
            means=DeliveredBy.POST,
            at=DAY,
        )


def test_support_informs_customers_and_reads_no_delivery_of_others(house):
    customer = person(WEST, 3)
    assert post(SAM, f"/contacts/{customer.public}/notice/", GIVEN).status_code == 303
    post(RITA, URL, GIVEN)
    with inside(SAM), connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM lawful_delivery")
        assert cursor.fetchall() == [(customer.id,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lawful_delivery SET at = now()",
        "DELETE FROM lawful_delivery",
        "INSERT INTO lawful_delivery (contact, cell, channel, at, created_at) VALUES (5, 12, 'email', now(), now())",
        "UPDATE people_contact SET informed_at = now()",
        "UPDATE people_contact SET notice_due = NULL",
        "UPDATE lawful_dispatch SET member = 2",
        "INSERT INTO lawful_dispatch (public, member, channel, wanted, state, counts, created_at) VALUES (gen_random_uuid(), 3, 'email', '{}', 'ordered', '{}', now())",
    ],
)
def test_nothing_is_informed_or_forgotten_round_the_gate(statement):
    with inside(RITA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "call",
    [
        "gate.inform(%s, 'first', 'fr', 'email', now() + interval '1 hour', 'x')",
        "gate.inform(%s, 'first', 'fr', 'smoke', now(), 'x')",
        "gate.inform(%s, 'first', 'xx', 'email', now(), NULL)",
        "gate.inform(%s, 'first', 'fr', 'at_collection', now(), decode(repeat('00', 60), 'hex'))",
        "gate.strike_delivery(%s, 1)",
    ],
)
def test_the_gate_takes_no_false_delivery(call):
    with inside(RITA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}", [ALMA.id])


def test_whoever_may_not_deliver_may_not_in_sql_either():
    with inside(ANNA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT gate.inform(%s, 'first', 'fr', 'email', now(), 'x')", [ALMA.id])


def test_an_erased_person_leaves_no_delivery(house):
    post(RITA, URL, GIVEN)
    with as_worker(), gate.as_system("console"):
        assert engine.erase(ALMA.id)
    assert as_superuser(COUNT) == [(0,)]


def test_reaching_the_person_makes_the_notice_due_that_day(fresh):
    uninformed(due=FAR)
    with inside(RITA) as actor:
        for outcome in (Outcome.PLANNED, Outcome.NO_ANSWER):
            add_interaction(
                actor,
                contact=row(actor),
                kind=InteractionKind.CALL,
                direction=Direction.OURS,
                outcome=outcome,
            )
            assert row(actor).notice_due == FAR
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE people_interaction SET outcome = 'reached' WHERE contact = %s AND member = %s",
                [ALMA.id, RITA.id],
            )
        assert row(actor).notice_due == today()


def test_what_the_person_does_hastens_nothing(fresh):
    uninformed(due=FAR)
    with inside(RITA) as actor:
        add_interaction(
            actor,
            contact=row(actor),
            kind=InteractionKind.EMAIL,
            direction=Direction.THEIRS,
            outcome=Outcome.DONE,
            evidence="reply",
        )
        assert row(actor).notice_due == FAR


def test_the_page_gives_the_text_that_is_the_persons_with_its_source(house):
    uninformed(due=SOON)
    page = text(get(RITA, URL))
    assert "Dans votre cas : un fichier fourni par une société spécialisée, le 2 novembre 2026." in page
    assert "Vous pouvez dire non" in page
    assert "À informer le" in page
    uninformed(due=LATE)
    assert "Aurait dû être informée" in text(get(RITA, URL))


def test_without_a_published_notice_the_page_says_whom_to_ask(fresh):
    page = text(get(RITA, URL))
    assert "Aucune mention n’est encore publiée" in page
    assert "/notice/send/" not in page


def test_past_the_day_nobody_uses_the_record_until_the_notice_is_given(house):
    uninformed(due=LATE, source="fair")
    with inside(RITA) as actor:
        with pytest.raises(Barred) as refused:
            open_coordinate(actor, contact=row(actor), field=Field.EMAIL, act="write_to_person")
        assert refused.value.verdict.rule == "notice.required"
    assert post(RITA, URL, GIVEN).status_code == 303
    with inside(RITA) as actor:
        open_coordinate(actor, contact=row(actor), field=Field.EMAIL, act="write_to_person")
