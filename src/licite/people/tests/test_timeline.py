"""The timeline, narrowed by kind and by whom, a page at a time; moves between stages stand in it."""

import re

import pytest

from licite.people.tests.ways import ALMA, as_superuser, get, page, post, text
from tests.conftest import browser_of
from tests.world import BEN, MAX, RITA

URL = f"/contacts/{ALMA.public}/timeline/"
MANY = """
    INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, member, created_at)
    SELECT %s, %s, '2026-10-01'::timestamptz + n * interval '1 hour', 'visit', 'ours', 'done', '', %s, now()
    FROM generate_series(1, 45) n
"""


def titles(answer):
    found = re.findall(r"<div>(?:<span class=.vh.>[^<]*</span>)(?:<b>)?([^<]+)", text(answer))
    return [one.strip() for one in found]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("", ["E-mail", "Appel · Jointe"]),
        ("?show=calls", ["Appel · Jointe"]),
        ("?show=mails", ["E-mail"]),
        ("?show=meetings", []),
        ("?by=theirs", ["E-mail"]),
        ("?by=others", ["Appel · Jointe"]),
        ("?by=mine", []),
        ("?show=nonsense&by=nonsense&before=nonsense", ["E-mail", "Appel · Jointe"]),
    ],
)
def test_it_is_narrowed_by_kind_and_by_whom(asked, wanted):
    found = [title.split(" ·")[0] for title in titles(get(RITA, URL + asked))]
    assert found == [one.split(" ·")[0] for one in wanted]


def test_a_move_between_stages_stands_in_it_with_who_moved(fresh):
    post(RITA, f"/contacts/{ALMA.public}/stage/win/", {})
    assert "Prospect froid · Ouest → Client · Ouest" in page(RITA)
    assert titles(get(MAX, URL + "?show=stages&by=others")) == ["Prospect froid · Ouest → Client · Ouest"]


def test_changes_of_fields_are_shown_when_asked_without_their_values(fresh):
    post(RITA, f"/contacts/{ALMA.public}/edit/wishes/", {"language": "nl"})
    assert titles(get(RITA, URL + "?show=fields")) == ["Modifié : langue"]
    assert "Modifié : langue" not in page(RITA)


def test_it_goes_on_page_after_page_to_the_first_moment(fresh):
    as_superuser(MANY, ALMA.id, ALMA.cell, RITA.id)
    browser, seen, asked = browser_of(RITA), [], "?show=meetings"
    for _page in range(5):
        answer = browser.get(URL + asked)
        seen += re.findall(r'datetime="([^"]+)"', text(answer))
        more = re.search(r'class="button" href="[^"]*?(\?[^"]+)"', answer.content.decode())
        if not more:
            break
        asked = more.group(1).replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 45
    assert seen == sorted(seen, reverse=True)


def test_with_htmx_the_panel_comes_alone_and_out_of_sight_there_is_none():
    assert "<html" not in text(get(RITA, URL + "?show=calls", hx_request="true"))
    assert get(BEN, URL).status_code == 404


def test_what_happened_at_one_moment_stays_on_one_page(fresh):
    as_superuser(
        "INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, member, created_at) "
        "SELECT %s, %s, '2026-10-01'::timestamptz + (n / 25) * interval '1 hour', 'visit', 'ours', 'done', '', %s, now() "
        "FROM generate_series(0, 49) n", ALMA.id, ALMA.cell, RITA.id,
    )  # fmt: skip
    first = text(get(RITA, URL + "?show=meetings"))
    seen = first.count("<time datetime")
    more = re.search(r'href="[^"]*\?([^"]*before=[^"]*)"', first)
    assert more
    seen += text(get(RITA, URL + "?" + more.group(1).replace("&amp;", "&"))).count("<time datetime")
    assert seen == 50
