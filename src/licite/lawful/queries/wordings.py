"""Reading the texts by which consent is asked, and the purposes they are for."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.lawful.channels import Channel
from licite.lawful.choices import PurposeKind
from licite.lawful.models import Purpose, Wording

LATEST = ("purpose", "channel", "language", "-version")


def purpose_names() -> Mapping[str, str]:
    """Every purpose's name in the language of the page, retired ones too: proofs still point to them."""
    return {one.key: one.name_fr if get_language() == "fr" else one.name_en for one in Purpose.objects.all()}


def purposes_to_consent() -> Mapping[str, str]:
    """The purposes for which a consent may be asked: in use, and not a duty of law."""
    kept = (
        Purpose.objects.filter(retired_at=None).exclude(kind=PurposeKind.LEGAL).values_list("key", flat=True)
    )
    open_ones = set(kept)
    return {key: name for key, name in purpose_names().items() if key in open_ones}


def wordings(actor: Actor) -> Sequence[Wording]:
    """Every version, those of one purpose, channel and language together, latest first."""
    return list(Wording.objects.order_by(*LATEST))


def wording_for(actor: Actor, public: UUID) -> Wording:
    """One version. Http404 for a missing one."""
    found = Wording.objects.filter(public=public).first()
    if found is None:
        raise Http404
    return found


def current(actor: Actor, *, channels: Sequence[Channel] = ()) -> Sequence[Wording]:
    """The latest version of each of our own texts, for some channels or (none given) all."""
    found = Wording.objects.filter(seller="").order_by(*LATEST)
    if channels:
        found = found.filter(channel__in=[channel.value for channel in channels])
    return list(found.distinct("purpose", "channel", "language"))


def previous(actor: Actor, *, purpose: str, channel: str, language: str) -> Wording | None:
    """The version that a new one would follow."""
    return (
        Wording.objects.filter(purpose=purpose, channel=channel, language=language)
        .order_by("-version")
        .first()
    )


def in_use_first(found: Iterable[Wording]) -> list[tuple[Wording, str]]:
    """Versions given as `wordings` orders them, each with its label: those in use, then the earlier ones."""
    names, seen, past = purpose_names(), set(), _("earlier version")
    current, earlier = [], []
    for one in found:
        text = (one.purpose, one.channel, one.language, one.seller)
        if text in seen:
            earlier.append((one, f"{label(one, names)} · {past}"))
        else:
            current.append((one, label(one, names)))
        seen.add(text)
    return current + earlier


def label(wording: Wording, names: Mapping[str, str]) -> str:
    """What a list of choices shows of a version: "Newsletter · E-mail · French · version 3"."""
    parts = [
        names.get(wording.purpose, wording.purpose),
        str(wording.get_channel_display()),
        str(wording.get_language_display()),
        f"v{wording.version}",
    ]
    return " · ".join([*parts, wording.seller] if wording.seller else parts)
