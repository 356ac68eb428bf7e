"""The search for duplicates, who sees what it found, the comparison and the merge as pages."""

import uuid

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from licite.journal.queries import entries_about
from licite.people.jobs.duplicates import search, step
from licite.people.queries import contact_for
from licite.people.queries.alike import meets
from licite.people.queries.duplicates import hunting, pairs
from licite.people.queries.waiting import waiting_count
from licite.people.tests.ways import ALMA, EASTERN, FORM, as_superuser, get, page, post, text
from tests.conftest import browser_of, inside
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import BEN, DORA, EAST, MAX, RITA, lay_person, person
from tests.world import Person as Someone

TWIN = Someone(3001, uuid.UUID(int=3001, version=4), 21, "Ouessant", "Alma", EASTERN.email, ALMA.phone)
"""Alma again, in the East: first and last name the other way round, the same phone."""


@pytest.fixture
def twin(fresh: None) -> None:
    with superuser(database_name()) as connection, connection.transaction():
        connection.execute("SET search_path = licite")
        lay_person(connection, TWIN)
        connection.execute("UPDATE people_contact SET waiting = false")


def searched() -> None:
    with as_worker():
        assert search()


COMPARED = f"/duplicates/{ALMA.public}/{TWIN.public}/"


def test_the_search_finds_who_is_written_otherwise_and_says_why(twin):
    searched()
    with inside(MAX) as actor:
        found = pairs(actor)
        (pair,) = [one for one in found.rows if {one.one.id, one.other.id} == {ALMA.id, TWIN.id}]
        assert pair.score >= 92
        assert {"name_swapped", "phone_same"} <= set(pair.reasons)
        assert actor.trace.reads["people:pair:read"][0]
    shown = text(get(MAX, "/duplicates/"))
    assert "prénom et nom inversés" in shown
    assert ALMA.phone not in shown


def test_a_search_cut_short_is_taken_up_and_a_judgement_is_remembered(twin):
    with as_worker():
        assert step(anew=True, size=30)
    with inside(MAX):
        begun = hunting()
        assert begun is not None and begun.done_at is None and 0 < begun.after < TWIN.id
    searched()
    assert post(MAX, f"{COMPARED}apart/", {}).status_code == 303
    searched()
    with inside(MAX) as actor:
        assert not [one for one in pairs(actor).rows if {one.one.id, one.other.id} == {ALMA.id, TWIN.id}]


def test_the_worker_leaves_one_row_a_step_with_ids_and_no_value(twin):
    searched()
    rows = as_superuser("SELECT subjects, detail::text FROM journal.entry WHERE act = 'people:pair:compare'")
    assert len(rows) == 1
    assert TWIN.id in rows[0][0]
    assert "uessant" not in rows[0][1]


def test_a_pair_across_portfolios_is_for_whoever_may_merge_both(twin):
    searched()
    for who in (RITA, BEN, DORA):
        with inside(who) as actor:
            assert pairs(actor).rows == []
            contact = contact_for(actor, (ALMA if who is not BEN else TWIN).public)
            assert list(meets(actor, contact=contact).alike) == []
        assert get(who, "/duplicates/").status_code == 403
        assert get(who, COMPARED).status_code == 403
    # A manager of the West alone, and one of both who may not read notes.
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)
    with inside(MAX) as actor:
        assert pairs(actor).rows == []
    assert get(MAX, COMPARED).status_code == 404
    as_superuser("UPDATE access_grant SET portfolios = '{1,2,3}' WHERE member_id = %s", MAX.id)
    as_superuser(
        """UPDATE access_profile SET levels = levels || '{"note": "hidden"}' WHERE key = 'manager'"""
    )
    assert get(MAX, COMPARED).status_code == 403
    with inside(MAX) as actor:
        assert pairs(actor).rows == []


