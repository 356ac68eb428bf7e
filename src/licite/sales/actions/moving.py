"""A deal's way over the board: to another open step, to its end with the reason, and back. The database dates it."""

from django.db import connection

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.lawful.actions.notes import flag_text, screen
from licite.lawful.models.notes import Place
from licite.sales.actions.deals import change, must_write, seal
from licite.sales.choices import CHANCES, CLOSED, REASONS, Reason, Step
from licite.sales.queries.deals import DealRow


def move_deal(actor: Actor, *, deal: DealRow, step: Step) -> None:
    """To an open step; a deal that had ended is opened again. The probability becomes the step's own.

    Raises Refused: act (outside the grants), restricted, reason (an end needs its reason).
    """
    must_write(actor, cell=deal.cell, contact=deal.contact, restricted=deal.restricted)
    if step in CLOSED:
        raise Refused("reason", subject=deal.contact)
    if step == deal.step:
        return
    changes: dict[str, object] = {"step": step, "probability": CHANCES[step]}
    if deal.closed:
        changes |= {"reason": "", "note": None}
    change(actor, deal, changes)
    actor.trace.saw(
        "sales:deal:move", [deal.contact], ["step"], deal=str(deal.public), before=deal.step, after=step.value
    )


def close_deal(actor: Actor, *, deal: DealRow, step: Step, reason: Reason, note: str = "") -> None:
    """Won or lost, and why. What becomes of the contact is another act, never done here.

    Raises Refused: act, restricted, reason (not one of this end's), number (one that may not be kept, in the note).
    """
    must_write(actor, cell=deal.cell, contact=deal.contact, restricted=deal.restricted)
    if reason not in REASONS.get(step, ()):
        raise Refused("reason", subject=deal.contact)
    found = screen(note, subject=deal.contact)
    sealed = seal("deal_note", deal.contact_public, note)
    change(actor, deal, {"step": step, "probability": CHANCES[step], "reason": reason.value, "note": sealed})
    if found:
        flag_text(actor, contact=deal.contact, place=Place.DEAL_NOTE, row_id=deal.id, found=found)
    fields = ["step", "reason", *(["note"] if note else [])]
    actor.trace.saw(
        "sales:deal:move", [deal.contact], fields, deal=str(deal.public), before=deal.step, after=step.value
    )


def hand_deal(actor: Actor, *, deal: DealRow, to: int) -> None:
    """Gives a deal to another member who makes and moves deals there. Raises Refused: heir for anybody else, restricted."""
    if deal.restricted:
        raise Refused("restricted", subject=deal.contact)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.hand_deal(%s, %s)", [deal.id, to])
        (done,) = cursor.fetchone()
    if not done:
        raise Refused("heir", subject=deal.contact)
    actor.trace.saw(
        "sales:deal:hand", [deal.contact], ["owner"], deal=str(deal.public), before=deal.owner, after=to
    )
