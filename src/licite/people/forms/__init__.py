"""The forms of people: what is typed, checked field by field, with words that repeat no value."""

from licite.people.forms.companies import CompanyFilterForm, CompanyForm, SiteForm
from licite.people.forms.contacts import EditForm, NewForm
from licite.people.forms.history import InteractionForm, OutcomeForm, RevealForm, TaskForm

__all__ = [
    "CompanyFilterForm",
    "CompanyForm",
    "EditForm",
    "InteractionForm",
    "NewForm",
    "OutcomeForm",
    "RevealForm",
    "SiteForm",
    "TaskForm",
]
