"""The pictures of the user's guide come from the running demo: `make guide` takes them anew, each run looks whether they can be."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Visit

GUIDE = ROOT / "docs" / "guide-utilisateur.md"
FOLDER = ROOT / "docs" / "images" / "guide"
TAKEN = "LICITE_GUIDE" in os.environ
# Picture, whose page, and where; `@contact`: the first record of the list that can be called.
PICTURES = (
    ("ma-journee", "rep", "/"),
    ("liste", "rep", "/contacts/"),
    ("fiche", "rep", "@contact"),
    ("affaires", "rep", "/deals/"),
    ("semaine", "rep", "/week/"),
    ("droits-et-preuves", "rep", "@contact dossier/"),
    ("import", "manager", "/imports/new/"),
    ("equipe", "manager", "/team/"),
    ("previsions", "manager", "/forecast/"),
    ("nos-regles", "dpo", "/rules/"),
    ("journal", "dpo", "/journal/"),
    ("membres", "it_admin", "/members/"),
)


def go(page: Page, where: str) -> None:
    """Stand on a page; `@contact part/` on a part of the first record that the rep may call."""
    if not where.startswith("@"):
        page.goto(where)
        return
    page.goto("/contacts/")
    page.locator("tbody tr").filter(has=page.locator(".light.yes.tel")).first.locator("a").first.click()
    if part := where.partition(" ")[2]:
        page.goto(page.url + part)


@pytest.mark.parametrize(("name", "profile", "where"), PICTURES, ids=[name for name, _, _ in PICTURES])
def test_the_guide_shows_what_is_there(visit: Visit, name: str, profile: str, where: str):
    page = visit(profile)
    page.set_viewport_size({"width": 1280, "height": 860})
    go(page, where)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    picture: Path = FOLDER / f"{name}.png"
    if TAKEN:
        FOLDER.mkdir(exist_ok=True)
        page.screenshot(path=picture)
    assert picture.exists(), "take it: make guide"
    assert f"images/guide/{name}.png" in GUIDE.read_text()
