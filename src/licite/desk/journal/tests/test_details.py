"""Every key of a detail that the code writes is told in words, or is known to help no reader."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

import licite
from licite.desk.journal.details import DETAILS, SILENT
from licite.intake.reports import Outcome
from licite.lawful.suppression.taking import Tally

ROOT = Path(licite.__file__).parent
PASSED_ON = {"act", "fields", "subjects", "detail", "origin", "using", "consumer"}
"""Arguments of the writing functions themselves, and of a function of the demonstration that bears the name."""
ELSEWHERE = {"generations", "gone"}


def keys() -> Iterator[tuple[str, str]]:
    """(key, file) of each detail: named arguments of the trace, keys of a dict given to the journal."""
    for path in sorted(ROOT.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"saw", "note", "write"}:
                for given in node.keywords:
                    if given.arg == "detail" and isinstance(given.value, ast.Dict):
                        yield from (
                            (str(key.value), path.name)
                            for key in given.value.keys
                            if isinstance(key, ast.Constant)
                        )
                    elif given.arg and given.arg not in PASSED_ON and node.func.attr != "write":  # type: ignore[attr-defined]
                        yield given.arg, path.name
            # A detail made a line before it is written.
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                names = {one.id for one in node.targets if isinstance(one, ast.Name)}
                if names & {"detail", *ELSEWHERE}:
                    yield from (
                        (str(key.value), path.name)
                        for key in node.value.keys
                        if isinstance(key, ast.Constant)
                    )


def test_every_key_of_a_detail_is_told():
    found = dict(keys())
    assert {"member", "profile", "hits", "refused", "factor"} <= set(found)
    unknown = {key: file for key, file in found.items() if key not in DETAILS.keys() | SILENT}
    assert not unknown, f"add to desk/journal/details.py: {unknown}"


def test_what_became_of_the_rows_of_an_import_is_told():
    assert {outcome.value for outcome in Outcome} <= DETAILS.keys()


def test_what_became_of_the_lines_of_an_opposition_file_is_told():
    assert Tally(lines=1).as_json.keys() <= DETAILS.keys()


def test_labels_are_french():
    with translation.override("fr"):
        assert str(DETAILS["until"][0]) == "Jusqu’au"
