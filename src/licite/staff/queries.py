"""Reads of the room: who is a member, with which rights, and how they sign in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.models import Member
from licite.kit import clock
from licite.staff import factors
from licite.staff.models import Account
from licite.staff.signins import open_by_member


@dataclass(frozen=True)
class Colleague:
    """One line of the members' list; `rights` in words, `state` is active, invited, silent (no account) or left.

    `open`: how many sign-ins live now.
    """

    public: UUID
    name: str
    email: str
    state: str
    joined_at: datetime
    left_at: datetime | None
    signed_in_at: datetime | None
    second_factor: bool
    open: int
    rights: Sequence[str]
    is_self: bool


def account_of(actor: Actor) -> Account:
    """The actor's own account. Raises Http404 for a member without one."""
    return account_of_member(actor.member)


def account_of_member(member: int) -> Account:
    """A member's account. Raises Http404 for a member without one."""
    account = Account.objects.select_related("member").filter(member_id=member).first()
    if account is None:
        raise Http404
    return account


def address_of(member: int) -> str:
    """Where a member is written to; empty for whoever cannot sign in."""
    found = Account.objects.filter(member_id=member, is_active=True)
    return found.values_list("email", flat=True).first() or ""


def member_by_email(email: str) -> int | None:
    """The member of an e-mail, unless there is none or the member has left."""
    found = Account.objects.filter(email=email.strip().lower(), member__left_at=None)
    return found.values_list("member_id", flat=True).first()


def email_taken(email: str) -> bool:
    """Whether an account, present or past, has this e-mail (in small letters)."""
    return Account.objects.filter(email=email).exists()


def members(actor: Actor) -> Sequence[Colleague]:
    """Everybody, those who left last; for whoever manages members. The trace says that the list was read."""
    accounts = {account.member_id: account for account in Account.objects.all()}
    with_factor = set(Authenticator.objects.filter(type=factors.TOTP).values_list("user_id", flat=True))
    rights, open_ones = rights_by_member(), open_by_member()
    actor.trace.saw("staff:member:list", [], ["email"])
    rows = [
        _colleague(
            member,
            accounts.get(member.pk),
            with_factor,
            rights[member.pk],
            open_ones.get(member.pk, 0),
            actor,
        )
        for member in Member.objects.order_by("name")
    ]
    return sorted(rows, key=lambda row: row.state == "left")


@dataclass(frozen=True)
class Standing:
    """How a member signs in: active, invited, silent (no account) or left; and whether with a second factor."""

    state: str
    second_factor: bool


def awaited(members: Iterable[int]) -> set[int]:
    """Who of these members was invited and has not signed in yet; no statement for nobody."""
    asked = list(members)
    if not asked:
        return set()
    return set(
        Account.objects.filter(
            member_id__in=asked, is_active=False, member__left_at__isnull=True
        ).values_list("member_id", flat=True)
    )


def standings() -> dict[int, Standing]:
    """Every member's standing, by id. No e-mail, no name: for whoever gives rights."""
    accounts = {account.member_id: account for account in Account.objects.all()}
    with_factor = set(Authenticator.objects.filter(type=factors.TOTP).values_list("user_id", flat=True))
    return {
        member.pk: Standing(
            state_of(member, account := accounts.get(member.pk)),
            account is not None and account.pk in with_factor,
        )
        for member in Member.objects.all()
    }


def _colleague(
    member: Member,
    account: Account | None,
    with_factor: set[int],
    rights: Sequence[str],
    open_ones: int,
    actor: Actor,
) -> Colleague:
    return Colleague(
        public=member.public,
        name=member.name,
        email=account.email if account else "",
        state=state_of(member, account),
        joined_at=member.joined_at,
        left_at=member.left_at,
        signed_in_at=account.last_login if account else None,
        second_factor=account is not None and account.pk in with_factor,
        open=open_ones,
        rights=rights,
        is_self=member.pk == actor.member,
    )


def state_of(member: Member, account: Account | None) -> str:
    """active, invited, silent (no account) or left."""
    if member.left_at is not None:
        return "left"
    if account is None:
        return "silent"
    return "active" if account.is_active else "invited"


def rights_by_member() -> dict[int, list[str]]:
    """Live grants in words, by member: profile, places, end. Nothing of a customer."""
    found: dict[int, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT member, profile, portfolios, stages, until FROM gate.roll()")
        for member, profile, portfolios, stages, until in cursor.fetchall():
            found[member].append(in_words(profile, portfolios, stages, until))
    return found


def in_words(
    profile: str,
    portfolios: Sequence[str],
    stages: Iterable[int],
    until: datetime | None,
    *,
    since: datetime | None = None,
) -> str:
    """One grant as a line: "Sales representative · Ouest · Customer · → 31/12/2026"; the day is the last one.

    `since`: when one of the days to come begins.
    """
    every = set(stages) == set(labels.STAGES)
    parts = [
        str(labels.profile(profile)),
        ", ".join(portfolios),
        "" if every else ", ".join(str(labels.STAGES[stage]).lower() for stage in stages),
        _between(since, until if until and until > clock.now() else None),
    ]
    return " · ".join(part for part in parts if part)


def _between(since: datetime | None, until: datetime | None) -> str:
    first = f"{timezone.localdate(since):%d/%m/%Y}" if since else ""
    last = f"{labels.last_day(until):%d/%m/%Y}" if until else ""
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(day)s") % {"day": first}
    return f"→ {last}" if last else ""


def colleague(actor: Actor, *, public: UUID) -> Member:
    """One member by public reference. Raises Http404."""
    member = Member.objects.filter(public=public).first()
    if member is None:
        raise Http404
    return member
