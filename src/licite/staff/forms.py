"""The room's forms: allauth's with our words and our lockout, and our own."""

import math
from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from licite.access.http import origin_of
from licite.kit import emails
from licite.staff import factors, lockouts, passwords, queries, trace
from licite.staff.adapters import too_many
from licite.staff.models import Account
from licite.web.forms import Form, speak_plainly


def dress(form: forms.Form, **labels: Any) -> None:
    """Our labels, no placeholder that repeats them, no link among the help."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)
    speak_plainly(form)


class LoginForm(BaseLoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, login=_("E-mail"), password=_("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(BaseReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, password=_("Password"))


class ChangePasswordForm(BaseChangePasswordForm):  # type: ignore[misc]
    """The present password, and the new one twice; guesses of the present one are counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password, again"),
        )
        self.fields["password1"].help_text = passwords.advice()

    def clean_oldpassword(self) -> str:
        """Raises ValidationError for a wrong one, and without looking at it while the lockout lasts."""
        admit(self.user)
        try:
            return str(super().clean_oldpassword())
        except ValidationError:
            trace.refused(context.request, self.user.email, why="password")
            raise


class CodeMixin:
    """A code of the authenticator or a recovery code: under the lockout, once only."""

    user: Account
    authenticator: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, code=_("Code"))  # type: ignore[arg-type]

    def clean_code(self) -> str:
        """Raises ValidationError for a code that is wrong or was used, and while the lockout lasts."""
        admit(self.user)
        try:
            code = str(super().clean_code())  # type: ignore[misc]
            if self.authenticator.type == factors.TOTP and not factors.burn(self.user, code):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            trace.refused(context.request, self.user.email, why="code")
            raise
        return code


class AuthenticateForm(CodeMixin, BaseAuthenticateForm):  # type: ignore[misc]
    """The code after the password."""


class ReauthenticateCodeForm(CodeMixin, BaseReauthenticateCodeForm):  # type: ignore[misc]
    """A code to prove oneself again."""


class ActivateTOTPForm(BaseActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, code=_("The code that the application shows"))


def admit(account: Account) -> None:
    """Raises ValidationError while the lockout of this account or address lasts."""
    left = lockouts.wait(account.email, origin_of(context.request))
    if left:
        raise too_many(math.ceil(left.total_seconds() / 60))


class NewPasswordForm(Form):
    """A password chosen by the bearer of a link."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password1"].help_text = passwords.advice()

    def clean_password1(self) -> str:
        """Raises ValidationError for a password that the policy does not take."""
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        data = super().clean() or {}
        if "password1" in data and "password2" in data and data["password1"] != data["password2"]:
            self.add_error("password2", _("The two passwords are not the same."))
        return data


class EmailForm(Form):
    """Whose password was forgotten."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


class InviteForm(Form):
    """A person who joins."""

    name = forms.CharField(label=_("First and last name"), max_length=120)
    email = forms.CharField(label=_("E-mail"), max_length=254, widget=forms.EmailInput())
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean_email(self) -> str:
        """Raises ValidationError for what is no address, and for one that is taken."""
        read = emails.normalise(self.cleaned_data["email"])
        email = read.canonical
        # Neither sign-in pages nor many mail servers take an accented address.
        if email is None or read.status == "doubtful":
            raise ValidationError(_("This is not an e-mail address, such as name@company.fr."))
        if queries.email_taken(email):
            raise ValidationError(_("This e-mail already belongs to an account, present or past."))
        return email


class LanguageForm(Form):
    """The language of one's pages."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
