"""The one way that something planned would go: whether it is open now, why not in a word, and by what else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.facts import Record, known_of
from licite.lawful.may import Verdict
from licite.lawful.panels.verdicts import CHANNELS, ICONS, drawn, page_of
from licite.lawful.words import brief, ways_of
from licite.web import marks

REFUSED: Final[dict[str, Promise]] = {
    Channel.PHONE: _("No call · %(why)s"),
    Channel.EMAIL: _("No e-mail · %(why)s"),
    Channel.POST: _("No letter · %(why)s"),
}
LATER: Final = _("Not now · %(why)s")


@dataclass(frozen=True)
class Wanted:
    """Somebody of a record just read, the channel by which they would be reached, and those there is nothing for."""

    record: Record
    public: UUID
    channel: Channel
    lacks: frozenset[Channel] = frozenset()


@dataclass(frozen=True)
class Way:
    """What is drawn of it: `tone` as of a light; `why` not, "" where it is open; `url` explains; `others`: by what else."""

    tone: str
    why: str
    url: str
    others: str = ""

    @property
    def open(self) -> bool:
        """Whether it may be used now."""
        return not self.why


def ways(actor: Actor, wanted: Sequence[Wanted], *, act: str) -> list[Way]:
    """The way of each, for the purpose that the record is held for, in the trace of `act`. Two statements, none for none."""
    if not wanted:
        return []
    read = known_of([one.record for one in wanted], at=clock.now())
    actor.trace.saw(act, read.records, ["verdict"])
    with translation.override(actor.language):
        return [_way(actor, one, read.verdicts(one.record.id, "", CHANNELS)) for one in wanted]


def _way(actor: Actor, one: Wanted, found: Mapping[str, Verdict]) -> Way:
    verdict = found[one.channel]
    tone = drawn(verdict, one.channel in one.lacks)
    if tone in ("yes", "care"):
        return Way(tone, "", page_of(one))
    others = [key for key, other in found.items() if other.allowed and key not in one.lacks]
    return Way(tone, _why(verdict, tone, one.channel, actor.language), page_of(one), ways_of(others))


def _why(verdict: Verdict, tone: str, channel: Channel, language: str) -> str:
    if tone == "none":
        return str(marks.absent(ICONS[channel]))
    said = LATER if tone == "later" else REFUSED[channel]
    return str(said) % {"why": brief(verdict, language)}
