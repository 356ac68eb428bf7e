"""Access asked for: one form for everybody, an answer by whoever gives grants there, and words for who asked."""

import uuid
from datetime import timedelta

import pytest

from licite.access import requests
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.journal.acts import ACTS
from licite.kit import clock
from licite.people.tests.ways import as_superuser, get, post, text
from tests.conftest import inside
from tests.world import BEN, EAST, EVA, MAX, RITA, WEST, person

SOON, LATER = (f"{clock.now() + timedelta(days=days):%Y-%m-%d}" for days in (3, 9))
NOTE = "Reprise du compte de Solène"
ASKED = {"portfolio": EAST, "stages": [2, 3], "motive": "account", "note": NOTE, "until": LATER}
GIVEN = {"profile": "rep", "portfolios": [EAST], "stages": [3], "until": SOON}


def asked(who=RITA, **other) -> str:
    """Asks; the address where it is answered."""
    assert post(who, "/rights/ask/", ASKED | other).status_code == 303
    ((public,),) = as_superuser(
        "SELECT public FROM access_accessrequest WHERE member_id = %s ORDER BY id DESC LIMIT 1", who.id
    )
    return f"/grants/requests/{public}/"


def acts(who) -> list[str]:
    found = as_superuser(
        "SELECT d.act FROM journal.entry e JOIN journal.deed d ON d.id = e.deed WHERE e.actor = %s AND d.act LIKE 'access:%%' "
        "ORDER BY e.at, e.id", who.id)  # fmt: skip
    return [act for (act,) in found]


def test_what_is_asked_for_waits_before_whoever_gives_grants_there(fresh):
    assert "Demandes d’habilitation à traiter" not in text(get(MAX, "/grants/"))
    there = asked()
    shown = text(get(RITA, "/rights/"))
    assert "Est · Prospect qualifié, Client · jusqu’au" in shown
    assert "en attente de réponse" in shown
    assert "Vos demandes d’habilitation" not in text(get(RITA, "/")), "home tells answers, not what one did"
    assert f'href="{there}"' in text(get(MAX, "/grants/"))
    assert 'Demandes d’habilitation <span class="chip chip--care">1</span>' in text(get(MAX, "/"))
    for page in ("/", "/team/"):
        first = text(get(MAX, page)).partition('class="card')[0]
        assert "Un collègue demande une habilitation" in first, page
        assert 'href="/grants/#requests"' in first, page
    page = text(get(MAX, there))
    assert NOTE in page
    assert "Une fiche ou un compte qui m’est confié" in page
    assert "Force de vente" in page


def test_it_is_looked_at_then_given_narrower_and_shorter_and_the_asker_is_told(fresh):
    there = asked()
    looked = text(post(MAX, there, GIVEN))
    assert "4 fiches de plus" in looked
    assert "<dt>Créer</dt><dd>non → oui · de nouvelles fiches dans Est" in looked, (
        "a right, not a number of records"
    )
    with inside(RITA) as actor:
        assert not actor.may(Act.READ, 23)
    assert post(MAX, there, GIVEN | {"confirmed": "1"}).status_code == 302
    with inside(RITA) as actor:
        assert actor.may(Act.READ, 23)
        assert not actor.may(Act.READ, 22)
    assert get(MAX, there).status_code == 404
    home = text(get(RITA, "/"))
    assert '<a class="link" href="/rights/"><b>Est · Client · jusqu’au' in home, "what was given comes first"
    assert "accordée en partie" in home
    assert f"Accordée par {MAX.name}. Vous aviez demandé : Prospect qualifié, Client · jusqu’au" in home
    assert as_superuser("SELECT note FROM access_accessrequest") == [(None,)]
    ((own,),) = as_superuser("SELECT public FROM access_accessrequest")
    assert post(RITA, f"/rights/ask/{own}/close/", {"back": "home"}).status_code == 303
    assert "Accordée par" not in text(get(RITA, "/"))


def test_given_as_asked_it_is_not_said_to_be_less(fresh):
    whole = GIVEN | {"stages": [2, 3], "until": LATER, "confirmed": "1"}
    assert post(MAX, asked(), whole).status_code == 302
    home = text(get(RITA, "/"))
    assert "accordée" in home
    assert "en partie" not in home
    assert "Vous aviez demandé" not in home


def test_a_grant_of_the_days_to_come_is_shown_to_both_before_it_is_given_twice(fresh):
    as_superuser(
        "UPDATE access_grant SET starts_at = '2099-05-04 00:00+02', ends_at = '2099-05-10 00:00+02', portfolios = %s "
        "WHERE member_id = %s", [EAST], RITA.id)  # fmt: skip
    assert "Force de vente · Est · du 04/05/2099 au 09/05/2099" in text(get(RITA, "/rights/ask/"))
    page = text(get(MAX, asked()))
    assert "à venir" in page
    assert "du 4 mai 2099 au 9 mai 2099" in page


