"""Flags on free texts: put by whoever writes, settled by the reviewer. The trace counts them and names no category:
that a note speaks of somebody's health is health data too.
"""

from collections.abc import Iterable

from django.db import connection
from django.http import Http404

from licite import packs
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.lawful.models.notes import Category, Place
from licite.lawful.notes import REFUSED, categories, scan


def screen(text: str, *, subject: int | None = None) -> tuple[Category, ...]:
    """The categories of a text about to be kept. Raises Refused("number") for a number that may not be kept."""
    found = categories(scan(text, packs.law(packs.home())))
    if REFUSED.intersection(found):
        raise Refused("number", subject=subject)
    return found


def flag_text(actor: Actor, *, contact: int, place: Place, row_id: int, found: Iterable[Category]) -> None:
    """Has a text that was just written read again, for what `screen` found; nothing found settles earlier flags."""
    opened = put_flags(contact, place, row_id, found)
    if opened:
        actor.trace.saw("lawful:note:flag", [contact], [], flags=opened)


def put_flags(contact: int, place: Place, row_id: int, found: Iterable[Category]) -> int:
    """Says what a text shows now; returns how many flags opened. The nightly job keeps what the reviewer let pass."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.flag(%s, %s, %s, %s::text[])",
            [contact, place.value, row_id, [category.value for category in found]],
        )
        return int(cursor.fetchone()[0])


def pass_flag(actor: Actor, *, flag: int, contact: int) -> None:
    """Nothing to object to: the text stays, and its flags are closed. Raises Http404."""
    _review(flag, "pass")
    actor.trace.saw("lawful:note:pass", [contact], [], flag=flag)


def ask_author(actor: Actor, *, flag: int, contact: int) -> None:
    """Notes that the author was asked to rewrite; the flags stay open until it is done. Raises Http404."""
    _review(flag, "ask")
    actor.trace.saw("lawful:note:ask", [contact], [], flag=flag)


def strike(actor: Actor, *, flag: int, contact: int, instead: bytes) -> None:
    """The text goes, the sealed words that say so take its place. Raises Http404."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.strike_text(%s, %s)", [flag, instead])
        (done,) = cursor.fetchone()
    if not done:
        raise Http404
    actor.trace.saw("lawful:note:strike", [contact], ["note"], flag=flag)


def _review(flag: int, verdict: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.review_flag(%s, %s)", [flag, verdict])
        (done,) = cursor.fetchone()
    if not done:
        raise Http404
