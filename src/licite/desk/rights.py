"""One's own rights: what each grant opens, until when, and how many reveals are left today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access import labels
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Field, Level, Permission


@needs(Permission.GRANT_READ_OWN)
@require_safe
def own_rights(request: ActorRequest) -> HttpResponse:
    """Every live grant in words."""
    actor = request.actor
    grants = [
        {
            "profile": labels.profile(grant.profile),
            "portfolios": [actor.portfolios[portfolio] for portfolio in grant.portfolios],
            "stages": [labels.STAGES[stage] for stage in grant.stages],
            "acts": [labels.ACTS[act] for act in labels.ACTS if act in grant.acts],
            "fields": [
                (labels.FIELDS[field], labels.LEVELS[grant.levels.get(field, Level.HIDDEN)])
                for field in (
                    Field.NAME,
                    Field.TITLE,
                    Field.PHONE,
                    Field.EMAIL,
                    Field.ADDRESS,
                    Field.NOTE,
                    Field.AMOUNT,
                )
            ],
            "until": grant.until and labels.last_day(grant.until),
            "reveals": grant.reveals,
        }
        for grant in actor.grants
    ]
    return render(request, "desk/rights.html", {"grants": grants})
