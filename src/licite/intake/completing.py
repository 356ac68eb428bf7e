"""What a known person gains from another row, and what is closed for them by whom: pure, and nothing is overwritten."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from licite.intake.cells import Note
from licite.intake.matching import Known
from licite.intake.rows import Person
from licite.kit import names
from licite.lawful.channels import BITS, Channel
from licite.lawful.choices import Capacity
from licite.people.sealing import Address


def complete(known: Known, person: Person, *, sure: bool = False) -> tuple[set[str], list[Note]]:
    """Fills the known person's empty fields, and adds further e-mails and phones where it is the same person for `sure`
    (somebody said so, an e-mail or the whole name is in common); returns the names of what came in, and what differs and
    was left.
    """
    old = known.person
    news: dict[str, Any] = {}
    differs: list[str] = []
    sure = sure or person.name_key == old.name_key or not _all_new(person.emails, old.emails)
    for name in ("emails", "phones"):
        _more(name, old, person, news, differs, sure=sure)
    for name in ("first", "last", "title", "company", "country"):
        if getattr(person, name) and not getattr(old, name):
            news[name] = getattr(person, name)
    if any(person.address) and not any(old.address):
        news["address"] = person.address
    differs += _contradicted(old, person)
    if old.capacity == Capacity.UNKNOWN and person.capacity != Capacity.UNKNOWN:
        news["capacity"] = person.capacity
    news |= _numbers(old, person)
    news |= _refused(known, person)
    gained = set(news)
    if "company" in news:
        news["sole"] = person.sole
    known.news |= gained
    known.person = replace(old, **news)
    if known.id:
        return gained, [Note(f"{name}.differs") for name in differs]
    return gained, [Note(f"{name}.differs_line", str(known.line)) for name in differs]


def _contradicted(old: Person, person: Person) -> Iterator[str]:
    """What both say, and not the same: a legal form makes no other company."""
    said = [
        ("title", names.fold(old.title), names.fold(person.title)),
        ("company", old.company_key, person.company_key),
        ("country", old.country, person.country),
    ]
    yield from (name for name, ours, theirs in said if ours and theirs and ours != theirs)
    if any(old.address) and not _within(person.address, old.address):
        yield "address" if person.address.line else "town"


def _refused(known: Known, person: Person) -> dict[str, Any]:
    """What the row refuses and was open so far."""
    old, news = known.person, dict[str, Any]()
    channels = tuple(one for one in person.objections if known.objections & BITS[one] != BITS[one])
    if channels:
        known.objections |= sum_bits(channels)
        news["objections"] = (*old.objections, *channels)
    if person.no_letters and not old.no_letters and not known.objections & BITS[Channel.EMAIL]:
        news["no_letters"] = True
    return news


def _numbers(old: Person, person: Person) -> dict[str, Any]:
    """The numbers of both, where the row brings one more."""
    borne = {one.key for one in old.references}
    more = [one for one in person.references if one.key not in borne]
    return {"references": (*old.references, *more)} if more else {}


def _more(
    name: str, old: Person, person: Person, news: dict[str, Any], differs: list[str], *, sure: bool
) -> None:
    """E-mails or phones: more of them, if the person is surely the same, one is in common or none was known; else they
    differ.
    """
    ours, theirs = getattr(old, name), getattr(person, name)
    more = tuple(value for value in theirs if value.lower() not in {one.lower() for one in ours})
    if more and ours and _all_new(theirs, ours) and not sure:
        differs.append(name.removesuffix("s"))
    elif more:
        news[name] = ours + more


def close_shared(known: Known, person: Person) -> bool:
    """Closes for the known person what somebody else of the same e-mail or phone objects to, as far as it goes by these;
    whether it goes by any.
    """
    theirs = {one.lower() for one in (*known.person.emails, *known.person.phones)}
    emails = tuple(one.lower() for one in person.emails if one.lower() in theirs)
    phones = tuple(one for one in person.phones if one in theirs)
    means = {Channel.EMAIL: emails, Channel.PHONE: phones, Channel.SMS: phones}
    bits = sum_bits(person.objections)
    asked = {one: by for one, by in means.items() if by and bits & BITS[one] == BITS[one]}
    fresh = {one: by for one, by in asked.items() if known.objections & BITS[one] != BITS[one]}
    known.shut |= fresh
    known.objections |= sum_bits(fresh)
    if fresh and not known.id:
        known.person = replace(known.person, objections=(*known.person.objections, *fresh))
    return bool(asked)


def not_borne_by(known: Known, person: Person) -> Person:
    """The person without the e-mails and phones that the known one has too."""
    theirs = {one.lower() for one in (*known.person.emails, *known.person.phones)}
    return replace(
        person,
        emails=tuple(one for one in person.emails if one.lower() not in theirs),
        phones=tuple(one for one in person.phones if one not in theirs),
    )


def sum_bits(channels: Iterable[Channel]) -> int:
    """The objection bits of several channels together."""
    bits = 0
    for channel in channels:
        bits |= BITS[channel]
    return bits


def _all_new(theirs: tuple[str, ...], ours: tuple[str, ...]) -> bool:
    return not {one.lower() for one in theirs} & {one.lower() for one in ours}


def _within(address: Address, other: Address) -> bool:
    return all(names.fold(one) in ("", names.fold(two)) for one, two in zip(address, other, strict=True))
