"""Everything but live search works without script: every page as every profile, every template, and each script by name."""

import re
from pathlib import Path

import pytest

from tests.conftest import browser_of
from tests.scriptless import DECLARED, faults, unled, unsigned
from tests.walls.ground import Ground
from tests.walls.table import ROWS
from tests.walls.test_permission_table import (
    ground,  # noqa: F401
    objects,
    path_of,
    undone,
)
from tests.world import ADA, ANNA, DORA, IVAN, MAX, MONA, PAUL, RITA, SAM, Cast

SOURCE = Path(__file__).parents[2] / "src" / "licite"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
# What each script listens for or looks up, and what there is where it never runs.
WITHOUT = {
    "licite.js": {
        "keydown": "“/” leads to the search field: so does Tab; the hint is not shown",
        "input, textarea, select, [contenteditable]": "(where “/” is typed as it is)",
        "[data-search]": "the search is sent by Enter or by its button",
        "details.pop[open]": "a floating panel is closed by the button that opened it",
        "summary": "(the same)",
        "click": "(the same)",
        "[data-fill]": "the whole name is typed",
        ".flash--success:not([data-leaving])": "good news stays until the next page",
        ":hover, :focus-within": "(the same)",
        "[data-until]": "the record asks itself again after the minute; beside a form the sheet hides the value",
        "[data-left]": "the hour at which it ends is written",
        "pageshow": "no page is kept by the browser: all but static files are no-store",
        "[data-print]": "the page says which keys print it",
        "[data-print-words]": "(the same)",
        "flashes": "the browser shows that the server did not answer",
        "htmx:responseError": "(the same: each error has its page)",
        "htmx:sendError": "(the same)",
        ".nav [aria-current]": "a menu longer than the screen begins at its top",
        "htmx:afterSettle": "good news stays until the next page",
    },
    "place.js": {
        "htmx:afterSwap": "a refusal has a page of its own",
        "[data-told]": "(the same)",
        "htmx:afterSettle": "what opens has a page of its own, from its head on",
        "[data-opened]": "(the same)",
        ":scope > [data-opened]": "(the same)",
        "[aria-invalid=true]": "a page with mistakes says them at its head and beside each field",
        ".field": "(the same)",
        "[role=alert]": "(the same)",
        "li": "(the line that asked)",
        "htmx:beforeSwap": "after an act the board is a page anew, what happened stands at its head",
        ".board": "(the same)",
        ".board li[id]": "(the same)",
        "[data-part]": "(the same)",
        "#flashes > .flash": "(the same)",
        ".flash, button, a": "(the same)",
    },
    "keys.js": {
        "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]": "(where keys are typed)",
        "keydown": "Tab and Enter go everywhere; the list of keys is not offered",
        ".omni": "live search",
        ".omni__found": "live search",
        "a": "live search",
        "input": "live search",
        "[data-keys] tbody tr": "rows are walked by Tab",
        ".name a": "a name is a link",
        ".name > input": "a box is ticked by Space; the acts stand under the table",
        "keys": "(the list of keys)",
        "[data-ticked]": "how many are ticked is said on the page that asks before it acts",
        "td input:checked, th input:checked": "(the same)",
        "change": "(the same)",
        "pageshow": "(the same)",
        "htmx:afterSettle": "(the same)",
    },
    "board.js": {
        ".lane": "(columns)",
        "form": "each card has a form with the steps and a button",
        "[data-deal]": "(cards)",
        "[data-deal], [data-still]": "(cards)",
        "flashes": "why a card stays is what its own form lacks",
        "dragstart": "the card's own form; nothing says that it can be dragged",
        "dragover": "(the same)",
        "drop": "(the same)",
        "dragend": "(the same)",
        "keydown": "(the same)",
        "htmx:beforeRequest": "after an act the board is a page anew, from its top on",
        "htmx:beforeSwap": "(the same)",
        "htmx:afterSettle": "(the same)",
    },
}
LOOKED_UP = re.compile(
    r"(?:addEventListener|querySelector|querySelectorAll|getElementById|closest|matches)(?:\?\.)?\(\s*\"([^\"]+)\""
)


