"""One's own reminders: put away on the screen, switched on and off by mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people.actions.reminders import mail_reminders, put_away_reminders
from licite.people.views.answers import SeeOther


@needs(Permission.TASK_WRITE)
@require_POST
def seen(request: ActorRequest) -> HttpResponse:
    """Puts them away; back to the page that showed them."""
    put_away_reminders(request.actor)
    return SeeOther(reverse("desk:week" if request.POST.get("back") == "week" else "desk:home"))


@needs(Permission.TASK_WRITE)
@require_POST
def by_mail(request: ActorRequest) -> HttpResponse:
    """On with `mails=on`, off with anything else."""
    mails = request.POST.get("mails") == "on"
    mail_reminders(request.actor, mails=mails)
    if mails:
        messages.success(request, _("Reminders come by mail again."))
    else:
        messages.success(
            request,
            _("No reminder comes by mail any more. On your pages they stay; here you switch mails on again."),
        )
    return SeeOther(reverse("desk:week") + "#by-mail")
