"""Informing by mail, and noting many as informed: in the name of whoever ordered it, and only while they may."""

from collections import Counter
from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from licite.access.actor import Actor
from licite.access.gate import NoEntry, acting_for
from licite.access.permissions import Permission
from licite.lawful.actions import dispatches
from licite.lawful.actions.dispatches import TASK
from licite.lawful.jobs.patience import Patience, spent
from licite.lawful.models import DeliveredBy, Dispatch
from licite.people.actions.notices import SEND_ONE, mail_notice, note_given
from licite.people.models import Contact
from licite.people.queries import ContactRow, contact_for
from licite.people.queries.notices import Wanted, cursor_of, due_keys, sentence_of

AT_A_TIME = {DeliveredBy.EMAIL: 1, DeliveredBy.AT_COLLECTION: 100}
"""A mail that left is noted at once; what is only noted goes by the hundred."""


@app.task(name=SEND_ONE, retry=Patience())
def send_notice(contact: str, member: int) -> None:
    """Mails one person the notice; nothing for whoever is informed meanwhile or may not be written to."""
    try:
        with acting_for(member, SEND_ONE) as actor:
            if actor.has(Permission.NOTICE_DELIVER):
                mail_notice(actor, contact=contact_for(actor, UUID(contact)))
    except NoEntry:
        return


@app.task(name=TASK, pass_context=True, retry=Patience())
def send_notices(context: JobContext, dispatch: str, member: int) -> None:
    """Carries an order out, from the person after the last one that is done."""
    public = UUID(dispatch)
    try:
        carry_out(public, member, context)
    except NoEntry:
        dispatches.stop(public)
    except JobAborted:
        raise
    except Exception:
        if spent(context.job):
            dispatches.stop(public)
        raise


def carry_out(public: UUID, member: int, context: JobContext | None = None) -> None:
    """Walks the list once. Whoever is informed has left it, so a second walk repeats nothing."""
    after, counts = "", Counter[str]()
    while True:
        if context is not None and context.should_abort():
            raise JobAborted
        with acting_for(member, TASK) as actor:
            found = dispatches.taken_up(actor, public) if actor.has(Permission.NOTICE_DELIVER) else None
            if found is None:
                break
            if not after:
                counts = Counter(sent=found.counts.get("sent", 0))
            after, done = one_step(actor, found, after)
            counts.update(done)
            dispatches.count(public, +counts)
            if not after:
                dispatches.end(public)
                return
    dispatches.stop(public)


def one_step(actor: Actor, order: Dispatch, after: str) -> tuple[str, Counter[str]]:
    """The next persons of the list; the cursor after them, empty at the end, and what became of them."""
    means = DeliveredBy(order.channel)
    keys = due_keys(actor, wanted=Wanted.from_json(order.wanted), after=after, limit=AT_A_TIME[means])
    if not keys:
        return "", Counter()
    publics = dict(Contact.objects.filter(id__in=[key.id for key in keys]).values_list("id", "public"))
    done = Counter(
        one_person(actor, order, means, contact_for(actor, publics[key.id]))
        for key in keys
        if key.id in publics
    )
    return cursor_of(keys[-1]), done


def one_person(actor: Actor, order: Dispatch, means: DeliveredBy, contact: ContactRow) -> str:
    """What became of one person."""
    if means is DeliveredBy.EMAIL:
        return mail_notice(actor, contact=contact).value
    note_given(actor, contact=contact, means=means, at=contact.collected_at, proof=sentence_of(order))
    return "sent"
