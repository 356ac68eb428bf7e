"""Words of rights, in the reader's language: stages, profiles, fields, levels, acts."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.permissions import Act, Field, Level
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


def profile(key: str) -> str | Promise:
    """The profile's name; an organisation's own profile is called by its key."""
    return PROFILES.get(key, key)


def last_day(until: datetime) -> date:
    """The last day of a right that ends at this moment: at midnight it is the day before."""
    return timezone.localtime(until - timedelta(microseconds=1)).date()
