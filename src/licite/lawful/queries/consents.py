"""Reading consents. What stands now is derived from the proofs and from what ended them, never stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import DateTimeField, Max, OuterRef, QuerySet, Subquery
from django.http import Http404

from licite import packs
from licite.access.actor import Actor
from licite.lawful.may.consent import months_after
from licite.lawful.may.terms import Agreement
from licite.lawful.models import Consent, Evidence, Notice, Optin, Withdrawal, Wording

LATEST = ("-given_at", "-id")


class State(StrEnum):
    """Where a consent stands at a moment."""

    LIVE = "live"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def state(consent: Consent, at: datetime) -> State:
    """A withdrawal ends it, whatever was promised; else its own time, and what came after that changes nothing."""
    ended = ended_at(consent)
    if ended is not None and ended <= at and ended < consent.valid_until:
        return State.WITHDRAWN
    return State.LIVE if consent.given_at <= at < consent.valid_until else State.EXPIRED


def ended_at(consent: Consent) -> datetime | None:
    """When it was withdrawn, for a consent that these queries read."""
    found: datetime | None = consent.withdrawn_at  # type: ignore[attr-defined]
    return found


def agreements(contacts: Iterable[int]) -> Mapping[int, Sequence[Agreement]]:
    """Every consent of these contacts as `may()` takes them, ended ones too; one statement, no trace of its own.

    The caller says in the trace what it read them for.
    """
    found: defaultdict[int, list[Agreement]] = defaultdict(list)
    for one in _with_ends(Consent.objects.filter(contact__in=list(contacts))).defer("details"):
        found[one.contact].append(
            Agreement(
                one.channel, one.purpose, one.given_at, one.valid_until, ended_at(one), names_us=one.names_us
            )
        )
    return found


def live(contacts: Iterable[int], at: datetime) -> Mapping[int, Sequence[Agreement]]:
    """The consents of these contacts that stand at a moment: given, not past, not withdrawn."""
    return {
        contact: standing
        for contact, all_of_them in agreements(contacts).items()
        if (standing := [one for one in all_of_them if _stands(one, at)])
    }


def consents_of(actor: Actor, *, contact: int) -> Sequence[Consent]:
    """The proofs of one record, latest first, with their texts; nothing for a record out of sight."""
    found = list(
        _with_ends(Consent.objects.filter(contact=contact))
        .select_related("wording")
        .defer("details")
        .order_by(*LATEST)
    )
    if found:
        actor.trace.saw("people:contact:read", [contact], ["consents"])
    return found


def asked_by_mail(actor: Actor, *, contact: int) -> Sequence[Optin]:
    """The questions put to the person by mail, latest first."""
    return list(
        Optin.objects.filter(contact=contact)
        .select_related("wording")
        .defer("token_hash", "marks", "details")
        .order_by("-asked_at", "-id")
    )


def taken_back(*, contact: int, wording: Wording) -> datetime | None:
    """When the person last took back a consent to the purpose and channel of this text, as far as the actor sees."""
    found: datetime | None = Withdrawal.objects.filter(
        contact=contact, consent__purpose=wording.purpose, consent__channel=wording.channel
    ).aggregate(last=Max("at"))["last"]
    return found


def asked_already(
    actor: Actor, *, contact: int, wording: Wording, country: str, at: datetime, but: Optin | None = None
) -> Optin | None:
    """The question, `but` one, that forbids to ask the same again now: one that awaits its answer, or a no of late.

    How long a no holds is a rule of the person's country (consent.refusal.months).
    """
    months = packs.law(country)["consent.refusal.months"].figure
    for one in asked_by_mail(actor, contact=contact):
        if but is not None and one.pk == but.pk:
            continue
        if (one.wording.purpose, one.wording.channel) != (wording.purpose, wording.channel):
            continue
        awaited = not (one.answer or one.cancelled_at) and (one.expires_at is None or one.expires_at > at)
        lately = (
            one.answer == Optin.Answer.NO
            and one.answered_at
            and months_after(one.answered_at, months or 0) > at
        )
        if awaited or lately:
            return one
    return None


@dataclass(frozen=True)
class Proof:
    """One proof with what hangs on it."""

    consent: Consent
    withdrawal: Withdrawal | None
    evidence: Sequence[Evidence]
    confirmed_at: datetime | None


def proof(actor: Actor, *, contact: int, public: UUID) -> Proof:
    """The whole proof, in the trace. Http404 for one that is missing, of another record, or out of sight."""
    found = (
        _with_ends(Consent.objects.filter(contact=contact, public=public)).select_related("wording").first()
    )
    if found is None:
        raise Http404
    actor.trace.saw("lawful:consent:read", [contact], ["consents"], consent=found.pk)
    return Proof(
        found,
        Withdrawal.objects.filter(consent=found).first(),
        list(Evidence.objects.filter(consent=found).defer("content").order_by("id")),
        Optin.objects.filter(consent=found, answer=Optin.Answer.YES)
        .values_list("answered_at", flat=True)
        .first(),
    )


def notices_published() -> Sequence[Notice]:
    """The information notices that a consent may have been asked with, latest first, without their texts."""
    return list(Notice.objects.defer("sections", "text").order_by("-published_at", "-id"))


def notice_shown(consent: Consent) -> Notice | None:
    """The notice that was shown with a consent, where one was noted."""
    return (
        Notice.objects.defer("sections", "text").filter(pk=consent.notice).first() if consent.notice else None
    )


def _with_ends(found: QuerySet[Consent]) -> QuerySet[Consent]:
    ends = Withdrawal.objects.filter(consent=OuterRef("pk")).values("at")
    return found.annotate(withdrawn_at=Subquery(ends, output_field=DateTimeField()))


def _stands(one: Agreement, at: datetime) -> bool:
    return (
        one.given_at <= at
        and (one.valid_until is None or at < one.valid_until)
        and (one.withdrawn_at is None or at < one.withdrawn_at)
    )
