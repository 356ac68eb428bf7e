"""Free texts at entry: what is refused, what is asked twice, and the flags that follow (law.md, table 9)."""

import pytest
from django.db import DatabaseError, connection

from licite.access.refusals import Refused
from licite.lawful.actions.notes import put_flags
from licite.lawful.models.notes import Category, Flag, Place
from licite.people.actions import add_interaction
from licite.people.actions.notes import rewrite_note
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.models import Interaction
from licite.people.queries.notes import flag_count, own_note
from licite.people.tests.texts import HERE, ILL, PLAIN, flagged, flags, note_of, written
from licite.people.tests.ways import ALMA, EASTERN, as_superuser, get, page, post, row, text
from tests.conftest import inside
from tests.world import ANNA, BEN, RITA

# At entry


def test_the_banner_says_that_the_person_may_read_it():
    assert "La personne peut lire cette note" in page(RITA)
    assert "La personne peut lire cette note" in text(get(RITA, f"{HERE}/interactions/"))


def test_the_structured_outcome_comes_before_the_note():
    shown = page(RITA)
    assert 0 < shown.index('name="interaction-outcome"') < shown.index('name="interaction-note"')


@pytest.mark.usefixtures("fresh")
def test_a_listed_word_brings_the_form_back_once_with_its_category():
    before = note_of()
    answer = written(ILL)
    shown = text(answer)
    assert answer.status_code == 200
    assert "la santé, un handicap ou une grossesse" in shown
    assert "Enregistrer quand même" in shown
    assert "<mark>arrêt maladie</mark>" in shown
    assert ILL in shown
    assert note_of() == before


@pytest.mark.usefixtures("fresh")
def test_its_author_may_save_it_all_the_same():
    assert written(ILL, **{"interaction-anyway": "on"}).status_code == 303
    assert note_of() == ILL


@pytest.mark.usefixtures("fresh")
def test_a_plain_note_is_asked_nothing():
    answer = written(PLAIN)
    assert answer.status_code == 303
    assert note_of() == PLAIN


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    "number,says",
    [
        ("NIR 2 95 10 99 126 111 93", "numéro national d’identification"),
        ("NISS 85.07.30-033.28", "numéro national d’identification"),
        ("carte 4111 1111 1111 1111", "carte de paiement"),
        ("CVV : 123", "carte de paiement"),
        ("IBAN FR76 3000 6000 0112 3456 7890 189", "numéro de compte"),
    ],
)
def test_a_number_that_may_not_be_kept_is_refused_even_when_its_author_insists(number: str, says: str):
    before = note_of()
    answer = written(number, **{"interaction-anyway": "on"})
    assert answer.status_code == 200
    assert says in text(answer)
    assert note_of() == before


@pytest.mark.usefixtures("fresh")
def test_the_title_of_a_task_is_read_too():
    typed = {"task-kind": "follow_up", "task-due": "2099-01-05T10:00", "task-title": "Parler de son cancer"}
    answer = post(RITA, f"{HERE}/tasks/", typed)
    assert answer.status_code == 200
    assert "la santé" in text(answer)
    assert post(RITA, f"{HERE}/tasks/", typed | {"task-anyway": "on"}).status_code == 303


# Flags


@pytest.mark.usefixtures("fresh")
def test_an_insisted_note_is_flagged_once_a_category():
    flagged(note=f"{ILL}, c’est un menteur")
    assert flags() == [("interaction", "health", "open"), ("interaction", "judgments", "open")]


def test_only_the_reviewer_reads_the_flags():
    with inside(RITA) as actor:
        made = Interaction.objects.filter(contact=ALMA.id).latest("id")
        assert put_flags(ALMA.id, Place.INTERACTION, made.id, [Category.HEALTH]) == 1
        assert not Flag.objects.exists()
        assert flag_count(actor) == 0


def test_only_another_text_of_its_author_closes_a_flag():
    with inside(RITA) as actor:
        add_interaction(
            actor,
            contact=row(actor),
            kind=InteractionKind.MEETING,
            direction=Direction.OURS,
            outcome=Outcome.DONE,
            note=PLAIN,
        )
        made = Interaction.objects.filter(contact=ALMA.id).latest("id")

        def said(*found: Category) -> int:
            return put_flags(ALMA.id, Place.INTERACTION, made.id, found)

        assert (said(Category.HEALTH), said(), said(Category.HEALTH)) == (1, 0, 0), (
            "the same text closed its flag"
        )
        own = own_note(actor, contact=row(actor), interaction=made.public)
        rewrite_note(actor, contact=row(actor), own=own, text="Rappeler le matin")
        assert said(Category.HEALTH) == 1, "another text closed nothing"


@pytest.mark.parametrize("who", [BEN, ANNA])
def test_nobody_flags_what_is_not_theirs_to_write(who):
    made = as_superuser("SELECT id FROM people_interaction WHERE contact = %s", ALMA.id)[0][0]
    with inside(who):
        assert put_flags(ALMA.id, Place.INTERACTION, made, [Category.HEALTH]) == 0


def test_a_flag_names_a_text_of_its_own_record():
    foreign = as_superuser("SELECT id FROM people_interaction WHERE contact = %s", EASTERN.id)[0][0]
    with inside(RITA):
        assert put_flags(ALMA.id, Place.INTERACTION, foreign, [Category.HEALTH]) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO lawful_flag (contact, cell, place, row_id, category, state, found_at) VALUES (1, 11, 'task', 1, 'health', 'open', now())",
        "UPDATE lawful_flag SET state = 'false_positive'",
        "DELETE FROM lawful_flag",
        "SELECT gate.strike_text(1, decode(repeat('00', 60), 'hex'))",
        "SELECT gate.review_flag(1, 'pass')",
        "SELECT gate.flag(1, 'interaction', 1, ARRAY['secret'])",
    ],
)
def test_sql_settles_no_flag(statement: str):
    with inside(RITA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_erasing_a_person_erases_the_flags():
    with inside(RITA):
        made = Interaction.objects.filter(contact=ALMA.id).latest("id")
        put_flags(ALMA.id, Place.INTERACTION, made.id, [Category.HEALTH])
    sql = as_superuser("SELECT pg_get_functiondef('gate.forget(bigint)'::regprocedure)")[0][0]
    for table in ("lawful_flag", "lawful_restriction", "lawful_classified"):
        assert f"DELETE FROM licite.{table} WHERE contact = which" in sql


# What is kept is flagged in the act that keeps it


@pytest.mark.usefixtures("fresh")
def test_what_is_saved_all_the_same_is_flagged_at_once():
    assert written(ILL, **{"interaction-anyway": "on"}).status_code == 303
    typed = {
        "task-kind": "follow_up",
        "task-due": "2099-01-05T10:00",
        "task-title": "Vieux con",
        "task-anyway": "on",
    }
    assert post(RITA, f"{HERE}/tasks/", typed).status_code == 303
    assert flags() == [("interaction", "health", "open"), ("task", "insults", "open")]


def test_the_act_refuses_a_number_whoever_calls_it():
    with inside(RITA) as actor, pytest.raises(Refused, match="number"):
        add_interaction(actor, contact=row(actor), kind=InteractionKind.NOTE, direction=Direction.OURS,
                        outcome=Outcome.DONE, note="NISS 85.07.30-033.28")  # fmt: skip
