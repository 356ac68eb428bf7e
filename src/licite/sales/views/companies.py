"""A company's deals: a page of their own, and a panel that the company's page asks for."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people.queries.companies import company_for
from licite.sales import panels
from licite.sales.queries.companies import sold_to


@needs(Permission.DEAL_READ)
@require_safe
def company_deals(request: ActorRequest, public: UUID) -> HttpResponse:
    """What is being sold to it and was, as far as the reader sees; with htmx only the panel."""
    company = company_for(request.actor, public)
    context = {
        "company": company,
        "sold": panels.sold(request.actor, sold_to(request.actor, company=company)),
    }
    template = "sales/_company.html" if request.htmx else "sales/company.html"
    return render(request, template, context)
