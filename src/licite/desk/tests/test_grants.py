"""Members and grants: a page says what a grant opens before it is given, and nobody gives more than one holds."""

import uuid
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection

from licite.access import giving
from licite.access.giving import difference, gains, lacks
from licite.access.permissions import Act
from licite.access.queries import grants_held, sheets
from licite.access.refusals import Refused
from licite.desk.grants import rows
from licite.desk.grants.words import counted, told
from licite.kit import clock
from licite.people.tests.ways import as_superuser, get, post, text
from tests.conftest import inside
from tests.world import BEN, EAST, IVAN, KEY, MAX, RITA, WEST, person

BEN_PAGE = f"/grants/{uuid.UUID(int=BEN.id, version=4)}/"
EAST_TOO = {"profile": "rep", "portfolios": [WEST], "stages": [1, 2, 3, 4]}


def sheet(actor, key):
    return next(one for one in sheets(actor) if one.key == key)


def test_the_preview_counts_the_records_and_names_the_levels_gained():
    with inside(MAX) as actor:
        held = [one.grant for one in grants_held(actor, member=BEN.id)]
        more = gains(held, added=sheet(actor, "rep").over([WEST], [3], None))
        words = told(actor, more, counts=counted(actor, [more]), name=BEN.name, gaining=True)
    assert words.head.endswith("4 fiches de plus.")
    assert words.places == [("Ouest, client", 4)]
    assert ("Téléphone", "non visible → masqué, dévoilé pour un acte · 4 fiches") in [
        (what, how.replace("\xa0", " ")) for what, how in words.lines
    ]
    assert words.permissions == []


def test_a_grant_that_is_held_already_opens_nothing():
    with inside(MAX) as actor:
        held = [one.grant for one in grants_held(actor, member=BEN.id)]
        assert not gains(held, added=sheet(actor, "rep").over([EAST], [1], None)).any


def test_what_a_grant_opens_is_what_its_end_closes():
    with inside(MAX) as actor:
        held = [one.grant for one in grants_held(actor, member=BEN.id)]
        added = sheet(actor, "support").over([KEY], [3], None)
    assert difference(held, [*held, added]) == gains(held, added=added)
    assert not difference([*held, added], held).any


@pytest.mark.parametrize(
    "key",
    ["prospector", "rep", "assistant", "manager", "marketing", "support", "accounting", "dpo", "it_admin"],
)
@pytest.mark.parametrize("places", [[WEST], [WEST, KEY], []])
def test_the_page_and_the_database_agree_on_what_may_be_given(key, places):
    with inside(MAX) as actor:
        one = sheet(actor, key)
        found = lacks(actor, sheet=one, cells=[portfolio * 10 + 1 for portfolio in places])
        if one.acts and not places:
            return
        if found:
            with pytest.raises(Refused, match="reach"):
                giving.give(actor, member=BEN.id, profile=key, portfolios=places, stages=[1], until=None)
        else:
            giving.give(actor, member=BEN.id, profile=key, portfolios=places, stages=[1], until=None)


def test_a_grant_is_looked_at_then_given_then_ended(fresh):
    shown = text(post(MAX, BEN_PAGE + "give/", EAST_TOO))
    assert "16 fiches de plus" in shown
    assert as_superuser("SELECT count(*) FROM access_grant WHERE member_id = %s", BEN.id) == [(1,)]
    assert post(MAX, BEN_PAGE + "give/", EAST_TOO | {"confirmed": "1"}).status_code == 302
    with inside(BEN) as actor:
        assert actor.may(Act.READ, 13)
    ((grant, by),) = as_superuser(
        "SELECT public, given_by FROM access_grant WHERE member_id = %s AND portfolios = '{1}'", BEN.id
    )
    assert by == MAX.id
    assert "16 fiches" in text(get(MAX, f"{BEN_PAGE}{grant}/end/"))
    assert post(MAX, f"{BEN_PAGE}{grant}/end/", {}).status_code == 302
    with inside(BEN) as actor:
        assert not actor.may(Act.READ, 13)
    assert get(MAX, f"{BEN_PAGE}{grant}/end/").status_code == 404


