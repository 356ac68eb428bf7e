"""Companies, contacts and what happened with them, a file a theme."""

from licite.people.customs import CustomField, CustomValue
from licite.people.models.company import Company
from licite.people.models.contact import Contact, Token
from licite.people.models.history import Interaction, Task

__all__ = ["Company", "Contact", "CustomField", "CustomValue", "Interaction", "Task", "Token"]
