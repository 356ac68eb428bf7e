"""The whole vocabulary of what a member may do, on one screen.

Grammar: `room:thing:act`, sorted. A permission opens a screen or a verb; which rows it works on, and how much of
them is seen, comes from the grants (acts and levels below). Who holds what is data (profiles), not code.
"""

from enum import IntEnum, StrEnum


class Permission(StrEnum):
    """What a URL asks for."""

    GRANT_MANAGE = "access:grant:manage"
    GRANT_READ_OWN = "access:grant:read_own"
    PORTFOLIO_MANAGE = "access:portfolio:manage"
    PROFILE_MANAGE = "access:profile:manage"
    IMPORT_RUN = "intake:import:run"
    SUBJECT_ERASE = "inventory:subject:erase"
    JOURNAL_READ = "journal:entry:read"
    BALANCING_WRITE = "lawful:balancing:write"
    CONSENT_WRITE = "lawful:consent:write"
    NOTE_REVIEW = "lawful:note:review"
    NOTICE_DELIVER = "lawful:notice:deliver"
    NOTICE_MANAGE = "lawful:notice:manage"
    ORGANISATION_MANAGE = "lawful:organisation:manage"
    PURPOSE_MANAGE = "lawful:purpose:manage"
    RESTRICTION_WRITE = "lawful:restriction:write"
    RULE_OVERRIDE = "lawful:rule:override"
    LAW_READ = "lawful:rule:read"
    SUPPRESSION_MANAGE = "lawful:suppression:manage"
    WORDING_MANAGE = "lawful:wording:manage"
    CAPACITY_BULK = "people:capacity:bulk"
    COMPANY_CREATE = "people:company:create"
    COMPANY_EDIT = "people:company:edit"
    COMPANY_READ = "people:company:read"
    CONTACT_ASSIGN = "people:contact:assign"
    CONTACT_BULK = "people:contact:bulk"
    CONTACT_CREATE = "people:contact:create"
    CONTACT_EDIT = "people:contact:edit"
    CONTACT_MERGE = "people:contact:merge"
    CONTACT_READ = "people:contact:read"
    CONTACT_REVEAL = "people:contact:reveal"
    FIELD_MANAGE = "people:field:manage"
    FILE_WRITE = "people:file:write"
    INTERACTION_WRITE = "people:interaction:write"
    OBJECTION_WRITE = "people:objection:write"
    OPENING_READ = "people:opening:read"
    STAGE_MOVE = "people:stage:move"
    TASK_WRITE = "people:task:write"
    TEAM_READ = "people:team:read"
    TRAY_DECIDE = "people:tray:decide"
    VIEW_SHARE = "people:view:share"
    DEAL_READ = "sales:deal:read"
    DEAL_WRITE = "sales:deal:write"
    FORECAST_READ = "sales:forecast:read"
    MEMBER_MANAGE = "staff:member:manage"


class Act(StrEnum):
    """What a grant allows on the rows of its cells."""

    COMMUNICATE = "communicate"
    CREATE = "create"
    EDIT = "edit"
    EXPORT = "export"
    OBJECT = "object"
    READ = "read"


class Level(IntEnum):
    """How much of a field is seen; the order is from least to most."""

    HIDDEN = 0
    MASKED = 1
    REVEAL = 2
    OPEN = 3


class Field(StrEnum):
    """The fields that profiles set a level for."""

    ADDRESS = "address"
    AMOUNT = "amount"
    EMAIL = "email"
    NAME = "name"
    NOTE = "note"
    PHONE = "phone"
    TITLE = "title"
