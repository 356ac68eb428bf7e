"""One's own rights: what each grant opens, until when, and how many reveals are left today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite import packs
from licite.access import labels, reveal
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Field, Level, Permission
from licite.desk.requests.words import own_lines
from licite.desk.rules import words

LIMITS = ("sec.session.idle", "sec.session.absolute", "sec.reveal.lasts")
"""Rules that bind the reader, told beside the grants."""


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
    quota = max((grant.reveals for grant in actor.grants), default=0)
    context = {
        "own": own_lines(actor),
        "grants": grants,
        "quota": quota,
        "left": max(0, quota - reveal.used_today(actor)) if quota else 0,
        "limits": [(rule.says(actor.language), words.said(rule)) for rule in map(packs.rule, LIMITS)],
    }
    return render(request, "desk/rights.html", context)
