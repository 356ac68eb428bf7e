"""The closed vocabulary of a row but for its act: fields, refusals, where from, what for, by what means.

A test collects what the code writes and fails for a word that is missing here; a row of another version, with a
word that this one does not know, says "other".
"""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHER: Final = _("other")

FIELDS: Final[dict[str, Promise]] = {
    "address": _("address"),
    "after": _("what a value became"),
    "all": _("all channels"),
    "amount": _("amounts"),
    "before": _("what a value was"),
    "body": _("report of an import"),
    "capacity": _("capacity"),
    "changes": _("history of the fields"),
    "coded": _("numbers of a sole trader"),
    "company": _("company"),
    "consents": _("consents"),
    "content": _("file kept as proof"),
    "country": _("country"),
    "customs": _("own fields"),
    "deal": _("deals"),
    "department": _("department"),
    "details": _("details of a proof"),
    "direction": _("whose act"),
    "done_at": _("date done"),
    "due_at": _("due date"),
    "email_mask": _("masked e-mail"),
    "email": _("e-mail"),
    "emails": _("e-mail"),
    "evidence": _("proof"),
    "expected_on": _("expected closing"),
    "files": _("files"),
    "file": _("file of an import"),
    "first": _("first name"),
    "grounds": _("reasons for holding the person"),
    "identity": _("name of a sole trader"),
    "interactions": _("interactions"),
    "kept": _("what a merge keeps"),
    "kind": _("kind"),
    "language": _("language"),
    "last": _("last name"),
    "lines": _("phones, e-mails or addresses one by one"),
    "listing": _("name and masks"),
    "mailbox": _("kind of mailbox"),
    "member": _("member in charge"),
    "minor": _("whether a minor"),
    "moment": _("preferred moment"),
    "name": _("name"),
    "marks": _("search marks of a link"),
    "next_step": _("next step of a deal"),
    "note": _("notes"),
    "answer": _("reason of a refusal"),
    "number": _("number of a company"),
    "notices": _("information notices"),
    "objections": _("objections"),
    "outcome": _("outcome"),
    "parent": _("parent company"),
    "owner": _("member in charge"),
    "phone": _("phone"),
    "phone_mask": _("masked phone"),
    "phones": _("phone"),
    "portfolio": _("portfolio"),
    "place": _("place of an appointment"),
    "post": _("post"),
    "plan": _("choices made for an import"),
    "preview": _("preview of an import"),
    "probability": _("probability"),
    "prefers": _("preferred channels"),
    "proof": _("proof"),
    "reason": _("reason of an end"),
    "reference": _("reference of a purpose"),
    "report": _("report of an import"),
    "restrictions": _("restrictions"),
    "robot": _("automated call"),
    "sector": _("sector"),
    "size": _("size"),
    "sites": _("places of a company"),
    "sms": _("text message"),
    "social": _("social network"),
    "stage": _("stage"),
    "staged": _("file of an import"),
    "step": _("step of a deal"),
    "tag": _("tag"),
    "task": _("what is to be done"),
    "tasks": _("tasks"),
    "references": _("numbers in another tool"),
    "roles": _("roles at companies"),
    "purchases": _("purchases"),
    "said": _("words of a purchase"),
    "key": _("what an imported act is known again by"),
    "tags": _("tags"),
    "sealed": _("address of a link"),
    "title": _("job title"),
    "tracking": _("tracking of opened messages"),
    "value": _("value of an own field"),
    "vat": _("VAT number"),
    "website": _("website"),
    "verdict": _("whether the person may be contacted"),
}
TASK_FIELDS: Final[dict[str, Promise]] = {"title": _("what is to be done")}
"""What a word means on a row about tasks."""
DEAL_FIELDS: Final[dict[str, Promise]] = {"title": _("what is sold"), "owner": _("whose deal it is")}
"""What a word means on a row about deals."""

