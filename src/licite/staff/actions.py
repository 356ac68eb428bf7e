"""Writes of the room: who joins, who leaves, what a member changes of oneself.

Members are rows of the page's role, accounts of the login role: two connections, so an account is written right
after the commit that makes its member, and closed right after the one that ends it (tickets end in that commit).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction

from licite import packs
from licite.access import giving
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.journal import entries
from licite.kit import clock
from licite.staff import factors, links, lockouts, signins
from licite.staff.models import Account, PasswordLink, Session, SignIn
from licite.staff.queries import account_of_member, email_taken, member_by_email

__all__ = [
    "add_member",
    "dismiss",
    "end_member",
    "invite",
    "invite_again",
    "invite_with_grant",
    "member_by_email",
    "read_notice",
    "reseal_factors",
    "speak",
    "sweep",
    "way_back",
]

LONGEST_MONTH = timedelta(days=31)


class EmailTaken(IntegrityError):
    """An account, present or past, has this e-mail."""


def add_member(name: str, email: str, language: str, password: str | None) -> int:
    """A member and the account to sign in with; the member's id. For commands, inside `gate.as_system`.

    Without a password the account waits for `invite_again`. The account exists once the transaction has
    committed. Raises EmailTaken.
    """
    member = _join(name, email, language)
    entries.write("staff:member:add", detail={"member": member}, origin="console")
    transaction.on_commit(partial(_open_account, member, email.lower(), password=password))
    return member


def invite(actor: Actor, *, name: str, email: str, language: str) -> str:
    """A member, a closed account and the link that opens it; the link's token. Raises EmailTaken."""
    member = _join(name, email, language)
    actor.trace.saw("staff:member:invite", [], [], member=member)
    token = links.new_token()
    transaction.on_commit(partial(_open_account, member, email, token=token))
    return token


def invite_with_grant(
    actor: Actor,
    *,
    name: str,
    email: str,
    language: str,
    profile: str,
    portfolios: Sequence[int],
    stages: Sequence[int],
    until: datetime | None,
) -> str:
    """As `invite`, with a first grant, for whoever gives rights; the database refuses more than they hold.

    Raises EmailTaken, Refused("reach").
    """
    if email_taken(email.lower()):
        raise EmailTaken
    member = giving.invite(
        actor,
        name=name,
        language=language,
        profile=profile,
        portfolios=portfolios,
        stages=stages,
        until=until,
    )
    actor.trace.saw("staff:member:invite", [], [], member=member)
    token = links.new_token()
    transaction.on_commit(partial(_open_account, member, email, token=token))
    return token


def invite_again(member: int) -> str:
    """A fresh link for a member who has not joined yet; the former one opens nothing any more.

    Raises Refused("joined") for whoever has joined or left; the account's page resets a password.
    """
    account = account_of_member(member)
    if account.is_active or account.member.left_at is not None:
        raise Refused("joined")
    with transaction.atomic(using="auth"):
        return links.make(account, PasswordLink.Purpose.JOIN)


def way_back(member: int, *, email: str, without_second_factor: bool) -> str:
    """A fresh link's token for a member who cannot come in any more; for commands, inside `gate.as_system`.

    `without_second_factor` also takes the second factor, the recovery codes and the former password away: until the
    link is used nothing opens the account. A member whose account is missing gets a closed one with this e-mail.
    The link opens once the transaction has committed. Raises EmailTaken.
    """
    account = Account.objects.filter(member_id=member).first()
    if account is None and email_taken(email.lower()):
        raise EmailTaken
    detail = {"member": member, "without_second_factor": without_second_factor}
    entries.write("staff:member:link", detail=detail, origin="console")
    token = links.new_token()
    if account is None:
        transaction.on_commit(partial(_open_account, member, email.lower(), token=token))
    else:
        transaction.on_commit(partial(_let_back, account, token, without_second_factor=without_second_factor))
    return token


def dismiss(actor: Actor, *, member: int, origin: str) -> None:
    """Ends a colleague's membership. Raises Refused("self"): nobody leaves alone, and the last one not at all."""
    if member == actor.member:
        raise Refused("self")
    end_member(member, origin=origin)


def end_member(member: int, *, origin: str = "console") -> None:
    """A leaver, at once: grants and tickets with this transaction, account and sessions right after it.

    Inside `gate.as_system` or the ticket of whoever may; the database checks. Journalled.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.end_member(%s)", [member])
    entries.write("staff:member:end", detail={"member": member}, origin=origin)
    transaction.on_commit(partial(_close_account, member))


def speak(actor: Actor, *, language: str) -> None:
    """The language of one's own pages and mails."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.speak(%s)", [language])


def read_notice(actor: Actor) -> None:
    """The member has read that reading is journalled: once, with its trace."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.read_notice()")
    actor.trace.saw("staff:notice:read", [], [])


def reseal_factors() -> int:
    """Second factors under the key ring's active generation; how many accounts' secrets were read."""
    count = 0
    with transaction.atomic(using="auth"):
        for row in Authenticator.objects.select_for_update().filter(type__in=list(factors.SECRETS)):
            name = factors.SECRETS[row.type]
            row.data[name] = factors.resealed(row.user_id, row.data[name])
            row.save(update_fields=["data"])
            count += 1
    return count


def sweep() -> int:
    """Forgets what has ended: sessions, links, lockouts, and sign-ins as old as the journal's oldest lines.

    The worker's daily gesture; says how many rows went.
    """
    now = clock.now()
    with transaction.atomic(using="auth"):
        gone = lockouts.sweep(now)
        for rows in (
            Session.objects.filter(expire_date__lt=now),
            PasswordLink.objects.filter(expires_at__lt=now),
            SignIn.objects.filter(opened_at__lt=now - LONGEST_MONTH * packs.value("ret.logs.access")),
        ):
            gone += rows.delete()[0]
    return gone


def _join(name: str, email: str, language: str) -> int:
    if email_taken(email.lower()):
        raise EmailTaken
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.add_member(%s, %s)", [name, language])
        (member,) = cursor.fetchone()
    return int(member)


def _open_account(member: int, email: str, *, password: str | None = None, token: str | None = None) -> None:
    with transaction.atomic(using="auth"):
        account = Account(
            member_id=member, email=email, is_active=password is not None, created_at=clock.now()
        )
        account.set_password(password)
        account.save()
        if token is not None:
            links.keep(account, PasswordLink.Purpose.JOIN, token)


def _let_back(account: Account, token: str, *, without_second_factor: bool) -> None:
    with transaction.atomic(using="auth"):
        if without_second_factor:
            account.set_unusable_password()
            account.save(update_fields=["password"])
            signins.end_all(account)
            Authenticator.objects.filter(user_id=account.pk).delete()
        purpose = PasswordLink.Purpose
        links.keep(account, purpose.RESET if account.is_active else purpose.JOIN, token)


def _close_account(member: int) -> None:
    with transaction.atomic(using="auth"):
        account = Account.objects.filter(member_id=member).first()
        if account is None:
            return
        account.is_active = False
        account.set_unusable_password()
        account.save(update_fields=["is_active", "password"])
        signins.end_all(account)
        Session.objects.filter(account=account).delete()
        Authenticator.objects.filter(user_id=account.pk).delete()
        PasswordLink.objects.filter(account=account).delete()