def test_the_end_of_a_grant_moves_and_goes(fresh):
    ((grant,),) = as_superuser("SELECT public FROM access_grant WHERE member_id = %s", BEN.id)
    assert post(MAX, f"{BEN_PAGE}{grant}/until/", {"until": "2099-12-31"}).status_code == 302
    assert "31 décembre 2099" in text(get(MAX, BEN_PAGE))
    post(MAX, f"{BEN_PAGE}{grant}/until/", {"until": ""})
    assert as_superuser("SELECT ends_at FROM access_grant WHERE member_id = %s", BEN.id) == [(None,)]
    post(MAX, f"{BEN_PAGE}{grant}/until/", {"until": "2001-01-01"})
    assert as_superuser("SELECT ends_at FROM access_grant WHERE member_id = %s", BEN.id) == [(None,)]


def test_nobody_changes_one_s_own_grants(fresh):
    own = f"/grants/{uuid.UUID(int=MAX.id, version=4)}/"
    ((grant,),) = as_superuser("SELECT public FROM access_grant WHERE member_id = %s", MAX.id)
    assert post(MAX, own + "give/", EAST_TOO | {"confirmed": "1"}).status_code == 403
    assert post(MAX, f"{own}{grant}/end/", {}).status_code == 403
    assert post(MAX, f"{own}{grant}/until/", {"until": "2099-12-31"}).status_code == 403


def test_the_list_shows_how_each_member_works_here_and_no_e_mail():
    shown = text(get(MAX, "/grants/"))
    assert RITA.name in shown
    assert "Force de vente · Ouest" in shown
    assert "maison.example" not in shown


def test_the_profiles_out_of_reach_are_named_with_the_reason():
    with inside(MAX) as actor:
        offered, refused = rows.givable(actor)
    assert {"rep", "support", "assistant"} <= {one.key for one in offered}
    assert not {"dpo", "it_admin"} & {one.key for one in offered}
    assert (
        dict(refused)["Administration informatique"]
        == "vous n’avez pas vous-même «\xa0gérer les comptes des membres\xa0»"
    )


def test_a_manager_invites_with_a_first_grant(fresh):
    asked = EAST_TOO | {"name": "Zoé Nouvelle", "email": "zoe@maison.example", "language": "fr"}
    answer = post(MAX, "/grants/invite/", asked)
    assert answer.status_code == 200
    assert "/invitation/" in text(answer)
    assert as_superuser(
        "SELECT p.key, g.portfolios FROM access_grant g JOIN access_profile p ON p.id = g.profile_id "
        "JOIN access_member m ON m.id = g.member_id WHERE m.name = 'Zoé Nouvelle'"
    ) == [("rep", [WEST])]
    assert as_superuser("SELECT is_active FROM login.staff_account WHERE email = 'zoe@maison.example'") == [
        (False,)
    ]


def test_a_right_that_ends_is_given_no_longer_and_the_page_says_so(fresh):
    as_superuser("UPDATE access_grant SET ends_at = now() + interval '9 days' WHERE member_id = %s", MAX.id)
    too_long = "Nul ne donne un droit pour plus longtemps qu’il ne l’a"
    assert too_long in text(post(MAX, BEN_PAGE + "give/", EAST_TOO))
    soon = f"{clock.now() + timedelta(days=3):%Y-%m-%d}"
    assert too_long not in text(post(MAX, BEN_PAGE + "give/", EAST_TOO | {"until": soon}))
    assert post(MAX, BEN_PAGE + "give/", EAST_TOO | {"until": soon, "confirmed": "1"}).status_code == 302


