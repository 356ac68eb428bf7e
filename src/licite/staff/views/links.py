"""Public pages of a forgotten password and of the links that choose one."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from licite.access.http import origin_of
from licite.access.needs import public
from licite.staff import links, lockouts, mail
from licite.staff.forms import EmailForm, NewPasswordForm


@public
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for the e-mail; answers the same, and as fast, whether an account has it or not, or one asks too often."""
    form = EmailForm(request.POST or None)
    sent = mail.configured() and request.method == "POST" and form.is_valid()
    if sent and lockouts.ask(origin_of(request)):
        site = request.build_absolute_uri("/").rstrip("/")
        mail.behind(partial(links.request_reset, form.cleaned_data["email"], site))
    return render(
        request, "staff/forgotten.html", {"form": form, "mail_leaves": mail.configured(), "sent": sent}
    )


@public
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Chooses the password of a link, once; a link that is used, past or unknown says only that it is over."""
    link = links.find(token)
    if link is None:
        return render(request, "staff/link_over.html", status=404)
    form = NewPasswordForm(request.POST or None, account=link.account)
    if (
        request.method == "POST"
        and form.is_valid()
        and links.use(request, token, form.cleaned_data["password1"])
    ):
        messages.success(request, _("Your password is set. You may sign in."))
        return HttpResponseRedirect(reverse("account_login"))
    joins = link.purpose == links.Purpose.JOIN
    return render(
        request, "staff/choose.html", {"form": form, "joins": joins, "name": link.account.member.name}
    )
