"""The whole vocabulary of what the journal says, on one screen: `room:thing:verb`, sorted, in words.

A test holds this list against every act that the code writes: an unknown one fails, and so does a stale one.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.journal import words


class Family(StrEnum):
    """What acts are filtered by."""

    READ = "read"
    SEARCH = "search"
    REVEAL = "reveal"
    CHANGE = "change"
    IMPORT = "import"
    REFUSAL = "refusal"
    RIGHTS = "rights"
    SIGN_IN = "sign_in"
    KEYS = "keys"
    JOURNAL = "journal"


FAMILIES: Final[dict[Family, Promise]] = {
    Family.READ: _("Readings"),
    Family.SEARCH: _("Searches"),
    Family.REVEAL: _("Reveals"),
    Family.CHANGE: _("Changes"),
    Family.IMPORT: _("Imports"),
    Family.REFUSAL: _("Refusals"),
    Family.RIGHTS: _("Members and rights"),
    Family.SIGN_IN: _("Sign-ins"),
    Family.KEYS: _("Keys"),
    Family.JOURNAL: _("The journal itself"),
}


class Act(NamedTuple):
    """Where an act is filed, and what it is called."""

    family: Family
    label: Promise


ACTS: Final[dict[str, Act]] = {
    "access:grant:add": Act(Family.RIGHTS, _("Gave a grant")),
    "access:grant:end": Act(Family.RIGHTS, _("Ended a grant")),
    "access:grant:preview": Act(Family.RIGHTS, _("Looked at what a grant would open")),
    "access:grant:prolong": Act(Family.RIGHTS, _("Changed the end of a grant")),
    "access:grant:read": Act(Family.RIGHTS, _("Read the grants of members")),
    "access:placement:lay": Act(Family.RIGHTS, _("Laid the rules of who belongs where")),
    "access:portfolio:add": Act(Family.RIGHTS, _("Made a portfolio")),
    "access:portfolio:close": Act(Family.RIGHTS, _("Closed a portfolio")),
    "access:portfolio:rename": Act(Family.RIGHTS, _("Renamed a portfolio")),
    "access:profile:change": Act(Family.RIGHTS, _("Changed a profile")),
    "access:profile:copy": Act(Family.RIGHTS, _("Copied a profile")),
    "access:refusal:write": Act(Family.REFUSAL, _("Was refused")),
    "access:request:add": Act(Family.RIGHTS, _("Asked for access")),
    "access:request:approve": Act(Family.RIGHTS, _("Approved a request for access")),
    "access:request:close": Act(Family.RIGHTS, _("Withdrew or put away one’s own request for access")),
    "access:request:read": Act(Family.RIGHTS, _("Read a request for access")),
    "access:request:refuse": Act(Family.RIGHTS, _("Refused a request for access")),
    "access:stand_in:add": Act(Family.RIGHTS, _("Let a member stand in for another")),
    "access:stand_in:end": Act(Family.RIGHTS, _("Ended a stand-in")),
    "intake:event:run": Act(Family.IMPORT, _("Imported exchanges or purchases")),
    "intake:event:undone": Act(Family.IMPORT, _("Took back imported exchanges or purchases")),
    "intake:import:compare": Act(Family.IMPORT, _("Compared a file with records")),
    "intake:import:decide": Act(Family.IMPORT, _("Decided rows of a file before its import")),
    "intake:import:end": Act(Family.IMPORT, _("Finished an import")),
    "intake:import:preview": Act(Family.IMPORT, _("Previewed an import")),
    "intake:import:run": Act(Family.IMPORT, _("Imported records")),
    "intake:import:stage": Act(Family.IMPORT, _("Brought in a file")),
    "intake:import:undo": Act(Family.IMPORT, _("Asked for an import to be undone")),
    "intake:import:undo_end": Act(Family.IMPORT, _("Undid an import")),
    "intake:import:undone": Act(Family.IMPORT, _("Took back imported records")),
    "intake:report:read": Act(Family.IMPORT, _("Read the report of an import")),
    "inventory:subject:erase": Act(Family.CHANGE, _("Erased a record")),
    "journal:entry:extract": Act(Family.JOURNAL, _("Took rows of the journal out as a file")),
    "journal:entry:open": Act(Family.JOURNAL, _("Opened a row of the journal")),
    "journal:entry:read": Act(Family.JOURNAL, _("Read the journal")),
    "journal:entry:verify": Act(Family.JOURNAL, _("Verified the journal")),
    "journal:own:read": Act(Family.JOURNAL, _("Read the own trace")),
    "lawful:balancing:approve": Act(Family.CHANGE, _("Approved a balancing test")),
    "lawful:balancing:draft": Act(Family.CHANGE, _("Drafted a balancing test")),
    "lawful:balancing:seed": Act(Family.CHANGE, _("Laid the balancing tests of the installation")),
    "lawful:callback:write": Act(Family.CHANGE, _("Noted that the person asks to be called")),
    "lawful:capacity:write": Act(Family.CHANGE, _("Said in what capacity persons are here")),
    "lawful:consent:copy": Act(Family.REVEAL, _("Made the copy of a proof of consent")),
    "lawful:consent:read": Act(Family.READ, _("Read a proof of consent")),
    "lawful:consent:withdraw": Act(Family.CHANGE, _("Noted a withdrawal of consent")),
    "lawful:consent:write": Act(Family.CHANGE, _("Recorded a consent")),
    "lawful:evidence:read": Act(Family.REVEAL, _("Opened a file kept as proof")),
    "lawful:evidence:write": Act(Family.CHANGE, _("Kept a file as proof")),
    "lawful:ground:add": Act(Family.CHANGE, _("Added a purpose to a record")),
    "lawful:ground:end": Act(Family.CHANGE, _("Ended a purpose of a record")),
    "lawful:minor:write": Act(Family.CHANGE, _("Said whether the person is a minor")),
    "lawful:note:ask": Act(Family.CHANGE, _("Asked for a text to be rewritten")),
    "lawful:note:flag": Act(Family.CHANGE, _("Saved a text to be read again")),
    "lawful:note:pass": Act(Family.CHANGE, _("Let a text pass")),
    "lawful:note:read": Act(Family.READ, _("Read texts again")),
    "lawful:note:scan": Act(Family.READ, _("Searched free texts for words of the lists")),
    "lawful:note:strike": Act(Family.CHANGE, _("Withdrew a text")),
    "lawful:notice:declare": Act(Family.CHANGE, _("Declared recipients and transfers")),
    "lawful:notice:deliver": Act(Family.CHANGE, _("Informed a person")),
    "lawful:notice:note": Act(Family.CHANGE, _("Noted persons as informed at collection")),
    "lawful:notice:order": Act(Family.CHANGE, _("Ordered notices")),
    "lawful:notice:publish": Act(Family.CHANGE, _("Published a notice")),
    "lawful:notice:strike": Act(Family.CHANGE, _("Took back a notice noted by mistake")),
    "lawful:objection:acknowledge": Act(Family.CHANGE, _("Acknowledged an objection")),
    "lawful:objection:correct": Act(Family.CHANGE, _("Took back an objection noted by mistake")),
    "lawful:objection:spread": Act(Family.CHANGE, _("Carried an objection to records of the same person")),
    "lawful:objection:unspread": Act(Family.CHANGE, _("Took it back from records of the same person")),
    "lawful:objection:write": Act(Family.CHANGE, _("Noted an objection")),
    "lawful:optin:answer": Act(Family.CHANGE, _("The person answered a question of consent")),
    "lawful:optin:ask": Act(Family.CHANGE, _("Ordered a question of consent")),
    "lawful:optin:send": Act(Family.CHANGE, _("Sent a question of consent")),
    "lawful:person:complete": Act(Family.CHANGE, _("Completed an objection")),
    "lawful:person:object": Act(Family.CHANGE, _("The person objected on their own page")),
    "lawful:person:withdraw": Act(Family.CHANGE, _("The person withdrew on their own page")),
    "lawful:purpose:add": Act(Family.CHANGE, _("Added a purpose")),
    "lawful:purpose:retire": Act(Family.CHANGE, _("Stopped using a purpose")),
    "lawful:restriction:lift": Act(Family.CHANGE, _("Lifted a restriction")),
    "lawful:restriction:write": Act(Family.CHANGE, _("Restricted a record")),
    "lawful:screening:write": Act(Family.CHANGE, _("Looked a number up on a list of refusals")),
    "lawful:suppression:add": Act(Family.CHANGE, _("Put an address on the suppression list")),
    "lawful:suppression:end": Act(Family.IMPORT, _("Finished an opposition file")),
    "lawful:suppression:look_up": Act(Family.SEARCH, _("Looked an address up on the suppression list")),
    "lawful:suppression:review": Act(Family.CHANGE, _("Reviewed the suppression list")),
    "lawful:suppression:stage": Act(Family.IMPORT, _("Brought in an opposition file")),
    "lawful:suppression:take": Act(Family.IMPORT, _("Took in part of an opposition file")),
    "lawful:verdict:against": Act(Family.CHANGE, _("Noted a contact that took place against a rule")),
    "lawful:verdict:ask": Act(Family.READ, _("Asked whether the person may be contacted")),
    "lawful:withdrawal:spread": Act(Family.CHANGE, _("Carried a withdrawal to records of the same person")),
    "lawful:wording:write": Act(Family.CHANGE, _("Wrote a text of consent")),
    "packs:organisation:write": Act(Family.CHANGE, _("Described the organisation")),
    "packs:rule:override": Act(Family.CHANGE, _("Changed a rule")),
    "packs:rule:preview": Act(Family.READ, _("Looked at what a change of a rule would move")),
    "people:company:create": Act(Family.CHANGE, _("Created a company")),
    "people:company:edit": Act(Family.CHANGE, _("Changed a company")),
    "people:company:list": Act(Family.READ, _("Read a list of companies")),
    "people:company:read": Act(Family.READ, _("Opened a company")),
    "people:contact:assign": Act(Family.CHANGE, _("Moved records to another portfolio")),
    "people:contact:bulk": Act(Family.CHANGE, _("Acted on many records")),
    "people:contact:bulk_undo": Act(Family.CHANGE, _("Undid an act on many records")),
    "people:contact:create": Act(Family.CHANGE, _("Created records")),
    "people:contact:duplicates": Act(Family.SEARCH, _("Was warned of a duplicate")),
    "people:contact:edit": Act(Family.CHANGE, _("Changed a record")),
    "people:contact:list": Act(Family.READ, _("Read a list")),
    "people:contact:merge": Act(Family.CHANGE, _("Merged two records")),
    "people:contact:names": Act(Family.READ, _("Read names")),
    "people:contact:read": Act(Family.READ, _("Opened a record")),
    "people:contact:reveal": Act(Family.REVEAL, _("Revealed a field")),
    "people:contact:search_company": Act(Family.SEARCH, _("Searched a company")),
    "people:contact:search_email": Act(Family.SEARCH, _("Searched an exact e-mail")),
    "people:contact:search_name": Act(Family.SEARCH, _("Searched a name")),
    "people:contact:search_phone": Act(Family.SEARCH, _("Searched an exact phone")),
    "people:contact:unmerge": Act(Family.CHANGE, _("Took a merge back")),
    "people:field:add": Act(Family.CHANGE, _("Added a field")),
    "people:field:report": Act(Family.READ, _("Read the minimisation report")),
    "people:field:retire": Act(Family.CHANGE, _("Ended a field")),
    "people:field:tie": Act(Family.CHANGE, _("Said what a field is for")),
    "people:file:read": Act(Family.REVEAL, _("Opened a file of a record")),
    "people:file:remove": Act(Family.CHANGE, _("Removed a file of a record")),
    "people:file:write": Act(Family.CHANGE, _("Attached a file to a record")),
    "people:handover:order": Act(Family.CHANGE, _("Ordered a hand-over")),
    "people:handover:tasks": Act(Family.CHANGE, _("Handed tasks to a colleague")),
    "people:handover:undo": Act(Family.CHANGE, _("Took a hand-over back")),
    "people:interaction:finish": Act(Family.CHANGE, _("Completed an interaction")),
    "people:interaction:write": Act(Family.CHANGE, _("Noted an interaction")),
    "people:note:rewrite": Act(Family.CHANGE, _("Rewrote a note")),
    "people:opening:read": Act(Family.JOURNAL, _("Read who opened one’s records")),
    "people:pair:compare": Act(Family.READ, _("Compared records to find duplicates")),
    "people:pair:dismiss": Act(Family.CHANGE, _("Said that two records are two persons")),
    "people:pair:read": Act(Family.READ, _("Read the pairs that look like one person")),
    "people:pair:search": Act(Family.SEARCH, _("Ordered a search for duplicates")),
    "people:stage:advance": Act(Family.CHANGE, _("Advanced a prospect")),
    "people:stage:lose": Act(Family.CHANGE, _("Marked as lost")),
    "people:stage:win": Act(Family.CHANGE, _("Marked as won")),
    "people:task:cancel": Act(Family.CHANGE, _("Called a task off")),
    "people:task:finish": Act(Family.CHANGE, _("Finished a task")),
    "people:task:hand": Act(Family.CHANGE, _("Handed a task to a colleague")),
    "people:task:list": Act(Family.READ, _("Read tasks")),
    "people:task:move": Act(Family.CHANGE, _("Moved a task")),
    "people:task:reopen": Act(Family.CHANGE, _("Took a task up again")),
    "people:task:rewrite": Act(Family.CHANGE, _("Rewrote the title of a task")),
    "people:task:write": Act(Family.CHANGE, _("Planned a task")),
    "people:team:read": Act(Family.READ, _("Read the counts of the team")),
    "people:tray:open": Act(Family.CHANGE, _("Let in a waiting record")),
    "people:tray:read": Act(Family.READ, _("Read the waiting records")),
    "people:tray:refuse": Act(Family.CHANGE, _("Turned away a waiting record")),
    "people:view:end": Act(Family.CHANGE, _("Deleted a saved view of a list")),
    "people:view:write": Act(Family.CHANGE, _("Saved a view of a list")),
    "sales:deal:edit": Act(Family.CHANGE, _("Changed a deal")),
    "sales:deal:hand": Act(Family.CHANGE, _("Handed a deal over")),
    "sales:deal:list": Act(Family.READ, _("Read deals")),
    "sales:deal:move": Act(Family.CHANGE, _("Moved a deal")),
    "sales:deal:read": Act(Family.READ, _("Opened a deal")),
    "sales:deal:search": Act(Family.SEARCH, _("Searched deals")),
    "sales:deal:write": Act(Family.CHANGE, _("Opened a new deal")),
    "sales:forecast:read": Act(Family.READ, _("Looked at the forecast")),
    "sales:purchase:list": Act(Family.READ, _("Read purchases")),
    "sales:purchase:write": Act(Family.CHANGE, _("Noted purchases")),
    "staff:member:add": Act(Family.RIGHTS, _("Added a member")),
    "staff:member:end": Act(Family.RIGHTS, _("Shut out a member who left")),
    "staff:member:invite": Act(Family.RIGHTS, _("Invited a member")),
    "staff:member:join": Act(Family.RIGHTS, _("Joined by invitation")),
    "staff:member:link": Act(Family.RIGHTS, _("Made a member a way back in")),
    "staff:member:list": Act(Family.RIGHTS, _("Read the list of members")),
    "staff:notice:read": Act(Family.SIGN_IN, _("Read the notice on journalling")),
    "staff:password:change": Act(Family.SIGN_IN, _("Changed the password")),
    "staff:password:reset": Act(Family.SIGN_IN, _("Reset the password")),
    "staff:session:end": Act(Family.SIGN_IN, _("Ended a session")),
    "staff:session:open": Act(Family.SIGN_IN, _("Signed in")),
    "staff:session:refuse": Act(Family.SIGN_IN, _("Failed to sign in")),
    "vault:keys:reseal": Act(Family.KEYS, _("Sealed values again under a new key")),
    "vault:keys:retire": Act(Family.KEYS, _("Retired old keys")),
    "vault:keys:rotate": Act(Family.KEYS, _("Made new keys")),
}


def label(act: str) -> str:
    """The act in words."""
    return str(ACTS[act].label if act in ACTS else words.OTHER)


def of_family(family: Family) -> list[str]:
    """The acts filed under a family."""
    return [act for act, filed in ACTS.items() if filed.family is family]


PASSING: Final = frozenset(
    {
        *of_family(Family.SEARCH),
        *of_family(Family.JOURNAL),
        "lawful:note:scan",
        "people:company:list",
        "people:company:read",
        "people:contact:list",
        "people:contact:names",
        "people:field:report",
        "people:pair:compare",
        "people:pair:read",
        "people:task:list",
        "people:team:read",
        "people:tray:read",
        "sales:deal:list",
        "sales:purchase:list",
    }
)
"""A record passed by among others, or was only searched."""
DEEDS: Final = tuple(act for act in ACTS if act not in PASSING)
"""What was done to a record itself: opened, revealed, changed, brought in, refused."""
