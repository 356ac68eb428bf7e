"""A masked value opens for one act, for a minute, once the gate has said yes."""

import pytest
from django.http import Http404

from licite.access.permissions import Field
from licite.access.refusals import Refused
from licite.access.reveal import live, reveal, standing
from licite.kit import phones
from licite.lawful.asking import Barred
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people.actions import Changes, edit_contact, record_objection
from licite.people.actions.reaching import open_coordinate
from licite.people.models import Interaction, Task
from licite.people.panels import coordinates, editable, timeline
from licite.people.sealing import Address
from licite.people.tests.notices import LATE, uninformed
from licite.people.tests.ways import ALMA, DAY, as_superuser, get, page, post, row, text
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, MAX, PAUL, RITA

URL = f"/contacts/{ALMA.public}/reveals/"
SHOWN = phones.display(ALMA.phone)
CALL = {"field": "phone", "act": "call_now"}


def refused(who, **asked):
    with inside(who) as actor, pytest.raises(Refused) as caught:
        reveal(actor, contact=row(actor), **asked)
    return caught.value.code


def test_a_page_of_masks_holds_no_clear_coordinate(fresh):
    shown = page(RITA)
    assert ALMA.phone not in shown
    assert SHOWN not in shown
    assert ALMA.email not in shown


def test_a_rep_opens_a_number_for_a_call_and_the_call_is_noted(fresh):
    answer = post(RITA, URL, CALL)
    assert (answer.status_code, answer["Location"]) == (303, f"/contacts/{ALMA.public}/")
    shown = page(RITA)
    assert SHOWN in shown
    assert ALMA.email not in shown
    assert 'http-equiv="refresh"' in shown
    assert "1 sur 40" in shown
    ((kind, direction, outcome, member),) = as_superuser(
        "SELECT kind, direction, outcome, member FROM people_interaction WHERE contact = %s ORDER BY id DESC LIMIT 1", ALMA.id
    )  # fmt: skip
    assert (kind, direction, outcome, member) == ("call", "ours", "planned", RITA.id)


def test_a_revealed_value_masks_itself_after_a_minute(fresh):
    post(RITA, URL, CALL)
    as_superuser("UPDATE gate.clock SET shift = interval '61 seconds'")
    shown = page(RITA)
    assert SHOWN not in shown
    assert 'http-equiv="refresh"' not in shown


def test_a_colleague_does_not_see_what_another_has_opened(fresh):
    post(RITA, URL, CALL)
    assert SHOWN not in page(PAUL)


def test_the_editing_form_keeps_its_mask_while_the_page_shows_the_value(fresh):
    post(RITA, URL, CALL)
    shown = text(get(RITA, f"/contacts/{ALMA.public}/edit/"))
    assert SHOWN not in shown


def test_the_reveal_is_in_the_journal_without_the_number(fresh):
    post(RITA, URL, CALL)
    entries = as_superuser(
        "SELECT subjects, fields, detail::text, actor FROM journal.entry WHERE act = 'people:contact:reveal'"
    )
    ((subjects, fields, detail, actor),) = entries
    assert (subjects, fields, actor) == ([ALMA.id], ["phone"], RITA.id)
    assert "call_now" in detail
    assert ALMA.phone not in str(as_superuser("SELECT e::text FROM journal.entry e"))


def test_with_htmx_the_changed_panels_come_back(fresh):
    answer = post(RITA, URL, CALL, hx_request="true")
    assert answer.status_code == 200
    assert SHOWN in text(answer)
    assert "<html" not in text(answer)
    assert 'id="timeline"' in text(answer)


def test_a_refusal_is_said_on_the_page_with_htmx_and_is_in_the_journal(fresh):
    answer = post(RITA, URL, {"field": "phone", "act": "write_to_person"}, hx_request="true")
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#coordinates-refusal")
    ((detail,),) = as_superuser("SELECT detail::text FROM journal.entry WHERE act = 'access:refusal:write'")
    assert '"refused": "act"' in detail


def test_a_refusal_without_script_is_a_page_that_says_why(fresh):
    answer = post(RITA, URL, {"field": "phone", "act": "plan_appointment"})
    assert answer.status_code == 403
    assert as_superuser("SELECT count(*) FROM access_reveal") == [(0,)]


def test_each_reveal_counts_and_the_quota_stops_the_next_one(fresh):
    as_superuser("UPDATE access_profile SET reveals_a_day = 2 WHERE key = 'rep'")
    assert [post(RITA, URL, CALL).status_code for _ in range(3)] == [303, 303, 403]
    assert as_superuser("SELECT count(*) FROM access_reveal") == [(2,)]
    with inside(RITA) as actor:
        assert standing(actor, contact=row(actor)).used == 2


