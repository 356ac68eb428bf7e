"""Addresses by the fifty: Django's `reverse` costs as much as all else that a line of a list says."""

from functools import lru_cache
from typing import Final
from uuid import UUID

from django.urls import get_script_prefix, reverse

_ANY: Final = UUID(int=0)


def to(view: str, public: UUID) -> str:
    """The address of a view whose one argument is a record's public id."""
    return _shape(view, get_script_prefix()).replace(str(_ANY), str(public), 1)


@lru_cache(maxsize=128)
def _shape(view: str, _prefix: str) -> str:
    return reverse(view, args=[_ANY])


def at(view: str, *args: str) -> str:
    """The address of a view whose arguments are few words: a rule, a page of the house."""
    return _at(view, get_script_prefix(), args)


@lru_cache(maxsize=1024)
def _at(view: str, _prefix: str, args: tuple[str, ...]) -> str:
    return reverse(view, args=args)
