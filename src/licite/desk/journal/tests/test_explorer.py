"""The explorer's pages, through the whole site."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from licite.desk.journal.tests.pages import ALMA, EASTERN, text, write
from licite.journal import seals
from licite.kit import clock
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import BEN, DORA, IVAN, PAUL, RITA

pytestmark = pytest.mark.usefixtures("fresh")


def test_the_officer_reads_who_saw_whom_when_from_where_and_which_fields():
    write(RITA, "people:contact:read", [ALMA.id], fields="{name,phone}")
    page = text(DORA, "/journal/")
    for word in (
        RITA.name,
        f"{ALMA.first} {ALMA.last}",
        "192.0.2.7",
        "abcdef0123456789",
        "Fiche ouverte",
        "Nom, téléphone",
    ):
        assert escape(word) in page, word


def test_the_reader_may_leave_out_what_reading_the_journal_wrote():
    write(RITA, "people:contact:read", [ALMA.id])
    write(RITA, "people:contact:names", [ALMA.id])
    for act in ("journal:entry:read", "people:contact:names"):
        write(DORA, act, [ALMA.id])
    whole = text(DORA, "/journal/")
    assert f'<td data-l="Qui">{DORA.name}' in whole
    assert 'href="?without=on">Sans mes lectures</a>' in whole
    for query in ("?without=on", f"?without=on&contact={ALMA.public}&all=1", "?without=on&family=read"):
        page = text(DORA, f"/journal/{query}")
        assert f'<td data-l="Qui">{DORA.name}' not in page
        assert f'<td data-l="Qui">{RITA.name}' in page
        assert "sans mes lectures du journal" in page
    file = browser_of(DORA).get("/journal/extract.csv?without=on").content.decode()
    assert "sans mes lectures du journal" in file


def test_one_contact_is_asked_about_and_only_its_rows_answer():
    write(RITA, "people:contact:read", [ALMA.id])
    write(BEN, "people:contact:read", [EASTERN.id])
    page = text(DORA, f"/journal/?contact={ALMA.public}")
    assert page.count(f'<td data-l="Qui">{RITA.name}') == 1
    assert f'<td data-l="Qui">{BEN.name}' not in page


def test_asking_leaves_its_own_trace_with_the_contact():
    text(DORA, f"/journal/?contact={ALMA.public}")
    with superuser(database_name()) as connection:
        found = connection.execute(
            "SELECT actor, subjects FROM journal.entry WHERE act = 'journal:entry:read'"
        ).fetchall()
    assert found == [(DORA.id, [ALMA.id])]


def test_a_record_that_is_gone_is_asked_about_by_its_number():
    write(RITA, "people:contact:read", [999_999])
    assert "/journal/?record=999999" in text(DORA, "/journal/")
    assert RITA.name in text(DORA, "/journal/?record=999999")


@pytest.mark.parametrize("query", ["contact=55757ccb-4953-43a9-a343-b09450e4a46f", "contact=nonsense"])
def test_an_unknown_contact_is_nothing_to_show(query):
    assert browser_of(DORA).get(f"/journal/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "before=nonsense",
        "before=2026-01-01_x",
        "member=x",
        "family=x",
        "since=x",
        "record=x",
        "until=9999-12-31",
    ],
)
def test_nonsense_in_the_address_narrows_nothing(query):
    write(RITA, "people:contact:read", [ALMA.id])
    assert "Fiche ouverte" in text(DORA, f"/journal/?{query}")


def test_filters_narrow_by_kind_member_and_days():
    write(RITA, "people:contact:read", [ALMA.id])
    write(BEN, "people:contact:reveal", [EASTERN.id], fields="{phone}", days_ago=3)
    cell = '<td data-l="Qui">'
    today = clock.now().date()
    for query, seen, hidden in (
        ("family=reveal", BEN, RITA),
        (f"member={RITA.id}", RITA, BEN),
        (f"since={today - timedelta(days=1)}", RITA, BEN),
        (f"until={today - timedelta(days=2)}", BEN, RITA),
    ):
        page = text(DORA, f"/journal/?{query}")
        assert cell + seen.name in page, query
        assert cell + hidden.name not in page, query


def test_pages_of_fifty_follow_each_other_and_lose_no_row():
    for number in range(120):
        write(RITA, "people:contact:read", [number + 1], fields="{name}")
    seen, url = 0, f"/journal/?member={RITA.id}"
    for _ in range(3):
        page = text(DORA, url)
        seen += page.count("Fiche ouverte")
        if 'rel="next"' not in page:
            break
        url = "/journal/" + page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert seen == 120


def test_refusals_are_shown_with_what_was_asked():
    browser_of(PAUL).get(f"/contacts/{EASTERN.public}/")
    page = text(DORA, "/journal/?family=refusal")
    assert PAUL.name in page
    assert "fiche ou page absente, ou hors du champ de vision" in page.replace("\xa0", " ")
    assert f"lire /contacts/{EASTERN.public}/" in page
    assert "missing" not in page


@pytest.mark.parametrize("member", [RITA, IVAN])
def test_the_journal_of_all_is_not_for_everyone(member):
    assert browser_of(member).get("/journal/").status_code == 403
    assert browser_of(member).post("/journal/verify/").status_code == 403


def test_each_member_reads_what_was_written_of_them_and_of_nobody_else():
    write(RITA, "people:contact:read", [ALMA.id])
    write(BEN, "people:contact:reveal", [EASTERN.id])
    page = text(RITA, "/journal/mine/")
    assert "Fiche ouverte" in page
    assert escape(f"{ALMA.first} {ALMA.last}") in page
    assert "Champ dévoilé" not in page


def test_one_reads_the_own_trace_of_a_record_one_no_longer_sees_without_its_name():
    write(PAUL, "people:contact:read", [EASTERN.id])
    page = text(PAUL, "/journal/mine/")
    assert EASTERN.last not in page
    assert f"Fiche n° {EASTERN.id}" in page.replace("\xa0", " ")


def test_the_page_says_how_it_is_sealed_and_what_a_verification_cannot_see(places):
    write(RITA, "people:contact:read", [ALMA.id])
    seals.seal(places)
    page = text(DORA, "/journal/")
    for words in (
        "bloc 1",
        "scellé à temps",
        "60 dernières secondes",
        "aucun second emplacement n’est réglé",
    ):
        assert words in page.replace("\xa0", " "), words


def test_a_verification_from_the_page_says_whole_then_names_the_block(places):
    for _ in range(3):
        write(RITA, "people:contact:read", [ALMA.id])
        seals.seal(places)
    page = browser_of(DORA).post("/journal/verify/").content.decode()
    assert "Le journal est entier." in page
    with superuser(database_name()) as attacker:
        attacker.execute("SET session_replication_role = replica")
        attacker.execute(
            "UPDATE journal.trace SET actor = 3 WHERE xid < (SELECT horizon FROM journal.block WHERE seq = 2) AND xid >= (SELECT first_xid FROM journal.block WHERE seq = 2)"
        )
    page = browser_of(DORA).post("/journal/verify/").content.decode()
    assert "bloc 2" in page


def test_a_long_journal_shows_the_command_instead(monkeypatch):
    from licite.desk.journal import seal

    monkeypatch.setattr(seal, "VERIFIED_HERE", -1)
    assert "licite journal verify" in text(DORA, "/journal/")
    assert browser_of(DORA).post("/journal/verify/").status_code == 404


def test_a_month_before_the_journal_says_since_when_there_is_one():
    write(RITA, "people:contact:read", [ALMA.id])
    last_month = f"{timezone.localdate(clock.now()) - timedelta(days=40):%Y-%m-%d}"
    assert "Le journal de cette base commence le" in text(DORA, f"/journal/?until={last_month}")
    assert "Le journal de cette base commence le" not in text(DORA, "/journal/")


def test_the_page_to_print_says_whose_it_is_of_whom_of_which_days_and_who_printed_it():
    write(RITA, "people:contact:read", [ALMA.id])
    page = text(DORA, f"/journal/?contact={ALMA.public}&long=1&member={RITA.id}")
    paper = page.split('id="paper"')[1].split("</section>")[0]
    for word in (f"{ALMA.first} {ALMA.last}", RITA.name, DORA.name, "ouvert, dévoilé ou modifié", "Ctrl+P"):
        assert escape(word) in paper, word
    assert "data-print hidden" in paper, "the button waits for the script"
    assert 'id="paper"' not in text(DORA, "/journal/")


def test_the_page_to_print_names_the_person_beside_the_address_that_the_file_bears():
    about = f"?contact={ALMA.public}"
    address = f"/contacts/{ALMA.public}/"
    paper = text(DORA, f"/journal/{about}&long=1").partition('id="paper"')[2].partition("</dl>")[0]
    assert escape(f"{ALMA.first} {ALMA.last}") in paper
    assert address in paper
    file = browser_of(DORA).get(f"/journal/extract.csv{about}").content.decode()
    assert address in file
    assert ALMA.last not in file


def test_back_finds_the_search_of_the_contacts_again():
    assert 'hx-replace-url="true"' in text(RITA, "/contacts/")
