"""The menu beside a page: every entry is in reach, and the name at its foot never lies on one."""

import pytest

from tests.browser.conftest import Visit

COVERED = """() => [...document.querySelectorAll(".nav a")].filter((link) => {
    link.scrollIntoView({ block: "nearest" });
    const { left, top, width, height } = link.getBoundingClientRect();
    return !link.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).map((link) => link.textContent)"""
OVERFLOW = "() => { const nav = document.querySelector('.nav'); return nav.scrollHeight - nav.clientHeight; }"
CURRENT = """() => {
    const seen = document.querySelector(".nav [aria-current]").getBoundingClientRect();
    return seen.bottom <= document.querySelector(".who").getBoundingClientRect().top;
}"""


@pytest.mark.parametrize("profile", ["dpo", "manager", "rep", "it_admin"])
def test_every_entry_is_in_reach_on_a_laptop(visit: Visit, profile: str):
    page = visit(profile)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    assert page.evaluate(OVERFLOW) <= 0, "the menu is whole"
    assert page.evaluate(COVERED) == []


def test_a_menu_longer_than_the_screen_scrolls_and_shows_where_one_is(visit: Visit):
    page = visit("manager")
    page.set_viewport_size({"width": 1280, "height": 560})
    page.goto("/journal/mine/")
    assert page.evaluate(OVERFLOW) > 0
    assert page.evaluate(CURRENT)
    assert page.evaluate(COVERED) == []
