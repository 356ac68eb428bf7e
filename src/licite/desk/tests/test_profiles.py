"""Profiles changed by hand: seen beforehand, with a reason, kept; never one's own, never powers of control."""

from dataclasses import replace

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from licite.access import gate, profiles, tickets
from licite.access.permissions import Act, Level, Permission
from licite.access.queries import grants_held, sheets
from licite.access.refusals import Refused
from licite.people.tests.ways import as_superuser, get, post, text
from tests.conftest import browser_of, inside, session_of
from tests.world import ANNA, BEN, MAX, RITA

REP = {
    "acts": ["read", "object", "create", "edit", "communicate"],
    "level_name": 3, "level_title": 3, "level_phone": 3, "level_email": 2, "level_address": 2, "level_note": 3, "level_amount": 3,
    "reveals": "",
}  # fmt: skip


def sheet(actor, key):
    return next(one for one in sheets(actor) if one.key == key)


def form():
    """The rep's profile as the form posts it, with phones open."""
    with inside(MAX) as actor:
        mine = [one for one in sheet(actor, "rep").permissions if actor.has(Permission(one))]
    return REP | {"permissions": mine}


@pytest.fixture
def changing(fresh):
    """`changing(key, seen=…, **what)` as Max, and it stays."""

    def change(key, *, seen=0, **what):
        with transaction.atomic():
            actor = gate.enter(tickets.secret_of(session_of(MAX)))
            return profiles.change(
                actor, sheet=replace(sheet(actor, key), **what), seen=seen, reveals_a_day=None, reason="Essai"
            )

    return change


def levels(key, **other):
    with inside(MAX) as actor:
        return {**sheet(actor, key).levels, **other}


def test_the_page_and_the_database_name_the_same_powers_of_control():
    ((held,),) = as_superuser("SELECT gate.control()")
    assert set(held) == profiles.CONTROL


def test_a_change_is_looked_at_with_names_and_counts_then_holds_at_the_next_request(fresh):
    shown = text(post(MAX, "/profiles/rep/change/", form()))
    assert RITA.name in shown
    assert BEN.name in shown
    assert "masqué, dévoilé pour un acte → visible · 16 fiches" in shown
    assert "gagné" in shown
    assert as_superuser("SELECT count(*) FROM access_profilechange") == [(0,)]
    saved = post(MAX, "/profiles/rep/change/", form() | {"seen": "0", "reason": "Équipe formée"})
    assert saved.status_code == 302
    with inside(RITA) as actor:
        assert actor.level(13, "phone") is Level.OPEN
    page = text(get(MAX, "/profiles/rep/"))
    assert "Version 1" in page
    assert "Équipe formée" in page
    assert "Téléphone : masqué, dévoilé pour un acte → visible" in page


def test_a_change_without_a_reason_or_on_an_old_page_is_not_made(fresh):
    assert "reason" in text(post(MAX, "/profiles/rep/change/", form() | {"seen": "0", "reason": " "}))
    post(MAX, "/profiles/rep/change/", form() | {"seen": "7", "reason": "Trop tard"})
    assert as_superuser("SELECT count(*) FROM access_profilechange") == [(0,)]


def test_whom_another_grant_keeps_whole_is_not_named(changing):
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, id, '{1}', '{1,2,3,4}', now() FROM access_profile WHERE key = 'manager'",
        RITA.id,
    )
    with inside(MAX) as actor:
        before = sheet(actor, "rep")
        after = replace(before, levels={**before.levels, "phone": Level.OPEN})
        assert [one.member for one in profiles.effects(before, after, grants_held(actor))] == [BEN.id]


@pytest.mark.parametrize("key", ["dpo", "it_admin", "manager"])
def test_one_s_own_profile_and_those_of_control_are_shut(changing, key):
    with pytest.raises(Refused, match="reach"):
        changing(key, reveals=1)
    assert post(MAX, f"/profiles/{key}/change/", {}).status_code == 403
    assert "seen" not in text(get(MAX, f"/profiles/{key}/"))


