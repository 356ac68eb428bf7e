"""Is this person already here? Pure: a shelf of known people, one person at a time.

Same person: an e-mail in common, or a phone in common, under names that do not contradict each other; or the same
full name at the same company or postal code with no other e-mail or phone against it. A name alone is never enough.
A known person is completed where a field is empty, never overwritten.

So is whoever bears the same number in the tool that the file comes from, under names that do not contradict each other.

Doubtful, so it waits for a human: one e-mail under two different names; or one full name with other coordinates,
or with nothing to tell two people apart. Distinct, with a warning: a phone shared by different names (a
switchboard, a home), or one full name at two known and different places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from licite.intake.cells import Note
from licite.intake.rows import Person
from licite.kit import names
from licite.lawful.channels import BITS, Channel
from licite.lawful.choices import Capacity
from licite.people.sealing import Address

EMAIL_OTHER_NAME = "doubt.email_other_name"


@dataclass
class Known:
    """Someone already in the base (`id`) or earlier in the file (`line`), with what is new since; `before`: as the base
    has them.
    """

    person: Person
    before: Person | None = None
    id: int = 0
    line: int = 0
    editable: bool = True
    opposable: bool = True
    objections: int = 0
    news: set[str] = field(default_factory=set)
    shut: dict[Channel, tuple[str, ...]] = field(default_factory=dict)
    """Channels that somebody else closed under the same address, and the e-mails or phones in common."""


@dataclass(frozen=True)
class Match:
    """`known` and no `doubt`: the same person. `doubt`: a human must look at the `rivals`. Neither: someone new."""

    known: Known | None = None
    doubt: str = ""
    rivals: tuple[Known, ...] = ()
    warnings: tuple[Note, ...] = ()


class Crowd:
    """Those who bear one phone, by the words of their names: a switchboard's number is borne by very many."""

    def __init__(self) -> None:
        self.known: list[Known] = []
        self.places: dict[int, int] = {}
        self.by_word: dict[str, set[int]] = defaultdict(set)
        self.loose: set[int] = set()

    def add(self, known: Known) -> None:
        """Once; under the words that the name has now."""
        place = self.places.setdefault(id(known), len(self.known))
        if place == len(self.known):
            self.known.append(known)
        words = known.person.name_key.split()
        for word in words:
            self.by_word[word].add(place)
        if _is_loose(words):
            self.loose.add(place)

    def alike(self, person: Person) -> list[Known]:
        """Whose names may be this person's, in the order in which they came: `agree` tells."""
        words = person.name_key.split()
        if _is_loose(words):
            return self.known
        return [
            self.known[place] for place in sorted(self.loose.union(*map(self.by_word.__getitem__, words)))
        ]


def _is_loose(words: Sequence[str]) -> bool:
    """Whether a name may be that of somebody with whom it shares no word: it has an initial, or is missing."""
    return not words or any(len(word) == 1 for word in words)


