"""Is this person already here? Pure: a shelf of known people, one person at a time.

Same person: an e-mail in common, or a phone in common, under names that do not contradict each other; or the same
full name at the same company or postal code with no other e-mail or phone against it. A name alone is never enough.
A known person is completed where a field is empty, never overwritten.

So is whoever bears the same number in the tool that the file comes from, under names that do not contradict each other.

Doubtful, so it waits for a human: one e-mail, phone or number under two names that are nearly one (a space, a letter):
most likely the same person; one e-mail under two different names; or one full name with other coordinates, or with
nothing to tell two people apart. Distinct, with a warning: a phone shared by different names (a
switchboard, a home), or one full name at two known and different places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from licite.intake.cells import Note
from licite.intake.rows import Person
from licite.lawful.channels import Channel
from licite.people.duplicates.likeness import Traits, is_nearly_named

CLOSE_NAME = "doubt.close_name"
EMAIL_OTHER_NAME = "doubt.email_other_name"
ALIKE = 80
"""Of a hundred letters, how many two names have in common at least that are nearly one: the rest is not looked at."""
CROWDED = 50
"""What more people than this have in common says nothing of two of them whose names are nearly one."""


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
        if known := _first(person, same_number):
            return Match(known)
        # The number of a company, its customer, is that of each of its people.
        numbered = warnings = [Note("reference.shared")] if same_number else []
        same_email = [one for email in person.emails for one in _held(self.by_email, email.lower())]
        if known := _first(person, same_email):
            return Match(known)
        crowds = [self.by_phone[phone] for phone in person.phones if phone in self.by_phone]
        if not same_email and (
            known := _first(person, (one for some in crowds for one in some.alike(person)))
        ):
            return Match(known)
        if nearly := _nearly(person, same_number, same_email, *(crowd.known for crowd in crowds)):
            return Match(doubt=CLOSE_NAME, rivals=nearly)
        if same_email:
            return Match(doubt=EMAIL_OTHER_NAME, rivals=tuple(same_email))
        if crowds:
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


def _first(person: Person, others: Iterable[Known]) -> Known | None:
    """The first whose name can be this one's."""
    return next((known for known in others if agree(person, known.person)), None)


def _nearly(person: Person, *crowds: Sequence[Known]) -> tuple[Known, ...]:
    """Of those with a number, an e-mail or a phone in common, those whose names are nearly this one's."""
    some = {id(known): known for crowd in crowds if len(crowd) <= CROWDED for known in crowd}
    mine = Traits(person.first, person.last)
    return tuple(
        known
        for known in some.values()
        if fuzz.ratio(person.letters, known.person.letters, score_cutoff=ALIKE)
        and is_nearly_named(mine, Traits(known.person.first, known.person.last))
        # "Caisse 1" and "Caisse 2" are two.
        and _digits(person) == _digits(known.person)
    )


def _digits(person: Person) -> str:
    return "".join(filter(str.isdecimal, person.name_key))


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
