"""What a rule looks at, and what it answers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "licite"


@dataclass(frozen=True)
class Source:
    """One file: `path` is relative to src/licite, as `people/views.py`."""

    path: str
    text: str

    @classmethod
    def read(cls, path: Path) -> Source:
        return cls(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of a Python file, docstrings left out."""
        tree = ast.parse(self.text)
        texts = {id(node.body[0].value) for node in ast.walk(tree) if has_docstring(node)}  # type: ignore[attr-defined]
        return [node for node in ast.walk(tree) if id(node) not in texts]

    @property
    def room(self) -> str:
        return self.path.partition("/")[0]

    @property
    def is_test(self) -> bool:
        return "tests/" in self.path

    def within(self, *places: str) -> bool:
        """Whether the file is one of these, or lies in one of these folders."""
        return any(self.path == place or self.path.startswith(place.rstrip("/") + "/") for place in places)


@dataclass(frozen=True, order=True)
class Fault:
    """A line that breaks a rule."""

    path: str
    line: int
    word: str

    def __str__(self) -> str:
        return f"src/licite/{self.path}:{self.line}: {self.word}"


Rule = Callable[[Source], Iterator[Fault]]


def has_docstring(node: ast.AST) -> bool:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if not isinstance(node, holders) or not node.body or not isinstance(node.body[0], ast.Expr):
        return False
    return isinstance(node.body[0].value, ast.Constant) and isinstance(node.body[0].value.value, str)


def python_files() -> list[Source]:
    return [Source.read(path) for path in sorted(PACKAGE.rglob("*.py"))]


def template_files() -> list[Source]:
    return [
        Source.read(path)
        for kind in ("html", "txt")
        for path in sorted(PACKAGE.rglob(f"templates/**/*.{kind}"))
    ]
