"""The sections of a notice, from the configuration. Pure: same facts, same words.

Table 7 of the law decides what stands in each kind: `form` (article 13), `first` (article 14: the categories of data
and their source besides), `public` (both). The right to object comes second, apart from the rest (article 21(4)).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from licite.kit import countries
from licite.lawful.notices.facts import Aim, Configuration, Controller, Declared
from licite.lawful.notices.manners import sentences
from licite.lawful.notices.words import keys, known, length, word
from licite.packs import AUTHORITIES


@dataclass(frozen=True)
class Section:
    """One part: paragraphs, then a list, then what follows it. `apart` is drawn in a frame of its own."""

    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    apart: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "key": self.key,
            "title": self.title,
            "paragraphs": list(self.paragraphs),
            "items": list(self.items),
            "after": list(self.after),
            "apart": self.apart,
        }

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "Section":
        """What `as_json` wrote."""
        return cls(
            raw["key"],
            raw["title"],
            tuple(raw["paragraphs"]),
            tuple(raw["items"]),
            tuple(raw["after"]),
            raw["apart"],
        )


@dataclass(frozen=True)
class Writer:
    """One kind in one language, over a configuration from which nothing is missing."""

    kind: str
    language: str
    facts: Configuration
    controller: Controller
    declared: Declared

    def say(self, key: str, **fields: str) -> str:
        """One sentence."""
        return word(self.language, "say", key, **fields)

    def section(self, key: str, **parts: Any) -> Section:
        """A section under its title."""
        return Section(key, word(self.language, "title", key), **parts)

    @property
    def reach(self) -> str:
        """Where to write for one's rights."""
        return self.controller.dpo_email or self.controller.email or self.controller.phone


def write(configuration: Configuration, kind: str, language: str) -> tuple[Section, ...]:
    """The whole notice.

    ValueError where the organisation or its declaration is missing (`facts.missing` says what).
    """
    if configuration.controller is None or configuration.declared is None:
        raise ValueError("nothing is said of the organisation yet")
    writer = Writer(kind, language, configuration, configuration.controller, configuration.declared)
    head = Section("head", word(language, "title", kind), (writer.say(kind),))
    parts = [part(writer) for part in PARTS[kind]]
    return (head, *(part for part in parts if part is not None))


def controller(writer: Writer) -> Section:
    """Who decides, the representative, the delegate."""
    who = writer.controller
    said = [
        writer.say("controller_email", email=who.email) if who.email else "",
        writer.say("controller_phone", phone=who.phone) if who.phone else "",
        writer.say("controller_site", url=who.url) if who.url else "",
        writer.say("representative", representative=writer.declared.representative)
        if writer.declared.representative
        else "",
    ]
    delegate = (
        writer.say("dpo", name=who.dpo_name or who.name, email=who.dpo_email)
        if who.dpo_email
        else writer.say("no_dpo")
    )
    return writer.section(
        "controller",
        paragraphs=(writer.say("controller", name=who.name, address=who.address),),
        items=tuple(line for line in (*said, delegate) if line),
    )


def objection(writer: Writer) -> Section:
    """Explicitly, and apart from any other information (article 21(4))."""
    said = [writer.say("objection_marketing"), writer.say("objection_how", email=writer.reach)]
    if any("legitimate_interest" in aim.bases and not aim.marketing for aim in writer.facts.aims):
        said.append(writer.say("objection_other"))
    return writer.section("objection", paragraphs=tuple(said), apart=True)


def purposes(writer: Writer) -> Section:
    """Each purpose with its basis, a legitimate interest by its name; then what prospecting asks for by each channel."""
    items = tuple(_purpose(writer, aim) for aim in writer.facts.aims)
    after = tuple(sentences(writer.facts, writer.language))
    return writer.section("purposes", items=items, after=after)


def _purpose(writer: Writer, aim: Aim) -> str:
    name = aim.name.of(writer.language)
    interest = aim.interest.of(writer.language).strip()
    said = {basis: writer.say(basis, interest=interest) for basis in aim.bases}
    if len(aim.bases) == 2:
        return writer.say(
            "purpose_two",
            name=name,
            consumer=said[aim.basis_consumer],
            professional=said[aim.basis_professional],
        )
    (basis,) = aim.bases
    return writer.say("purpose_one", name=name, basis=said[basis])


def data(writer: Writer) -> Section:
    """The categories of data in use."""
    held = [word(writer.language, "data", one) for one in writer.facts.held]
    own = [writer.say("own_field", name=one.of(writer.language)) for one in writer.facts.own_fields]
    items = tuple(dict.fromkeys([*held, *own, word(writer.language, "data", "choices")]))
    return writer.section("data", paragraphs=(writer.say("data"),), items=items)


def source(writer: Writer) -> Section:
    """Where data come from that the person did not give, and which of these sources are public."""
    after = []
    if writer.declared.pages:
        after.append(writer.say("source_pages", names=", ".join(writer.declared.pages)))
    if writer.declared.sellers:
        after.append(writer.say("source_sellers", names=", ".join(writer.declared.sellers)))
    return writer.section(
        "source",
        paragraphs=(writer.say("source_first" if writer.kind == "first" else "source_public"),),
        items=tuple(known(writer.language, "source", one) for one in writer.facts.indirect),
        after=(*after, writer.say("source_ask")),
    )


