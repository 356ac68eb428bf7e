"""The board: a column a step, cards that move by a form, by drag or by keyboard."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.sales import panels
from licite.sales.forms import FilterForm
from licite.sales.queries.board import board
from licite.sales.queries.lists import owners


@needs(Permission.DEAL_READ)
@require_safe
def board_page(request: ActorRequest) -> HttpResponse:
    """Every step with its first cards, its number and its sum."""
    actor = request.actor
    having = owners(actor)
    form = FilterForm(request.GET, actor=actor, owners=having, on_board=True)
    lanes = panels.lanes(actor, board(actor, filters=form.filters()))
    asked = {name: request.GET[name] for name in ("owner", "portfolio") if request.GET.get(name)}
    context = {
        "form": form,
        "lanes": lanes,
        "opens": actor.has(Permission.DEAL_WRITE),
        "several": len(having) > 1,
        "query": urlencode(asked),
        "held": sum(lane.held for lane in lanes if not lane.closed),
        "any": any(lane.held for lane in lanes),
        "moves": any(card.moves for lane in lanes for card in lane.cards),
    }
    return render(request, "sales/board.html", context)
