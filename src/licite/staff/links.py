"""Links that let their bearer choose a password once: to join, or after a forgotten password."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from licite.kit import clock
from licite.staff import lockouts, mail, signins, trace
from licite.staff.models import Account, PasswordLink

Purpose = PasswordLink.Purpose
LASTS = {Purpose.JOIN: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}
# A second request within this time sends nothing: nobody's mailbox is to be filled.
QUIET = timedelta(minutes=5)


def digest(token: str) -> str:
    """What the table keeps of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def make(account: Account, purpose: PasswordLink.Purpose) -> str:
    """A new link's token. Needs a transaction on the login alias."""
    token = new_token()
    keep(account, purpose, token)
    return token


def keep(account: Account, purpose: PasswordLink.Purpose, token: str) -> None:
    """Lets a token open the account; an earlier one opens nothing any more."""
    now = clock.now()
    PasswordLink.objects.filter(account=account).delete()
    PasswordLink.objects.create(
        token_hash=digest(token),
        account=account,
        purpose=purpose,
        made_at=now,
        expires_at=now + LASTS[purpose],
    )


def path_of(token: str) -> str:
    """The page of a link."""
    return reverse("staff:invitation", args=[token])


def find(token: str) -> PasswordLink | None:
    """The link of a token, while it lives and its account may still be opened."""
    link = (
        PasswordLink.objects.select_related("account", "account__member")
        .filter(token_hash=digest(token), expires_at__gt=clock.now(), account__member__left_at=None)
        .first()
    )
    if link is None or (link.purpose == Purpose.RESET and not link.account.is_active):
        return None
    return link


def use(request: HttpRequest, token: str, password: str) -> bool:
    """Chooses the password, once: the link goes, every session ends. False when the link was used meanwhile.

    One transaction on the login alias.
    """
    with transaction.atomic(using="auth"):
        link = find(token)
        if link is None or not PasswordLink.objects.filter(pk=link.pk).delete()[0]:
            return False
        account = link.account
        account.set_password(password)
        account.is_active = True
        account.save(update_fields=["password", "is_active"])
        signins.end_all(account)
        lockouts.forget(account.email)
        act = "staff:member:join" if link.purpose == Purpose.JOIN else "staff:password:reset"
        trace.note(request, act, member=account.member_id)
    return True


def request_reset(email: str, site: str) -> None:
    """Mails a link to the account of this e-mail, if there is one; meant to run behind the page.

    `site` is scheme and host of the page, as https://crm.firm.fr.
    """
    account = (
        Account.objects.select_related("member").filter(email=email.strip().lower(), is_active=True).first()
    )
    if (
        account is None
        or PasswordLink.objects.filter(account=account, made_at__gt=clock.now() - QUIET).exists()
    ):
        return
    with transaction.atomic(using="auth"):
        token = make(account, Purpose.RESET)
    mail.post(
        account.email,
        "staff/mail/reset.txt",
        {"url": site + path_of(token)},
        language=account.member.language,
    )