def test_a_refusal_brings_its_reason_to_the_home_page(fresh):
    there = asked()
    assert "Veuillez remplir ce champ" in text(post(MAX, there, {"refuse": "1", "why": ""}))
    assert post(MAX, there, {"refuse": "1", "why": "Voyez avec Ben"}).status_code == 302
    home = text(get(RITA, "/"))
    assert "refusée" in home
    assert f"{MAX.name} : « Voyez avec Ben »" in home
    with inside(RITA) as actor:
        assert not actor.may(Act.READ, 23)


@pytest.mark.parametrize("more", [{"stages": [1]}, {"until": "2099-01-01"}, {"portfolios": [WEST]}])
def test_no_more_is_given_than_was_asked(fresh, more):
    assert post(MAX, asked(), GIVEN | more | {"confirmed": "1"}).status_code == 200
    assert as_superuser("SELECT count(*) FROM access_grant WHERE given_by = %s", MAX.id) == [(0,)]


def test_nobody_answers_one_s_own(fresh):
    there = asked(MAX)
    assert get(MAX, there).status_code == 404
    assert "à traiter" not in text(get(MAX, "/grants/"))
    with inside(MAX) as actor:
        (own,) = requests.own_requests(actor)
        with pytest.raises(Refused, match="reach"):
            requests.approve(actor, request=own, profile="rep", stages=[3], until=own.until)


def test_unanswered_it_lapses_and_may_be_asked_again(fresh):
    there = asked()
    as_superuser("UPDATE access_accessrequest SET expires_at = now() - interval '1 minute'")
    assert get(MAX, there).status_code == 404
    assert "restée sans réponse" in text(get(RITA, "/"))
    asked()
    assert as_superuser("SELECT count(*) FROM access_accessrequest WHERE note IS NOT NULL") == [(1,)]


def test_withdrawn_it_waits_no_more_and_a_colleague_withdraws_nothing(fresh):
    there = asked()
    own = there.replace("/grants/requests/", "/rights/ask/") + "close/"
    assert post(BEN, own, {}).status_code == 404
    assert post(RITA, own, {}).status_code == 303
    assert get(MAX, there).status_code == 404
    assert post(RITA, own, {}).status_code == 404


def test_it_is_asked_for_a_time_that_the_rule_allows_with_a_reason_and_five_at_most(fresh):
    too_long = {"until": f"{clock.now() + timedelta(days=32):%Y-%m-%d}"}
    assert "Au plus tard le" in text(post(RITA, "/rights/ask/", ASKED | too_long))
    assert "Dites laquelle." in text(post(RITA, "/rights/ask/", ASKED | {"motive": "other", "note": ""}))
    assert as_superuser("SELECT count(*) FROM access_accessrequest") == [(0,)]
    for stages in ([1], [2], [3], [4], [1, 2]):
        asked(stages=stages)
    assert "Cinq de vos demandes attendent déjà" in text(post(RITA, "/rights/ask/", ASKED))


def test_what_waits_already_is_not_asked_again_but_more_of_it_is(fresh):
    asked()
    for same in ({}, {"stages": [3]}, {"until": SOON}):
        assert "Vous l’avez déjà demandé" in text(post(RITA, "/rights/ask/", ASKED | same)), same
    asked(stages=[2, 3, 4])
    assert as_superuser("SELECT count(*) FROM access_accessrequest") == [(2,)]


def test_whoever_has_no_right_left_may_ask_and_an_answer_makes_a_member_of_them_again(fresh):
    assert post(MAX, asked(EVA), GIVEN | {"confirmed": "1"}).status_code == 302
    with inside(EVA) as actor:
        assert actor.may(Act.READ, 23)


def test_the_way_to_ask_is_the_same_whatever_was_looked_for():
    foreign, missing = person(EAST, 3).public, uuid.UUID(int=5, version=4)
    nothing = [text(get(RITA, f"/contacts/{public}/")) for public in (foreign, missing)]
    assert nothing[0] == nothing[1]
    assert 'href="/rights/ask/"' in nothing[0]
    for page in ("/contacts/?q=alsacien", "/contacts/?q=personne", "/search/?q=alsacien", "/rights/"):
        assert 'href="/rights/ask/"' in text(get(RITA, page)), page


def test_every_step_of_it_is_in_the_journal(fresh):
    there = asked()
    get(MAX, there)
    post(MAX, there, GIVEN)
    post(MAX, there, GIVEN | {"confirmed": "1"})
    wanted = {"access:request:read", "access:grant:preview", "access:request:approve", "access:grant:add"}
    assert "access:request:add" in acts(RITA)
    assert wanted <= set(acts(MAX))
    assert set(acts(MAX)) <= ACTS.keys()
    stored = as_superuser("SELECT string_agg(e.detail::text, ' ') FROM journal.entry e")
    assert "Solène" not in str(stored)


def test_a_grant_that_nobody_asked_for_is_told_on_the_home_page(fresh):
    ben = f"/grants/{uuid.UUID(int=BEN.id, version=4)}/give/"
    assert "Une habilitation pour vous" not in text(get(BEN, "/"))
    assert post(MAX, ben, GIVEN | {"portfolios": [WEST], "confirmed": "1"}).status_code == 302
    news = text(get(BEN, "/")).partition("Une habilitation pour vous")[2].partition("</a>")[0]
    assert "Force de vente · Ouest · client · →" in news