def test_the_page_marks_what_differs_and_says_beforehand_what_a_merge_does(twin):
    said = {"objection-channel": "sms", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    post(BEN, f"/contacts/{TWIN.public}/objections/", said)
    shown = text(get(MAX, COMPARED))
    assert 'class="differs"' in shown
    assert "Les oppositions s’additionnent" in shown
    assert "SMS" in shown
    assert "qui ne voit que le portefeuille de la fiche qui disparaît" in shown
    # An empty answer merges nothing.
    assert post(MAX, COMPARED, {}).status_code == 200
    assert as_superuser("SELECT 1 FROM people_merge") == []


def test_merged_with_the_values_chosen_and_every_coordinate_kept(twin):
    chosen = {"keep": "other", "name": "one", "email": "one"}
    answer = post(MAX, COMPARED, chosen)
    assert answer.headers["Location"] == f"/contacts/{TWIN.public}/"
    with inside(MAX) as actor:
        kept = contact_for(actor, TWIN.public)
        assert (kept.listing.first, kept.listing.last) == (ALMA.first, ALMA.last)
    shown = page(MAX, TWIN)
    assert ALMA.email in shown
    assert EASTERN.email in shown
    assert text(get(MAX, f"/contacts/?q={ALMA.email}")).count(f"/contacts/{TWIN.public}/") == 1


def test_kinds_follow_their_coordinates_and_the_history_says_what_changed(twin):
    as_superuser("UPDATE people_contact SET email_kinds = 'w', address_kinds = 'h' WHERE id = %s", ALMA.id)
    as_superuser("UPDATE people_contact SET email_kinds = 'o' WHERE id = %s", TWIN.id)
    post(MAX, COMPARED, {"keep": "other", "name": "one", "email": "one"})
    kinds = "SELECT email_kinds, address_kinds FROM people_contact WHERE id = %s"
    ((emails, places),) = as_superuser(kinds, TWIN.id)
    assert emails == "wo"
    assert "h" in places
    told = text(get(MAX, f"/contacts/{TWIN.public}/changes/"))
    assert all(word in told for word in ("Prénom", TWIN.first, ALMA.first, ALMA.email, MAX.name))
    assert ALMA.email not in text(get(RITA, f"/contacts/{TWIN.public}/changes/"))
    fields = "SELECT field FROM people_change WHERE contact = %s AND field <> 'cell'"
    noted = {field for (field,) in as_superuser(fields, TWIN.id)}
    assert {"first", "last", "emails"} <= noted
    ((public,),) = as_superuser("SELECT public FROM people_merge")
    post(MAX, f"/merges/{public}/undo/", {})
    assert as_superuser(kinds, ALMA.id) == [("w", "h")]
    assert as_superuser(kinds, TWIN.id) == [("o", "")]
    # What was put back is in the history too.
    assert len(as_superuser(fields + " AND field = 'first'", TWIN.id)) == 2


def test_two_worlds_hold_after_a_merge(twin):
    post(MAX, COMPARED, {"keep": "other"})
    # Rita held Alma in the West; the record kept is in the East: for her there is none, as for a stranger.
    mine, never = get(RITA, f"/contacts/{ALMA.public}/"), get(RITA, f"/contacts/{person(EAST, 2).public}/")
    assert mine.status_code == never.status_code == 404
    assert get(BEN, f"/contacts/{ALMA.public}/").headers["Location"] == f"/contacts/{TWIN.public}/"
    assert get(BEN, f"/contacts/{TWIN.public}/").status_code == 200


def test_who_saw_this_person_covers_both_records(twin):
    page(RITA)
    post(MAX, COMPARED, {"keep": "other"})
    with inside(DORA) as actor:
        rows = entries_about(actor, contact=TWIN.id).rows
    assert any(one.act == "people:contact:read" and one.actor == RITA.id for one in rows)
    assert any(one.act == "people:contact:merge" and set(one.subjects) == {TWIN.id, ALMA.id} for one in rows)


def test_taken_back_a_field_changed_since_keeps_its_new_value(twin):
    post(MAX, COMPARED, {"keep": "other", "name": "one"})
    as_superuser("UPDATE people_contact SET company_id = NULL WHERE id = %s", TWIN.id)
    ((public,),) = as_superuser("SELECT public FROM people_merge")
    assert "Annuler la fusion" in text(get(MAX, f"/merges/{public}/undo/"))
    assert post(MAX, f"/merges/{public}/undo/", {}).status_code == 303
    with inside(MAX) as actor:
        one, other = contact_for(actor, ALMA.public), contact_for(actor, TWIN.public)
        assert (one.cell, other.cell) == (ALMA.cell, TWIN.cell)
        assert (other.listing.first, other.company_id) == (TWIN.first, None)
    assert browser_of(RITA).get(f"/contacts/{ALMA.public}/").status_code == 200


def test_taken_back_a_record_on_which_the_person_never_acted_has_no_clock(twin):
    as_superuser("DELETE FROM people_interaction WHERE contact IN (%s, %s)", ALMA.id, TWIN.id)
    as_superuser(
        "UPDATE people_contact SET active_at = '2026-01-02', person_act_at = NULL WHERE id IN (%s, %s)",
        ALMA.id,
        TWIN.id,
    )
    post(MAX, COMPARED, {"keep": "other"})
    ((public,),) = as_superuser("SELECT public FROM people_merge")
    assert post(MAX, f"/merges/{public}/undo/", {}).status_code == 303
    dates = as_superuser(
        "SELECT person_act_at, active_at::date::text FROM people_contact WHERE id IN (%s, %s)",
        ALMA.id,
        TWIN.id,
    )
    assert dates == [(None, "2026-01-02")] * 2


def test_merges_are_taken_back_the_last_one_first(twin):
    third = person(EAST, 2)
    post(MAX, COMPARED, {"keep": "other"})
    post(MAX, f"/duplicates/{TWIN.public}/{third.public}/", {"keep": "one"})
    first, last = (public for (public,) in as_superuser("SELECT public FROM people_merge ORDER BY id"))
    assert post(MAX, f"/merges/{first}/undo/", {}).status_code == 200
    assert as_superuser("SELECT count(*) FROM people_merge") == [(2,)]
    assert post(MAX, f"/merges/{last}/undo/", {}).status_code == 303
    assert post(MAX, f"/merges/{first}/undo/", {}).status_code == 303
    assert as_superuser("SELECT count(*) FROM people_merge") == [(0,)]


def test_the_record_of_a_merged_one_leads_on_through_a_second_merge(twin):
    third = person(EAST, 2)
    post(MAX, COMPARED, {"keep": "other"})
    post(MAX, f"/duplicates/{TWIN.public}/{third.public}/", {"keep": "other"})
    assert get(MAX, f"/contacts/{ALMA.public}/").headers["Location"] == f"/contacts/{third.public}/"
    (last,) = as_superuser("SELECT public FROM people_merge ORDER BY id DESC LIMIT 1")
    assert post(MAX, f"/merges/{last[0]}/undo/", {}).status_code == 303
    assert get(MAX, f"/contacts/{ALMA.public}/").headers["Location"] == f"/contacts/{TWIN.public}/"


def test_a_newcomer_that_waits_is_decided_by_merging_and_takes_the_objection(fresh):
    said = {"objection-channel": "email", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    post(BEN, f"/contacts/{EASTERN.public}/objections/", said)
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    ((public, number),) = as_superuser("SELECT public, id FROM people_contact ORDER BY id DESC LIMIT 1")
    assert post(MAX, f"/duplicates/{public}/{EASTERN.public}/", {"keep": "one"}).status_code == 303
    assert as_superuser("SELECT objections, waiting FROM people_contact WHERE id = %s", number) == [
        (4, False)
    ]
    assert as_superuser("SELECT 1 FROM people_tray") == []


def test_what_resembles_a_record_takes_one_statement_and_none_for_who_merges_nothing(
    twin, django_assert_num_queries
):
    searched()
    for who, statements, found in ((MAX, 1, [TWIN.public]), (RITA, 0, [])):
        with inside(who) as actor:
            contact = contact_for(actor, ALMA.public)
            with django_assert_num_queries(statements):
                assert [one.public for one in meets(actor, contact=contact).alike] == found


def test_the_record_says_whom_it_resembles_to_whoever_may_merge_them_alone(twin):
    searched()
    browser_of(MAX).get(f"/contacts/{ALMA.public}/")
    with CaptureQueriesContext(connections["default"]) as asked:
        shown = text(get(MAX, f"/contacts/{ALMA.public}/"))
    assert len(asked) <= 15, "\n".join(one["sql"].strip()[:90] for one in asked)
    assert "Fiche semblable à celle-ci :" in shown
    assert f"/duplicates/{ALMA.public}/{TWIN.public}/" in shown
    assert get(MAX, f"/duplicates/{ALMA.public}/{TWIN.public}/").status_code == 200
    assert "semblable" not in text(get(RITA, f"/contacts/{ALMA.public}/"))


def test_the_tray_leads_to_the_comparison_and_says_so_to_who_merges_alone(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    ((public,),) = as_superuser("SELECT public FROM people_contact ORDER BY id DESC LIMIT 1")
    link = f"/duplicates/{public}/{EASTERN.public}/"
    assert link in text(get(MAX, "/tray/"))
    assert get(MAX, link).status_code == 200
    as_superuser(
        "UPDATE access_profile SET permissions = array_remove(permissions, 'people:contact:merge') WHERE key = 'manager'"
    )
    shown = text(get(MAX, "/tray/"))
    assert link not in shown
    assert "Gardez la fiche existante et écartez la nouvelle." in shown


def test_a_search_is_ordered_from_the_page(fresh):
    assert post(MAX, "/duplicates/search/", {}).status_code == 303
    ordered = as_superuser("SELECT task_name, args ->> 'member' FROM jobs.procrastinate_jobs")
    assert ordered == [("people.search_duplicates", str(MAX.id))]
    with as_worker():
        search()
    assert "Dernière recherche terminée" in text(get(MAX, "/duplicates/"))


def test_who_watches_sees_how_many_wait_since_when_and_whom_to_ask_but_nobody(twin):
    searched()
    shown = text(get(DORA, "/duplicates/waiting/"))
    assert "Est – Ouest" in shown or "Ouest – Est" in shown
    assert MAX.name in shown
    assert ALMA.last not in shown
    assert "doublons" in text(get(DORA, "/")).lower()
    as_superuser("UPDATE people_pair SET found_at = found_at - interval '40 days'")
    assert '<span class="chip chip--care">' in text(get(DORA, "/duplicates/waiting/"))
    with inside(DORA) as actor:
        held = waiting_count(actor)
    assert held > 0
    as_superuser("UPDATE people_pair SET dismissed_at = now()")
    assert "Aucun doublon n’attend" in text(get(DORA, "/duplicates/waiting/"))


def test_a_pair_that_nobody_may_decide_is_said_to_be_so(twin):
    searched()
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)
    assert "personne" in text(get(DORA, "/duplicates/waiting/"))
