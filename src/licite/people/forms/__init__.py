"""The forms of people: what is typed, checked field by field, with words that repeat no value."""

from licite.people.forms.calls import CallForm, DoneForm
from licite.people.forms.companies import CompanyFilterForm, CompanyForm, SiteForm
from licite.people.forms.contacts import EditForm, NewForm
from licite.people.forms.history import InteractionForm, OutcomeForm, RevealForm
from licite.people.forms.tasks import HandForm, MoveForm, TaskForm

__all__ = [
    "CallForm",
    "CompanyFilterForm",
    "CompanyForm",
    "DoneForm",
    "EditForm",
    "HandForm",
    "InteractionForm",
    "MoveForm",
    "NewForm",
    "OutcomeForm",
    "RevealForm",
    "SiteForm",
    "TaskForm",
]
