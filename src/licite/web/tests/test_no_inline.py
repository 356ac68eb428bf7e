"""The content policy allows no inline script or style: none of our templates or sheets needs any."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOM = Path(__file__).parents[1]
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=['\"]js:", re.IGNORECASE
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_compiles_and_holds_nothing_inline(path: Path) -> None:
    get_template(str(path.relative_to(ROOM / "templates")))
    assert not INLINE.search(path.read_text())


@pytest.mark.parametrize(
    "bad", ["<script>x</script>", '<p style="x">', "<p onclick=x>", "<style>", '<a href="javascript:x">']
)
def test_the_search_for_inline_code_finds_it(bad: str) -> None:
    assert INLINE.search(bad)


def test_scripts_are_small_and_write_no_html() -> None:
    for path in (ROOM / "static/web/js").glob("*.js"):
        script = path.read_text()
        written = re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script
        )
        assert not written, path.name
        assert len(script.splitlines()) < 120, path.name
