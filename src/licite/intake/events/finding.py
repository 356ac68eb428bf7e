"""Whose an act is: the one record in sight that bears the number, else an e-mail, else a phone. Two statements a batch of
rows and one for numbers; a record out of sight is no record, and nothing tells that it is there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act as Right
from licite.access.permissions import Field, Level, Permission
from licite.intake.cells import Note
from licite.intake.events.reading import Bearer
from licite.intake.kinds import Kind
from licite.kit import emails, phones
from licite.people.queries.references import bearers
from licite.people.queries.rows import fetch

BY_COORDINATE = (
    "SELECT contact, token FROM people_token WHERE token = ANY (%s::bigint[]) AND exact ORDER BY contact"
)
RECORDS = """
    SELECT id, public, cell, restricted, informed_at, notice_due FROM people_contact WHERE id = ANY (%s::bigint[])
"""


@dataclass(frozen=True)
class Record:
    """A record that an act may be of. `writable`: whether the actor may write it there; `amounts`: and read amounts."""

    id: int
    public: UUID
    cell: int
    restricted: bool
    informed_at: datetime | None
    notice_due: date | None
    writable: bool
    amounts: bool


@dataclass(frozen=True)
class Found:
    """One record; or none, or several, with the `reason`."""

    records: tuple[Record, ...]
    reason: Note | None = None
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Finder:
    """The records of a batch of rows, by number, e-mail and phone; and those that somebody named, by id."""

    numbers: Mapping[str, Sequence[Record]]
    emails: Mapping[str, Sequence[Record]]
    phones: Mapping[str, Sequence[Record]]
    given: Mapping[int, Record]

    def find(self, bearer: Bearer) -> Found:
        """Whose it is: of the record that was named, if it is in sight. A number that several bear is narrowed by e-mail,
        then by phone; it comes before both.
        """
        if bearer.given in self.given:
            return Found((self.given[bearer.given],))
        mailed, called = _of(self.emails, bearer.emails), _of(self.phones, bearer.phones)
        numbered = list(self.numbers.get(bearer.reference.key, ())) if bearer.reference else []
        warnings = []
        if numbered and mailed and not _both(numbered, mailed):
            warnings.append(Note("email.other_person"))
        if bearer.reference and not numbered and (mailed or called):
            warnings.append(Note("reference.unknown"))
        found = numbered or mailed or called
        for narrower in (mailed, called):
            if len(found) > 1 and _both(found, narrower):
                found = _both(found, narrower)
        if len(found) > 1 and bearer.chosen:
            found = [one for one in found if one.id == bearer.chosen] or found
        if len(found) == 1:
            return Found((found[0],), None, tuple(warnings))
        if found:
            return Found(tuple(found), Note("person.several"), tuple(warnings))
        return Found((), Note("person.nobody", _named(bearer)), ())


def finder(actor: Actor, wanted: Iterable[Bearer], *, kind: str) -> Finder:
    """Everybody in sight whom these acts may be of; in the trace, though nothing of them is opened."""
    asked = list(wanted)
    numbered = bearers(one.reference for one in asked if one.reference)
    tokens = {
        token: (name, value)
        for one in asked
        for name, values in (("email", one.emails), ("phone", one.phones))
        for value in values
        for token in vault.tokens.query_exact(name, value)  # type: ignore[arg-type]
    }
    rows = fetch(BY_COORDINATE, [list(tokens)]) if tokens else []
    given = {one.given for one in asked if one.given}
    records = _records(actor, numbered.keys() | {row["contact"] for row in rows} | given, kind)
    by: dict[str, dict[str, list[Record]]] = {"number": {}, "email": {}, "phone": {}}
    for contact, references in numbered.items():
        for reference in references:
            _put(by["number"], reference.key, records.get(contact))
    for row in rows:
        name, value = tokens[row["token"]]
        _put(by[name], value, records.get(row["contact"]))
    named = {one: records[one] for one in given & records.keys()}
    return Finder(by["number"], by["email"], by["phone"], named)


def may_write(actor: Actor, cell: int, *, kind: str) -> bool:
    """Whether such acts may be brought to a record there."""
    if kind == Kind.PURCHASES:
        return actor.may(Right.EDIT, cell) and actor.has_in(Permission.DEAL_WRITE, cell)
    return actor.may(Right.COMMUNICATE, cell) and actor.has_in(Permission.INTERACTION_WRITE, cell)


def _records(actor: Actor, ids: Iterable[int], kind: str) -> dict[int, Record]:
    found = fetch(RECORDS, [sorted(ids)])
    if found:
        actor.trace.saw("intake:import:compare", [raw["id"] for raw in found], [])
    return {
        raw["id"]: Record(
            **raw,
            writable=may_write(actor, raw["cell"], kind=kind),
            amounts=actor.level(raw["cell"], Field.AMOUNT) is Level.OPEN,
        )
        for raw in found
    }


def _put(by: dict[str, list[Record]], key: str, record: Record | None) -> None:
    if record is not None and record not in by.setdefault(key, []):
        by[key].append(record)


def _of(by: Mapping[str, Sequence[Record]], keys: Iterable[str]) -> list[Record]:
    return list(dict.fromkeys(record for key in keys for record in by.get(key, ())))


def _both(one: Iterable[Record], other: Sequence[Record]) -> list[Record]:
    return [record for record in one if record in other]


def _named(bearer: Bearer) -> str:
    """How the row names whoever is not found: by the number, else by a mask."""
    if bearer.reference:
        return bearer.reference.number
    return emails.mask(bearer.emails[0]) if bearer.emails else phones.mask(bearer.phones[0])
