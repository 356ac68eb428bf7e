"""A departure, for whoever keeps the accounts: what it ends, and how much work it leaves behind."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licite.access.http import ActorRequest, origin_of
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import member_of
from licite.desk.portfolios.previews import open_in_words
from licite.sales.queries.counts import left_behind
from licite.staff import actions


@needs(Permission.MEMBER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: ActorRequest, public: UUID) -> HttpResponse:
    """Asks, then ends grants, tickets and sessions at once."""
    actor, member = request.actor, member_of(request.actor, public=public)
    if request.method == "POST":
        actions.dismiss(actor, member=member.pk, origin=origin_of(request))
        # Without the name: the cookie that carries the message is signed, not sealed.
        messages.success(request, _("This member no longer has access to anything."))
        return redirect("staff:members")
    context = {
        "member": member,
        "is_self": member.pk == actor.member,
        "behind": open_in_words(*left_behind(actor, member=member.pk)),
        "hands_over": actor.has(Permission.GRANT_MANAGE),
    }
    return render(request, "desk/grants/off.html", context)
