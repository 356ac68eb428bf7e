"""Asked about one person, the journal says first who opened, revealed and changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from licite.desk.journal.tests.pages import ALMA, EASTERN, text, write
from licite.journal.acts import ACTS, DEEDS, PASSING
from licite.kit import clock
from tests.world import BEN, DORA, RITA

pytestmark = pytest.mark.usefixtures("fresh")
ABOUT = f"/journal/?contact={ALMA.public}"


@pytest.fixture(autouse=True)
def rows(fresh):
    """RITA opened twice and revealed once, BEN changed long ago; both stood the person on lists."""
    write(RITA, "people:contact:read", [ALMA.id])
    write(RITA, "people:contact:read", [ALMA.id], days_ago=2)
    write(RITA, "people:contact:reveal", [ALMA.id], fields="{phone}")
    write(RITA, "people:contact:read", [EASTERN.id])
    write(BEN, "people:contact:edit", [ALMA.id], days_ago=90)
    for member in (RITA, BEN, DORA):
        write(member, "people:contact:list", [ALMA.id, EASTERN.id])
    write(DORA, "people:contact:search_name", [ALMA.id])


def by_colleague(page):
    """(member, opened, pages, revealed, changed) of the summary."""
    card = page.split('id="colleagues"')[1].split("</table>")[0]
    cells = [line.split("</td>") for line in card.split('<tr><td class="name">')[1:]]
    return [(one[0], *(int(cell.split(">")[1]) for cell in one[1:5])) for one in cells]


def test_lists_and_searches_are_one_click_away_with_their_number():
    page = text(DORA, ABOUT)
    assert "Liste consultée" not in page
    assert page.count('<td data-l="Acte"><span>') == 4
    # Three lists, a search, and nothing of the asking itself, which is written when the page is done.
    assert "Tout, y compris 4 listes et recherches" in page.replace("\xa0", " ")
    whole = text(DORA, f"{ABOUT}&all=1")
    # The name read and the journal read for the first page are now among them.
    assert whole.count('<td data-l="Acte"><span>') == 10


def test_a_kind_of_act_that_is_asked_for_is_shown_whatever_it_is():
    assert text(DORA, f"{ABOUT}&family=search").count('<td data-l="Acte"><span>') == 1


def test_each_colleague_is_counted_the_latest_first():
    text(DORA, ABOUT)  # Whoever asks did not open the record by asking.
    assert by_colleague(text(DORA, ABOUT)) == [(RITA.name, 2, 2, 1, 0), (BEN.name, 0, 0, 0, 1)]


def test_the_pages_of_one_visit_are_one_opening_and_counted_apart():
    for _page in range(4):
        write(RITA, "people:contact:read", [ALMA.id])
        write(BEN, "people:contact:read", [ALMA.id], days_ago=1)
    assert by_colleague(text(DORA, ABOUT)) == [(RITA.name, 2, 6, 1, 0), (BEN.name, 1, 4, 0, 1)]


def test_the_summary_keeps_to_the_days_and_the_member_asked_for():
    today = timezone.localdate(clock.now())
    assert by_colleague(text(DORA, f"{ABOUT}&since={today - timedelta(days=1)}")) == [(RITA.name, 1, 1, 1, 0)]
    assert by_colleague(text(DORA, f"{ABOUT}&member={BEN.id}")) == [(BEN.name, 0, 0, 0, 1)]


def test_usual_periods_are_one_click_away():
    page = text(DORA, "/journal/")
    last = timezone.localdate(clock.now()).replace(day=1) - timedelta(days=1)
    assert f"since={last.replace(day=1)}&amp;until={last}" in page
    assert "7 derniers jours" in page
    assert 'id="colleagues"' not in page


def test_every_act_is_either_a_deed_or_passes_by():
    assert ACTS.keys() > PASSING
    assert set(DEEDS) == ACTS.keys() - PASSING
