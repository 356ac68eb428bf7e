"""May we contact this person, by which channel, and why not: the lights of lists and records, and their words."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Final, Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.kit import clock
from licite.lawful import facts
from licite.lawful.channels import Channel
from licite.lawful.facts import Known, known, known_of
from licite.lawful.heard import NOTHING, calls_due
from licite.lawful.may import Verdict
from licite.lawful.panels.holds import Hold, holds_of
from licite.lawful.words import ANSWERS, Explanation, asks_capacity, explain, passes, rule_page
from licite.web import marks

NO_ADVERTISING: Final = _("without advertising")
NO_MOBILE: Final = _("no mobile number")
LIGHTS: Final = (
    ("tel", Channel.PHONE), ("mail", Channel.EMAIL), ("sms", Channel.SMS), ("post", Channel.POST)
)  # fmt: skip
CHANNELS: Final = tuple(channel.value for _icon, channel in LIGHTS)
ICONS: Final = {channel.value: icon for icon, channel in LIGHTS}
BEST_FIRST: Final = ("yes", "care", "later", "no")
# What a consent may be asked by.
ASKED_BY: Final = (Channel.PHONE.value, Channel.EMAIL.value, Channel.POST.value)
NOTHING_LACKS: Final[frozenset[str]] = frozenset()
EVERY: Final = tuple(channel.value for channel in Channel if channel is not Channel.ALL)


class Public(Protocol):
    """Whoever has a page."""

    @property
    def public(self) -> UUID: ...


class Subject(Public, Protocol):
    """A record in sight."""

    @property
    def id(self) -> int: ...


class Opened(facts.Subject, Subject, Protocol):
    """A record just read, with all that the law looks at."""


@dataclass(frozen=True)
class Line:
    """One channel: its light, its words. `lacks`: what there is none of to reach the person so; `capacity_url`: where to
    say that this is a professional, if that may change the answer.
    """

    channel: str
    light: str
    tone: str
    words: Explanation
    rule_url: str
    lacks: str = ""
    capacity_url: str = ""


@dataclass(frozen=True)
class Refused:
    """What the person refuses for one purpose and not for the others: its name, and the channels in words."""

    purpose: str
    channels: Sequence[str]


@dataclass(frozen=True)
class Verdicts:
    """The panel of one purpose. `lights` for the head of the record, `answer` in one word, `url` of every purpose.

    `condition`: what holds for the yeses, "" where nothing does: without advertising, or the first duty. `agreed`: hours
    of calls that the person asked for and that are not over, the soonest first. `holds`: what holds back each channel
    that is not open now.
    `refused`: what is closed for one purpose alone, this one or another.
    """

    purpose: str
    lights: SafeString
    answer: str
    lines: Sequence[Line]
    url: str = ""
    condition: str = ""
    agreed: Sequence[datetime] = ()
    holds: Mapping[str, Hold] = field(default_factory=dict)
    refused: Sequence[Refused] = ()


@lru_cache(maxsize=512)
def _lights(language: str, found: tuple[str, ...]) -> SafeString:
    # Kept per language: fifty rows of a list show few of the 81 ways to be lit.
    return marks.lights(zip((icon for icon, _channel in LIGHTS), found, strict=True))


def lights_of(
    verdicts: Mapping[str, Verdict], language: str, lacks: Container[str] = NOTHING_LACKS
) -> SafeString:
    """The four lights of a record: phone, e-mail, text message, post. `lacks`: channels that no coordinate is for."""
    return _lights(language, tuple(drawn(verdicts[channel], channel in lacks) for channel in CHANNELS))


def drawn(verdict: Verdict, lacks: bool) -> str:  # noqa: FBT001 (said by its name)
    """How a verdict is drawn: a no stays a no; what is allowed without a coordinate to do it by is nothing."""
    if lacks and (verdict.allowed or passes(verdict)):
        return "none"
    return "later" if passes(verdict) else verdict.light


def lights_in_list(
    actor: Actor, rows: Iterable[facts.Subject], *, act: str, lacks: Mapping[int, frozenset[str]]
) -> dict[int, SafeString]:
    """The lights of many records just read, each for its own purpose, in the trace of `act`. Two statements.

    `lacks`: of each record, the channels that it is known to have no coordinate for.
    """
    read = known_of(rows, at=clock.now())
    actor.trace.saw(act, read.records, ["verdict"])
    found = {contact: read.verdicts(contact, "", CHANNELS) for contact in read.records}
    # Records that are judged alike have one answer (`Known.alike`), drawn once for the same lacks.
    drawings: dict[tuple[int, frozenset[str]], SafeString] = {}
    lights: dict[int, SafeString] = {}
    for contact, verdicts in found.items():
        lacking = lacks.get(contact, NOTHING_LACKS)
        kind = (id(verdicts), lacking)
        if kind not in drawings:
            drawings[kind] = lights_of(verdicts, actor.language, lacking)
        lights[contact] = drawings[kind]
    return lights


def verdicts(
    actor: Actor, contact: Opened, *, lacks: Container[str] = NOTHING_LACKS, fixed: bool = False
) -> Verdicts:
    """The panel of a record just read, for the purpose it is held for. Two statements.

    `fixed`: every number of the record is a fixed line, which the line of text messages says; its light is the law’s.
    """
    read = known_of([contact], at=clock.now())
    actor.trace.saw("people:contact:read", [contact.id], ["verdict"])
    found = _panel(actor, read, contact, "", CHANNELS, lacks)
    return _landed(found) if fixed else found


def _landed(found: Verdicts) -> Verdicts:
    return replace(found, lines=[_unread(line) for line in found.lines])


def _unread(line: Line) -> Line:
    texts = line.channel == str(Channel.SMS.label) and line.tone != "no" and not line.lacks
    return replace(line, lacks=str(NO_MOBILE)) if texts else line


def every_purpose(
    actor: Actor,
    contact: Subject,
    *,
    purpose: str = "",
    lacks: Container[str] = NOTHING_LACKS,
    fixed: bool = False,
) -> list[Verdicts]:
    """Every purpose in use and every channel for a record, or one purpose; the record's own first. `fixed` as above."""
    read = _read(actor, contact)
    own = read.records[contact.id].purpose
    keys = [key for key, aim in read.purposes.items() if aim.retired_at is None or key == own]
    keys.sort(key=lambda key: key != own)
    found = [_panel(actor, read, contact, key, EVERY, lacks) for key in keys if purpose in ("", key)]
    return [_landed(one) for one in found] if fixed else found


