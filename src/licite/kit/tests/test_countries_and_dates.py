from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.kit import countries, dates


@pytest.mark.parametrize(
    "text, iso2",
    [
        ("USA", "US"),
        ("u.s.a.", "US"),
        ("United Kingdom", "GB"),
        ("UK", "GB"),
        ("Czech Republic", "CZ"),
        ("République tchèque", "CZ"),
        ("Pays-Bas", "NL"),
        ("Belgique/België", "BE"),
        ("BELGIË", "BE"),
        ("Deutschland", "DE"),
        ("fra", "FR"),
        (" fr ", "FR"),
        ("Cote d'Ivoire", "CI"),
        ("La Réunion", "RE"),
        ("Suriname/France", None),
        ("Atlantide", None),
        ("", None),
        ("EU", None),
    ],
)
def test_a_country_is_known_by_its_usual_names(text: str, iso2: str | None) -> None:
    assert countries.to_iso2(text) == iso2


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_label_leads_back_to_its_country(lang: str) -> None:
    listed = countries.choices(lang)
    assert len(listed) > 240
    for iso2, name in listed:
        assert countries.to_iso2(iso2) == iso2
        assert countries.to_iso2(name) == iso2
        assert countries.label(iso2, lang) == name


def test_countries_are_listed_in_alphabetical_order_accents_aside() -> None:
    names = [name for _, name in countries.choices("fr")]
    assert names.index("Espagne") < names.index("États-Unis") < names.index("Finlande")


def test_an_unknown_code_is_its_own_label() -> None:
    assert countries.label("XX", "fr") == "XX"


@given(st.text(), st.text())
def test_no_text_breaks_countries_or_departments(country: str, postal_code: str) -> None:
    countries.to_iso2(country)
    for iso2 in ("FR", "BE", country):
        countries.department(iso2, postal_code)


@pytest.mark.parametrize(
    "country, postal_code, department",
    [
        ("FR", "44000", "44"),
        ("FR", "1000", ""),
        ("FR", "01000", "01"),
        ("FR", "20000", "2A"),
        ("FR", "20200", "2B"),
        ("FR", "97133", "971"),
        ("RE", "97400", "974"),
        ("FR", "44041 CEDEX 1", "44"),
        ("FR", "F-75009", "75"),
        ("FR", "75 009", "75"),
        ("FR", "98000", ""),
        ("FR", "00100", ""),
        ("FR", "440", ""),
        ("BE", "1000", "BRU"),
        ("BE", "1348", "WBR"),
        ("BE", "B-4000", "WLG"),
        ("BE", "6700", "WLX"),
        ("BE", "9999", "VOV"),
        ("BE", "0999", ""),
        ("DE", "70174", ""),
    ],
)
def test_the_department_comes_from_the_postal_code(country: str, postal_code: str, department: str) -> None:
    assert countries.department(country, postal_code) == department


@pytest.mark.parametrize(
    "text", ["3/4/2025", "03.04.2025", "03-04-2025", "2025-04-03", "2025-04-03T10:00:00Z"]
)
def test_dates_are_read_day_first_or_iso(text: str) -> None:
    assert dates.parse(text) == dates.DateResult(date(2025, 4, 3))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3 févr. 2025", 2),
        ("3 février 2025", 2),
        ("3 FEVRIER 2025", 2),
        ("3\u00a0fév 2025", 2),
        ("lundi 3 février 2025", 2),
        ("le 3 mars 2025 à 10h30", 3),
        ("3-avr-2025", 4),
        ("3 mai 2025", 5),
        ("3 juil. 2025", 7),
        ("3 août 2025", 8),
        ("3 sept. 2025", 9),
        ("3 déc. 2025", 12),
    ],
)
def test_a_month_may_be_named_in_french_whole_or_by_its_beginning(text: str, month: int) -> None:
    assert dates.parse(text) == dates.DateResult(date(2025, month, 3))


def test_the_first_of_a_month_is_written_1er() -> None:
    assert dates.parse("1er août 2025").value == date(2025, 8, 1)


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "empty"),
        ("3/4/25", "two_digit_year"),
        ("04/25/2025", "month_first"),
        ("31/02/2025", "no_such_day"),
        ("31/31/2025", "no_such_day"),
        ("01/01/0025", "year_out_of_range"),
        ("45123", "spreadsheet_serial"),
        ("12 marx 2025", "unreadable"),
        ("12 jui 2025", "unreadable"),
        ("31 févr. 2025", "no_such_day"),
        ("3 févr. 25", "two_digit_year"),
        ("٣/٤/٢٠٢٥", "unreadable"),
    ],
)
def test_a_date_that_would_have_to_be_guessed_is_refused(text: str, reason: str) -> None:
    assert dates.parse(text) == dates.DateResult(None, reason)


@given(st.text())
def test_no_text_breaks_dates(text: str) -> None:
    found = dates.parse(text)
    assert (found.value is None) == bool(found.reason)


# The dates received, and the base, of the deadlines' table in the study of the law (4.2): 30 and 31 January included.
@pytest.mark.parametrize(
    "start, months, end",
    [
        ("2026-03-05", 1, "2026-04-05"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(start: str, months: int, end: str):
    assert dates.add_months(date.fromisoformat(start), months) == date.fromisoformat(end)
