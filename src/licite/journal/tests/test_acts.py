"""Every act that the code writes has its words, and no words are left of an act that nothing writes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import licite
from licite.journal.acts import ACTS, FAMILIES, Family, of_family
from licite.journal.tests.test_words import modules

ROOT = Path(licite.__file__).parent
ACT = re.compile(r"^[a-z]+:[a-z_]+:[a-z_]*$")
WRITERS = {"saw", "write", "record", "note"}


def written() -> Iterator[tuple[str, str]]:
    """(act, file) of each call that writes to the journal or the trace; an f-string gives what precedes its hole."""
    for path, module in modules():
        for node in ast.walk(module):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) in WRITERS
            ):
                for argument in node.args:
                    whole = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
                    act = whole.value if isinstance(whole, ast.Constant) else None
                    if isinstance(act, str) and ACT.match(act):
                        yield act, str(path.relative_to(ROOT))
    for path in ROOT.rglob("*.sql"):
        for act in re.findall(r"gate\.(?:write\(\s*|alike\(which, marks, )'([^']+)'", path.read_text()):
            yield act, str(path.relative_to(ROOT))


def test_every_act_that_is_written_has_words():
    found = list(written())
    assert len(found) > 20
    unknown = [
        (act, file)
        for act, file in found
        if act not in ACTS and not any(known.startswith(act) for known in ACTS)
    ]
    assert not unknown, f"add to journal/acts.py: {unknown}"


def test_no_act_is_known_that_nothing_writes():
    sources = "".join(
        path.read_text()
        for path in ROOT.rglob("*.py")
        if "tests" not in path.parts and path.name != "acts.py"
    )
    starts = {act for act, _ in written()}
    stale = [
        act
        for act in ACTS
        if f'"{act}"' not in sources and not any(act.startswith(start) for start in starts)
    ]
    assert not stale, f"take out of journal/acts.py: {stale}"


def test_acts_are_sorted_and_every_family_has_some():
    assert list(ACTS) == sorted(ACTS)
    assert set(FAMILIES) == set(Family)
    assert all(of_family(family) for family in Family)
