"""A row of the journal in words: dicts, so that the template only writes them out."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.desk.journal.details import Known, act_label, facts, moment
from licite.journal import acts, words
from licite.journal.queries import Entry
from licite.people.queries import names_of
from licite.web import links

NAMED = 3
"""Contacts that a row names; a list of fifty says how many more."""
Names = Mapping[int, tuple[UUID, str]]


def rows_of(
    actor: Actor, entries: Sequence[Entry], known: Known, *, about: int | None = None
) -> list[dict[str, object]]:
    """Ready words. Contacts have their name only where the reader may see it, else their number.

    Rows asked for `about` one contact name no other: who stood on the same list is nobody's business here.
    """
    shown = {contact for entry in entries for contact in entry.subjects[:NAMED]}
    names = names_for(actor, shown if about is None else shown & {about})
    linked = actor.has(Permission.JOURNAL_READ)
    rows = [_row(entry, known, linked=linked) for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        if about is not None and len(entry.subjects) > 1:
            row["more"] = _("List of %(count)d records, this one among them") % {"count": len(entry.subjects)}
        else:
            row["contacts"] = [contact_of(one, names, linked=linked) for one in entry.subjects[:NAMED]]
            row["more"] = _more(len(entry.subjects) - NAMED)
    return rows


def line_of(actor: Actor, entry: Entry, known: Known, subjects: Sequence[int]) -> dict[str, object]:
    """One row with all that it says; of its contacts, those of this page."""
    names = names_for(actor, subjects)
    return _row(entry, known, linked=False) | {
        "contacts": [contact_of(one, names, linked=True) for one in subjects],
        "facts": facts(entry, known),
        "purpose": words.of(words.PURPOSES, entry.purpose),
    }


def names_for(actor: Actor, contacts: Iterable[int]) -> Names:
    """Names of those that the reader may see; asking for none leaves no trace."""
    asked = list(contacts)
    return names_of(actor, asked) if asked and actor.has(Permission.CONTACT_READ) else {}


def _row(entry: Entry, known: Known, *, linked: bool) -> dict[str, object]:
    filed = acts.ACTS.get(entry.act)
    return {
        "at": moment(entry.at),
        "iso": entry.at.isoformat(),
        "url": address_of(entry) if linked else "",
        "who": who_of(entry, known),
        "act": act_label(entry),
        "refused": filed is not None and filed.family is acts.Family.REFUSAL,
        "why": facts(entry, known, short=True),
        "fields": capfirst(", ".join(words.fields(entry.fields, entry.act))),
        "origin": words.origin(entry.origin),
        "ticket": "" if entry.ticket in words.NO_SESSION else entry.ticket,
    }


def address_of(entry: Entry) -> str:
    """The page of a row: its id and its moment are its key."""
    return f"{links.to('desk:journal-entry', entry.id)}?{urlencode({'at': entry.at.isoformat()})}"


def who_of(entry: Entry, known: Known) -> str:
    """Who acted: a member, the house itself, or nobody who had signed in."""
    if entry.actor is not None:
        return known.member(entry.actor)
    if entry.purpose.startswith("system:"):
        return _("The system itself")
    # Before a sign-in there is no ticket: the row names the member that the account belongs to.
    member = entry.detail.get("member")
    return known.member(member) if member else _("Nobody signed in")


def contact_of(contact: int, names: Names, *, linked: bool) -> dict[str, str]:
    """Name and page of a contact, or its number and the rows about it."""
    public, name = names.get(contact, (None, _("Record no. %(number)d") % {"number": contact}))
    return {"name": name, "url": record_url(contact, public) if public or linked else ""}


def record_url(contact: int, public: UUID | None) -> str:
    """The page of a record in sight; of another one, or of one that is gone, the rows about its number."""
    return links.to("desk:contact", public) if public else f"{links.at('desk:journal')}?record={contact}"


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("and %(count)d more", "and %(count)d more", count) % {"count": count}