REFUSALS: Final[dict[str, Promise]] = {
    "act": _("profile reads this record but does not act on it"),
    "asked": _("question put already, or refused of late"),
    "author": _("author who no longer reaches the record"),
    "balancing": _("balancing test missing, not approved or past its review"),
    "batch": _("import that is not there"),
    "basis": _("legal basis that the purpose does not have"),
    "cell": _("portfolio or stage outside the grants"),
    "collection": _("persons who were not there, or not of one source and one day"),
    "consent": _("consent without what proves it"),
    "date": _("date missing"),
    "email": _("not an e-mail address"),
    "evidence": _("proof missing, or not called for"),
    "future": _("date in the future"),
    "informed": _("notice that is no longer owed"),
    "joined": _("member who has already joined or has left"),
    "law": _("forbidden by the law, or by what the person said"),
    "level": _("field closed to this profile"),
    "mask": _("mask given for a value"),
    "missing": _("record or page missing, or out of sight"),
    "name": _("name missing"),
    "heir": _("member who makes no deals there"),
    "number": _("national number, account or card in a text"),
    "objected": _("person on the suppression list"),
    "objection": _("person who objects to this channel"),
    "parent": _("parent company out of sight, or below the company itself"),
    "permission": _("page closed to this profile"),
    "personal": _("field to be declared highly personal"),
    "phone": _("not a phone number"),
    "proof": _("proof missing for a notice already given"),
    "purpose": _("purpose that is not in use"),
    "quota": _("reveals of the day used up"),
    "reach": _("rights out of one’s own reach"),
    "reason": _("end of a deal without its reason"),
    "restricted": _("record under restriction"),
    "self": _("about oneself"),
    "merged_since": _("another record merged since"),
    "settled": _("record with a history"),
    "special": _("category of data that is prohibited"),
    "stage": _("act foreign to this stage"),
    "taken_back": _("consent of before it was taken back"),
    "undo": _("act that is no longer to be undone"),
    "told": _("person not told before a restriction is lifted"),
    "undoable": _("import that is not to be undone"),
    "undeclared": _("import without its source, purpose and basis"),
    "unready": _("notice that lacks something"),
    "suppressed": _("person kept out by the suppression list"),
    "waiting": _("new record that a manager has not examined"),
}

ORIGINS: Final[dict[str, Promise]] = {
    "bench": _("speed test"),
    "console": _("command on the server"),
    "demo": _("demonstration data"),
    "intake.import": _("import in the background"),
    "people.send_notice": _("notice by mail"),
    "people.send_notices": _("notices to many"),
    "people.send_optin": _("question of consent by mail"),
    "worker": _("background work"),
}
"""Where a row comes from when it is no address of the network."""

PURPOSES: Final[dict[str, Promise]] = {
    "anonymous": _("before any sign-in"),
    "job:bench": _("speed test"),
    "job:console": _("command on the server"),
    "job:demo": _("demonstration data"),
    "job:intake.import": _("import in the background"),
    "job:people.send_notice": _("notice by mail"),
    "job:people.send_notices": _("notices to many"),
    "job:people.send_optin": _("question of consent by mail"),
    "page": _("work on a page"),
    "system:bench": _("speed test"),
    "system:console": _("command on the server"),
    "system:demo": _("demonstration data"),
    "system:health": _("watch over the house"),
    "system:notes": _("nightly reading of free texts"),
    "system:rotate": _("change of keys"),
}

FACTORS: Final[dict[str, Promise]] = {
    "password": _("password"),
    "recovery_codes": _("recovery code"),
    "totp": _("code of an app"),
}
FAILURES: Final[dict[str, Promise]] = {
    "code": _("wrong code"),
    "password": _("unknown address or wrong password"),
}

NO_SESSION: Final = frozenset({"", "-", "system", "worker"})
"""What stands in place of a session's mark when no member sits before a page."""


def of(known: Mapping[str, Promise], word: object) -> str:
    """The word in the reader's language, "other" for one that is not known."""
    return str(known.get(str(word), OTHER))


def field(name: str, act: str = "") -> str:
    """The field in words, as a row of this act means it."""
    if act.startswith("people:task:"):
        return of(FIELDS | TASK_FIELDS, name)
    return of(FIELDS | DEAL_FIELDS if act.startswith("sales:") else FIELDS, name)


def fields(names: Iterable[str], act: str = "") -> list[str]:
    """Each field in words, once."""
    return list(dict.fromkeys(field(name, act) for name in names))


def origin(text: str) -> str:
    """An address of the network as it is, the house's own places in words; empty for none."""
    if text in ("", "-"):
        return ""
    try:
        return str(ip_address(text))
    except ValueError:
        return of(ORIGINS, text)
