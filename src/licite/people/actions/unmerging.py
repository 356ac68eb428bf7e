"""A merge is taken back: two records stand again, each with what was its own."""

from typing import Any
from uuid import UUID

from licite import vault
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import answers
from licite.people.actions.joining import note_said
from licite.people.actions.merging import (
    CUSTOMS,
    PLAIN,
    as_it_is,
    call,
    retokenise,
    say,
    write_customs,
)
from licite.people.duplicates.sealing import CONTACT, Texts, open_kept, sealed_for, texts_in
from licite.people.models import Contact
from licite.people.queries.duplicates import Merged
from licite.people.queries.records import contact_for
from licite.people.queries.rows import fetch

SAID = {"capacity", "capacity_why", "mailbox"}


def undo_merge(actor: Actor, *, merged: Merged) -> UUID:
    """The two records stand again; the public id of the one that had gone.

    What came since stays on the record kept, and so does a field that was changed since. Raises Refused("act")
    unless both may be merged; Refused("merged_since") where another record was merged into it afterwards.
    """
    (raw,) = fetch("SELECT contact, gone, moved, kept, before FROM people_merge WHERE id = %s", [merged.id])
    if fetch("SELECT FROM people_merge WHERE contact = %s AND id > %s", [raw["contact"], merged.id]):
        raise Refused("merged_since", subject=raw["contact"])
    standing = contact_for(actor, merged.public)
    kept = open_kept(raw["kept"], merged.public)
    back = texts_in(answers.read(raw["moved"]), raw["contact"], merged.public)
    for table, texts in kept["gone"].items():
        back[table] = back.get(table, {}) | texts
    if not call("SELECT gate.unmerge(%s, %s::jsonb)", [merged.merge, sealed_for(back, merged.gone_public)]):
        raise Refused("act", subject=raw["contact"])
    _restore(actor, merged, raw["contact"], kept, answers.read(raw["before"])["keeper"])
    for public in (merged.public, merged.gone_public):
        retokenise(actor, public)
    note_said(actor, before=standing)
    actor.trace.saw("people:contact:unmerge", [raw["contact"], raw["gone"]], [], into=raw["contact"])
    return merged.gone_public


def _restore(
    actor: Actor, merged: Merged, contact: int, kept: dict[str, Texts], before: dict[str, Any]
) -> None:
    """Each field as it was before, unless it was changed since the merge."""
    then, now = kept["merged"], as_it_is(contact, merged.public)
    was, key = kept["keeper"][CONTACT][str(contact)], str(contact)
    back = {
        name
        for name in {*was, *then[CONTACT][key]}
        if now[CONTACT][key].get(name) == then[CONTACT][key].get(name)
    }
    columns: dict[str, Any] = {
        name: vault.seal(name, merged.public, was[name]) if name in was else None for name in back
    }
    columns |= {f"{name}_kinds": before[f"{name}_kinds"] for name in back & {"email", "phone", "address"}}
    if "listing" in back:
        columns["bucket"] = before["bucket"]
    unchanged = {name for name, value in then[PLAIN][key].items() if now[PLAIN][key][name] == value}
    Contact.objects.filter(id=contact).update(**columns, **{name: before[name] for name in unchanged - SAID})
    if unchanged >= SAID and any(now[PLAIN][key][name] != before[name] for name in SAID):
        say(actor, contact, before)
    former = {
        int(field): texts["value"]
        for field, texts in kept["keeper"].get(CUSTOMS, {}).items()
        if now[CUSTOMS].get(field) == then[CUSTOMS].get(field)
    }
    if former:
        cell = Contact.objects.values_list("cell", flat=True).get(id=contact)
        write_customs(actor, contact, merged.public, cell, former)