def page_of(contact: Public) -> str:
    """Where every purpose and channel of a record is explained."""
    return reverse("desk:contact-may", args=[contact.public])


def _read(actor: Actor, contact: Subject) -> Known:
    read = known([contact.id], at=clock.now())
    actor.trace.saw("people:contact:read", [contact.id], ["verdict"])
    return read


def _panel(
    actor: Actor, read: Known, contact: Subject, purpose: str, channels: Sequence[str], lacks: Container[str]
) -> Verdicts:
    found = read.verdicts(contact.id, purpose, channels)
    key = purpose or read.records[contact.id].purpose
    aim = read.purposes.get(key)
    shown = {drawn(verdict, channel in lacks) for channel, verdict in found.items()}
    return Verdicts(
        purpose=aim.name(actor.language) if aim else key,
        lights=lights_of(found, actor.language, lacks),
        answer=str(ANSWERS[next((one for one in BEST_FIRST if one in shown), "no")]),
        lines=_lines(actor, contact, found, lacks),
        url=page_of(contact),
        condition=_condition(found.values(), actor.language),
        agreed=calls_due(read.heard.get(contact.id, NOTHING), at=read.at),
        holds=holds_of(found, actor.language),
        refused=_refused(read, contact, actor.language),
    )


def _refused(read: Known, contact: Subject, language: str) -> list[Refused]:
    """Objections to one purpose, those that still close it: an act of the person may have opened it again."""
    bound: dict[str, list[str]] = {}
    for one in read.heard.get(contact.id, NOTHING).objections:
        if one.purpose and one.channel not in bound.setdefault(one.purpose, []):
            bound[one.purpose].append(one.channel)
    told = []
    for purpose, channels in bound.items():
        judged = read.verdicts(contact.id, purpose, EVERY)
        closed = [
            str(Channel(channel).label)
            for channel in channels
            if all(
                judged[one].code == "objection" for one in (EVERY if channel == Channel.ALL else [channel])
            )
        ]
        if closed:
            aim = read.purposes.get(purpose)
            told.append(Refused(aim.name(language) if aim else purpose, closed))
    return told


def holds(actor: Actor, contact: Opened) -> Mapping[str, Hold]:
    """What holds back a contact with a record just read, by channel. Two statements."""
    read = known_of([contact], at=clock.now())
    actor.trace.saw("people:contact:read", [contact.id], ["verdict"])
    return holds_of(read.verdicts(contact.id, "", CHANNELS), actor.language)


def _condition(found: Iterable[Verdict], language: str) -> str:
    allowed = [verdict for verdict in found if verdict.allowed]
    if any(verdict.code == "free" for verdict in allowed):
        return str(NO_ADVERTISING)
    told = (duty for verdict in allowed for duty in explain(verdict, language).duties)
    return next(told, "")


def _lines(actor: Actor, contact: Subject, found: Mapping[str, Verdict], lacks: Container[str]) -> list[Line]:
    """One line a channel; one for all of them where they have one answer, and something to reach the person by for each."""
    edits = actor.has(Permission.CONTACT_EDIT)
    where = reverse("people:capacity", args=[contact.public]) if edits else ""
    ways = [channel for channel in ASKED_BY if channel in found and found[channel].allowed]
    first, *others = found.values()
    drawings = {drawn(verdict, channel in lacks) for channel, verdict in found.items()}
    if others and len(drawings) == 1 and all(one == first for one in others):
        return [_line(Channel.ALL, first, actor.language, ways, where)]
    return [
        _line(channel, verdict, actor.language, ways, where, lacks=channel in lacks)
        for channel, verdict in found.items()
    ]


def _line(
    channel: str, verdict: Verdict, language: str, ways: Sequence[str], where: str, *, lacks: bool = False
) -> Line:
    as_drawn = drawn(verdict, lacks)
    return Line(
        channel=str(Channel(channel).label),
        light=_light(channel, as_drawn),
        tone=as_drawn,
        words=explain(verdict, language, ways=ways),
        rule_url=rule_page(verdict),
        lacks=marks.absent(ICONS[channel]) if as_drawn == "none" and channel in ICONS else "",
        capacity_url=where if asks_capacity(verdict) else "",
    )


def _light(channel: str, as_drawn: str) -> str:
    """The drawing of a channel that has one."""
    icon = ICONS.get(channel)
    return marks.light(icon, as_drawn) if icon else ""
