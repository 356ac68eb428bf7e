"""The acts that change a stage. The gate decides; what is here lets a page say beforehand what comes."""

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.kit.cells import Stage, stage_of
from licite.people.choices import StageAct
from licite.people.queries import ContactRow

# As gate.stage_after in sql/002_acts.sql (a test holds them equal).
AFTER = {
    (StageAct.ADVANCE, Stage.COLD): Stage.LEAD,
    (StageAct.WIN, Stage.COLD): Stage.CUSTOMER,
    (StageAct.WIN, Stage.LEAD): Stage.CUSTOMER,
    (StageAct.WIN, Stage.FORMER): Stage.CUSTOMER,
    (StageAct.LOSE, Stage.LEAD): Stage.COLD,
    (StageAct.LOSE, Stage.CUSTOMER): Stage.FORMER,
}


def target_of(cell: int, act: StageAct) -> int | None:
    """The cell that an act leads to, None where it does not apply."""
    stage = stage_of(cell)
    after = AFTER.get((act, stage))
    return None if after is None else cell - stage + after


def leaves_scope(actor: Actor, *, contact: ContactRow, act: StageAct) -> bool:
    """Whether the actor will no longer see the record after this act."""
    target = target_of(contact.cell, act)
    return target is not None and not actor.may(Act.READ, target)


def demand_unrestricted(contact: ContactRow) -> None:
    """A restricted record is kept, and nothing else (GDPR, article 18). Raises Refused("restricted")."""
    if contact.restricted:
        raise Refused("restricted", subject=contact.id)


def move(actor: Actor, *, contact: ContactRow, act: StageAct) -> bool:
    """Moves the record; returns whether the actor still sees it. Raises Refused: restricted, stage."""
    demand_unrestricted(contact)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.move_stage(%s, %s)", [contact.id, act.value])
        (cell,) = cursor.fetchone()
    if cell is None:
        raise Refused("stage", subject=contact.id)
    actor.trace.saw(f"people:stage:{act.value}", [contact.id], ["stage"], before=contact.cell, after=cell)
    return actor.may(Act.READ, cell)