class Shelf:
    """Known people by e-mail, phone, number and name."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self.by_email: dict[str, dict[int, Known]] = defaultdict(dict)
        self.by_phone: dict[str, Crowd] = defaultdict(Crowd)
        self.by_reference: dict[str, dict[int, Known]] = defaultdict(dict)
        self.by_name: dict[str, dict[int, Known]] = defaultdict(dict)
        for one in known:
            self.add(one)

    def add(self, known: Known) -> None:
        """Puts someone on the shelf; again, after a completion, is harmless."""
        person = known.person
        places = [self.by_email[email.lower()] for email in person.emails]
        places += [self.by_reference[one.key] for one in person.references]
        if person.name_key:
            places.append(self.by_name[person.name_key])
        for place in places:
            place[id(known)] = known
        for phone in person.phones:
            self.by_phone[phone].add(known)

    def match(self, person: Person, *, namesakes: bool = False) -> Match:
        """The known person this one is, or may be. `namesakes`: others of that name are elsewhere for certain, and stand
        on no shelf.
        """
        same_number = [one for given in person.references for one in _held(self.by_reference, given.key)]
        for known in same_number:
            if agree(person, known.person):
                return Match(known)
        # The number of a company, its customer, is that of each of its people.
        numbered = warnings = [Note("reference.shared")] if same_number else []
        same_email = [one for email in person.emails for one in _held(self.by_email, email.lower())]
        for known in same_email:
            if agree(person, known.person):
                return Match(known)
        if same_email:
            return Match(doubt=EMAIL_OTHER_NAME, rivals=tuple(same_email))
        for crowd in (self.by_phone[phone] for phone in person.phones if phone in self.by_phone):
            for known in crowd.alike(person):
                if agree(person, known.person):
                    return Match(known)
            warnings = [*numbered, Note("phone.shared")]
        return self._by_name(person, warnings, elsewhere=namesakes)

    def _by_name(self, person: Person, warnings: list[Note], *, elsewhere: bool) -> Match:
        known_so = _held(self.by_name, person.name_key)
        verdicts = [(known, _compare(person, known.person)) for known in known_so]
        for known, verdict in verdicts:
            if not verdict:
                return Match(known)
        for doubt in ("doubt.other_coordinates", "doubt.name_alone"):
            if any(verdict == doubt for _, verdict in verdicts):
                rivals = tuple(known for known, verdict in verdicts if verdict != "distinct")
                return Match(doubt=doubt, rivals=rivals)
        if verdicts or elsewhere:
            warnings = [*warnings, Note("name.homonym")]
        return Match(warnings=tuple(warnings))


def _held(place: Mapping[str, Mapping[int, Known]], key: str) -> Iterable[Known]:
    return place[key].values() if key in place else ()


def agree(one: Person, other: Person) -> bool:
    """Whether two names can be one person's: one is missing, or its words (or initials) are all in the other."""
    short, long = sorted((one.name_key.split(), other.name_key.split()), key=len)
    left = list(long)
    for word in short:
        fit = next((seen for seen in left if seen == word), None) or next(
            (seen for seen in left if 1 in (len(seen), len(word)) and seen[0] == word[0]), None
        )
        if fit is None:
            return False
        left.remove(fit)
    return True


def complete(known: Known, person: Person) -> tuple[set[str], list[Note]]:
    """Fills the known person's empty fields; returns the names of what came in, and what differs and was left."""
    old = known.person
    news: dict[str, Any] = {}
    differs: list[str] = []
    for name in ("emails", "phones"):
        _more(name, old, person, news, differs)
    for name in ("first", "last", "title", "company", "country"):
        ours, theirs = getattr(old, name), getattr(person, name)
        if theirs and not ours:
            news[name] = theirs
        elif name not in ("first", "last") and names.fold(theirs) not in ("", names.fold(ours)):
            differs.append(name)
    if any(person.address) and not any(old.address):
        news["address"] = person.address
    elif not _within(person.address, old.address):
        differs.append("address")
    if old.capacity == Capacity.UNKNOWN and person.capacity != Capacity.UNKNOWN:
        news["capacity"] = person.capacity
    news |= _numbers(old, person)
    news |= _refused(known, person)
    gained = set(news)
    if "company" in news:
        news["sole"] = person.sole
    known.news |= gained
    known.person = replace(old, **news)
    return gained, [Note(f"{name}.differs") for name in differs]


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


def _more(name: str, old: Person, person: Person, news: dict[str, Any], differs: list[str]) -> None:
    """E-mails or phones: more of them, if one is in common or none was known; else they differ."""
    ours, theirs = getattr(old, name), getattr(person, name)
    more = tuple(value for value in theirs if value.lower() not in {one.lower() for one in ours})
    if more and ours and len(more) == len(theirs):
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


def _compare(person: Person, other: Person) -> str:
    """Two people of one name: "" the same, "distinct", or why it is doubtful."""
    against = _apart(person.emails, other.emails) or _apart(person.phones, other.phones)
    companies = person.company_key, other.company_key
    codes = person.code_key, other.code_key
    places = [(one, two) for one, two in (companies, codes) if one and two]
    if any(one == two for one, two in places):
        return "doubt.other_coordinates" if against else ""
    if places or (person.country and other.country and person.country != other.country):
        return "distinct"
    return "doubt.other_coordinates" if against else "doubt.name_alone"


def _apart(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return bool(ours and theirs) and not {one.lower() for one in ours} & {one.lower() for one in theirs}


def _within(address: Address, other: Address) -> bool:
    return all(names.fold(one) in ("", names.fold(two)) for one, two in zip(address, other, strict=True))
