"""What lawful holds of calls: attempts, call-backs asked for, lists screened."""

from licite.inventory.declare import (
    CELL,
    CHOICE,
    DATE,
    ID,
    MEMBER,
    About,
    Ends,
    Holding,
    Recipients,
    derived,
)

HOLDINGS = (
    Holding(
        model="lawful.Attempt",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.GRANTED,
        ends=Ends.ERASED,
        fields={"id": ID, "contact": ID, "cell": CELL, "at": derived(DATE)},
    ),
    Holding(
        model="lawful.Callback",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.GRANTED,
        ends=Ends.ERASED,
        fields={
            "id": ID,
            "contact": ID,
            "cell": CELL,
            "asked_at": DATE,
            "agreed_at": DATE,
            "member": MEMBER,
            "created_at": DATE,
        },
    ),
    Holding(
        model="lawful.Screening",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.GRANTED,
        ends=Ends.ERASED,
        fields={
            "id": ID,
            "contact": ID,
            "cell": CELL,
            "name": CHOICE,
            "at": derived(DATE),
            "listed": derived(CHOICE),
            "member": MEMBER,
        },
    ),
)
