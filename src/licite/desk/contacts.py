"""The contact list: search, filters, columns, A–Z, keyset pages; and the two panels that shape it."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licite.access import labels
from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Act, Permission
from licite.desk import columns, narrowing, saved
from licite.desk.forms import FilterForm, ordered
from licite.desk.grants.words import records
from licite.desk.narrowing import COUNTED, address
from licite.kit.cells import portfolio_of, stage_of
from licite.people.choices import Order
from licite.people.panels.searching import nobody
from licite.people.queries import Filters, contact_list, scope_count, search
from licite.people.queries.bulk import AT_MOST
from licite.people.queries.saved import views_of
from licite.people.queries.tags import tags_in_use

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@needs(Permission.CONTACT_READ)
@require_safe
def contact_index(request: ActorRequest) -> HttpResponse:
    """A page of 50, or what a search finds within the filters; with htmx only what a search changes."""
    actor = request.actor
    # What is typed changes no view: the browser keeps its tabs.
    live = request.htmx.target == "results"
    views = [] if live else views_of(actor)
    saved.opened(request, views)
    # Most lists are narrowed by nothing: no form is made then.
    form = (
        FilterForm(request.GET, actor=actor) if request.GET.keys() & FilterForm.base_fields.keys() else None
    )
    filters = form.filters() if form else Filters(**ordered(request.GET))
    keys = columns.chosen(request.GET.getlist("cols"))
    context = _page(request, filters, keys)
    context |= {
        "filters": filters,
        "tabs": [] if live else saved.tabs(request, views),
        "chips": narrowing.chips(request, actor, form) if form else [],
        "carried": narrowing.hidden(request, but=["q"]),
        "letters": _letters(request),
        "orders": _orders(request, filters),
        "keys": _keys(picks=bool(context["picks"]), notes=actor.has(Permission.INTERACTION_WRITE)),
        "cleared": narrowing.there(
            {name: request.GET.get(name, "") for name in ("q", "sort", "letter", "cols")}
        ),
        "everywhere": narrowing.there({name: request.GET.get(name, "") for name in ("q", "sort", "cols")}),
        "may_create": actor.has(Permission.CONTACT_CREATE),
        "may_import": actor.has(Permission.IMPORT_RUN),
        **_counts(actor, filters, context),
    }
    return TemplateResponse(request, "desk/_contact_found.html" if live else "desk/contacts.html", context)


@needs(Permission.CONTACT_READ)
@require_safe
def filter_panel(request: ActorRequest) -> HttpResponse:
    """The form of the filters: opened over the list, or a page of its own."""
    form = FilterForm(request.GET, actor=request.actor)
    form.offer_tags(tags_in_use(request.actor))
    carried = narrowing.hidden(request, but=FilterForm.base_fields)
    context = {"form": form, "carried": carried, "back": address(request), "part": "filters"}
    return TemplateResponse(request, _panel(request), context)


@needs(Permission.CONTACT_READ)
@require_safe
def column_panel(request: ActorRequest) -> HttpResponse:
    """The columns to choose from: opened over the list, or a page of its own."""
    shown = columns.chosen(request.GET.getlist("cols"))
    context = {
        "choices": [(key, column.label, key in shown) for key, column in columns.COLUMNS.items()],
        "carried": narrowing.hidden(request, but=["cols"]),
        "back": address(request),
        "usual": address(request, cols=""),
        "part": "columns",
    }
    return TemplateResponse(request, _panel(request), context)


def _panel(request: ActorRequest) -> str:
    return "desk/lists/_panel.html" if request.htmx else "desk/lists/panel.html"


def _page(request: ActorRequest, filters: Filters, keys: tuple[str, ...]) -> dict[str, Any]:
    """The rows and what stands around them."""
    actor = request.actor
    text = request.GET.get("q", "").strip()
    after = request.GET.get("after", "")
    if text:
        found = search(actor, text, filters=filters, start=int(after) if after.isdecimal() else 0)
    else:
        found = contact_list(actor, filters=filters, after=after[:60])
    picks = actor.has(Permission.CONTACT_BULK) and bool(found.rows)
    return {
        "heads": columns.heads(keys),
        "rows": columns.lines(actor, found.rows, keys=keys, picks=picks),
        "lit": columns.LIT in keys,
        "to_inform": _to_inform(actor) if any(map(columns.informs, found.rows)) else None,
        "picks": picks,
        "query": request.GET.urlencode(),
        "text": text,
        "narrowed": not filters.plain or bool(filters.stage or filters.portfolio or filters.letter),
        "nobody": nobody(text) if text and not found.rows else None,
        "too_many": found.too_many,
        "looked_at": found.looked_at,
        "next": address(request, after=found.after) if found.after else "",
        "first": address(request) if after else "",
    }


def _to_inform(actor: Actor) -> str:
    """Where those who have still to be told are listed, for whoever tells them; else empty."""
    return reverse("people:to-inform") if actor.has(Permission.NOTICE_DELIVER) else ""


def _letters(request: ActorRequest) -> list[tuple[str, str]]:
    """Each letter, and the list of whose names begin so."""
    shape = address(request, letter="@", sort="")
    return [(letter, shape.replace("letter=%40", f"letter={letter}")) for letter in LETTERS]


def _orders(request: ActorRequest, filters: Filters) -> list[tuple[object, str, bool]]:
    """The orders of the list: words, address, whether it is this one."""
    usual = [("", _("Latest activity")), *((order.value, order.label) for order in Order)]
    return [
        (label, address(request, letter="", sort=key), filters.order == key and not filters.letter)
        for key, label in usual
    ]


def _keys(*, picks: bool, notes: bool) -> list[tuple[str, str]]:
    """What each key does on the list (keys.js), for this reader."""
    told = [
        ("/", _("search")),
        ("j ↓", _("next row")),
        ("k ↑", _("previous row")),
        ("↵", _("open the record")),
        ("c", _("call: open the record at its contact details")),
    ]
    told += [("n", _("note what happened"))] if notes else []
    told += [("x", _("tick the row"))] if picks else []
    return [*told, ("?", _("this help"))]


def _sight(actor: Actor, cells: Collection[int]) -> str:
    """Portfolios and stages in sight; each portfolio with its own stages where they differ: "Ouest (client), Est (lead)"."""
    by_place: dict[int, list[str]] = {}
    for cell in sorted(cells):
        by_place.setdefault(portfolio_of(cell), []).append(str(labels.STAGES[stage_of(cell)]).lower())
    if len(by_place) > labels.NAMED or len(set(map(tuple, by_place.values()))) < 2:
        stages = [str(labels.STAGES[stage]).lower() for stage in sorted(set(map(stage_of, cells)))]
        return f"{labels.places(actor.portfolios.values())} · {', '.join(stages)}"
    return ", ".join(
        f"{name} ({', '.join(by_place[place])})"
        for place, name in actor.portfolios.items()
        if place in by_place
    )


def _counts(actor: Actor, filters: Filters, page: dict[str, Any]) -> dict[str, object]:
    """What is in sight, or how many of it the filters leave; one statement at most."""
    cells = actor.cells(Act.READ)
    told: dict[str, object] = {
        "sight": _sight(actor, cells),
    }
    narrowed = page["narrowed"] or page["text"]
    if narrowed and not (page["first"] or page["next"] or page["looked_at"] or page["too_many"]):
        return told | {"matching": records(len(page["rows"])), "whole": _few(len(page["rows"]))}
    if (page["text"] or filters.letter or filters.reach) and page["next"] and page["rows"]:
        return told | {"matching": _("more than %(n)s records") % {"n": len(page["rows"])}}
    if page["text"] or filters.letter or filters.reach or not narrowed:
        count = scope_count(actor, cells)
        return told | {"count": count, "whole": None if narrowed else _few(count)}
    found = scope_count(actor, filters.cells(actor), cap=COUNTED + 1, filters=filters)
    return told | {"matching": narrowing.counted(found), "whole": _few(found)}


def _few(count: int) -> int | None:
    """How many records an act on the whole list would take, None where there are more than it takes."""
    return count if count <= AT_MOST else None
