"""Words of rights, in the reader's language: stages, profiles, fields, levels, acts."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licite.access.permissions import Act, Field, Level, Permission
from licite.kit.cells import Stage

STAGES: dict[int, Promise] = {
    Stage.COLD: _("Cold prospect"),
    Stage.LEAD: _("Qualified lead"),
    Stage.CUSTOMER: _("Customer"),
    Stage.FORMER: _("Former customer"),
}
PROFILES: dict[str, Promise] = {
    "accounting": _("Accounting"),
    "assistant": _("Sales assistant"),
    "dpo": _("Data protection officer"),
    "it_admin": _("IT administrator"),
    "manager": _("Sales manager"),
    "marketing": _("Marketing"),
    "prospector": _("Prospector"),
    "rep": _("Sales representative"),
    "support": _("Customer support"),
}
FIELDS: dict[str, Promise] = {
    Field.ADDRESS: _("Address"),
    Field.AMOUNT: _("Amounts"),
    Field.EMAIL: _("E-mail"),
    Field.NAME: _("Name"),
    Field.NOTE: _("Notes"),
    Field.PHONE: _("Phone"),
    Field.TITLE: _("Job title"),
}
LEVELS: dict[Level, Promise] = {
    Level.HIDDEN: _("hidden"),
    Level.MASKED: _("masked"),
    Level.REVEAL: _("masked, opened for an act"),
    Level.OPEN: _("open"),
}
ACTS: dict[str, Promise] = {
    Act.READ: _("read"),
    Act.CREATE: _("create"),
    Act.EDIT: _("edit"),
    Act.COMMUNICATE: _("contact"),
    Act.OBJECT: _("note an objection"),
    Act.EXPORT: _("export"),
}


PERMISSIONS: dict[str, Promise] = {
    Permission.CONTACT_READ: _("Open records and lists"),
    Permission.COMPANY_READ: _("Open companies"),
    Permission.CONTACT_REVEAL: _("Reveal a masked value for an act"),
    Permission.CONTACT_CREATE: _("Create records"),
    Permission.CONTACT_EDIT: _("Change records"),
    Permission.COMPANY_CREATE: _("Create companies"),
    Permission.COMPANY_EDIT: _("Change companies"),
    Permission.STAGE_MOVE: _("Advance, win, lose"),
    Permission.INTERACTION_WRITE: _("Note calls, e-mails, meetings"),
    Permission.TASK_WRITE: _("Plan tasks and appointments"),
    Permission.FILE_WRITE: _("Attach files"),
    Permission.CONTACT_BULK: _("Act on many records at once"),
    Permission.CONTACT_ASSIGN: _("Move records to another portfolio"),
    Permission.CONTACT_MERGE: _("Merge duplicates"),
    Permission.TRAY_DECIDE: _("Decide on waiting records"),
    Permission.IMPORT_RUN: _("Import files"),
    Permission.VIEW_SHARE: _("Share a view with a portfolio"),
    Permission.TEAM_READ: _("See the team’s activity"),
    Permission.OPENING_READ: _("See who opened one’s records"),
    Permission.DEAL_READ: _("Open deals"),
    Permission.DEAL_WRITE: _("Work on deals"),
    Permission.FORECAST_READ: _("Read the forecast"),
    Permission.OBJECTION_WRITE: _("Note an objection"),
    Permission.CONSENT_WRITE: _("Record consents"),
    Permission.NOTICE_DELIVER: _("Inform persons"),
    Permission.RESTRICTION_WRITE: _("Restrict a record"),
    Permission.CAPACITY_BULK: _("Settle capacities in bulk"),
    Permission.LAW_READ: _("Read the rules"),
    Permission.PURPOSE_MANAGE: _("Manage purposes"),
    Permission.BALANCING_WRITE: _("Write balancing tests"),
    Permission.WORDING_MANAGE: _("Write the texts of consent"),
    Permission.NOTICE_MANAGE: _("Publish information notices"),
    Permission.NOTE_REVIEW: _("Reread free texts"),
    Permission.SUPPRESSION_MANAGE: _("Keep the suppression list"),
    Permission.RULE_OVERRIDE: _("Change the rules"),
    Permission.FIELD_MANAGE: _("Manage the organisation’s own fields"),
    Permission.JOURNAL_READ: _("Read the whole journal"),
    Permission.SUBJECT_ERASE: _("Erase a person"),
    Permission.ORGANISATION_MANAGE: _("Describe the organisation"),
    Permission.GRANT_READ_OWN: _("Read one’s own grants"),
    Permission.GRANT_MANAGE: _("Give and end grants"),
    Permission.PROFILE_MANAGE: _("Change profiles"),
    Permission.PORTFOLIO_MANAGE: _("Manage portfolios"),
    Permission.MEMBER_MANAGE: _("Manage accounts of members"),
}

NAMED = 4
"""Up to how many portfolios are told by their names."""


def places(portfolios: Collection[str]) -> str:
    """Portfolios by their names, or how many they are."""
    if len(portfolios) <= NAMED:
        return ", ".join(portfolios)
    return gettext("%(n)s portfolios") % {"n": len(portfolios)}


def profile(key: str) -> str | Promise:
    """The profile's name; an organisation's own profile is called by its key."""
    return PROFILES.get(key, key)


def last_day(until: datetime) -> date:
    """The last day of a right that ends at this moment: at midnight it is the day before."""
    return timezone.localtime(until - timedelta(microseconds=1)).date()
