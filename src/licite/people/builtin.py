"""The built-in fields of a record by the key of their purposes (`lawful_fieldpurpose`), and where they are kept."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Builtin:
    """One field in words; `model` and `column` lead to its declaration."""

    label: Promise
    model: str
    column: str


BUILTIN: dict[str, Builtin] = {
    "name": Builtin(_("Name"), "people.Contact", "listing"),
    "title": Builtin(_("Job title"), "people.Contact", "listing"),
    "company": Builtin(_("Company"), "people.Contact", "company_id"),
    "email": Builtin(_("E-mails"), "people.Contact", "email"),
    "phone": Builtin(_("Phones"), "people.Contact", "phone"),
    "address": Builtin(_("Postal address"), "people.Contact", "address"),
    "capacity": Builtin(_("Capacity"), "people.Contact", "capacity"),
    "country": Builtin(_("Country"), "people.Contact", "country"),
    "department": Builtin(_("Department"), "people.Contact", "department"),
    "note": Builtin(_("Notes of interactions"), "people.Interaction", "note"),
    "task": Builtin(_("Titles of tasks"), "people.Task", "title"),
}