def mandatory(writer: Writer) -> Section:
    """Whether the person has to give the data."""
    return writer.section("mandatory", paragraphs=(writer.say("mandatory"),))


def recipients(writer: Writer) -> Section:
    """Who reads them here, and who works for us."""
    readers = tuple(one.of(writer.language) for one in writer.facts.readers)
    providers = [known(writer.language, "provider", one) for one in writer.declared.providers]
    after = [f"{writer.say('providers')} {', '.join(providers)}."] if providers else []
    if writer.declared.others:
        after.append(writer.say("others", names=", ".join(writer.declared.others)))
    return writer.section(
        "recipients",
        paragraphs=(writer.say("recipients"),),
        items=readers,
        after=tuple(after or [writer.say("no_providers")]),
    )


def transfers(writer: Writer) -> Section:
    """Outside the European Economic Area: to whom, by which safeguard, how to get a copy."""
    gone = writer.declared.transfers
    if not gone:
        return writer.section("transfers", paragraphs=(writer.say("no_transfers"),))
    items = tuple(
        writer.say(
            "transfer",
            to=one.to,
            country=countries.label(one.country, writer.language),
            safeguard=word(writer.language, "safeguard", one.safeguard),
        )
        for one in gone
    )
    return writer.section(
        "transfers",
        paragraphs=(writer.say("transfers"),),
        items=items,
        after=(writer.say("transfers_copy", email=writer.reach),),
    )


def retention(writer: Writer) -> Section:
    """How long, by the rules in force."""
    items = tuple(
        word(writer.language, "retention", one.key, time=length(writer.language, one.number, one.unit))
        for one in writer.facts.lengths
    )
    return writer.section("retention", items=items, after=(writer.say("retention", email=writer.reach),))


def rights(writer: Writer) -> Section:
    """All of them, how to use them, and the withdrawal of a consent."""
    who = writer.controller
    after = [
        writer.say("rights_how", email=writer.reach, name=who.name, address=who.address),
        writer.say("rights_identity"),
    ]
    if writer.declared.pixel or any("consent" in aim.bases for aim in writer.facts.aims):
        after.append(writer.say("withdrawal"))
    items = tuple(word(writer.language, "right", key) for key in keys("right"))
    return writer.section("rights", paragraphs=(writer.say("rights"),), items=items, after=tuple(after))


def directives(writer: Writer) -> Section | None:
    """What becomes of the data after death: French law."""
    if writer.controller.country != "FR":
        return None
    return writer.section("directives", paragraphs=(writer.say("directives"),))


def complaint(writer: Writer) -> Section:
    """The authority, with its address; and that of a neighbour some of whose residents we hold (article 77)."""
    ours = writer.controller.authority
    said = [writer.say("complaint", authority=known(writer.language, "authority", ours))]
    for one in AUTHORITIES.values():
        if one.key != ours and one.country in writer.facts.countries:
            there = word(writer.language, "where", one.country)
            said.append(
                writer.say(
                    "complaint_there", where=there, authority=known(writer.language, "authority", one.key)
                )
            )
    return writer.section("complaint", paragraphs=tuple(said))


def automated(writer: Writer) -> Section:
    """Automated decisions and profiling: the logic and the consequences, or that there are none."""
    said = (
        writer.say("automated", logic=writer.declared.logic.of(writer.language))
        if writer.declared.profiling
        else writer.say("not_automated")
    )
    return writer.section("automated", paragraphs=(said,))


def phone(writer: Writer) -> Section | None:
    """The sentence that French law wants where a phone number is asked for (C. conso L223-2)."""
    if not (writer.facts.phone_sentence.of(writer.language) and writer.declared.phone_asked):
        return None
    return writer.section("phone", paragraphs=(writer.facts.phone_sentence.of(writer.language),))


def pixel(writer: Writer) -> Section | None:
    """What the tracking pixel is for, where one is used."""
    if not writer.declared.pixel:
        return None
    return writer.section("pixel", paragraphs=(writer.say("pixel"),))


Part = Callable[[Writer], Section | None]
FIRST: tuple[Part, ...] = (controller, objection, purposes)
LAST: tuple[Part, ...] = (
    recipients,
    transfers,
    retention,
    rights,
    complaint,
    automated,
    phone,
    pixel,
    directives,
)
PARTS: dict[str, tuple[Part, ...]] = {
    "form": (*FIRST, mandatory, *LAST),
    "first": (*FIRST, data, source, *LAST),
    "public": (*FIRST, data, source, mandatory, *LAST),
}


def lines(sections: tuple[Section, ...]) -> Iterator[str]:
    """Every line as it is read, without marks."""
    for section in sections:
        yield section.title
        yield from (*section.paragraphs, *section.items, *section.after)
