"""What lawful holds of free texts to be read again, of restrictions, and of who said in what capacity."""

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
    Nature,
    Recipients,
    Sensitivity,
    derived,
)

# That a text seems to speak of somebody's health says it again.
SENSITIVE = Held(kind=Kind.CHOICE, nature=Nature.DERIVED, sensitivity=Sensitivity.HIGH)
# The hash of an envelope: nobody reads a text from it.
SEEN = Held(kind=Kind.FINGERPRINT, nature=Nature.DERIVED, sensitivity=Sensitivity.ORDINARY)

HOLDINGS = (
    Holding(
        model="lawful.Flag",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.GRANTED,
        ends=Ends.ERASED,
        fields={
            "id": ID,
            "contact": ID,
            "cell": CELL,
            "place": CHOICE,
            "row_id": ID,
            "category": SENSITIVE,
            "state": derived(CHOICE),
            "found_at": derived(DATE),
            "seen": SEEN,
            "asked_at": DATE,
            "settled_at": derived(DATE),
            "settled_by": MEMBER,
        },
    ),
    Holding(
        model="lawful.Restriction",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.GRANTED,
        ends=Ends.ERASED,
        fields={
            "id": ID,
            "contact": ID,
            "cell": CELL,
            "reason": derived(CHOICE),
            "since": derived(DATE),
            "member": MEMBER,
            "created_at": DATE,
            "told_at": derived(DATE),
            "lifted_at": derived(DATE),
            "lifted_by": MEMBER,
        },
    ),
    Holding(
        model="lawful.Classified",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.GRANTED,
        ends=Ends.ERASED,
        fields={
            "id": ID,
            "contact": ID,
            "cell": CELL,
            "capacity": derived(CHOICE),
            "mailbox": derived(CHOICE),
            "why": derived(CHOICE),
            "member": MEMBER,
            "at": derived(DATE),
        },
    ),
)
