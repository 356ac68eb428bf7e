"""Rules on Python files."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from rules.source import Fault, Rule, Source, python_files

MAY_UNSEAL = (
    "vault",
    "access/reveal.py",
    "people/sealing.py",
    "people/queries",
    "sales/queries",  # the texts of deals
    "people/duplicates/sealing.py",  # a record's texts, to seal them for the record it is merged into; shown to nobody
    "console/rotation.py",  # makes the tokens anew from the names
    "lawful/actions/suppression.py",  # a list from outside, to make its fingerprints; shown to nobody
    "lawful/jobs/suppression.py",  # what an objector is also known by, to make fingerprints; shown to nobody
    "lawful/links.py",  # the address of a link, to mail it or to show its mask to its bearer
    "intake/parts.py",  # a member's own report
    "intake/shelving.py",  # to compare with a row that comes in; shown to nobody
    "intake/staging.py",  # a member's own file
    "intake/drafts.py",
    "intake/looking.py",  # a member's own preview
    "intake/traces.py",  # what an undoing has to put back; shown to nobody
    "staff/adapters.py",  # secrets of second factors
    "staff/factors.py",
    "staff/sessions.py",  # a session's own content
    "console/bench/twin",  # invented people of a demo home, for pages to be timed beside
    "lawful/proofs/sealing.py",  # proofs of consent, for the page that shows one
)
"""The doors out of an envelope. A new line here is a decision about who sees people in clear."""

MAY_COMPOSE = (
    "ops",  # identifiers, through psycopg.sql
    "kit/sqlfile.py",  # a migration's file
    "console/bench/twin/tables.py",  # names of the catalogue, through psycopg.sql
    "inventory/engine.py",  # tables and columns, from the declarations
    "journal/connect.py",  # COPY takes no parameter: two whole numbers
    "people/duplicates/carrying.py",  # tables and columns, from the declarations
    "people/duplicates/sealing.py",
)
"""Where SQL is not written out, and what it is made of instead."""

MAY_SET_ROLE = ("access/rules.py", "people/duplicates/carrying.py")
"""The owner acts as the gate there, in `licite migrate`."""

SET_ROLE = re.compile(r"\bSET\s+(LOCAL\s+|SESSION\s+)?(ROLE|SESSION\s+AUTHORIZATION)\b", re.IGNORECASE)
SCREENS = re.compile(r"(^|/)(views|forms|panels|columns|templatetags)(/|[^/]*\.py$)")


def sql_is_literal(source: Source) -> Iterator[Fault]:
    """Without parameters, even server-side binding runs several statements: the text must be ours alone.

    A function may pass on a parameter that it calls `sql`: its callers are then looked at in its place.
    """
    if source.is_test or source.within(*MAY_COMPOSE):
        return
    constants = literal_constants(source)
    takers = EXECUTES | takers_of_the_tree() | takers_of(source)
    passing_on = {id(name) for name in names_of_own_parameter(source)}
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        given = argument(node, takers.get(dotted(node.func).rpartition(".")[2]))
        if given is not None and id(given) not in passing_on and not is_literal(given, constants):
            yield fault(
                source,
                node,
                "SQL is a literal, or made of upper-case constants of this file; values are parameters",
            )


EXECUTES = {"execute": 0, "executemany": 0, "mogrify": 0, "copy": 0}
"""Functions that take SQL, and which of their arguments it is."""


def takers_of(source: Source) -> dict[str, int]:
    """The functions of a file with a parameter `sql`, and its place."""
    places = {}
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "sql" in names:
                places[node.name] = names.index("sql")
    return places


@cache
def takers_of_the_tree() -> dict[str, int]:
    """Those of all files."""
    found: dict[str, int] = {}
    for source in python_files():
        if not source.is_test and not source.within("ops"):
            found |= takers_of(source)
    return found


def names_of_own_parameter(source: Source) -> Iterator[ast.Name]:
    """Each use of a parameter `sql` inside the function that has it."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef) and "sql" in {argument.arg for argument in node.args.args}:
            yield from (name for name in ast.walk(node) if isinstance(name, ast.Name) and name.id == "sql")


