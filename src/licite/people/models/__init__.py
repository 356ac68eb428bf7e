"""Companies, contacts and what happened with them, a file a theme."""

from licite.people.customs import CustomField, CustomValue
from licite.people.models.bulk import Batch, BatchItem
from licite.people.models.company import Company, CompanyWord, Site
from licite.people.models.contact import Contact, File, Reference, Role, Tag, Token
from licite.people.models.days import Day
from licite.people.models.duplicate import Hunt, Merge, Pair
from licite.people.models.handover import Handed, Handover, HandoverItem, HandoverState
from licite.people.models.history import Change, Interaction, Task
from licite.people.models.saved import FirstView, SavedView

__all__ = [
    "Batch",
    "BatchItem",
    "Change",
    "Company",
    "CompanyWord",
    "Contact",
    "CustomField",
    "CustomValue",
    "Day",
    "File",
    "FirstView",
    "Handed",
    "Handover",
    "HandoverItem",
    "HandoverState",
    "Hunt",
    "Interaction",
    "Merge",
    "Pair",
    "Reference",
    "Role",
    "SavedView",
    "Site",
    "Tag",
    "Task",
    "Token",
]
