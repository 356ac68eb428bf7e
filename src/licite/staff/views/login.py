"""allauth's pages in our words: sign-in, sign-out, proving oneself again, password, second factor.

They run outside the gate, on the login alias. Each is allauth's own view with our form and our template.
"""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy

from licite.access.needs import public
from licite.staff import factors, forms


class LoginView(account.LoginView):  # type: ignore[misc]
    """E-mail and password."""

    form_class = forms.LoginForm
    template_name = "staff/sign_in.html"


class LogoutView(account.LogoutView):  # type: ignore[misc]
    """Asks once, then ends session and ticket."""

    template_name = "staff/sign_out.html"


class CodeView(mfa.AuthenticateView):  # type: ignore[misc]
    """The code after the password."""

    form_class = forms.AuthenticateForm
    template_name = "staff/code.html"


class AgainView(account.ReauthenticateView):  # type: ignore[misc]
    """The password once more before a grave act."""

    form_class = forms.ReauthenticateForm
    template_name = "staff/again.html"


class AgainCodeView(mfa.ReauthenticateView):  # type: ignore[misc]
    """A code before a grave act."""

    form_class = forms.ReauthenticateCodeForm
    template_name = "staff/again.html"


class ChangePasswordView(account.PasswordChangeView):  # type: ignore[misc]
    """The present password and a new one."""

    form_class = forms.ChangePasswordForm
    template_name = "staff/change_password.html"


class ActivateView(totp.ActivateTOTPView):  # type: ignore[misc]
    """A new authenticator: its drawing, its secret, its first code."""

    form_class = forms.ActivateTOTPForm
    template_name = "staff/activate.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The code proves the authenticator here and now, and is used up by it."""
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        factors.burn(user, form.cleaned_data["code"])
        record_authentication(self.request, user, method="mfa", type=factors.TOTP)
        return response

    def get_success_url(self) -> str:
        """The recovery codes, which nobody should go without."""
        return reverse("mfa_view_recovery_codes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it is asked for before anything else opens."""
        return {**super().get_context_data(**kwargs), "forced": not factors.trusted(self.request)}


class DeactivateView(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Takes the second factor away; outside trusted networks the session ends with it."""

    template_name = "staff/deactivate.html"
    success_url = reverse_lazy("staff:account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether another one will be asked for at once."""
        return {**super().get_context_data(**kwargs), "forced": not factors.trusted(self.request)}


class CodesView(codes.ViewRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes that are left."""

    template_name = "staff/codes.html"


class NewCodesView(codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes in place of all former ones."""

    template_name = "staff/new_codes.html"


sign_in = public(LoginView.as_view())
sign_out = public(LogoutView.as_view())
code = public(CodeView.as_view())
again = public(AgainView.as_view())
again_code = public(AgainCodeView.as_view())
change_password = public(ChangePasswordView.as_view())
activate = public(ActivateView.as_view())
deactivate = public(DeactivateView.as_view())
recovery_codes = public(CodesView.as_view())
new_recovery_codes = public(NewCodesView.as_view())