def test_a_record_that_waits_at_the_entrance_stays_closed(fresh):
    as_superuser("UPDATE people_contact SET waiting = true WHERE id = %s", ALMA.id)
    assert refused(RITA, field="phone", act="call_now") == "waiting"


def test_an_objection_closes_its_channel_and_no_other():
    with inside(RITA) as actor:
        record_objection(actor, contact=row(actor), channel=Channel.PHONE, at=DAY, told_by=ToldBy.PHONE)
        with pytest.raises(Refused, match="objection"):
            reveal(actor, contact=row(actor), field="phone", act="call_now")
        reveal(actor, contact=row(actor), field="email", act="write_to_person")
        assert list(live(actor, contact=row(actor))) == ["email"]


def test_an_objection_for_all_closes_every_channel():
    with inside(RITA) as actor:
        record_objection(actor, contact=row(actor), channel=Channel.ALL, at=DAY, told_by=ToldBy.LETTER)
        for field, act in (
            ("phone", "call_now"),
            ("email", "write_to_person"),
            ("address", "write_to_person"),
        ):
            with pytest.raises(Refused, match="objection"):
                reveal(actor, contact=row(actor), field=field, act=act)


def test_a_field_that_the_profile_keeps_closed_stays_closed():
    assert refused(PAUL, field="address", act="write_to_person") == "level"


def test_who_may_only_read_opens_nothing():
    assert refused(ANNA, field="phone", act="call_now") == "act"


def test_an_assistant_has_no_button_and_no_way(fresh):
    assert "/reveals/" not in page(ANNA)
    assert post(ANNA, URL, CALL).status_code == 403


def test_a_colleague_of_another_portfolio_gets_a_404(fresh):
    assert post(BEN, URL, CALL).status_code == 404


def test_the_gate_itself_does_not_open_a_foreign_record():
    with inside(RITA) as actor:
        contact = row(actor)
    with inside(BEN) as actor, pytest.raises(Http404):
        reveal(actor, contact=contact, field="phone", act="call_now")


def test_an_appointment_needs_its_date_and_becomes_a_task():
    assert refused(RITA, field="phone", act="plan_appointment") == "date"
    with inside(RITA) as actor:
        reveal(actor, contact=row(actor), field="phone", act="plan_appointment", at=DAY)
        planned = Task.objects.get(contact=ALMA.id)
        assert (planned.kind, planned.due_at, planned.member) == ("appointment", DAY, RITA.id)


def test_writing_to_the_person_notes_a_letter_or_an_email():
    with inside(RITA) as actor:
        for field, kind in (("address", "letter"), ("email", "email")):
            reveal(actor, contact=row(actor), field=field, act="write_to_person")
            assert Interaction.objects.filter(contact=ALMA.id, outcome="planned").latest("id").kind == kind


def test_an_open_level_shows_without_a_reveal_and_in_the_trace():
    with inside(MAX) as actor:
        lines = {line.field: line for line in coordinates(actor, row(actor)).lines}
        assert lines["phone"].values == [SHOWN]
        assert lines["phone"].acts == []
        assert {"phone", "email", "address"} <= actor.trace.reads["people:contact:read"][1]


def test_the_data_protection_officer_reveals_too(fresh):
    assert post(DORA, URL, {"field": "email", "act": "write_to_person"}).status_code == 303
    assert ALMA.email in page(DORA)


@pytest.mark.parametrize(
    ("channel", "field"), [(Channel.PHONE, "phone"), (Channel.EMAIL, "email"), (Channel.POST, "address")]
)
def test_a_closed_channel_shows_its_mask_to_an_open_level_too(channel, field):
    with inside(MAX) as actor:
        record_objection(actor, contact=row(actor), channel=channel, at=DAY, told_by=ToldBy.LETTER)
        lines = {line.field: line for line in coordinates(actor, row(actor)).lines}
        assert {name for name, line in lines.items() if line.opposed} == {field}
        assert {name for name, line in lines.items() if line.values} == {"phone", "email", "address"} - {
            field
        }
        assert "•" in lines[field].mask
        shown, masks = editable(actor, row(actor))
        name = {"phone": "phones", "email": "emails", "address": "town"}[field]
        assert name not in shown
        assert "•" in masks[name]
        empty = {"phone": {"phones": ()}, "email": {"emails": ()}, "address": {"address": Address()}}[field]
        assert edit_contact(actor, contact=row(actor), changes=Changes(**empty)) == []


def test_an_objection_to_text_messages_leaves_the_number_for_a_call():
    with inside(RITA) as actor:
        record_objection(actor, contact=row(actor), channel=Channel.SMS, at=DAY, told_by=ToldBy.PHONE)
        reveal(actor, contact=row(actor), field="phone", act="call_now")
        (line,) = (line for line in coordinates(actor, row(actor)).lines if line.field == "phone")
        assert (line.values, line.opposed) == ([SHOWN], False)


