"""What lawful shows on a contact's page: `lawful/_objections.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.kit import clock
from licite.lawful.channels import Channel, closed
from licite.lawful.forms.objections import ObjectionForm
from licite.lawful.models import BY_HAND, ToldBy
from licite.lawful.queries.objections import Said
from licite.web import marks
from licite.web.forms import Blank

LIGHTS = (("tel", Channel.PHONE), ("mail", Channel.EMAIL), ("sms", Channel.SMS), ("post", Channel.POST))


@dataclass(frozen=True)
class ObjectionLine:
    """One objection, in words. `about`: the purpose that it is to, "" for every one; `id`: where the reader may say that it
    was noted by mistake, 0 elsewhere.
    """

    channel: str
    about: str
    told_by: str
    at: datetime
    id: int = 0


@dataclass(frozen=True)
class Objections:
    """The panel: what was said, the closed channels as lights, the form where it may be written."""

    lines: Sequence[ObjectionLine]
    lights: SafeString
    form: Blank | None


def lights(bits: int) -> SafeString:
    """One light a channel that the person closed. An open one is no verdict yet, so it shows none."""
    return marks.lights([(name, "no") for name, channel in LIGHTS if closed(bits, channel)])


def corrects(actor: Actor, one: Said) -> bool:
    """Whether the reader may say that it was noted by mistake: its writer, the same day; whoever keeps the list, always."""
    if one.told_by not in BY_HAND:
        return False
    today = timezone.localdate(clock.now())
    own = one.member == actor.member and timezone.localdate(one.noted_at) == today
    return own or actor.has(Permission.SUPPRESSION_MANAGE)


def objections(actor: Actor, *, said: Sequence[Said], cell: int, bits: int) -> Objections:
    """The panel of one record: what the person said, its cell and objection bits."""
    writes = actor.has(Permission.OBJECTION_WRITE) and actor.may(Act.OBJECT, cell)
    lines = [
        ObjectionLine(
            str(Channel(one.channel).label),
            one.about or "",
            str(ToldBy(one.told_by).label),
            one.at,
            one.id if writes and corrects(actor, one) else 0,
        )
        for one in said
    ]
    return Objections(lines, lights(bits), Blank(ObjectionForm) if writes else None)
