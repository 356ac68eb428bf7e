"""Reads of people: actor first, only what the grants open, and every read in the trace."""

from licite.people.queries.filters import Filters
from licite.people.queries.lists import ContactList, contact_list, matching, scope_count
from licite.people.queries.records import ContactRow, contact_for, name_for, names_of
from licite.people.queries.search import duplicates_in_scope, search

__all__ = [
    "ContactList",
    "ContactRow",
    "Filters",
    "contact_for",
    "contact_list",
    "duplicates_in_scope",
    "matching",
    "name_for",
    "names_of",
    "scope_count",
    "search",
]
