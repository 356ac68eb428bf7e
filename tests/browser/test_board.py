"""The board of deals with a mouse, with a keyboard, and without script: the same card moves all three ways."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def held(page: Page, step: str) -> int:
    """How many deals a column says it holds."""
    return int(page.locator(f".lane[data-step={step}] .count").inner_text())


def test_a_card_is_dragged_to_another_column(visit: Visit):
    page = visit("rep")
    page.goto("/deals/")
    before = held(page, "negotiation")
    page.drag_and_drop(
        ".lane[data-step=qualification] .deal >> nth=0",
        ".lane[data-step=negotiation]",
        target_position={"x": 20, "y": 20},
    )
    expect(page.locator("#flashes")).to_contain_text("Négociation")
    assert held(page, "negotiation") == before + 1


def test_a_card_moves_by_the_keyboard_alone(visit: Visit):
    page = visit("rep")
    page.goto("/deals/")
    before = held(page, "needs")
    page.locator(".lane[data-step=qualification] .deal__name").first.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#flashes")).to_contain_text("Besoins")
    assert held(page, "needs") == before + 1


def test_a_card_dragged_to_its_end_asks_why(visit: Visit):
    page = visit("rep")
    page.goto("/deals/")
    page.drag_and_drop(
        ".lane[data-step=needs] .deal >> nth=0", ".lane[data-step=lost]", target_position={"x": 20, "y": 20}
    )
    expect(page.locator("h1")).to_contain_text("perdue")
    page.locator("select").select_option("budget")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("Pas de budget")


def test_a_card_moves_by_its_own_form_without_script(visit: Visit):
    page = visit("manager", javascript=False)
    page.goto("/deals/")
    before = held(page, "proposal")
    card = page.locator(".lane[data-step=needs] .deal").first
    card.locator("summary").click()
    card.locator("select").select_option("proposal")
    card.get_by_role("button").click()
    expect(page.locator("#flashes")).to_contain_text("Proposition")
    assert held(page, "proposal") == before + 1


def test_a_card_is_dropped_anywhere_in_the_height_of_a_column_and_the_page_stays_where_it_was(visit: Visit):
    page = visit("rep")
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto("/deals/")
    before = held(page, "lost"), held(page, "needs")
    card = page.locator(".lane[data-step=qualification] .deal >> nth=-1")
    card.scroll_into_view_if_needed()
    name = card.locator("p").first.inner_text()
    top = page.evaluate("scrollY")
    assert top > 100
    header = page.locator(".lane[data-step=needs] > header")
    assert (header.bounding_box() or {})["y"] >= 0, "the titles stay in sight"
    box = card.bounding_box()
    lane = page.locator(".lane[data-step=needs]").bounding_box()
    assert box and lane
    page.mouse.move(box["x"] + 40, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(lane["x"] + 40, box["y"] + 30, steps=4)
    page.mouse.move(lane["x"] + 44, box["y"] + 32)
    page.mouse.up()
    expect(page.locator("#flashes")).to_contain_text(name)
    assert (held(page, "lost"), held(page, "needs")) == (before[0], before[1] + 1)
    assert abs(page.evaluate("scrollY") - top) < 120
