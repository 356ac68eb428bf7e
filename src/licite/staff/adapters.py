"""Where allauth asks the house: who may come in, from where, in which words, and how secrets rest."""

import math
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from licite import packs
from licite.access.http import origin_of
from licite.kit import clock
from licite.staff import factors, lockouts, mail, signins, trace
from licite.staff.models import Account

MESSAGES = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _(
        "Your password has been changed. Your other sessions have ended."
    ),
    "mfa/messages/totp_activated.txt": _("Your second factor is in place."),
    "mfa/messages/totp_deactivated.txt": _("Your second factor has been taken away."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "You have new recovery codes. The former ones no longer open anything."
    ),
}
# What is worth a mail to the member, who may not be the one who did it.
NEWS = {
    "account/email/password_changed": "password",
    "mfa/email/totp_activated": "factor_on",
    "mfa/email/totp_deactivated": "factor_off",
    "mfa/email/recovery_codes_generated": "codes",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail and password; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail and this password do not go together."),
        "too_many_login_attempts": _("Too many attempts. Please wait a few minutes."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Members are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of the connection itself: headers can be written by anybody."""
        return origin_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses before any password is looked at, known account or not, while the lockout lasts."""
        left = lockouts.wait(credentials["email"], origin_of(request))
        if left:
            raise too_many(math.ceil(left.total_seconds() / 60))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account, if e-mail and password go together; a closed account answers as a wrong password."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is not None and not account.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts and journals the failure."""
        trace.refused(request, credentials["email"], why="password")

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Whether this is the password of the account, under the same lockout."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in of a moment ago is as good as proving oneself again."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = bool(records) and (
            clock.now().timestamp() - records[-1]["at"]
            < packs.duration("sec.reauthentication").total_seconds()
        )
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def set_password(self, user: Account, password: str) -> None:
        """A new password ends every session of the account; the one that asked goes on under a new key."""
        super().set_password(user, password)
        signins.end_all(user)
        trace.note(context.request, "staff:password:change", member=user.member_id)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return "/account/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The sign-in page, which says that one is signed out."""
        return str(settings.LOGIN_URL)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what MESSAGES says, in our words; the rest would be noise."""
        text = message or MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells the member what was changed in the account, if a mail can leave."""
        news = NEWS.get(template_prefix)
        if news is None or not mail.configured():
            return
        account = Account.objects.select_related("member").get(pk=user.pk)
        send = partial(
            mail.post, account.email, "staff/mail/news.txt", {"news": news}, language=account.member.language
        )
        transaction.on_commit(partial(mail.behind, send), using="auth")


def too_many(minutes: int) -> ValidationError:
    """The same words whether the account exists or not."""
    return ValidationError(
        ngettext(
            "Too many attempts. Please try again in %(n)d minute.",
            "Too many attempts. Please try again in %(n)d minutes.",
            minutes,
        )
        % {"n": minutes},
        code="too_many_login_attempts",
    )


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors rest sealed, each for its own account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it has already been used."),
    }

    def encrypt(self, text: str) -> str:
        """Seals a secret for the account of this request."""
        return factors.seal_secret(bearer().pk, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Opens it. Raises vault.Unsealable when it is another account's."""
        return factors.open_secret(bearer().pk, encrypted_text)


def bearer() -> Account:
    """The account whose second factor is at stake: half signed in, or signed in."""
    stage = getattr(context.request, "_login_stage", None)
    account: Account = stage.login.user if stage else context.request.user
    return account
