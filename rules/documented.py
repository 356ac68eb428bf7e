"""Every variable of the environment that the program reads is in the operator's guide."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from rules.source import ROOT, Fault, Source

GUIDE = ROOT / "docs" / "operators.md"
READERS = {"text", "flag", "choice", "words", "networks", "get", "getenv", "setdefault"}
INTERNAL = {"LICITE_DATABASE", "LICITE_PROCESS", "DJANGO_SETTINGS_MODULE"}
"""Said by one process of ours to another, never by an operator."""


def variables(source: Source) -> dict[str, int]:
    """Names read from the environment, with their line."""
    found = {}
    for node in source.nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        first = node.args[0]
        if node.func.attr in READERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            name = first.value
            if name.startswith("LICITE_") or (name.isupper() and name.endswith("_URL")):
                found.setdefault(name, node.lineno)
    return found


def undocumented(sources: Sequence[Source], guide: Path = GUIDE) -> Iterator[Fault]:
    """A fault for each variable that the guide does not name; none while there is no guide."""
    if not guide.exists():
        return
    text = guide.read_text(encoding="utf-8")
    for source in sources:
        if source.is_test:
            continue
        for name, line in variables(source).items():
            if name not in INTERNAL and name not in text:
                yield Fault(source.path, line, f"say in docs/{guide.name} what {name} is")
