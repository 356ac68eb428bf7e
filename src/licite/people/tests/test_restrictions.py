"""Restriction (GDPR 18, law.md 4.1) and the flag of a minor (law.md 9)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.actions.capacity import say_minor
from licite.lawful.actions.restriction import lift, restrict
from licite.lawful.models.notes import Restriction, RestrictionReason
from licite.lawful.queries.restriction import restrictions_of
from licite.people.models import Contact
from licite.people.tests.ways import ALMA, EASTERN, as_superuser, get, post, text
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, MAX, RITA

HERE = f"/contacts/{ALMA.public}"
WHY = RestrictionReason


def marked(contact: int = ALMA.id) -> bool:
    return Contact.objects.filter(id=contact, restricted=True).exists()


@pytest.mark.parametrize("reason", WHY)
def test_each_case_of_the_law_restricts_the_record(reason: RestrictionReason):
    with inside(DORA) as actor:
        restrict(actor, contact=ALMA.id, reason=reason, since=clock.now())
        assert marked()
        (one,) = restrictions_of(actor, contact=ALMA.id)
        assert (one.reason, one.member, one.lifted_at) == (reason, DORA.id, None)


def test_it_is_lifted_only_once_the_person_was_told():
    with inside(DORA) as actor:
        restrict(actor, contact=ALMA.id, reason=WHY.ACCURACY, since=clock.now() - timedelta(days=3))
        (one,) = restrictions_of(actor, contact=ALMA.id)
        for told in (clock.now() + timedelta(hours=1), clock.now() - timedelta(days=4)):
            with pytest.raises(Refused, match="told"):
                lift(actor, restriction=one.pk, contact=ALMA.id, told_at=told)
        lift(actor, restriction=one.pk, contact=ALMA.id, told_at=clock.now() - timedelta(days=1))
        assert not marked()
        (one,) = restrictions_of(actor, contact=ALMA.id)
        assert one.told_at < one.lifted_at
        assert one.lifted_by == DORA.id


def test_the_record_stays_restricted_while_another_case_goes_on():
    with inside(DORA) as actor:
        for reason in (WHY.ACCURACY, WHY.CLAIM):
            restrict(actor, contact=ALMA.id, reason=reason, since=clock.now() - timedelta(hours=1))
        first, second = restrictions_of(actor, contact=ALMA.id)
        lift(actor, restriction=first.pk, contact=ALMA.id, told_at=clock.now())
        assert marked()
        lift(actor, restriction=second.pk, contact=ALMA.id, told_at=clock.now())
        assert not marked()


def test_one_case_runs_once():
    with inside(MAX) as actor:
        restrict(actor, contact=ALMA.id, reason=WHY.CLAIM, since=clock.now())
        with pytest.raises(Refused, match="restricted"):
            restrict(actor, contact=ALMA.id, reason=WHY.CLAIM, since=clock.now())


@pytest.mark.parametrize("who", [RITA, ANNA, BEN])
def test_who_may_not_restrict_is_refused_by_the_database(who):
    with inside(who) as actor, pytest.raises(DatabaseError, match="not permitted"):
        restrict(actor, contact=ALMA.id, reason=WHY.CLAIM, since=clock.now())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_contact SET restricted = false",
        "UPDATE people_contact SET minor = false",
        "UPDATE lawful_restriction SET lifted_at = now()",
        "DELETE FROM lawful_restriction",
        "INSERT INTO lawful_restriction (contact, cell, reason, since, created_at) VALUES (1, 11, 'claim', now(), now())",
        "SELECT gate.lift(1, now())",
        "SELECT gate.classify(ARRAY[1], ARRAY['king'], ARRAY['unknown'], ARRAY[''])",
        "INSERT INTO lawful_classified (contact, cell, capacity, mailbox, why, at) VALUES (1, 11, 'professional', 'unknown', '', now())",
    ],
)
def test_sql_lifts_nothing(statement: str):
    with inside(RITA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_restriction_is_read_with_its_record_alone():
    with inside(MAX) as actor:
        restrict(actor, contact=EASTERN.id, reason=WHY.CLAIM, since=clock.now())
        assert Restriction.objects.count() == 1
    as_superuser(
        "INSERT INTO lawful_restriction (contact, cell, reason, since, created_at) "
        "VALUES (%s, %s, 'claim', now(), now()) RETURNING 1", EASTERN.id, EASTERN.cell,
    )  # fmt: skip
    try:
        with inside(RITA):
            assert Restriction.objects.count() == 0
    finally:
        as_superuser("DELETE FROM lawful_restriction RETURNING 1")


@pytest.mark.usefixtures("fresh")
def test_a_manager_restricts_and_lifts_on_the_pages():
    today = clock.now().date().isoformat()
    asked = {"restriction-reason": "accuracy", "restriction-on": today}
    assert post(MAX, f"{HERE}/restrictions/", asked).status_code == 303
    ((number,),) = as_superuser("SELECT id FROM lawful_restriction WHERE lifted_at IS NULL")
    there = f"{HERE}/restrictions/{number}/lift/"
    shown = text(get(MAX, there))
    assert "La personne a été prévenue le" in shown
    assert "article 18" in shown
    assert post(MAX, there, {"lift-told": "2099-01-01"}).status_code == 200
    assert post(MAX, there, {"lift-told": today}).status_code == 303
    assert as_superuser("SELECT restricted FROM people_contact WHERE id = %s", ALMA.id) == [(False,)]
    assert get(MAX, there).status_code == 404
    acts = as_superuser("SELECT act FROM journal.entry WHERE act LIKE 'lawful:restriction:%%' ORDER BY at")
    assert acts == [("lawful:restriction:write",), ("lawful:restriction:lift",)]


def test_a_minor_is_a_yes_or_a_no_said_by_who_edits():
    with inside(RITA) as actor:
        say_minor(actor, contact=ALMA.id, minor=True)
        assert Contact.objects.filter(id=ALMA.id, minor=True).exists()
        say_minor(actor, contact=ALMA.id, minor=False)
        assert Contact.objects.filter(id=ALMA.id, minor=False).exists()
    columns = {name for (name,) in as_superuser(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'people_contact'")}  # fmt: skip
    assert not [name for name in columns if "birth" in name or name == "age"]


def test_who_does_not_edit_says_nothing_of_a_minor():
    from django.http import Http404

    with inside(ANNA) as actor, pytest.raises(Http404):
        say_minor(actor, contact=ALMA.id, minor=True)
