"""A right given "until 30 June" ends with that day, and every page says 30 June."""

from datetime import UTC, date, datetime

import pytest

from licite.access import labels
from licite.access.queries import watchers_of
from licite.console.members import end_of
from tests.conftest import browser_of, inside
from tests.plugin import database_name, superuser
from tests.world import IVAN, MAX, RITA, WEST, person


@pytest.mark.parametrize("last", [date(2099, 6, 30), date(2099, 12, 31), date(2099, 3, 29)])
def test_the_last_day_is_the_one_that_was_given(last: date) -> None:
    until = end_of(last)
    assert until is not None
    assert labels.last_day(until) == last
    assert labels.last_day(until.astimezone(UTC)) == last


def test_an_end_within_a_day_is_that_day() -> None:
    assert labels.last_day(datetime(2099, 6, 30, 12, tzinfo=UTC)) == date(2099, 6, 30)


def end_all_of(member: int) -> None:
    with superuser(database_name()) as connection:
        connection.execute(
            "UPDATE licite.access_grant SET ends_at = %s WHERE member_id = %s",
            (end_of(date(2099, 6, 30)), member),
        )


@pytest.mark.usefixtures("fresh")
def test_every_page_shows_the_same_last_day() -> None:
    end_all_of(RITA.id)
    seen = person(WEST, 3)
    for page in (
        browser_of(RITA).get("/rights/"),
        browser_of(MAX).get(f"/contacts/{seen.public}/who/"),
    ):
        assert "30 juin 2099" in page.text
        assert "juillet" not in page.text
    assert "→ 30/06/2099" in browser_of(IVAN).get("/members/").text


@pytest.mark.usefixtures("fresh")
def test_a_colleague_with_one_grant_without_end_has_no_end() -> None:
    seen = person(WEST, 3)
    with superuser(database_name()) as connection:
        connection.execute(
            "INSERT INTO licite.access_grant (member_id, profile_id, portfolios, stages, starts_at, ends_at, given_by)"
            " SELECT member_id, profile_id, portfolios, stages, starts_at, now() + interval '1 day', given_by"
            " FROM licite.access_grant WHERE member_id = %s LIMIT 1",
            (RITA.id,),
        )
    with inside(MAX) as actor:
        (rita,) = (one for one in watchers_of(actor, seen.cell) if one.member == RITA.id)
    assert rita.until is None
