"""Days as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils import translation

from licite.web.dates import date_format


@pytest.mark.parametrize(
    ("day", "pattern", "french", "english"),
    [
        (date(2026, 12, 1), "j N", "1er déc.", "1 Dec."),
        (date(2026, 2, 1), "j N Y", "1er févr. 2026", "1 Feb. 2026"),
        (date(2026, 2, 11), "j N", "11 févr.", "11 Feb."),
        (date(2026, 1, 3), "j N", "3 janv.", "3 Jan."),
        (date(2026, 7, 31), "D j N", "ven. 31 juill.", "Fri 31 July"),
        (date(2026, 12, 1), "l j F Y", "mardi 1er décembre 2026", "Tuesday 1 December 2026"),
        (date(2026, 5, 1), "DATE_FORMAT", "1er mai 2026", "1 May 2026"),
    ],
)
def test_a_day_reads_as_one_says_it(day, pattern, french, english):
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            assert date_format(day, pattern).lower() == said.lower()


def test_templates_say_days_the_same_way_and_moments_where_the_house_is():
    page = engines["django"].from_string('{{ at|date:"j N Y H:i" }}|{{ none|date:"j N" }}|{{ at|date:"c" }}')
    at = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    with translation.override("fr"):
        assert page.render({"at": at, "none": None}) == "1er févr. 2026 00:30||2026-02-01T00:30:00+01:00"
