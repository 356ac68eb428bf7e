"""Changing purposes and balancing tests, and the door that every entrance asks: does this purpose stand?"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.journal import entries
from licite.lawful import balancing
from licite.lawful.choices import RetiredFor
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import category_of, standing
from licite.web.dates import today


def require_ground(actor: Actor, *, purpose: str, basis: str, capacity: str) -> None:
    """Lets a person be held for a purpose, or raises Refused: purpose, basis, balancing."""
    require_grounds(actor, wanted=[(purpose, basis, capacity)])


def require_grounds(actor: Actor, *, wanted: Iterable[tuple[str, str, str]]) -> None:
    """The same for many (purpose, basis, capacity) at once, in one statement: none passes unless all do."""
    asked = {(purpose, basis, category_of(capacity)) for purpose, basis, capacity in wanted}
    known, day = (purposes_now(), today()) if asked else ({}, today())
    for purpose, basis, category in sorted(asked):
        code = standing(known.get(purpose), basis=basis, category=category, today=day)
        if code == "purpose":
            raise Refused("purpose")
        if code == "basis":
            raise Refused("basis")
        if code:
            raise Refused("balancing")


def add_purpose(
    actor: Actor, *, key: str, french: str, english: str, kind: str, consumer: str, professional: str
) -> bool:
    """Adds a purpose; False where the key is taken. Raises Refused: act. Bases as `standing.misfit` lets pass."""
    _demand(actor, Permission.PURPOSE_MANAGE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.add_purpose(%s, %s, %s, %s, %s, %s)",
            [key, french.strip(), english.strip(), kind, consumer, professional],
        )
        (made,) = cursor.fetchone()
    if made:
        actor.trace.saw("lawful:purpose:add", [], [], purpose=key)
    return bool(made)


def retire_purpose(actor: Actor, *, key: str, because: RetiredFor) -> None:
    """Ends a purpose: it lets nobody in any more; the journal keeps why.

    Raises Refused: act; Http404 for one that is not in use.
    """
    _demand(actor, Permission.PURPOSE_MANAGE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.retire_purpose(%s)", [key])
        (ended,) = cursor.fetchone()
    if not ended:
        raise Http404
    actor.trace.saw("lawful:purpose:retire", [], [], purpose=key, because=because.value)


def draft_balancing(actor: Actor, *, purpose: str, answers: Mapping[str, Any], holds: bool) -> int:
    """Keeps a new version as a draft and returns its number. Raises Refused: act; Http404 for no such purpose."""
    _demand(actor, Permission.BALANCING_WRITE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.draft_balancing(%s, %s::jsonb, %s)", [purpose, json.dumps(dict(answers)), holds]
        )
        (version,) = cursor.fetchone()
    if version is None:
        raise Http404
    actor.trace.saw("lawful:balancing:draft", [], [], purpose=purpose, version=version)
    return int(version)


def approve_balancing(actor: Actor, *, purpose: str, version: int, opinion: str, review_on: date) -> str:
    """Approves the last draft, under its own number, until its review: empty once done, else why not.

    missing, approved (it was already), stale (another version followed), incomplete (a question without an answer), thin
    (`balancing.weak`), channels (`balancing.CONSENT_ONLY`), opinion, review (not to come, or later than the rule
    balancing.review.months allows). Raises Refused: act.
    """
    _demand(actor, Permission.PURPOSE_MANAGE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.approve_balancing(%s, %s, %s, %s)", [purpose, version, opinion.strip(), review_on]
        )
        (why,) = cursor.fetchone()
    if not why:
        actor.trace.saw("lawful:balancing:approve", [], [], purpose=purpose, version=version)
    return str(why)


def approve_seed(purposes: Iterable[str] = ()) -> list[str]:
    """Approves the worked examples (of these purposes, or all) where a purpose has no approved test yet.

    For the console and the demonstration, inside `as_system("console")` or `as_system("demo")`; the database
    refuses it to all others. Returns the purposes that now stand.
    """
    starting, seeded = balancing.starting_points(), []
    for purpose in purposes or starting:
        answers = {name: text for name, text in starting[purpose].items() if name != "opinion"}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT gate.seed_balancing(%s, %s::jsonb, %s)",
                [purpose, json.dumps(answers), starting[purpose]["opinion"]],
            )
            if cursor.fetchone()[0]:
                seeded.append(purpose)
    if seeded:
        entries.write("lawful:balancing:seed", detail={"purposes": seeded})
    return seeded


def tie_field(actor: Actor, *, field: str, purposes: Iterable[str]) -> None:
    """Says what a built-in field is for: these purposes and no other. Raises Refused: act."""
    _demand(actor, Permission.FIELD_MANAGE)
    wanted, known = set(purposes), purposes_now()
    with connection.cursor() as cursor:
        for key in known:
            cursor.execute("SELECT gate.tie_field(%s, %s, %s)", [field, key, key in wanted])
    actor.trace.saw("people:field:tie", [], [], field=field, purposes=sorted(wanted & known.keys()))


def _demand(actor: Actor, permission: Permission) -> None:
    if not actor.has(permission):
        raise Refused("act")
