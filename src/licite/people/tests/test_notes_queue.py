"""Free texts read again: the reviewer's queue and acts, and the nightly reading (law.md, table 9)."""

from datetime import timedelta

import pytest

from licite.kit import clock
from licite.lawful.actions.notes import put_flags
from licite.lawful.models.notes import Category, Place
from licite.people import sealing
from licite.people.actions import add_interaction, add_task
from licite.people.choices import Direction, InteractionKind, Outcome, TaskKind
from licite.people.queries.notes import flagged_texts
from licite.people.tests.texts import HERE, ILL, PLAIN, flagged, flags, inside_for_good, nightly, note_of
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, row, text
from tests.conftest import inside
from tests.world import BEN, DORA, MAX, RITA

# The queue


@pytest.mark.usefixtures("fresh")
def test_the_queue_shows_the_text_its_author_and_what_it_speaks_of():
    flagged()
    shown = text(get(DORA, "/notes/"))
    assert "<mark>arrêt maladie</mark>" in shown
    assert RITA.name in shown
    assert "la santé, un handicap ou une grossesse" in shown
    assert get(MAX, "/notes/").status_code == 403


@pytest.mark.usefixtures("fresh")
def test_reading_the_queue_is_journalled_without_a_word_of_it():
    flagged()
    get(DORA, "/notes/")
    rows = as_superuser(
        "SELECT act, subjects, fields, detail::text FROM journal.entry WHERE act LIKE 'lawful:note:%%' ORDER BY at"
    )
    assert [act for act, *_ in rows] == ["lawful:note:flag", "lawful:note:read"]
    for _act, subjects, _fields, detail in rows:
        assert subjects == [ALMA.id]
        assert "maladie" not in (detail or "")
        assert "health" not in (detail or "")


@pytest.mark.usefixtures("fresh")
def test_a_false_positive_is_never_shown_again_until_the_text_changes():
    flagged()
    (flag,) = as_superuser("SELECT id FROM lawful_flag")[0]
    assert post(DORA, f"/notes/{flag}/pass/", {}).status_code == 303
    assert flags() == [("interaction", "health", "false_positive")]
    nightly()
    assert flags() == [("interaction", "health", "false_positive")]
    assert post(DORA, f"/notes/{flag}/pass/", {}).status_code == 404


@pytest.mark.usefixtures("fresh")
def test_texts_are_read_at_night_whatever_rules_the_organisation_changed():
    # A change of rules stamps them with the moment, in microseconds.
    as_superuser("UPDATE gate.law SET version = (extract(epoch FROM now()) * 1000000)::bigint")
    flagged()
    as_superuser("DELETE FROM lawful_flag")
    nightly()
    assert [(place, category) for place, category, _ in flags()] == [("interaction", "health")]


@pytest.mark.usefixtures("fresh")
def test_a_withdrawn_text_is_gone_and_a_line_says_so():
    flagged()
    (flag,) = as_superuser("SELECT id FROM lawful_flag")[0]
    old = as_superuser("SELECT note FROM people_interaction WHERE contact = %s ORDER BY id DESC", ALMA.id)[0][
        0
    ]
    assert post(DORA, f"/notes/{flag}/strike/", {}).status_code == 303
    assert note_of().startswith("Texte retiré le")
    assert not as_superuser("SELECT 1 FROM people_interaction WHERE note = %s", old)
    assert flags() == [("interaction", "health", "corrected")]
    assert "Texte retiré le" in page(RITA)


@pytest.mark.usefixtures("fresh")
def test_the_author_is_asked_by_a_task_and_rewrites():
    flagged()
    (flag,) = as_superuser("SELECT id FROM lawful_flag")[0]
    assert post(DORA, f"/notes/{flag}/ask/", {}).status_code == 303
    assert "Réécrire la note du" in page(RITA)
    assert "réécriture demandée le" in text(get(DORA, "/notes/"))
    (public,) = as_superuser(
        "SELECT public FROM people_interaction WHERE contact = %s ORDER BY id DESC LIMIT 1", ALMA.id
    )[0]
    there = f"{HERE}/interactions/{public}/note/"
    assert f'href="{there}"' in page(RITA)
    assert f'href="{there}"' not in page(MAX)
    assert ILL in text(get(RITA, there))
    assert post(RITA, there, {"rewrite-text": "c’est un menteur"}).status_code == 200
    assert post(RITA, there, {"rewrite-text": PLAIN}).status_code == 303
    assert note_of() == PLAIN
    assert flags() == [("interaction", "health", "corrected")]


@pytest.mark.usefixtures("fresh")
def test_a_note_is_rewritten_by_its_author_alone():
    flagged()
    (public,) = as_superuser(
        "SELECT public FROM people_interaction WHERE contact = %s ORDER BY id DESC LIMIT 1", ALMA.id
    )[0]
    for who in (MAX, BEN):
        assert get(who, f"{HERE}/interactions/{public}/note/").status_code == 404


@pytest.mark.usefixtures("fresh")
def test_an_author_who_no_longer_reaches_the_record_is_not_asked():
    (made,) = as_superuser(
        "UPDATE people_interaction SET member = 11, note = %s WHERE contact = %s AND kind = 'call' RETURNING id",
        sealing.seal_values("note", ALMA.public, [ILL]), ALMA.id,
    )[0]  # fmt: skip
    with inside_for_good(RITA):
        put_flags(ALMA.id, Place.INTERACTION, made, [Category.HEALTH])
    (flag,) = as_superuser("SELECT id FROM lawful_flag")[0]
    assert "Demander à l’auteur" not in text(get(DORA, "/notes/"))
    assert post(DORA, f"/notes/{flag}/ask/", {}).status_code == 403


# Every night


@pytest.mark.usefixtures("fresh")
def test_the_night_finds_what_was_saved_without_a_flag():
    with inside_for_good(RITA) as actor:
        add_interaction(actor, contact=row(actor), kind=InteractionKind.NOTE, direction=Direction.OURS,
                        outcome=Outcome.REACHED, note=ILL)  # fmt: skip
        add_task(
            actor,
            contact=row(actor),
            kind=TaskKind.FOLLOW_UP,
            due_at=clock.now() + timedelta(days=1),
            title="Vieux con",
        )
    nightly()
    assert sorted(flags()) == [("interaction", "health", "open"), ("task", "insults", "open")]
    with inside(DORA) as actor:
        found, more = flagged_texts(actor)
        assert {one.text for one in found} == {ILL, "Vieux con"}
        assert more == 0


@pytest.mark.usefixtures("fresh")
def test_the_night_writes_one_row_a_batch_and_no_word():
    flagged()
    nightly()
    rows = as_superuser(
        "SELECT actor, purpose, fields, detail FROM journal.entry WHERE act = 'lawful:note:scan' ORDER BY at"
    )
    assert [(actor, purpose) for actor, purpose, *_ in rows] == [(None, "system:notes")] * len(rows)
    assert rows[0][3]["rows"] >= 49
    assert all(set(detail) == {"rows", "flags"} for *_, detail in rows)


@pytest.mark.usefixtures("fresh")
def test_the_night_closes_the_flag_of_a_text_that_has_gone():
    flagged()
    as_superuser("UPDATE people_interaction SET note = NULL WHERE contact = %s RETURNING 1", ALMA.id)
    nightly()
    assert flags() == [("interaction", "health", "corrected")]
