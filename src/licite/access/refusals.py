"""Refusals: journalled in their own transaction, so that the rollback of the request cannot hide them."""

import time
from collections import deque

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.gate import enter
from licite.journal import entries

PER_MINUTE = 30
MESSAGES = {
    "act": _("Your profile lets you read this record, not act on it."),
    "level": _("Your profile keeps this field closed."),
    "objection": _("The person objects to being contacted this way. The value stays closed."),
    "quota": _(
        "You have used all your reveals for today. They start again tomorrow; your manager can help meanwhile."
    ),
    "informed": _("This person is informed already: no notice is owed any more."),
    "waiting": _("A manager checks this record before its next use. It opens afterwards."),
    "mask": _("This is the mask of a value, not a value. Leave the field empty to keep what is there."),
    "date": _("Please say when."),
    "evidence": _("An act of the person needs what proves it; an act of ours has none."),
    "collection": _(
        "Nobody is noted as informed at collection but those who gave their data themselves, of one source and one day at "
        "a time (GDPR articles 13 and 14)."
    ),
    "future": _("What happened cannot be in the future."),
    "taken_back": _(
        "The person took this consent back after that day: what was given before ended with it (GDPR article 7(3)). Only a "
        "consent given since counts."
    ),
    "asked": _(
        "This question was put already: its answer is awaited, or was no. The person is not asked again for now."
    ),
    "objected": _("This person refused every contact: the new record can only be set aside."),
    "suppressed": _(
        "This person asked not to be contacted any more, and is on the suppression list (GDPR article 21(3)). "
        "No record is made for this purpose, unless the person has come back since by an act of their own."
    ),
    "purpose": _(
        "This purpose is not one of the organisation, or is no longer used (GDPR article 5(1)(b)). Choose another one."
    ),
    "basis": _(
        "This is not the legal basis that the organisation chose for this purpose and this kind of person "
        "(GDPR article 6). Choose the one shown on the page of purposes."
    ),
    "balancing": _(
        "This purpose rests on a legitimate interest, and its balancing test is missing, not approved or past its "
        "review (GDPR article 6(1)(f)). Management approves it, with the data protection officer’s opinion, on the "
        "page of purposes."
    ),
    "restricted": _(
        "The use of this record is restricted (GDPR article 18): it is kept, and nothing else, until that is lifted."
    ),
    "number": _(
        "This text holds a national number, or the number of an account or a card, which a customer base may not keep. Take "
        "it out to save."
    ),
    "told": _(
        "Say on which day, since the restriction began, the person was told that it ends (GDPR article 18(3))."
    ),
    "parent": _("A company belongs to one that you see, and to none of those that belong to it."),
    "author": _("The author no longer reaches this record: withdraw the text, or let it pass."),
    "heir": _("This member does not make deals with this contact: choose another one."),
    "reason": _("A deal ends with its reason: choose one of the list."),
    "settled": _("This record has a history: it is not set aside."),
    "reach": _(
        "Nobody gives, changes or takes back rights that one does not hold oneself, nor one’s own. Nothing was changed."
    ),
    "undo": _(
        "This act is not to be undone here: more than an hour has passed, it was undone already, or it is not yours."
    ),
    "merged_since": _("Another record was merged into this one since: take that merge back first."),
    "stage": _("This act does not apply to the record's present stage."),
}


def message(code: str) -> str | Promise:
    """What a refusal says to the member."""
    return MESSAGES.get(code, _("Your rights do not cover this act. Nothing was changed."))


class Refused(Exception):
    """An act that the actor may not do; `code` is journalled; `what`, `next` and `title` say it on the page."""

    def __init__(self, code: str, *, subject: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.subject = subject
        self.what: str | Promise = message(code)
        self.next: str | Promise = ""
        # For a page of its own, where the words of a missing right would not fit.
        self.title: str | Promise = ""


class Ration:
    """At most so many refusal rows a minute and member, so that a script cannot flood the journal."""

    def __init__(self) -> None:
        self.recent: dict[bytes, deque[float]] = {}

    def allows(self, secret: bytes) -> bool:
        """Counts one more and says whether it is still written."""
        now = time.monotonic()
        times = self.recent.setdefault(secret, deque())
        while times and times[0] < now - 60:
            times.popleft()
        times.append(now)
        if len(self.recent) > 10_000:
            self.recent.clear()
        return len(times) <= PER_MINUTE


ration = Ration()


def record(
    secret: bytes, act: str, *, code: str, asked: str, origin: str, subject: int | None = None
) -> None:
    """Writes one refusal as the bearer of the ticket: what was asked for (a path, no value), of whom, and why not."""
    if not ration.allows(secret):
        return
    with transaction.atomic(durable=True):
        enter(secret)
        entries.write(
            act,
            subjects=[] if subject is None else [subject],
            detail={"refused": code, "asked": asked},
            origin=origin,
        )
