"""What lawful holds: objections on the record, and the fingerprints that outlive it."""

from licite.inventory.declare import (
    CELL,
    CHOICE,
    DATE,
    ID,
    MEMBER,
    About,
    Ends,
    Held,
    Holding,
    Kind,
    Recipients,
    Sensitivity,
    derived,
)

HOLDINGS = (
    Holding(
        model="lawful.Objection",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.GRANTED,
        ends=Ends.ERASED,
        fields={
            "id": ID,
            "contact": ID,
            "cell": CELL,
            "channel": derived(CHOICE),
            "purpose": derived(CHOICE),
            "at": derived(DATE),
            "told_by": derived(CHOICE),
            "member": MEMBER,
            "created_at": DATE,
        },
    ),
    Holding(
        model="lawful.Suppression",
        about=About.CONTACT,
        recipients=Recipients.GATE,
        ends=Ends.KEPT,
        why="a keyed fingerprint and a channel, no record, no name: an objection outlives the record",
        fields={
            "id": ID,
            "fingerprint": Held(kind=Kind.FINGERPRINT, sensitivity=Sensitivity.ORDINARY),
            "channel": CHOICE,
            "purpose": CHOICE,
            "source": CHOICE,
            "since": DATE,
            "reviewed_at": DATE,
        },
    ),
)
