"""The day of collection of each row: read as far as it can be, and never later than what the file shows."""

from datetime import UTC, date, datetime

import pytest

from licite.intake.columns import assign
from licite.intake.rows import read_row
from licite.intake.taught import taught
from licite.intake.tests.conftest import declaration
from licite.intake.tests.test_pages import prepare
from licite.intake.tests.test_whole_way import spaced
from licite.kit import dates
from tests.conftest import browser_of
from tests.world import MAX

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
MARCH = datetime(2025, 2, 28, 23, tzinfo=UTC)  # midnight in Paris
FAIR = ("15/03/2025", "mars 2025", "", "un jour")


def read(cell: str, others=FAIR, **declared):
    columns = assign(["Nom", "Vu au salon le"], {})
    told = taught(columns, lambda: (["x", one] for one in others), today=AT.date())
    return read_row(2, ["Zola", cell], told, declaration(at=AT, **declared))


def codes(reading) -> list[tuple[str, str]]:
    return [(one.code, one.shown) for one in reading.warnings if one.code.startswith("collected")]


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("14-03-25", date(2025, 3, 14), "short_year"),
        ("14/03/25", date(2025, 3, 14), "short_year"),
        ("14 mars 25", date(2025, 3, 14), "short_year"),
        ("24/11/26", date(1926, 11, 24), "short_year"),
        ("31/02/25", None, "no_such_day"),
        ("mars 2025", date(2025, 3, 1), "month_alone"),
        ("Sept. 2025", date(2025, 9, 1), "month_alone"),
        ("03/2025", date(2025, 3, 1), "month_alone"),
        ("2025-03", date(2025, 3, 1), "month_alone"),
        ("14/03/2025", date(2025, 3, 14), ""),
        ("marsouin 2025", None, "unreadable"),
        ("99/2025", None, "unreadable"),
    ],
)
def test_what_is_over_is_read_from_a_short_year_or_a_month(text, day, reason):
    assert dates.parse(text, by=AT.date()) == dates.DateResult(day, reason)


def test_what_may_be_to_come_is_not():
    assert dates.parse("14-03-25").value is dates.parse("mars 2025").value is None


def test_a_month_is_its_first_day_and_is_said_as_mended():
    reading = read("mars 2025")
    assert reading.person.collected_at == MARCH
    assert codes(reading) == [("collected_at.month_alone", "mars 2025")]
    assert reading.warnings[-1].mended or reading.warnings[0].mended


def test_a_row_without_a_readable_day_takes_the_earliest_of_its_column():
    for cell, why in (("", []), ("un jour", [("collected_at.unreadable", "")]), ("01/01/2099", None)):
        reading = read(cell)
        assert reading.person.collected_at == MARCH
        assert codes(reading)[-1] == ("collected_at.by_column", "01/03/2025")
        assert why is None or codes(reading)[:-1] == why


def test_a_day_that_was_declared_comes_first_and_only_then_is_said_to_be_declared():
    declared = datetime(2025, 6, 1, tzinfo=UTC)
    reading = read("un jour", collected_at=declared)
    assert reading.person.collected_at == declared
    assert codes(reading)[-1] == ("collected_at.by_declaration", "")
    assert codes(read("", collected_at=declared)) == []


def test_a_column_that_says_no_day_at_all_leaves_today_and_says_so():
    reading = read("", others=("", "un jour"))
    assert reading.person.collected_at == AT
    assert codes(reading) == [("collected_at.by_today", "")]


def test_the_preview_tells_mended_days_missing_days_and_mistyped_domains(fresh):
    rows = "".join(f"Nom{n};n{n}@gmial.com;{day}\n" for n, day in enumerate(FAIR))
    page = spaced(browser_of(MAX).get(prepare("Nom;E-mail;Vu au salon le\n" + rows).url).text)
    assert "Date de recueil : absente ou illisible ; la plus ancienne de la colonne a été retenue" in page
    assert "la date déclarée a été retenue" not in page
    assert "1 × Date de recueil : un mois sans son jour" in page
    assert "4 fiches entreraient bloquées" in page
    assert "(gmial.com : vouliez-vous dire gmail.com ?)" in page
