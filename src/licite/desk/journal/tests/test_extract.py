"""The journal taken out as a file: what it holds, what it never holds, and the trace that it leaves."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from licite.desk.journal.tests.pages import ALMA, EASTERN, text, write
from licite.journal import queries, seals
from licite.kit import clock
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import BEN, DORA, IVAN, MAX, PEOPLE, RITA

pytestmark = pytest.mark.usefixtures("fresh")
FILE = "/journal/extract.csv"


def rows(query: str = "") -> list[list[str]]:
    """The table of the file, its headings first."""
    whole = file(query)
    return whole[whole.index([]) + 1 :]


def said(query: str = "") -> dict[str, str]:
    """What the first lines say."""
    whole = file(query)
    return {line[0]: line[1] for line in whole[: whole.index([])]}


def file(query: str) -> list[list[str]]:
    answer = browser_of(DORA).get(f"{FILE}?{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="licite-journal-')
    told = answer.content.decode("utf-8-sig").replace("\xa0", " ").replace("\u202f", " ")
    return list(csv.reader(io.StringIO(told, newline=""), delimiter=";"))


def address(path: str) -> str:
    return settings.SITE_URL + path


def traces() -> list[tuple[int, list[int], dict[str, object]]]:
    with superuser(database_name()) as connection:
        found = connection.execute(
            "SELECT actor, subjects, detail::text FROM journal.entry WHERE act = 'journal:entry:extract' ORDER BY at"
        ).fetchall()
    return [(actor, subjects, json.loads(detail)) for actor, subjects, detail in found]


def test_it_holds_who_did_what_when_on_which_records_and_no_name_of_theirs():
    write(RITA, "people:contact:read", [ALMA.id], fields="{name,phone}")
    write(RITA, "people:contact:list", [one.id for one in PEOPLE])
    head, one, other = rows(f"member={RITA.id}")
    assert head[1:6] == ["Qui", "N° du membre", "Acte", "Fiche, par adresse", "Fiches, par numéro"]
    assert other[1:8] == [
        RITA.name, str(RITA.id), "Fiche ouverte", address(f"/contacts/{ALMA.public}/"), str(ALMA.id), "1", "Nom, téléphone",
    ]  # fmt: skip
    assert other[9:11] == ["192.0.2.7", "abcdef0123456789"]
    assert other[-1] == "people:contact:read"
    assert one[4] == ""
    assert one[5].split() == [str(person.id) for person in PEOPLE]
    assert one[6] == str(len(PEOPLE))
    whole = str([head, one, other])
    assert not any(f"{person.first} {person.last}" in whole for person in PEOPLE)
    # A list has no one address: the row's own page names all of them.
    assert one[-2].startswith(address("/journal/"))
    page = text(DORA, one[-2].removeprefix(address("")))
    assert all(str(person.public) in page for person in PEOPLE)


def test_its_first_lines_say_what_was_asked_by_whom_when_and_up_to_which_seal(places):
    write(RITA, "people:contact:read", [ALMA.id])
    lines = said(f"contact={ALMA.public}&member={RITA.id}&since=2026-01-05&until=2026-01-31")
    assert lines["Fiche concernée"] == address(f"/contacts/{ALMA.public}/")
    assert lines["Filtres"].startswith(f"Ce qui a été ouvert, dévoilé ou modifié · {RITA.name}")
    assert lines["Période"] == "du 5 janv. 2026 au 31 janv. 2026"
    assert lines["Extrait le"].endswith(f"par {DORA.name}")
    assert (lines["Scellé"], lines["Lignes"]) == ("rien encore", "0")
    assert not any(one.last in str(lines) for one in PEOPLE)
    seals.seal(places)
    assert said()["Scellé"].startswith("jusqu’au bloc 1, le ")
    assert (said()["Filtres"], said("record=987654")["Fiche concernée"]) == (
        "aucun",
        address("/journal/?record=987654"),
    )


def test_a_record_that_is_gone_stands_by_the_rows_about_its_number():
    write(RITA, "people:contact:read", [987654])
    assert rows(f"member={RITA.id}")[1][4:6] == [address("/journal/?record=987654"), "987654"]


def test_it_follows_the_filters_of_the_page():
    write(RITA, "people:contact:read", [ALMA.id])
    write(BEN, "people:contact:reveal", [EASTERN.id], days_ago=3)
    today = timezone.localdate(clock.now())
    for query, seen in (
        ("family=reveal", ["people:contact:reveal"]),
        (f"member={RITA.id}", ["people:contact:read"]),
        (f"until={today - timedelta(days=2)}", ["people:contact:reveal"]),
        (f"record={EASTERN.id}", ["people:contact:reveal"]),
        (f"contact={ALMA.public}", ["people:contact:read"]),
        ("family=keys", []),
    ):
        assert [row[-1] for row in rows(query)[1:]] == seen, query


def test_asked_for_one_contact_it_gives_the_number_of_no_other():
    write(RITA, "people:contact:list", [one.id for one in PEOPLE])
    (row,) = rows(f"contact={ALMA.public}&all=1&family=read")[1:]
    assert row[4:7] == [address(f"/contacts/{ALMA.public}/"), str(ALMA.id), str(len(PEOPLE))]


def test_taking_it_out_leaves_its_trace_with_the_filters_and_the_count_and_no_value():
    write(RITA, "people:contact:read", [ALMA.id])
    today = timezone.localdate(clock.now())
    rows(f"family=read&member={RITA.id}&since={today}&until={today}&contact={ALMA.public}&q=Martin")
    ((actor, subjects, detail),) = traces()
    assert (actor, subjects) == (DORA.id, [ALMA.id])
    assert detail.keys() == {"rows", "member", "family", "since", "until"}
    assert (detail["rows"], detail["member"], detail["family"]) == (1, RITA.id, "read")
    page = text(DORA, "/journal/?family=journal").replace("\xa0", " ")
    for words in ("Lignes du journal sorties dans un fichier", "Type d’acte : Lectures", "Lignes : 1"):
        assert words in page


def test_the_journal_as_a_file_is_for_whoever_may_read_the_journal():
    for member in (RITA, MAX, IVAN):
        assert browser_of(member).get(FILE).status_code == 403
    assert browser_of(DORA).post(FILE).status_code == 405
    assert traces() == []


def test_a_name_that_a_spreadsheet_would_run_is_a_text():
    write(RITA, "people:contact:read", [ALMA.id])
    with superuser(database_name()) as connection:
        connection.execute(
            "UPDATE licite.access_member SET name = '=HYPERLINK(\"x\")' WHERE id = %s", [RITA.id]
        )
    assert rows(f"member={RITA.id}")[1][1] == '\'=HYPERLINK("x")'


def test_a_file_that_does_not_hold_all_says_so(monkeypatch):
    for number in range(4):
        write(RITA, "people:contact:read", [number + 1])
    assert len(rows(f"member={RITA.id}")) == 5
    monkeypatch.setattr(queries, "EXTRACT", 3)
    cut = rows(f"member={RITA.id}")
    assert [row[5] for row in cut[1:-1]] == ["4", "3", "2"]
    assert cut[-1][0].startswith("Fichier arrêté à ")
    assert traces()[-1][2]["rows"] == 3


def test_days_that_cannot_both_be_meant_take_nothing_out():
    today = timezone.localdate(clock.now())
    answer = browser_of(DORA).get(f"{FILE}?since={today}&until={today - timedelta(days=1)}")
    assert answer.status_code == 302
    assert answer.url.startswith("/journal/?since=")
    assert traces() == []


def test_the_page_offers_the_file_of_what_it_shows_and_says_what_it_holds():
    write(RITA, "people:contact:read", [ALMA.id])
    page = text(DORA, f"/journal/?member={RITA.id}&before=").replace("\xa0", " ").replace("\u202f", " ")
    assert f'href="/journal/extract.csv?member={RITA.id}"' in page
    assert "10 000 au plus" in page
    assert "extract.csv" not in text(DORA, f"/journal/?member={RITA.id}&long=1")
    assert "extract.csv?member=" in text(DORA, f"/journal/?member={IVAN.id}"), (
        "an answer of nothing is one too"
    )
    assert "extract.csv" not in text(DORA, "/journal/?q=Martin")