def argument(call: ast.Call, place: int | None) -> ast.AST | None:
    """The SQL that a call gives, when it gives some."""
    if place is None:
        return None
    named = [keyword.value for keyword in call.keywords if keyword.arg == "sql"]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def is_literal(node: ast.AST, constants: set[str]) -> bool:
    """A text known when the file is read: written out, a constant, or put together from these alone."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id in constants
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return is_literal(node.left, constants) and is_literal(node.right, constants)
    if isinstance(node, ast.Tuple | ast.List):
        return all(is_literal(part, constants) for part in node.elts)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        return is_literal(node.func.value, constants) and is_literal(node.args[0], constants)
    if isinstance(node, ast.IfExp):
        return is_literal(node.body, constants) and is_literal(node.orelse, constants)
    if isinstance(node, ast.JoinedStr):
        return all(is_literal(part, constants) for part in node.values)
    return isinstance(node, ast.FormattedValue) and is_literal(node.value, constants)


def literal_constants(source: Source) -> set[str]:
    """Names that this file gives a literal text, once and for all; in its order, so that each may use those above."""
    found: set[str] = set()
    given: list[str] = []
    for node in sorted(source.nodes, key=lambda node: getattr(node, "lineno", 0)):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            given += names
            if is_literal(node.value, found):
                found.update(names)
    return {name for name in found if given.count(name) == 1}


def no_set_role(source: Source) -> Iterator[Fault]:
    """Who asks is said by the ticket; a connection keeps the role it came with."""
    if source.is_test or source.within(*MAY_SET_ROLE):
        return
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SET_ROLE.search(node.value):
            yield fault(source, node, "never SET ROLE: choose the alias whose role it is")


def no_safe_marks(source: Source) -> Iterator[Fault]:
    """Text is escaped; only web's elements make markup."""
    if not source.is_test and not source.within("web"):
        word = "markup is made by web's elements, with format_html"
        yield from uses(source, {"mark_safe"}, word)
        yield from (fault(source, node, word) for node in calls(source, {"SafeString"}))


def no_csrf_exemption(source: Source) -> Iterator[Fault]:
    """No view is exempt, but those of persons outside, by the token of their link: no account, no cookie (RFC 8058)."""
    if source.path not in {"lawful/public/views.py", "lawful/views/optin.py"}:
        yield from uses(source, {"csrf_exempt"}, "no view is exempt from the check against forged requests")


def screens_touch_no_manager(source: Source) -> Iterator[Fault]:
    """Views, forms, panels and tags call queries and actions."""
    if not source.is_test and (SCREENS.search(source.path) or source.within("desk")):
        yield from uses(
            source,
            {"objects", "_default_manager", "_base_manager"},
            "ask queries.py or actions.py, not a manager",
        )


def few_doors_unseal(source: Source) -> Iterator[Fault]:
    """A clear value comes out of a few listed files only."""
    if not source.is_test and not source.within(*MAY_UNSEAL):
        yield from uses(
            source,
            {"unseal", "unseal_many", "open_values", "open_listings"},
            "only the doors listed in rules/python.py open envelopes",
        )


CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now", "date.today",
    "datetime.date.today", "timezone.now", "timezone.localdate", "timezone.localtime", "time.time",
}  # fmt: skip
CONVERTERS = {"timezone.localdate", "timezone.localtime"}
"""Given a moment, they only convert it."""


def time_is_injected(source: Source) -> Iterator[Fault]:
    """Tests travel: the time comes from kit.clock or an argument."""
    if source.is_test or source.within("kit/clock.py", "ops"):
        return
    for node in source.nodes:
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in CLOCKS and not (name in CONVERTERS and node.args):
                yield fault(source, node, "take the time from licite.kit.clock or as an argument")


def models_by_import(source: Source) -> Iterator[Fault]:
    """get_model crosses the borders of rooms where no import rule sees it; what walks the declarations may."""
    if (
        not source.is_test
        and "/migrations/" not in source.path
        and not source.within("inventory", "console/rotation.py")
    ):
        yield from uses(source, {"get_model", "get_models"}, "import the model, from a room you may import")


def no_raw_queries(source: Source) -> Iterator[Fault]:
    """Raw SQL goes through a cursor, where the first rule looks."""
    for node in source.nodes:
        if not isinstance(node, ast.Attribute) or node.attr not in {"raw", "extra"}:
            continue
        if "objects" in dotted(node):
            yield fault(source, node, "no .raw() or .extra(): a query, or a cursor with literal SQL")
    yield from uses(source, {"RawSQL"}, "no RawSQL: an expression, or a cursor with literal SQL")


def uses(source: Source, names: set[str], word: str) -> Iterator[Fault]:
    """A fault for each use of a name: called, imported, or as an attribute."""
    for node in source.nodes:
        if named(node) & names:
            yield fault(source, node, word)


def named(node: ast.AST) -> set[str]:
    """The names that a node uses."""
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.Attribute):
        return {node.attr}
    return {node.id} if isinstance(node, ast.Name) else set()


def calls(source: Source, names: set[str]) -> Iterator[ast.Call]:
    """The calls of a name."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in names:
            yield node


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute; calls inside are left out."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return node.id if isinstance(node, ast.Name) else ""


def fault(source: Source, node: ast.AST, word: str) -> Fault:
    return Fault(source.path, getattr(node, "lineno", 1), word)


RULES: tuple[Rule, ...] = (
    sql_is_literal,
    no_set_role,
    no_safe_marks,
    no_csrf_exemption,
    screens_touch_no_manager,
    few_doors_unseal,
    time_is_injected,
    models_by_import,
    no_raw_queries,
)