def test_an_objection_masks_what_was_open_for_a_minute():
    with inside(RITA) as actor:
        reveal(actor, contact=row(actor), field="phone", act="call_now")
        record_objection(actor, contact=row(actor), channel=Channel.PHONE, at=DAY, told_by=ToldBy.PHONE)
        (line,) = (line for line in coordinates(actor, row(actor)).lines if line.field == "phone")
        assert (line.values, line.until, line.acts, line.opposed) == ([], None, [], True)


def test_the_objection_is_said_to_who_only_sees_masks(fresh):
    as_superuser("UPDATE people_contact SET objections = 1 WHERE id = %s", ALMA.id)
    with inside(ANNA) as actor:
        assert [line.field for line in coordinates(actor, row(actor)).lines if line.opposed] == ["phone"]


@pytest.mark.parametrize("field", ["phone", "email", "address"])
def test_answering_the_person_opens_a_value_and_is_no_commercial_act(field):
    with inside(DORA) as actor:
        reveal(actor, contact=row(actor), field=field, act="answer_person")
        assert list(live(actor, contact=row(actor))) == [field]
        made = Interaction.objects.filter(contact=ALMA.id).latest("id")
        assert (made.kind, made.direction, made.outcome) == ("note", "ours", "planned")
        assert "Réponse à une demande" in str(timeline(actor, row(actor)).moments[0].details)
        assert not Task.objects.exists()


def test_a_request_of_the_person_is_answered_where_no_call_of_ours_is_allowed(fresh):
    as_superuser("UPDATE people_contact SET capacity = 'consumer' WHERE id = %s", ALMA.id)
    with inside(DORA) as actor:
        with pytest.raises(Barred):
            open_coordinate(actor, contact=row(actor), field=Field.PHONE, act="call_now")
        open_coordinate(actor, contact=row(actor), field=Field.PHONE, act="answer_person")


def test_answering_the_person_opens_nothing_that_the_person_closed():
    with inside(DORA) as actor:
        record_objection(actor, contact=row(actor), channel=Channel.EMAIL, at=DAY, told_by=ToldBy.EMAIL)
        with pytest.raises(Refused, match="objection"):
            reveal(actor, contact=row(actor), field="email", act="answer_person")


@pytest.mark.parametrize("field", ["phone", "email", "address"])
def test_a_late_notice_opens_what_it_takes_to_give_it_and_leads_to_noting_it(fresh, field):
    uninformed(due=LATE)
    with inside(RITA) as actor, pytest.raises(Barred, match="law"):
        open_coordinate(actor, contact=row(actor), field=Field(field), act="write_to_person")
    assert post(RITA, URL, {"field": field, "act": "give_notice"}).status_code == 303
    shown = page(RITA)
    assert "Coordonnées ouvertes pour donner la mention" in shown
    assert f'href="/contacts/{ALMA.public}/notice/">Noter qu’elle a été donnée' in shown
    ((detail,),) = as_superuser("SELECT detail::text FROM journal.entry WHERE act = 'people:contact:reveal'")
    assert "give_notice" in detail


def test_the_page_of_a_notice_leads_to_the_contact_details_while_it_is_owed(fresh):
    there = f'href="/contacts/{ALMA.public}/#coordinates"'
    assert there not in text(get(RITA, f"/contacts/{ALMA.public}/notice/"))
    uninformed(due=LATE)
    assert there in text(get(RITA, f"/contacts/{ALMA.public}/notice/"))


def test_a_notice_that_is_no_longer_owed_opens_nothing(fresh):
    as_superuser("UPDATE people_contact SET informed_at = now() WHERE id = %s", ALMA.id)
    assert refused(RITA, field="phone", act="give_notice") == "informed"
    assert "Donner la mention" not in page(RITA).partition('id="coordinates"')[2].partition("</section>")[0]


def test_only_whoever_informs_persons_opens_a_value_for_the_notice(fresh):
    uninformed(due=LATE)
    as_superuser(
        "UPDATE access_profile SET permissions = array_remove(permissions, 'lawful:notice:deliver') WHERE key = 'rep'"
    )
    assert refused(RITA, field="phone", act="give_notice") == "act"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [("restricted", True, "restricted"), ("waiting", True, "waiting"), ("objections", 1, "objection")],
)
def test_the_notice_opens_nothing_of_who_may_not_be_reached(fresh, column, value, code):
    uninformed(due=LATE, **{column: value})
    assert refused(RITA, field="phone", act="give_notice") == code
