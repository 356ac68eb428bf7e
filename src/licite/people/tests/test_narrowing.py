"""A list narrowed by what happened, by what is planned, by where a record comes from and by what the law allows now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from licite.kit import clock
from licite.people import queries, sealing
from licite.people.queries import Filters, contact_list, scope_count, search
from licite.people.queries.companies import company_name_of
from licite.people.queries.lists import matching
from licite.people.queries.tags import tag_token, tag_word, tags_in_use
from licite.people.tests.ways import ALMA, as_superuser
from tests.conftest import inside
from tests.plugin import lay_anew
from tests.world import BEN, EAST, PEOPLE, RITA, WEST, person

MINE = [one for one in PEOPLE if one.cell // 10 == WEST]
LATE, SOON, LATER = MINE[0], MINE[1], MINE[2]


@pytest.fixture(scope="module", autouse=True)
def a_year_of_work():
    """Three next steps, three last acts, one origin; everybody else has done nothing and nothing is planned."""
    lay_anew()
    now = clock.now()
    as_superuser("UPDATE people_contact SET next_task_at = NULL, person_act_at = NULL")
    midnight = timezone.localtime(now).replace(hour=23, minute=59, second=0, microsecond=0)
    for one, due, acted in (
        (LATE, now - timedelta(days=40), now - timedelta(days=400)),
        (SOON, midnight, now - timedelta(days=100)),
        (LATER, now + timedelta(days=30), now - timedelta(days=3)),
    ):
        as_superuser(
            "UPDATE people_contact SET next_task_at = %s, person_act_at = %s, source = 'referral' WHERE id = %s",
            due, acted, one.id,
        )  # fmt: skip
    yield
    lay_anew()


def found(**narrowing):
    with inside(RITA) as actor:
        return {row.id for row in contact_list(actor, filters=Filters(**narrowing)).rows}


def ids(*people):
    return {one.id for one in people}


@pytest.mark.parametrize(
    ("acted", "expected"),
    [
        ("never", ids(*MINE) - ids(LATE, SOON, LATER)),
        ("within_30", ids(LATER)),
        ("over_30", ids(LATE, SOON)),
        ("over_90", ids(LATE, SOON)),
        ("over_180", ids(LATE)),
        ("over_365", ids(LATE)),
    ],
)
def test_by_the_last_act_of_the_person(acted, expected):
    assert found(acted=acted) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("overdue", ids(LATE)),
        ("today", ids(SOON)),
        ("week", ids(SOON)),
        ("planned", ids(LATE, SOON, LATER)),
        ("none", ids(*MINE) - ids(LATE, SOON, LATER)),
    ],
)
def test_by_the_next_step(step, expected):
    assert found(next=step) == expected


def test_by_origin_in_every_order_and_in_a_search():
    for order in ("", "name", "step"):
        assert found(source="referral", order=order) == ids(LATE, SOON, LATER)
    with inside(RITA) as actor:
        rows = search(actor, ALMA.email, filters=Filters(source="referral")).rows
        assert {row.id for row in rows} == ids(ALMA) & ids(LATE, SOON, LATER)


def test_the_next_step_first_page_after_page(monkeypatch):
    monkeypatch.setattr(queries.lists, "PAGE", 2)
    seen, after = [], ""
    with inside(RITA) as actor:
        for _ in range(3):
            page = contact_list(actor, filters=Filters(order="step"), after=after)
            seen += [row.id for row in page.rows]
            after = page.after
            if not after:
                break
    assert seen == [LATE.id, SOON.id, LATER.id], "whoever has no next step is not in this order"


def test_by_company_and_never_by_one_out_of_sight():
    with inside(RITA) as actor:
        company = contact_list(actor, filters=Filters()).rows[0].company_public
        assert len(contact_list(actor, filters=Filters(company=company)).rows) == len(MINE)
        assert company_name_of(actor, company) == "Société Ouessant"
    with inside(BEN) as actor:
        assert contact_list(actor, filters=Filters(company=company)).rows == []
        assert company_name_of(actor, company) == ""


def test_whom_the_law_lets_us_reach_now():
    as_superuser(
        "INSERT INTO lawful_objection (contact, cell, channel, at, told_by, member, created_at) "
        "VALUES (%s, %s, 'email', now(), 'phone', 2, now())", LATE.id, LATE.cell,
    )  # fmt: skip
    as_superuser("UPDATE people_contact SET objections = 4 WHERE id = %s", LATE.id)
    as_superuser("UPDATE people_contact SET email = NULL WHERE id = %s", SOON.id)
    for order in ("", "name"):
        assert found(reach="email", order=order) == ids(*MINE) - ids(LATE, SOON)
    with inside(RITA) as actor:
        assert search(actor, LATE.email, filters=Filters(reach="email")).rows == []
        assert LATE.id not in matching(actor, filters=Filters(reach="email"), limit=500)


def test_a_page_that_looks_at_no_more_says_so_and_goes_on(monkeypatch):
    monkeypatch.setattr(queries.lists, "LOOKED_AT", 5)
    as_superuser(
        "UPDATE people_contact SET restricted = true WHERE cell / 10 = %s AND id <> %s", WEST, MINE[5].id
    )
    seen, after, looked = set(), "", []
    with inside(RITA) as actor:
        for _ in range(10):
            page = contact_list(actor, filters=Filters(reach="email"), after=after)
            seen |= {row.id for row in page.rows}
            looked.append(page.looked_at)
            after = page.after
            if not after:
                break
    as_superuser("UPDATE people_contact SET restricted = false")
    assert seen == ids(MINE[5])
    assert looked == [5, 5, 0], "the last page has looked at all there is"


def test_a_count_is_capped():
    with inside(RITA) as actor:
        cells = Filters().cells(actor)
        assert scope_count(actor, cells, filters=Filters(next="planned"), cap=1001) == 3
        assert scope_count(actor, cells, filters=Filters(next="none"), cap=4) == 4


def tag(one, word):
    as_superuser(
        "INSERT INTO people_tag (contact, cell, token, value, created_at) VALUES (%s, %s, %s, %s, now())",
        one.id, one.cell, tag_token(word), sealing.seal_values("tag", one.public, [word]),
    )  # fmt: skip


def test_by_tag_and_only_by_those_of_records_in_sight():
    for one in (LATE, SOON):
        tag(one, "Salon 2026")
    tag(person(EAST, 1), "Secret de l’Est")
    token = tag_token("salon 2026")
    for order in ("", "name", "step"):
        assert found(tag=token, order=order) == ids(LATE, SOON)
    with inside(RITA) as actor:
        assert tags_in_use(actor) == {token: "Salon 2026"}
        assert tag_word(actor, tag_token("secret de l’est")) == ""
        assert {row.id for row in search(actor, ALMA.first, filters=Filters(tag=token)).rows} <= ids(
            LATE, SOON
        )


def test_by_the_sector_of_the_company():
    as_superuser("UPDATE people_company SET sector = 'C' WHERE cell = 13")
    assert found(sector="C") == ids(*MINE)
    assert found(sector="F") == set()
