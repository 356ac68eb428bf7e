"""The sheets: layers first, every file imported once, one joined file when collected."""

import re
import shutil
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

from licite.web.storage import SHEET, JoinedStaticFilesStorage

STATIC = Path(__file__).parents[1] / "static"
CSS = STATIC / "web/css"


def test_line_one_fixes_the_layers() -> None:
    first = (CSS / "licite.css").read_text().splitlines()[0]
    assert first == "@layer reset, tokens, base, layout, elements, rooms, utilities;"


def test_every_sheet_is_imported_exactly_once() -> None:
    imported = re.findall(r'@import url\("([^"]+)"\)', (CSS / "licite.css").read_text())
    present = [str(path.relative_to(CSS)) for path in CSS.rglob("*.css") if path.name != "licite.css"]
    assert sorted(imported) == sorted(present)


def test_every_colour_comes_from_the_palette() -> None:
    for path in CSS.rglob("*.css"):
        if path.name not in ("palette.css", "print.css"):
            text = re.sub(r'url\(".*?"\)', "", path.read_text())
            assert not re.search(r"oklch\([\d.]|#[0-9a-f]{3,8}\b|rgb\(", text, re.IGNORECASE), path.name


def test_the_drawings_of_the_lights_are_those_of_the_sprite() -> None:
    sprite = (STATIC / "web/icons.svg").read_text()
    lights = (
        (CSS / "elements/light.css").read_text().replace("%3C", "<").replace("%3E", ">").replace("'", '"')
    )
    for channel in ("tel", "mail", "sms", "post"):
        drawing = re.search(rf'<symbol id="{channel}"[^>]*>(.*)</symbol>', sprite)
        assert drawing
        assert drawing[1] in lights


def test_collecting_joins_the_sheets_into_one_hashed_file(tmp_path: Path) -> None:
    shutil.copytree(CSS, tmp_path / "web/css")  # collectstatic has copied everything before it post-processes
    sources = StaticFilesStorage(location=str(STATIC), base_url="/static/")
    storage = JoinedStaticFilesStorage(location=str(tmp_path), base_url="/static/")
    paths = {
        str(path.relative_to(STATIC)): (sources, str(path.relative_to(STATIC))) for path in CSS.rglob("*.css")
    }
    for _twice in range(2):
        list(storage.post_process(dict(paths)))

    joined = (tmp_path / storage.stored_name(SHEET)).read_text()
    assert joined.startswith("@layer reset, tokens,")
    assert "@import" not in joined
    assert "@layer elements {\n.avatar {" in joined
    assert joined.count("{") == joined.count("}")
