"""What happened and what is promised: proofs, dates that follow, notes that stay with who may read them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.http import Http404
from django.utils import timezone

from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.choices import Evidence
from licite.lawful.models import ToldBy
from licite.people import panels
from licite.people.actions import add_interaction, add_task, finish_interaction, finish_task, record_objection
from licite.people.choices import Direction, InteractionKind, Outcome, TaskKind
from licite.people.models import Interaction, Task
from licite.people.tests.ways import ALMA, DAY, as_superuser, get, page, post, row, text
from tests.conftest import inside
from tests.world import ANNA, BEN, MONA, PAUL, RITA

OURS = {"kind": InteractionKind.CALL, "direction": Direction.OURS, "outcome": Outcome.REACHED}
THEIRS = {"kind": InteractionKind.EMAIL, "direction": Direction.THEIRS, "outcome": Outcome.DONE}


def test_an_act_of_ours_moves_the_activity_and_not_the_persons_clock():
    with inside(RITA) as actor:
        before = row(actor)
        add_interaction(actor, contact=before, **OURS)
        after = row(actor)
        assert after.active_at > before.active_at
        assert after.person_act_at == before.person_act_at


def test_a_proven_act_of_the_person_moves_the_persons_clock():
    with inside(RITA) as actor:
        add_interaction(actor, contact=row(actor), **THEIRS, evidence=Evidence.REPLY, at=DAY)
        assert row(actor).person_act_at == DAY


def test_an_older_act_moves_no_clock_back():
    with inside(RITA) as actor:
        before = row(actor)
        add_interaction(
            actor,
            contact=before,
            **THEIRS,
            evidence=Evidence.REPLY,
            at=before.person_act_at - timedelta(days=1),
        )
        assert row(actor).person_act_at == before.person_act_at


def test_an_act_of_the_person_without_a_proof_is_refused():
    with inside(RITA) as actor, pytest.raises(Refused, match="evidence"):
        add_interaction(actor, contact=row(actor), **THEIRS)


def test_an_act_of_ours_has_no_proof():
    with inside(RITA) as actor, pytest.raises(Refused, match="evidence"):
        add_interaction(actor, contact=row(actor), **OURS, evidence=Evidence.REPLY)


def test_what_happened_is_not_to_come():
    with inside(RITA) as actor, pytest.raises(Refused, match="future"):
        add_interaction(actor, contact=row(actor), **OURS, at=clock.now() + timedelta(hours=1))


def test_a_date_to_come_written_in_sql_moves_no_clock_past_now():
    with inside(RITA) as actor, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, member, created_at) "
            "VALUES (%s, 11, now() + interval '9 years', 'email', 'theirs', 'done', 'reply', %s, now())",
            [ALMA.id, RITA.id],
        )
        assert row(actor).person_act_at <= clock.now()


def test_the_form_asks_for_the_proof(fresh):
    url = f"/contacts/{ALMA.public}/interactions/"
    typed = {"interaction-kind": "email", "interaction-direction": "theirs", "interaction-outcome": "done", "interaction-at": "2026-11-10T10:00"}  # fmt: skip
    assert post(RITA, url, typed).status_code == 200
    assert post(RITA, url, typed | {"interaction-evidence": "reply"}).status_code == 303


def test_a_note_is_sealed_and_shown_to_its_writer(fresh):
    post(
        PAUL,
        f"/contacts/{ALMA.public}/interactions/",
        {"interaction-kind": "note", "interaction-direction": "ours", "interaction-outcome": "done",
         "interaction-at": "2026-11-10T10:00", "interaction-note": "Veut un rappel vendredi"},
    )  # fmt: skip
    assert "Veut un rappel vendredi" in page(PAUL)
    notes = as_superuser("SELECT note FROM people_interaction WHERE note IS NOT NULL")
    assert not any(b"rappel" in bytes(note) for (note,) in notes)


def test_notes_of_others_stay_closed_where_the_profile_hides_them():
    with inside(PAUL) as actor:
        moments = panels.timeline(actor, row(actor)).moments
        assert [moment.hidden_note for moment in moments] == [False, True]
    with inside(MONA) as actor:
        assert "Souhaite" not in str(panels.timeline(actor, row(actor)))
    with inside(ANNA) as actor:
        assert "Souhaite recevoir le tarif Ouessant" in str(panels.timeline(actor, row(actor)))


def test_the_page_says_that_a_note_is_masked(fresh):
    shown = page(PAUL)
    assert "Souhaite" not in shown
    assert '<small class="masked">' in shown


def test_one_says_how_ones_own_act_ended_and_nobody_elses():
    with inside(RITA) as actor:
        made = add_interaction(actor, contact=row(actor), **OURS | {"outcome": Outcome.PLANNED})
        finish_interaction(actor, contact=row(actor), interaction=made, outcome=Outcome.VOICEMAIL)
        assert Interaction.objects.get(public=made).outcome == "voicemail"
        theirs = Interaction.objects.exclude(member=RITA.id).filter(contact=ALMA.id).latest("id")
        with pytest.raises(Http404):
            finish_interaction(actor, contact=row(actor), interaction=theirs.public, outcome=Outcome.DONE)


def test_a_task_is_the_records_next_date_until_it_is_done():
    with inside(RITA) as actor:
        made = add_task(actor, contact=row(actor), kind=TaskKind.CALL, due_at=DAY, title="Rappeler")
        assert row(actor).next_task_at == DAY
        assert [line.task.title for line in panels.tasks(actor, row(actor)).lines] == ["Rappeler"]
        finish_task(actor, contact=row(actor), task=made)
        assert row(actor).next_task_at is None
        with pytest.raises(Http404):
            finish_task(actor, contact=row(actor), task=made)


def test_a_colleague_whose_notes_are_hidden_does_not_read_the_tasks_title(fresh):
    post(RITA, f"/contacts/{ALMA.public}/tasks/", {"task-kind": "call", "task-due": "2099-12-01T10:00", "task-title": "Secret de tâche"})  # fmt: skip
    assert "Secret de tâche" in page(RITA)
    assert "Secret de tâche" not in page(PAUL)


def test_a_task_is_ticked_off_from_the_page(fresh):
    post(RITA, f"/contacts/{ALMA.public}/tasks/", {"task-kind": "follow_up", "task-due": "2099-12-01T10:00"})
    ((public,),) = as_superuser("SELECT public FROM people_task")
    assert post(BEN, f"/contacts/{ALMA.public}/tasks/{public}/done/", {}).status_code == 404
    assert post(RITA, f"/contacts/{ALMA.public}/tasks/{public}/done/", {}).status_code == 303
    assert as_superuser("SELECT done_at IS NOT NULL FROM people_task") == [(True,)]


def test_who_may_only_read_notes_nothing():
    with inside(ANNA) as actor:
        with pytest.raises(Refused, match="act"):
            add_interaction(actor, contact=row(actor), **OURS)
        with pytest.raises(Refused, match="act"):
            add_task(actor, contact=row(actor), kind=TaskKind.CALL, due_at=DAY)
        assert panels.timeline(actor, row(actor)).form is None


def test_an_assistant_adds_nothing_even_in_sql():
    with inside(ANNA), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
            "VALUES (gen_random_uuid(), 1, 11, 'call', now(), %s, now())",
            [ANNA.id],
        )
    with inside(RITA):
        assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("channel", "closed"),
    [
        (Channel.PHONE, {"call"}),
        (Channel.EMAIL, {"email"}),
        (Channel.POST, set()),
        (Channel.ALL, {"call", "email", "appointment"}),
    ],
)
def test_nothing_is_planned_against_an_objection(channel, closed):
    with inside(RITA) as actor:
        record_objection(actor, contact=row(actor), channel=channel, at=DAY, told_by=ToldBy.PHONE)
        for kind in TaskKind:
            if kind in closed:
                with pytest.raises(Refused, match="objection"):
                    add_task(actor, contact=row(actor), kind=kind, due_at=DAY)
            else:
                add_task(actor, contact=row(actor), kind=kind, due_at=DAY)


@pytest.mark.parametrize("kind", [InteractionKind.CALL, InteractionKind.EMAIL, InteractionKind.LETTER])
def test_where_the_person_objects_what_has_been_is_noted_only_by_whoever_says_that_it_took_place(kind):
    with inside(RITA) as actor:
        record_objection(actor, contact=row(actor), channel=Channel.ALL, at=DAY, told_by=ToldBy.PHONE)
        with pytest.raises(Refused, match="objection"):
            add_interaction(actor, contact=row(actor), **OURS | {"kind": kind, "outcome": Outcome.PLANNED})
        with pytest.raises(Refused, match="objection"):
            add_interaction(actor, contact=row(actor), **OURS | {"kind": kind})
        add_interaction(actor, contact=row(actor), **OURS | {"kind": kind}, took_place=True)
        assert actor.trace.details["lawful:verdict:against"]["rule"] == "objection.wins"
        add_interaction(actor, contact=row(actor), **THEIRS, evidence=Evidence.REPLY)
        note = OURS | {"kind": InteractionKind.NOTE, "outcome": Outcome.PLANNED}
        add_interaction(actor, contact=row(actor), **note)


def test_the_form_says_so_and_keeps_what_was_typed(fresh):
    objects("phone")
    url, typed = f"/contacts/{ALMA.public}", {"task-kind": "call", "task-due": "2099-12-01T10:00", "task-title": "Relancer le devis"}  # fmt: skip
    answer = post(RITA, f"{url}/tasks/", typed)
    assert answer.status_code == 200
    assert "Relancer le devis" in text(answer)
    assert "La personne s’est opposée le" in text(answer)
    planned = {"interaction-kind": "call", "interaction-direction": "ours", "interaction-outcome": "planned", "interaction-at": f"{timezone.localtime(clock.now()):%Y-%m-%dT%H:%M}", "interaction-note": "Devis à relire"}  # fmt: skip
    answer = post(RITA, f"{url}/interactions/", planned)
    assert "Devis à relire" in text(answer)
    assert "La personne s’est opposée le" in text(answer)
    assert as_superuser("SELECT count(*) FROM people_task") == [(0,)]


def test_a_task_planned_before_the_objection_is_marked(fresh):
    for kind in ("call", "appointment"):
        post(
            RITA,
            f"/contacts/{ALMA.public}/tasks/",
            {"task-kind": kind, "task-due": f"{clock.now() + timedelta(days=2):%Y-%m-%dT10:00}"},
        )
    assert "canal fermé depuis" not in page(RITA)
    objects("phone")
    assert page(RITA).count("canal fermé depuis") == 1
    assert text(get(RITA, "/")).count("Appel interdit · opposition") == 1


def test_an_objection_is_a_line_of_the_history_with_who_noted_it(fresh):
    objects("phone")
    with inside(PAUL) as actor:
        (line,) = [one for one in panels.timeline(actor, row(actor)).moments if one.title.startswith("Opp")]
    assert (line.theirs, line.title) == (True, "Opposition · Téléphone")
    assert line.details == ["Par téléphone", f"notée par {RITA.name}"]


def objects(channel):
    said = {"objection-channel": channel, "objection-told_by": "phone", "objection-on": "2026-11-10"}
    assert post(RITA, f"/contacts/{ALMA.public}/objections/", said).status_code == 303
