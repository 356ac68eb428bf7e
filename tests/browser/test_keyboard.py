"""A morning without a mouse: sign in, search, walk the list, open a record, reveal, note; focus is always to be seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit

FOCUSED = "document.activeElement?.matches(':focus-visible')"
MANY = 60


def tab_to(page: Page, words: str) -> None:
    """Tab until what has the focus says these words; each stop on the way shows its focus."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML")[:200]
        if words in (
            page.evaluate("document.activeElement.textContent || document.activeElement.value") or ""
        ):
            return
    pytest.fail(f"no way to “{words}” by the keyboard")


def test_signing_in_needs_no_mouse(visit: Visit, site: Site):
    page = visit(None)
    page.goto("/")
    page.get_by_label("E-mail").focus()
    page.keyboard.type(site.accounts["support"]["email"])
    page.keyboard.press("Tab")
    page.keyboard.type(site.accounts["support"]["password"])
    page.keyboard.press("Enter")
    notice = page.get_by_role("button", name="J’ai compris")
    if notice.count():
        tab_to(page, "J’ai compris")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_rep_walks_the_list_opens_a_record_and_calls_without_a_mouse(visit: Visit):
    page = visit("rep")
    page.goto("/contacts/")
    first = page.locator("tbody .name a").first.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("mar")
    expect(page.locator("#omni").get_by_role("heading", name="Contacts")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto("/contacts/")
    page.locator("tbody tr").filter(has=page.locator(".light.yes.tel")).first.locator("a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/*-*/")
    tab_to(page, "Appeler")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Quelle issue")
    assert not getattr(page, "complaints", [])


def test_the_keys_of_the_list_are_listed_by_a_key(visit: Visit):
    page = visit("rep")
    page.goto("/contacts/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