@pytest.mark.parametrize(
    "member", [PAUL, RITA, ANNA, MAX, MONA, SAM, ADA, DORA, IVAN], ids=lambda member: member.profile
)
def test_nothing_on_any_page_needs_script(ground: Ground, member: Cast):  # noqa: F811
    client, wrong, pages = browser_of(member), [], 0
    cookie = client.cookies["licite"].value
    for row in (row for row in ROWS if member.profile in row.passes and row.get == 200):
        with undone():
            answer = client.get(path_of(row.route, objects(member, row.about, ground)["own"]))
        client.cookies["licite"] = cookie
        if "html" in answer["Content-Type"]:
            pages += 1
            html = answer.content.decode()
            wrong += [f"{row.route}: {fault}" for fault in faults(html) + unsigned(html)]
    assert not wrong, "\n".join(wrong)
    assert pages > 8


def test_what_a_template_asks_in_place_is_asked_without_script_too():
    wrong = [f"{path.name}: {fault}" for path in TEMPLATES for fault in unled(plain(path.read_text()))]
    assert wrong == []
    assert len(TEMPLATES) > 100


def plain(source: str) -> str:
    """A template as HTML: addresses by their own words, no condition, no comment."""
    addressed = re.sub(r"{{.*?}}|{% url .*?%}", lambda found: re.sub(r"\W+", "_", found[0]), source)
    return re.sub(r"{%.*?%}|{#.*?#}", "", addressed)


@pytest.mark.parametrize("script", sorted(SOURCE.rglob("static/**/*.js")), ids=lambda script: script.name)
def test_of_all_that_a_script_does_it_is_said_what_there_is_without(script: Path):
    assert set(LOOKED_UP.findall(script.read_text())) == set(WITHOUT[script.name])


def test_only_live_search_masking_and_what_a_form_offers_ask_by_script_alone():
    assert set(DECLARED) == {"omni", "offers", "revealed", "suggested"}


@pytest.mark.parametrize(
    "bad",
    [
        '<button hx-post="/x/">Do</button>',
        '<a hx-get="/x/">See</a>',
        '<a hx-get="/x/" href="/y/">See</a>',
        '<form hx-post="/x/"><button>Do</button></form>',
        '<div hx-get="/x/" hx-trigger="every 2s"></div>',
        '<div hx-get="/x/" hx-trigger="load"></div>',
        '<form method="post"><select name="x"></select></form>',
        '<form method="post"><p hidden><button>Do</button></p></form>',
        '<form method="post"><button type="button">Do</button></form>',
        '<select name="x"></select>',
        '<button type="button">Copy</button>',
        '<span role="button">Do</span>',
        '<a href="#">Do</a>',
        '<li draggable="true">card</li>',
        "<p hidden>more</p>",
        "<dialog>x</dialog>",
        '<div popover id="x"></div>',
    ],
)
def test_the_search_for_what_needs_script_finds_it(bad: str):
    assert faults(bad)


@pytest.mark.parametrize(
    "good",
    [
        '<a hx-get="/x/?a" href="/x/?a">See</a>',
        '<form method="post" action="/x/" hx-post="/x/"><button>Do</button></form>',
        '<noscript><meta http-equiv="refresh" content="3"></noscript><div hx-get="/x/" hx-trigger="every 2s"></div>',
        '<div hx-get="/x/" hx-trigger="load"><a href="/x/">See</a></div>',
        '<form id="f"></form><input name="x" form="f"><button form="f">Do</button>',
        '<button type="button" popovertarget="x">Open</button><div popover id="x"></div>',
        '<li draggable="true"><form><button>Move</button></form></li>',
        '<div id="x" hidden></div><textarea readonly></textarea>',
    ],
)
def test_the_search_leaves_in_peace_what_works(good: str):
    assert faults(good) == []
