"""The main job, end to end: a rep finds a contact, reads it masked, opens one field for a call; it leaves a trace."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, picture

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])


def open_a_contact_with_a_phone(page: Page, which: int = 0, light: str = "yes") -> str:
    """From the list to a record with a phone, whom we may call or not by the light; returns the person's name."""
    page.goto("/contacts/?sort=name")
    rows = page.locator("tbody tr").filter(has=page.locator(f".light.{light}.tel"))
    row = rows.filter(has=page.locator("td:nth-child(4)", has_text="+")).nth(which)
    name = row.locator("a").first.inner_text()
    row.locator("a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return name


def reveal(page: Page, which: int) -> Locator:
    """Find a person by name, and open one number for a call; the panel that shows it."""
    name = open_a_contact_with_a_phone(page, which)
    page.goto("/contacts/")
    page.get_by_role("searchbox").fill(name.split()[-1][:5])
    page.keyboard.press("Enter")
    page.locator("tbody").get_by_role("link", name=name).first.click()
    coordinates = page.locator("#coordinates")
    assert "••" in coordinates.inner_text()
    if coordinates.locator("details summary").count():
        coordinates.locator("details summary").first.click()
    coordinates.get_by_role("button", name="Appeler maintenant").first.click()
    expect(page.locator("#coordinates .revealed").first).to_contain_text(re.compile(r"\+\d{2}"))
    expect(page.locator("body")).to_contain_text("Appel")
    return coordinates


def test_a_prospector_finds_opens_reveals_and_the_value_masks_itself_again_with_and_without_script(
    visit: Visit,
):
    opened = []
    # Another person for each visit: what was revealed a moment ago is still open to the same member.
    for javascript, which in ((True, 0), (False, 3)):
        page = visit("prospector", javascript=javascript)
        picture(page, f"home-prospector-{javascript}")
        opened.append((page, reveal(page, which)))
        expect(page.locator("#coordinates noscript p:visible")).to_have_count(0 if javascript else 1)
        picture(page, f"contact-revealed-{javascript}")
    for page, coordinates in opened:
        expect(page.locator("#coordinates .revealed")).to_have_count(0, timeout=75_000)
        assert "••" in coordinates.inner_text()
        assert not getattr(page, "complaints", [])


@BOTH
def test_a_call_that_the_law_forbids_is_not_offered_and_its_reason_stands_there(
    visit: Visit, javascript: bool
):
    page = visit("rep", javascript=javascript)
    open_a_contact_with_a_phone(page, light="no")
    expect(page.locator("#may")).to_contain_text("Quelle règle")
    coordinates = page.locator("#coordinates")
    if coordinates.locator("details summary").count():
        coordinates.locator("details summary").first.click()
    expect(coordinates).to_contain_text(re.compile("Pas d’appel.*(accord|opposée|informée)"))
    expect(coordinates.get_by_role("button", name=re.compile("^Appeler"))).to_have_count(0)
    expect(coordinates.locator(".revealed")).to_have_count(0)
    picture(page, f"refused-{javascript}")


@BOTH
def test_whoever_gives_an_address_is_answered_and_reads_the_notice(visit: Visit, javascript: bool):
    page = visit(None, javascript=javascript)
    page.goto("/p/")
    page.get_by_label("E-mail").fill("quelquun@ailleurs.example")
    page.locator("main button").first.click()
    expect(page.locator("main")).to_contain_text(re.compile("lien|message"))
    picture(page, f"person-asks-{javascript}")
    page.goto("/privacy/")
    expect(page.locator("main")).to_contain_text("Ateliers Brévallon")
    expect(page.locator("main")).to_contain_text("opposer")
    picture(page, f"privacy-{javascript}")
    assert not getattr(page, "complaints", [])


@BOTH
def test_a_manager_sees_the_tray_and_open_coordinates(visit: Visit, javascript: bool):
    page = visit("manager", javascript=javascript)
    page.goto("/tray/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    picture(page, f"tray-{javascript}")
    open_a_contact_with_a_phone(page)
    expect(page.locator("#coordinates")).to_contain_text(re.compile(r"\+\d{2} [\d ]{6,}"))
    assert not getattr(page, "complaints", [])


@BOTH
def test_the_dpo_reads_in_the_journal_who_saw_a_person(visit: Visit, javascript: bool):
    page = visit("dpo", javascript=javascript)
    name = open_a_contact_with_a_phone(page)
    page.get_by_role("link", name="Qui l’a consultée").click()
    expect(page.locator("main")).to_contain_text(name.split()[-1])
    picture(page, f"journal-{javascript}")
    page.goto("/journal/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not getattr(page, "complaints", [])


def test_search_answers_while_typing(visit: Visit):
    page = visit("rep")
    page.goto("/contacts/?sort=name")
    name = page.locator("tbody .name a").first.inner_text()
    box = page.get_by_role("searchbox")
    rows = page.locator("tbody tr").count()
    box.press_sequentially(name.split()[-1][:4].lower(), delay=30)
    expect(page.locator("tbody tr")).not_to_have_count(rows)
    expect(page.locator("#results")).to_contain_text(name.split()[-1])
    assert not getattr(page, "complaints", [])


def test_the_it_admin_meets_no_customer_data(visit: Visit):
    page = visit("it_admin")
    expect(page.locator("nav").first).not_to_contain_text("Contacts")
    page.goto("/contacts/")
    expect(page.locator("main, body").first).to_contain_text("profil")
    page.goto("/members/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    picture(page, "members")