def test_a_members_page_says_what_stays_behind_and_leads_to_the_hand_over(fresh):
    ours = person(WEST, 1)
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, due_at, ends_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', now(), now(), %s, now())", ours.id, ours.cell, RITA.id)  # fmt: skip
    public = uuid.UUID(int=RITA.id, version=4)
    shown = text(get(MAX, f"/grants/{public}/"))
    assert "Ce qui resterait en suspens" in shown
    assert "1 tâche ouverte" in shown
    there = f"/portfolios/{WEST}/hand-over/?of={public}"
    assert f'href="{there}"' in shown
    assert f'value="{RITA.id}" selected' in text(get(MAX, there))


def test_a_grant_of_the_days_to_come_counts_for_nothing_today_and_says_its_day(fresh):
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, profile_id, '{1}', '{1,2,3,4}', '2099-05-04' FROM access_grant WHERE member_id = %s", BEN.id, RITA.id)  # fmt: skip
    assert "16 fiches de plus" in text(post(MAX, BEN_PAGE + "give/", EAST_TOO))
    assert "Force de vente · Ouest · à partir du 04/05/2099" in text(get(MAX, "/grants/"))
    assert "à venir" in text(get(MAX, BEN_PAGE))
    ((own, coming),) = as_superuser(
        "SELECT (array_agg(public ORDER BY id))[1], (array_agg(public ORDER BY id))[2] FROM access_grant WHERE member_id = %s", BEN.id)  # fmt: skip
    ends = text(get(MAX, f"{BEN_PAGE}{coming}/end/"))
    assert "ne commence que le 4 mai 2099 : y mettre fin ne ferme rien aujourd’hui" in ends
    assert "ne pourra plus" not in ends
    assert "C’est la dernière habilitation" in text(get(MAX, f"{BEN_PAGE}{own}/end/"))
    assert BEN.name not in text(get(MAX, "/portfolios/")).partition("Ouest")[2].partition("</tr>")[0]


def test_no_stage_is_ticked_before_somebody_chooses_it():
    shown = text(get(MAX, BEN_PAGE))
    assert 'name="stages"' in shown
    assert "checked" not in shown.partition('name="stages"')[2].partition("</form>")[0]
    asked = text(get(MAX, BEN_PAGE + "?stages=3"))
    assert asked.partition('name="stages"')[2].partition("</form>")[0].count("checked") == 1


def test_the_link_of_a_missing_right_fills_the_form_in():
    member = uuid.UUID(int=RITA.id, version=4)
    shown = text(get(MAX, f"/grants/{member}/?profile=rep&portfolios={EAST}&stages=3"))
    assert '<option value="rep" selected>' in shown
    assert shown.count(" checked") == 2


def test_who_closes_the_account_is_said_where_grants_end(fresh):
    said = f"Son compte et ses sessions sont fermés par qui gère les comptes ({IVAN.name})"
    ((grant,),) = as_superuser("SELECT public FROM access_grant WHERE member_id = %s", BEN.id)
    assert said in text(get(MAX, BEN_PAGE))
    assert said in text(get(MAX, f"{BEN_PAGE}{grant}/end/"))


def test_a_departure_says_how_much_it_leaves_behind_and_of_whom_nothing(fresh):
    one = person(WEST, 2)
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, title, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', NULL, now(), %s, now())",
        one.id, one.cell, RITA.id)  # fmt: skip
    shown = text(get(IVAN, f"/members/{uuid.UUID(int=RITA.id, version=4)}/off/"))
    assert "Restent sans personne : 1 tâche ouverte." in shown
    assert one.last not in shown
    assert "Restent sans personne" not in text(get(IVAN, f"/members/{uuid.UUID(int=BEN.id, version=4)}/off/"))


def test_what_a_member_leaves_behind_is_counted_for_whoever_keeps_the_accounts_alone():
    with inside(MAX), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.left_behind(%s)", [RITA.id])


def test_whoever_was_invited_and_has_not_signed_in_sees_nobody_yet(fresh):
    who = f"/contacts/{person(WEST, 2).public}/who/"
    assert "à partir de la première connexion" not in text(get(MAX, who))
    as_superuser("UPDATE login.staff_account SET is_active = false WHERE member_id = %s", RITA.id)
    assert "à partir de la première connexion" in text(get(MAX, who))
