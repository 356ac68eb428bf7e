"""The address of a list: what narrows it, puts it in order and shapes it, as closed choices, and the chips to undo them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.desk.forms import FilterForm
from licite.desk.grants.words import records
from licite.people.queries.companies import company_name_of
from licite.people.queries.tags import tag_word

KEPT: Final = (*FilterForm.base_fields, "sort", "letter", "cols")
"""What a view keeps of an address. Never what was typed to search: it names people."""
COUNTED: Final = 1000
LOOK_UP: Final[Mapping[str, Callable[[Actor, Any], str]]] = {"company": company_name_of, "tag": tag_word}


@dataclass(frozen=True)
class Chip:
    """One filter that is on: its name, its value, and the same list without it."""

    label: str
    value: str
    url: str


def address(request: HttpRequest, **changes: str) -> str:
    """The same list with other words in its address; a page cursor never survives a change."""
    words = {name: ".".join(request.GET.getlist(name)) for name in request.GET if name != "after"}
    return there(words | changes)


def there(words: dict[str, str]) -> str:
    """The list with these words in its address."""
    kept = {name: value for name, value in words.items() if value}
    return _list(get_script_prefix()) + ("?" + urlencode(kept) if kept else "")


@lru_cache(maxsize=8)
def _list(_prefix: str) -> str:
    return reverse("desk:contacts")


def shape(request: HttpRequest) -> dict[str, str]:
    """What a view keeps of this address."""
    words = {name: ".".join(request.GET.getlist(name)) for name in KEPT}
    return {name: value for name, value in words.items() if value}


def chips(request: HttpRequest, actor: Actor, form: FilterForm) -> list[Chip]:
    """The filters that are on."""
    return [
        Chip(
            label=str(form.fields[name].label or _("Company")),
            value=form.words(name, value) or LOOK_UP[name](actor, value) or _("out of your sight"),
            url=address(request, **{name: ""}),
        )
        for name, value in form.kept.items()
    ]


def counted(found: int) -> str:
    """A number that was counted no further than a thousand, in words."""
    if found > COUNTED:
        return _("more than 1,000 records")
    return records(found)


def hidden(request: HttpRequest, *, but: Iterable[str]) -> list[tuple[str, str]]:
    """What a form of the list carries along, so that sending it loses nothing else."""
    left = {*but, "after"}
    words = ((name, ".".join(request.GET.getlist(name))) for name in request.GET if name not in left)
    return [(name, value) for name, value in words if value]
