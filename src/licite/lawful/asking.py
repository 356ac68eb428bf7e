"""Asking before a person is contacted, inside the transaction that does it."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import connection
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.facts import known
from licite.lawful.may import Verdict
from licite.lawful.words import asks_capacity, explain, rule_page

P = ParamSpec("P")
R = TypeVar("R")

ACT: Final = "lawful:verdict:ask"
# What stops a record whatever the law of its country says has a code of its own in the journal.
OWN_WORDS: Final = frozenset({"objection", "waiting", "restricted"})
# The gate holds one record at a time, so that nobody learns of many which of them wait.
HOLD_EACH: Final = "SELECT gate.hold_records(ARRAY[c], '', %s) FROM unnest(%s::bigint[]) c"
_asked: ContextVar[int] = ContextVar("asked", default=0)


class Barred(Refused):
    """A Refused of code "law" or of a word of its own: the law, or what the person said, forbids the contact.

    `verdict` says by which rule; `what` and `next` are the words of the page: the reason with its source, and what
    would change it.
    """

    def __init__(self, verdict: Verdict, *, subject: int, language: str) -> None:
        super().__init__(verdict.code if verdict.code in OWN_WORDS else "law", subject=subject)
        self.verdict = verdict
        words = explain(verdict, language)
        self.what = f"{words.reason} ({words.source})"
        self.next = words.change
        self.title = _("This contact is not allowed now")
        self.rule_url = rule_page(verdict)
        self.asks_capacity = asks_capacity(verdict)


def ask(
    actor: Actor,
    *,
    contact: int,
    channel: str,
    purpose: str = "",
    at: datetime | None = None,
    planned: bool = False,
) -> Verdict:
    """May we, now (or `at`), for this purpose ("" is the record's own)? The record is held until the transaction ends.

    What was committed before is seen; an objection that comes meanwhile waits for the end. What is only `planned` is
    asked again when it is done: its answer is that of the record's page, which does not tell of an objection noted out
    of the actor's sight (decision 3). Raises Http404 for a record out of sight.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.hold_records(%s::bigint[], %s, %s)", [[contact], purpose, channel])
        (waiting,) = cursor.fetchone()
    read = known([contact], at=at or clock.now(), waiting=() if planned else waiting)
    if contact not in read.records:
        raise Http404
    verdict = read.verdict(contact, purpose, channel)
    actor.trace.saw(ACT, [contact], [channel], rule=verdict.rule, allowed=verdict.allowed)
    _asked.set(_asked.get() + 1)
    return verdict


def ask_all(
    actor: Actor, *, contacts: Sequence[int], channel: str, at: datetime | None = None
) -> dict[int, Verdict]:
    """The verdicts of records for which something is planned, each for its own purpose; held as by `ask`. One row of the
    trace. Records out of sight are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD_EACH, [channel, list(contacts)])
    read = known(contacts, at=at or clock.now())
    verdicts = {one: read.verdict(one, "", channel) for one in contacts if one in read.records}
    allowed = sum(verdict.allowed for verdict in verdicts.values())
    actor.trace.saw(ACT, verdicts, [channel], records=len(verdicts), allowed=allowed)
    _asked.set(_asked.get() + 1)
    return verdicts


class NotAsked(RuntimeError):
    """An action used a person without asking: a fault of the program, and the transaction is undone."""


def uses_person(action: Callable[P, R]) -> Callable[P, R]:
    """Marks an action that contacts a person, or hands out what it takes to. It must ask before it returns.

    Raises NotAsked after an action that did not.
    """

    @wraps(action)
    def watched(*args: P.args, **kwargs: P.kwargs) -> R:
        before = _asked.get()
        result = action(*args, **kwargs)
        if _asked.get() == before:
            raise NotAsked(action.__qualname__)
        return result

    watched.uses_person = True  # type: ignore[attr-defined]
    return watched
