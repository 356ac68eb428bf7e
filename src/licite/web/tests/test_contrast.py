"""Text is readable in both themes: WCAG 2.2 contrast, computed from the palette itself."""

import math
import re
from pathlib import Path

import pytest

PALETTE = Path(__file__).parents[1] / "static/web/css/tokens/palette.css"

TEXTS = [
    *[(ink, paper) for ink in ("ink", "ink-2", "ink-3", "blue") for paper in ("paper", "card", "sunken")],
    *[
        (tone, paper)
        for tone in ("green", "amber", "red", "violet")
        for paper in ("card", "sunken", f"{tone}-soft")
    ],
    ("blue", "blue-soft"),
    ("blue-ink", "blue"),
    *[("ink", f"{tone}-soft") for tone in ("blue", "green", "amber", "red", "violet")],
    *[(ink, "blue-soft") for ink in ("ink-2", "blue")],
]
EDGES = [("edge", "card"), ("edge", "paper"), ("focus", "card"), ("focus", "paper"), ("red", "card")]


def _luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance of an oklch colour (Ottosson's matrices, channels clipped to sRGB)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _themes() -> dict[str, dict[str, float]]:
    light, dark = PALETTE.read_text().split("@media")
    colour = re.compile(r"--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);")
    read = {
        theme: {
            name: _luminance(float(L) / 100, float(C), float(h)) for name, L, C, h in colour.findall(text)
        }
        for theme, text in (("light", light), ("dark", dark))
    }
    assert read["light"].keys() == read["dark"].keys()
    return read


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXTS)
def test_text_holds_four_and_a_half_to_one(theme: str, ink: str, paper: str) -> None:
    colours = _themes()[theme]
    assert _contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "paper"), EDGES)
def test_edges_of_fields_and_the_focus_ring_hold_three_to_one(theme: str, edge: str, paper: str) -> None:
    colours = _themes()[theme]
    assert _contrast(colours[edge], colours[paper]) >= 3
