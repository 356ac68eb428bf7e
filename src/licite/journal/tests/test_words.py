"""Every field, refusal and origin that the code writes has its word, so that no page shows a code."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields as fields_of
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation

import licite
from licite.access.reveal import MASKS, masked
from licite.inventory.declare import Kind
from licite.inventory.engine import holdings
from licite.journal import words
from licite.lawful.asking import OWN_WORDS
from licite.lawful.channels import Channel
from licite.people.actions.companies import CompanyFacts
from licite.people.actions.editing import Changes
from licite.people.queries.rows import READ

ROOT = Path(licite.__file__).parent
ELSEWHERE = {
    # What a call passes on, and where its words come from.
    "fields": set(),  # the middle of the road: access.gate, and interactions, whose list is read below
    "tidy": {field.name for field in fields_of(Changes)},
    "changes": {"outcome", "note"},
    "_fields(rows)": {"title", "phones", "emails", "address"},
    "field": {"phone", "email", "address"},
    "seen": {"interactions", "task", "tasks", "tags", "roles", "references", "files", *map(masked, MASKS)},
    "shown_fields(actor": {*READ, "company", *map(masked, MASKS)},
    "clear_fields(actor": set(READ),
    "opened": {"name", "title", "address"},
    "channel.value": set(Channel.values),
    "row[1]": set(Channel.values),
    "_changed(facts, company)": {field.name for field in fields_of(CompanyFacts)},
    "_given(facts)": {field.name for field in fields_of(CompanyFacts)},
    "given": {field.name for field in fields_of(Changes)},
}


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    """The code that is served, read once."""
    served = (path for path in sorted(ROOT.rglob("*.py")) if "tests" not in path.parts)
    return [(path, ast.parse(path.read_text())) for path in served]


def calls(*names: str) -> Iterator[tuple[ast.Call, ast.Module, Path]]:
    """Each call of a function or method of these names."""
    for path, module in modules():
        for node in ast.walk(module):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) in names
            ):
                yield node, module, path


def strings(node: ast.AST) -> set[str]:
    """The words that a piece of code holds, but for the keys it reads."""
    read = {
        id(part) for sub in ast.walk(node) if isinstance(sub, ast.Subscript) for part in ast.walk(sub.slice)
    }
    return {
        sub.value
        for sub in ast.walk(node)
        if isinstance(sub, ast.Constant) and isinstance(sub.value, str) and id(sub) not in read
    }


def assigned(name: str, module: ast.Module) -> set[str]:
    """What a name of this file is set to."""
    return {
        word
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
        for word in strings(node.value)
    }


def written_fields() -> dict[str, str]:
    """Field name to the file that writes it."""
    found: dict[str, str] = {}
    for call, module, path in calls("saw", "write"):
        given = [keyword.value for keyword in call.keywords if keyword.arg == "fields"]
        if getattr(call.func, "attr", "") == "saw" and len(call.args) > 2:
            given.append(call.args[2])
        for argument in given:
            known = strings(argument)
            for part in ast.walk(argument):
                if isinstance(part, ast.Name):
                    known |= assigned(part.id, module)
            for name, elsewhere in ELSEWHERE.items():
                if name in ast.unparse(argument):
                    known |= elsewhere
            assert known or not isinstance(argument, ast.Name) or path.name == "gate.py", (
                f"{path.name}: say in ELSEWHERE what {ast.unparse(argument)} may hold"
            )
            found |= dict.fromkeys(known, path.name)
    for holding in holdings():
        sealed = (name for name, held in holding.fields.items() if held.kind is Kind.SEALED)
        found |= dict.fromkeys(sealed, "rotation.py")
    return found


def refusals() -> dict[str, str]:
    """Code of each refusal to the file that raises or answers it."""
    found: dict[str, str] = {}
    for call, _module, path in calls("Refused"):
        if call.args and isinstance(call.args[0], ast.Constant):
            found[str(call.args[0].value)] = path.name
    for path in ROOT.rglob("*.py"):
        if "tests" not in path.parts:
            found |= dict.fromkeys(re.findall(r'\.refusal = "(\w+)"', path.read_text()), path.name)
    for path in ROOT.rglob("*.sql"):
        found |= dict.fromkeys(re.findall(r"'refused', '(\w+)'", path.read_text()), path.name)
    # What the law bars: a verdict's own code where it has one, else this.
    return found | dict.fromkeys((*OWN_WORDS, "law"), "asking.py")


def test_every_field_that_is_written_has_its_word():
    found = written_fields()
    assert {"name", "emails", "due_at", "sms", "listing", "interactions", "evidence"} <= set(found)
    unknown = {name: file for name, file in found.items() if name not in words.FIELDS}
    assert not unknown, f"add to journal/words.py: {unknown}"


def test_no_word_is_left_of_a_field_that_nothing_writes():
    assert set(words.FIELDS) - set(written_fields()) == set()


def test_every_refusal_has_its_word_and_no_word_is_left_over():
    assert set(refusals()) == set(words.REFUSALS)


def test_every_purpose_that_the_gate_lets_in_has_its_word():
    source = (ROOT / "access/sql/002_rights.sql").read_text()
    listed = re.search(r"purpose NOT IN \(([^)]*)\)", source)
    assert listed
    for purpose in re.findall(r"'(\w+)'", listed[1]):
        assert f"system:{purpose}" in words.PURPOSES, purpose


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("-", ""),
        ("console", "commande sur le serveur"),
        ("intake.import", "import en tâche de fond"),
        ("something", "autre"),
    ],
)
def test_where_a_row_comes_from_is_an_address_or_a_word(text: str, said: str):
    with translation.override("fr"):
        assert words.origin(text) == said


def test_the_same_name_means_another_thing_on_a_task_and_an_unknown_one_is_called_other():
    with translation.override("fr"):
        assert words.field("title", "people:contact:read") == "fonction"
        assert words.field("title", "people:task:write") == "intitulé de la tâche"
        assert words.field("iban", "people:contact:read") == "autre"
        assert words.fields(["email", "emails"]) == ["e-mail"]
