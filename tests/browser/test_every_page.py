"""Each page a profile can reach by links: no serious fault for axe, no sideways scroll, nothing refused by the CSP.

The walk follows every link, so that a new page is looked at without being listed. In a quick run axe sees each page
once a theme, with the first profile that reaches it; in the soak with every profile.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import scriptless
from tests.browser.conftest import Visit, picture
from tests.browser.crawl import walk

PROFILES = (
    "manager",
    "dpo",
    "it_admin",
    "marketing",
    "rep",
    "support",
    "accounting",
    "assistant",
    "prospector",
)
THEMES = {"desktop-light": (False, False), "phone-dark": (True, True)}
OUTSIDE = ("/nowhere/", "/p/", "/p/x/", "/privacy/")
SERIOUS = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """What axe calls serious or worse, each with where it is."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found if fault["impact"] in SERIOUS
    ]


def wrong(page: Page, *, axe: bool) -> list[str]:
    """What a visitor of this page would trip on."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return ["scrolls sideways"] * wide + scriptless.faults(page.content()) + (faults(page) if axe else [])


def tour(visit: Visit, profile: str, theme: str, seen: set[str]) -> tuple[int, list[str]]:
    """All pages of a profile in one theme; those in `seen` are not asked of axe again."""
    phone, dark = THEMES[theme]
    page = visit(profile, phone=phone, dark=dark)
    count, found = 0, []
    for route in walk(page, "/"):
        count += 1
        found += [f"{route}: {fault}" for fault in wrong(page, axe=route not in seen)]
        seen.add(route)
        picture(page, f"{profile}-{theme}-{route.replace('/', '_') or 'home'}")
    refused = [text for text in getattr(page, "complaints", []) if "404" not in text]
    return count, found + refused


@pytest.mark.parametrize("theme", list(THEMES))
def test_every_page_is_accessible_and_fits(visit: Visit, theme: str):
    seen: set[str] = set()
    found = {profile: tour(visit, profile, theme, seen) for profile in PROFILES}
    assert {profile: faults for profile, (_, faults) in found.items() if faults} == {}
    assert min(count for count, _ in found.values()) > 5, found


@pytest.mark.parametrize("theme", list(THEMES))
def test_the_pages_outside_are_accessible_and_fit(visit: Visit, theme: str):
    phone, dark = THEMES[theme]
    page = visit(None, phone=phone, dark=dark)
    for address in OUTSIDE:
        page.goto(address)
        assert wrong(page, axe=True) == [], address


@pytest.mark.soak
@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("profile", PROFILES)
def test_every_page_of_every_profile_is_accessible(
    visit: Visit, profile: str, theme: str, capsys: pytest.CaptureFixture[str]
):
    count, found = tour(visit, profile, theme, set())
    assert found == []
    with capsys.disabled():
        print(f"\n{profile}, {theme}: {count} pages, no serious fault")
