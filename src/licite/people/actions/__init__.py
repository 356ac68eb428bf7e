"""Writes of people: the actor first; each leaves its trace, and the database checks it once more."""

from licite.people.actions.assign import Moved, assign
from licite.people.actions.companies import (
    CompanyFacts,
    Named,
    SiteFacts,
    add_site,
    company_named,
    create_company,
    edit_company,
    edit_site,
    remove_site,
)
from licite.people.actions.contacts import create_contact, create_contacts
from licite.people.actions.editing import Changes, edit_contact
from licite.people.actions.history import add_interaction, finish_interaction
from licite.people.actions.newcomers import Created, NewContact
from licite.people.actions.objections import correct_objection, record_objection
from licite.people.actions.stages import leaves_scope, move, target_of
from licite.people.actions.tasks import (
    Then,
    add_task,
    cancel_task,
    close_task,
    finish_task,
    hand_task,
    move_task,
    open_task,
    reopen_task,
)
from licite.people.actions.tray import decide_tray

__all__ = [
    "Changes",
    "CompanyFacts",
    "Created",
    "Moved",
    "Named",
    "NewContact",
    "SiteFacts",
    "Then",
    "add_interaction",
    "add_site",
    "add_task",
    "assign",
    "cancel_task",
    "close_task",
    "company_named",
    "correct_objection",
    "create_company",
    "create_contact",
    "create_contacts",
    "decide_tray",
    "edit_company",
    "edit_contact",
    "edit_site",
    "finish_interaction",
    "finish_task",
    "hand_task",
    "leaves_scope",
    "move",
    "move_task",
    "open_task",
    "record_objection",
    "remove_site",
    "reopen_task",
    "target_of",
]
