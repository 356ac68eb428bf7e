"""What was done to many records at once."""

from licite.inventory.declare import CELL, CHOICE, DATE, ID, MEMBER, NUMBER, About, Ends, Holding, Recipients

BATCH = Holding(
    model="people.Batch",
    about=About.MEMBER,
    path="member",
    recipients=Recipients.ONESELF,
    ends=Ends.KEPT,
    why="counts of an act on many records; the records hang on its lines, which go with them",
    fields={
        "id": ID,
        "public": ID,
        "member": MEMBER,
        "act": CHOICE,
        "total": NUMBER,
        "skipped": NUMBER,
        "made_at": DATE,
        "undone_at": DATE,
        "undone": NUMBER,
    },
)
BATCH_ITEM = Holding(
    model="people.BatchItem",
    about=About.CONTACT,
    path="contact",
    recipients=Recipients.GATE,
    ends=Ends.FOLLOWS,
    fields={
        "id": ID,
        "batch": ID,
        "contact": ID,
        "cell": CELL,
        "cell_before": CELL,
        "cell_after": CELL,
        "made": ID,
        "due_at": DATE,
    },
)
