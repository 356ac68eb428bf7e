"""What lawful shows on a contact's page: `lawful/_objections.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.queries import called
from licite.kit import clock
from licite.lawful.channels import BITS, Channel, closed
from licite.lawful.forms.objections import ObjectionForm
from licite.lawful.models import BY_HAND, DATED, ToldBy
from licite.lawful.queries.objections import Said, places
from licite.web import marks
from licite.web.forms import Blank

LISTED = _(
    "Found on the suppression list: an e-mail or a phone of this record was refused before, by this person or by somebody "
    "who shares it, such as a mailbox of the company"
)
LIGHTS = (("tel", Channel.PHONE), ("mail", Channel.EMAIL), ("sms", Channel.SMS), ("post", Channel.POST))


@dataclass(frozen=True)
class ObjectionLine:
    """One objection, in words. `about`: the purpose that it is to, "" for every one; `place`: its place on the record,
    where the reader may say that it was noted by mistake, 0 elsewhere. `dated`: whether `at` is the day on which it was
    said, not the one by which it had been. `noted_at`, `noted_by`: on the page of proofs alone.
    """

    channel: str
    about: str
    told_by: str
    at: datetime
    place: int = 0
    dated: bool = True
    noted_at: datetime | None = None
    noted_by: str = ""


@dataclass(frozen=True)
class Objections:
    """The panel: what was said, the closed channels as lights, the form where it may be written."""

    lines: Sequence[ObjectionLine]
    lights: SafeString
    form: Blank | None


def how_told(told_by: str) -> str:
    """How an objection reached us, in words; of one that the list knew, what that means."""
    return str(LISTED if told_by == ToldBy.LIST else ToldBy(told_by).label)


def lights(bits: int) -> SafeString:
    """One light a channel that the person closed. An open one is no verdict yet, so it shows none."""
    return marks.lights([(name, "no") for name, channel in LIGHTS if closed(bits, channel)])


def closed_words(bits: int) -> list[str]:
    """The channels that the person closed for every purpose, in words; one word where it is all of them."""
    channels = [Channel.ALL] if closed(bits, Channel.ALL) else [one for one in BITS if closed(bits, one)]
    return [str(one.label) for one in channels]


def refused(bits: int, said: Sequence[Said]) -> list[str]:
    """What a person refuses, in words: the channels closed for every purpose, then others for one purpose alone."""
    if closed(bits, Channel.ALL):
        return closed_words(bits)
    about = {f"{one.about} ({Channel(one.channel).label})": None for one in said if one.about}
    return [*closed_words(bits), *about]


def corrects(actor: Actor, one: Said) -> bool:
    """Whether the reader may say that it was noted by mistake: its writer, the same day; whoever keeps the list, always."""
    if one.told_by not in BY_HAND:
        return False
    today = timezone.localdate(clock.now())
    own = one.member == actor.member and timezone.localdate(one.noted_at) == today
    return own or actor.has(Permission.SUPPRESSION_MANAGE)


def objections(
    actor: Actor, *, said: Sequence[Said], cell: int, bits: int, proofs: bool = False
) -> Objections:
    """The panel of one record: what the person said, its cell and objection bits. `proofs`: with who noted it and when, one
    statement where a member did.
    """
    writes = actor.has(Permission.OBJECTION_WRITE) and actor.may(Act.OBJECT, cell)
    place_of = {one.id: place for place, one in places(said).items()}
    names = called(one.member for one in said) if proofs else {}
    lines = [
        ObjectionLine(
            str(Channel(one.channel).label),
            one.about or "",
            how_told(one.told_by),
            one.at,
            place_of[one.id] if writes and corrects(actor, one) else 0,
            one.told_by in DATED,
            one.noted_at if proofs else None,
            names.get(one.member or 0, ""),
        )
        for one in said
    ]
    return Objections(lines, lights(bits), Blank(ObjectionForm) if writes else None)
