"""The own day under a finger: what opens, what is wrong and what happened stay before one's eyes."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, picture

LOW = 560


def seen(page: Page, what: Locator) -> bool:
    """Whether all of it is on the screen."""
    box, height = what.bounding_box(), page.evaluate("innerHeight")
    return bool(box) and box["y"] >= 0 and box["y"] + box["height"] <= height + 1


def to_the_foot(page: Page, what: Locator) -> None:
    """Scrolls until it is the last thing on the screen."""
    what.evaluate("one => one.scrollIntoView({ block: 'end' })")


def test_a_call_from_the_foot_of_the_screen_stays_before_ones_eyes(visit: Visit):
    page = visit("rep")
    page.set_viewport_size({"width": 1440, "height": LOW})
    page.goto("/")
    button = page.locator(".task__acts").get_by_role("button", name="Appeler").last
    line = page.locator(".board li[id]").filter(has=button).last
    name = line.locator("a b").inner_text()
    to_the_foot(page, button)
    panel = page.locator("#act-form")
    used = int(page.locator("#reveals").inner_text().split()[0])
    button.click()
    number = panel.locator("a[href^='tel:']").first
    expect(panel).to_be_focused()
    assert seen(page, number), "the number"
    expect(page.locator("#reveals")).to_contain_text(f"{used + 1} sur")
    picture(page, "call-opened")

    panel.get_by_label("Personne jointe").check()
    panel.get_by_label("Et ensuite").select_option("call")
    panel.get_by_label("Quand").select_option("at")
    save = panel.get_by_role("button", name="Enregistrer")
    save.click()
    wrong = panel.locator("[aria-invalid=true]")
    expect(wrong).to_be_focused()
    assert seen(page, wrong), "the field to mend"
    assert seen(page, panel.locator(".field .errorlist")), "what is wrong with it"
    picture(page, "call-wrong")

    panel.get_by_label("Et ensuite").select_option("")
    save.click()
    told = page.get_by_role("status").filter(has_text="Noté dans l’historique").filter(has_text=name)
    expect(told).to_have_count(1)
    expect(told.locator(".flash")).to_be_focused()
    assert seen(page, told), "what happened"
    assert page.evaluate("scrollY") > 0, "without a jump"
    picture(page, "call-noted")
    assert not getattr(page, "complaints", [])


def test_a_call_that_one_left_waits_on_the_day_for_its_outcome(visit: Visit):
    page = visit("rep", phone=True, dark=True)
    page.goto("/")
    button = page.locator(".task__acts").get_by_role("button", name="Appeler").first
    button.click()
    expect(page.locator("#act-form")).to_be_focused()
    page.goto("/week/")
    page.goto("/")
    left = page.locator("[data-part=calls]").first
    expect(left).to_contain_text("Appel en cours")
    picture(page, "call-left")
    left.get_by_label("Sans réponse").check()
    left.get_by_role("button", name="Noter l’appel").click()
    told = page.get_by_role("status").filter(has_text="Noté dans l’historique")
    expect(told.locator(".flash")).to_be_focused()
    assert seen(page, told)
    expect(page.locator("[data-part=calls]")).to_have_count(0)
    picture(page, "call-left-noted")
