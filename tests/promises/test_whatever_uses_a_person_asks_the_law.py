"""Whatever calls, writes to, plans with or opens the coordinates of a person asks first whether it may, there and then."""

import ast
import inspect
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest

import licite
from licite.access.permissions import Field
from licite.kit import clock
from licite.lawful import asking
from licite.lawful.asking import Barred
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people.actions import add_interaction, add_task, record_objection
from licite.people.actions.reaching import open_coordinate
from licite.people.choices import Direction, InteractionKind, Outcome, TaskKind
from licite.people.tests.ways import ALMA, row
from tests.conftest import inside
from tests.world import RITA

ROOT = Path(licite.__file__).parent
ABOVE = ("people", "intake", "desk")

# Every function that asks for itself, in the transaction that acts. A new one is added with its own test below.
USES = {
    "people.actions.consents.ask_for_consent",
    "people.actions.notices.post_notice",
    "people.jobs.optin.write",
    "people.actions.reaching.open_coordinate",
    "people.actions.reaching.demand_for_act",
    "people.actions.reaching.demand_for_task",
    "people.actions.reaching.barred_of_tasks",
}
# What touches a channel to the person: whoever calls one of these is a use, or goes by one.
TOUCHES = {
    "reveal.reveal",
    "send_to_person",
    "mail.compose",
    "Interaction.objects.create",
    "Task.objects.create",
    "Task.objects.bulk_create",
}
# Who may touch: the use that it goes by, or that calls it. What stays in the house goes by none.
MAY_TOUCH = {
    "people.actions.bulk._plan_tasks": "people.actions.reaching.barred_of_tasks",
    "people.actions.notices._send": "people.actions.notices.post_notice",
    "people.jobs.optin.compose": "people.jobs.optin.write",
    "people.actions.reaching.open_coordinate": "people.actions.reaching.open_coordinate",
    "people.actions.history.add_interaction": "people.actions.reaching.demand_for_act",
    "people.actions.tasks.add_task": "people.actions.reaching.demand_for_task",
}
IN_THE_HOUSE = {"people.actions.notes.ask_rewrite"}  # a task for the author of a note, who is a colleague


def modules(package: str) -> Iterator[ModuleType]:
    """Every module of a room but its tests and migrations."""
    top = import_module(package)
    yield top
    for one in iter_modules(getattr(top, "__path__", [])):
        if one.name not in ("tests", "migrations"):
            yield from modules(f"{package}.{one.name}")


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function that these rooms define, by its short name."""
    for room in ABOVE:
        for module in modules(f"licite.{room}"):
            for name, found in inspect.getmembers(module, inspect.isfunction):
                if inspect.unwrap(found).__module__ == module.__name__:
                    yield f"{module.__name__.removeprefix('licite.')}.{name}", found


def touches(function: Callable[..., Any]) -> set[str]:
    """What of `TOUCHES` a function calls."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(inspect.unwrap(function))))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {one for one in TOUCHES if any(call == one or call.endswith(f".{one}") for call in called)}


def calls(function: Callable[..., Any], other: str) -> bool:
    """Whether a function calls another of its own room, by its short name."""
    return f"{other.rpartition('.')[2]}(" in inspect.getsource(inspect.unwrap(function))


def test_the_uses_are_those_listed():
    assert {name for name, found in functions() if getattr(found, "uses_person", False)} == USES


def test_nothing_touches_a_person_that_is_not_listed_with_what_it_asks():
    found = dict(functions())
    assert {name for name, one in found.items() if touches(one)} == set(MAY_TOUCH) | IN_THE_HOUSE
    for name, use in MAY_TOUCH.items():
        assert use in USES
        assert name == use or calls(found[name], use) or calls(found[use], name), (
            f"{name} does not go by {use}"
        )


def test_a_use_that_does_not_ask_undoes_itself():
    @asking.uses_person
    def call_without_asking() -> None:
        """Forgets."""

    with pytest.raises(asking.NotAsked):
        call_without_asking()


NOW = {"direction": Direction.OURS, "outcome": Outcome.PLANNED}
ACTS = {
    "a number opened for a call": lambda actor, one: open_coordinate(
        actor, contact=one, field=Field.PHONE, act="call_now"
    ),
    "an address opened for a mail": lambda actor, one: open_coordinate(
        actor, contact=one, field=Field.EMAIL, act="write_to_person"
    ),
    "a call": lambda actor, one: add_interaction(actor, contact=one, kind=InteractionKind.CALL, **NOW),
    "a mail": lambda actor, one: add_interaction(actor, contact=one, kind=InteractionKind.EMAIL, **NOW),
    "a letter": lambda actor, one: add_interaction(actor, contact=one, kind=InteractionKind.LETTER, **NOW),
    "a call planned": lambda actor, one: add_task(
        actor, contact=one, kind=TaskKind.CALL, due_at=clock.now() + timedelta(days=3)
    ),
    "an appointment": lambda actor, one: add_task(
        actor, contact=one, kind=TaskKind.APPOINTMENT, due_at=clock.now() + timedelta(days=3)
    ),
    "a mail planned": lambda actor, one: add_task(
        actor, contact=one, kind=TaskKind.EMAIL, due_at=clock.now() + timedelta(days=3)
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_each_of_them_is_refused_with_its_rule_and_leaves_nothing_where_the_person_objects(act):
    with inside(RITA) as actor:
        record_objection(actor, contact=row(actor), channel=Channel.ALL, at=clock.now(), told_by=ToldBy.PHONE)
        with pytest.raises(Barred) as refused:
            act(actor, row(actor))
        assert refused.value.verdict.rule == "objection.wins"
        assert "art" in str(refused.value.what)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_each_of_them_asks_in_the_transaction_that_acts(act):
    with inside(RITA) as actor:
        act(actor, row(actor))
        assert ALMA.id in actor.trace.reads["lawful:verdict:ask"][0]
