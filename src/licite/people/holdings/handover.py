"""Orders to hand a portfolio over: counts of records and tasks, no person."""

from licite.inventory.declare import CELL, CHOICE, DATE, ID, MEMBER, NUMBER, About, Ends, Holding, Recipients

HANDOVER = Holding(
    model="people.Handover",
    about=About.MEMBER,
    recipients=Recipients.ONESELF,
    ends=Ends.KEPT,
    why="who handed what over to whom is asked long after a member has left; it names no customer",
    fields={
        "id": ID,
        "public": ID,
        "member": MEMBER,
        "source": CELL,
        "target": CELL,
        "tray": CHOICE,
        "stages": CELL,
        "tasks_from": MEMBER,
        "tasks_to": MEMBER,
        "deals_to": MEMBER,
        "total": NUMBER,
        "state": CHOICE,
        "counts": NUMBER,
        "created_at": DATE,
        "done_at": DATE,
    },
)
HANDOVER_ITEM = Holding(
    model="people.HandoverItem",
    about=About.CONTACT,
    path="contact",
    recipients=Recipients.ONESELF,
    ends=Ends.FOLLOWS,
    fields={
        "id": ID,
        "handover": ID,
        "contact": ID,
        "cell": CELL,
        "kind": CHOICE,
        "row": ID,
        "before": MEMBER,
        "after": MEMBER,
    },
)
