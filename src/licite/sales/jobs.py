"""Hand-overs: in the name of whoever ordered them, and only while they may. Deals follow, so they are carried out here."""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from licite.access.gate import NoEntry, acting_for
from licite.lawful.jobs.patience import Patience, spent
from licite.people.actions import handover as orders
from licite.people.actions.handover import TASK
from licite.sales.actions.handover import DEALS


@app.task(name=TASK, pass_context=True, retry=Patience())
def hand_over(context: JobContext, handover: str, member: int) -> None:
    """Carries an order out from its first record: what has moved is there no more, so that nothing is done twice."""
    try:
        carry_out(UUID(handover), member, context)
    except NoEntry:
        orders.stop(UUID(handover))
    except JobAborted:
        raise
    except Exception:
        if spent(context.job):
            orders.stop(UUID(handover))
        raise


def carry_out(public: UUID, member: int, context: JobContext | None = None) -> None:
    """A batch a transaction, until none is left. Raises NoEntry."""
    after: int | None = 0
    while after is not None:
        if context is not None and context.should_abort():
            raise JobAborted
        with acting_for(member, TASK) as actor:
            after = orders.step(actor, public=public, after=after, deals=DEALS)
