"""Rows to read and pages to read them on."""

from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import person

ALMA = person(1, 3)
EASTERN = person(2, 3)


def write(member, act, subjects=(), *, fields="{name}", detail="{}", days_ago=0):
    """A row as the gate writes it, for a member, some days ago."""
    with superuser(database_name()) as connection:
        connection.execute(
            "SELECT gate.lay(clock_timestamp() - make_interval(days => %s), %s, 'abcdef0123456789', 'page', %s, %s, %s, %s, '192.0.2.7')",
            (days_ago, member.id, act, list(subjects), fields, detail),
        )


def text(member, url):
    response = browser_of(member).get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def row_url(page):
    """The address of the first row's own page."""
    return page.split('<td class="name"><a href="')[1].split('"')[0].replace("&amp;", "&")
