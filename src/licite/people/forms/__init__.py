"""The forms of people: what is typed, checked field by field, with words that repeat no value."""

from licite.people.forms.companies import CompanyForm
from licite.people.forms.contacts import EditForm, NewForm
from licite.people.forms.history import InteractionForm, OutcomeForm, RevealForm, TaskForm

__all__ = [
    "CompanyForm",
    "EditForm",
    "InteractionForm",
    "NewForm",
    "OutcomeForm",
    "RevealForm",
    "TaskForm",
]
