"""A row of the journal in words: dicts, so that the template only writes them out."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.journal import acts
from licite.journal.queries import Entry
from licite.people.queries import names_of

NAMED = 3
"""Contacts that a row names; a list of fifty says how many more."""
Names = Mapping[int, tuple[UUID, str]]


def rows_of(actor: Actor, entries: Sequence[Entry], members: Mapping[int, str]) -> list[dict[str, object]]:
    """Ready words. Contacts have their name only where the reader may see it, else their number."""
    shown = {contact for entry in entries for contact in entry.subjects[:NAMED]}
    names = names_of(actor, shown) if shown and actor.has(Permission.CONTACT_READ) else {}
    may_read = actor.has(Permission.JOURNAL_READ)
    return [_row(entry, members, names, linked=may_read) for entry in entries]


def _row(entry: Entry, members: Mapping[int, str], names: Names, *, linked: bool) -> dict[str, object]:
    filed = acts.ACTS.get(entry.act)
    return {
        "at": timezone.localtime(entry.at),
        "who": _who(entry, members),
        "act": acts.label(entry.act),
        "refused": filed is not None and filed.family is acts.Family.REFUSAL,
        "why": _why(entry),
        "contacts": [_contact(one, names, linked=linked) for one in entry.subjects[:NAMED]],
        "more": _more(len(entry.subjects) - NAMED),
        "fields": capfirst(", ".join(acts.field(name) for name in entry.fields)),
        "origin": "" if entry.origin == "-" else entry.origin,
        "ticket": entry.ticket,
    }


def _who(entry: Entry, members: Mapping[int, str]) -> str:
    if entry.actor is not None:
        return members.get(entry.actor, _("Member no. %(number)d") % {"number": entry.actor})
    if entry.purpose.startswith("system:"):
        return _("The house itself")
    # Before a sign-in there is no ticket: the row names the member that the account belongs to.
    return members.get(entry.detail.get("member", 0), _("Nobody signed in"))


def _contact(contact: int, names: Names, *, linked: bool) -> dict[str, str]:
    public, name = names.get(contact, (None, _("Record no. %(number)d") % {"number": contact}))
    if public:
        return {"name": name, "url": reverse("desk:contact", args=[public])}
    return {"name": name, "url": f"{reverse('desk:journal')}?record={contact}" if linked else ""}


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("and %(count)d more", "and %(count)d more", count) % {"count": count}


def _why(entry: Entry) -> str:
    """Why it was refused and what was asked for; the purpose of a reveal."""
    said = [str(entry.detail[name]) for name in ("refused", "asked", "reason") if entry.detail.get(name)]
    return " · ".join(said)
