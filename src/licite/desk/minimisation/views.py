"""The page of the minimisation report."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.desk.minimisation.report import report


@needs(Permission.FIELD_MANAGE)
@require_safe
def minimisation(request: ActorRequest) -> HttpResponse:
    """Every field: filled, used, needed, and what to do about it."""
    return render(request, "desk/minimisation.html", {"report": report(request.actor)})
