"""What intake holds: batches, and which record came in with which."""

from licite.inventory.declare import (
    CELL,
    CHOICE,
    DATE,
    ID,
    MEMBER,
    NUMBER,
    SETTING,
    About,
    Ends,
    Holding,
    Nature,
    Recipients,
    Sensitivity,
    derived,
    sealed,
)

HOLDINGS = (
    Holding(
        model="intake.Batch",
        about=About.CONTACT,
        recipients=Recipients.ONESELF,
        ends=Ends.COUNTED,
        why="a file of many persons: it is emptied when its import has ended, the counts stay",
        fields={
            "id": ID,
            "public": ID,
            "cell": CELL,
            "member": MEMBER,
            "source": CHOICE,
            "purpose": CHOICE,
            "basis": CHOICE,
            "declared": SETTING,
            "staged": sealed("staged", sensitivity=Sensitivity.HIGH),
            "state": CHOICE,
            "counts": NUMBER,
            "report": sealed("report", nature=Nature.DERIVED),
            "created_at": DATE,
            "done_at": DATE,
        },
    ),
    Holding(
        model="intake.Arrival",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.ONESELF,
        ends=Ends.FOLLOWS,
        fields={"id": ID, "batch_id": derived(ID), "contact": ID, "cell": CELL},
    ),
)
