"""Companies, contacts and what happened with them, a file a theme."""

from licite.people.customs import CustomField, CustomValue
from licite.people.models.company import Company, Site
from licite.people.models.contact import Contact, File, Role, Tag, Token
from licite.people.models.days import Day
from licite.people.models.history import Change, Interaction, Task

__all__ = [
    "Change",
    "Company",
    "Contact",
    "CustomField",
    "CustomValue",
    "Day",
    "File",
    "Interaction",
    "Role",
    "Site",
    "Tag",
    "Task",
    "Token",
]
