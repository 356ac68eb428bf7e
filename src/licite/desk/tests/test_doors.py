"""The home page: each profile's doors, what waits behind them, and no counsel that the profile cannot follow."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from licite.desk.doors import DOORS, doors
from licite.people.tests.ways import ALMA, as_superuser, get, page, text
from tests.conftest import inside
from tests.world import ANNA, DORA, IVAN, MONA, RITA


def urls(member):
    with inside(member) as actor:
        return {door.url: door.count for door in doors(actor)}


def test_each_profile_has_the_doors_of_its_work():
    assert {"/notices/", "/purposes/", "/inform/"} <= urls(DORA).keys()
    assert {"/purposes/", "/wordings/", "/capacities/"} <= urls(MONA).keys()
    assert "/security/" in urls(IVAN)
    assert set(urls(ANNA)) == {"/rights/"}


def test_a_door_says_how_many_wait_behind_it(fresh):
    before = urls(DORA)
    as_superuser(
        "UPDATE people_contact SET informed_at = NULL, notice_due = '2026-01-01' WHERE id = %s", ALMA.id
    )
    as_superuser("UPDATE lawful_balancing SET review_on = '2026-01-01' WHERE purpose = 'prospection'")
    after = urls(DORA)
    assert after["/inform/"] == before["/inform/"] + 1
    assert after["/purposes/"] == before["/purposes/"] + 1


def test_the_door_of_those_to_inform_opens_on_as_many_as_it_says(fresh):
    as_superuser(
        "UPDATE people_contact SET informed_at = NULL, notice_due = '2026-01-01' WHERE id = %s", ALMA.id
    )
    with inside(DORA) as actor:
        door = next(one for one in doors(actor) if one.url == "/inform/")
    assert door.there == "/inform/?show=overdue"
    assert f'href="{door.there}"' in text(get(DORA, "/"))
    assert f"{door.count} personne" in text(get(DORA, door.there))


def test_a_door_that_counts_asks_one_statement():
    with inside(DORA) as actor:
        with CaptureQueriesContext(connection) as asked:
            doors(actor)
        counting = [one for one in DOORS if one[4] and actor.has(one[0])]
        assert len(asked) <= len(counting)


def test_who_plans_no_task_is_not_told_to_plan_one():
    as_told = text(get(DORA, "/"))
    assert "planifiez un appel" not in as_told
    assert "demande votre attention" in as_told
    assert "demande votre attention" not in text(get(RITA, "/"))


def test_the_head_of_a_record_held_for_a_service_says_without_advertising(fresh):
    as_superuser(
        "UPDATE people_contact SET purpose = 'customer_relationship', informed_at = now() WHERE id = %s",
        ALMA.id,
    )
    assert "· sans publicité" in page(RITA)