@pytest.mark.parametrize("permission", sorted(profiles.CONTROL))
def test_no_power_of_control_is_added_by_hand(changing, permission):
    with inside(MAX) as actor:
        held = sheet(actor, "assistant").permissions
    with pytest.raises(Refused, match="reach"):
        changing("assistant", permissions=held | {permission})


def test_it_stays_without_any_sight_of_customers(changing):
    with pytest.raises(Refused, match="reach"):
        changing("it_admin", acts=frozenset({"read"}), levels={"name": Level.OPEN})


def test_nobody_raises_or_lowers_what_one_does_not_hold_wherever_the_profile_is_held(changing):
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)
    with pytest.raises(Refused, match="reach"):
        changing("rep", levels=levels("rep", phone=Level.OPEN))
    assert changing("prospector", levels=levels("prospector", address=Level.REVEAL)) == 1
    assert changing("assistant", levels=levels("assistant", phone=Level.OPEN)) == 1


def test_the_page_and_the_database_agree_on_what_is_out_of_reach(changing):
    as_superuser("UPDATE access_grant SET portfolios = '{1,2}', stages = '{3}' WHERE member_id = %s", MAX.id)
    with inside(MAX) as actor:
        held = grants_held(actor)
        for key in ("rep", "support", "assistant"):
            before = sheet(actor, key)
            after = replace(before, levels={**before.levels, "phone": Level.OPEN})
            found = profiles.hindrances(actor, before=before, after=after, held=held)
            assert found


def test_a_copy_is_one_s_own_to_name_to_change_and_to_give(fresh):
    assert post(MAX, "/profiles/rep/copy/", {"name": "Itinérants"}).status_code == 302
    assert (
        post(MAX, "/profiles/Itinérants/change/", form() | {"seen": "1", "reason": "Essai"}).status_code
        == 302
    )
    assert "copié de" in text(get(MAX, "/profiles/Itinérants/"))
    given = {"profile": "Itinérants", "portfolios": [1], "stages": [3], "confirmed": "1"}
    assert post(MAX, "/grants/00000000-0000-4000-8000-000000000004/give/", given).status_code == 302
    with inside(ANNA) as actor:
        assert actor.level(13, "phone") is Level.OPEN
        assert actor.may(Act.EDIT, 13)


def test_a_name_that_is_taken_is_asked_again(fresh):
    assert "autre profil" in text(post(MAX, "/profiles/rep/copy/", {"name": "Force de vente"}))
    assert post(MAX, "/profiles/rep/copy/", {"name": "Itinérants"}).status_code == 302
    assert "autre profil" in text(post(MAX, "/profiles/rep/copy/", {"name": "itinérants"}))


def test_the_history_is_for_those_who_manage_profiles(changing):
    changing("assistant", levels=levels("assistant", phone=Level.OPEN))
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_profilechange")
        assert cursor.fetchone() == (0,)


def test_a_preview_counts_records_once_however_many_hold_the_profile(fresh):
    browser = browser_of(MAX)
    with CaptureQueriesContext(connections["default"]) as asked:
        assert browser.post("/profiles/rep/change/", form() | {"acts": ["read"]}).status_code == 200
    assert sum("FROM people_contact" in one["sql"] for one in asked) == 1


def test_what_is_lost_is_said_from_what_was_to_what_will_be(fresh):
    shown = text(post(MAX, "/profiles/rep/change/", form() | {"acts": ["read", "object"], "level_title": 0}))
    assert "visible → non visible · 16 fiches" in shown
    assert "oui → non · 16 fiches" in shown
    assert "perdu" in shown


def test_a_grant_of_the_days_to_come_is_said_and_not_counted(fresh):
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, profile_id, '{2}', '{1,2,3,4}', '2099-05-04' FROM access_grant WHERE member_id = %s", RITA.id, RITA.id)  # fmt: skip
    shown = text(post(MAX, "/profiles/rep/change/", form()))
    assert "32 fiches" not in shown
    assert f"Non comptée : une habilitation de {RITA.name} qui commence le 4 mai 2099." in shown
