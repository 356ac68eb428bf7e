"""What a visitor without script does on a page: press, follow, unfold, fill in, and read what is said."""

from playwright.sync_api import Locator, Page, expect

Place = Page | Locator


def press(place: Place, name: str) -> None:
    """The first button of this name."""
    place.get_by_role("button", name=name, exact=True).first.click()


def follow(place: Place, name: str) -> None:
    """The first link of this name."""
    place.get_by_role("link", name=name, exact=True).first.click()


def unfold(place: Place, label: str) -> Locator:
    """Open what is folded under this label; what it holds."""
    panel = place.locator("details", has_text=label).first
    panel.locator("summary").first.click()
    return panel


def box(place: Place, label: str) -> Locator:
    """The field of this label; the search at the head of each page is another matter."""
    return place.locator("form:not(.omni)").get_by_label(label).first


def told(page: Page, words: str) -> None:
    """What happened is said at the head of the page."""
    expect(page.locator("#flashes")).to_contain_text(words)
