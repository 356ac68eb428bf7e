"""What lawful holds around the suppression list: links to a person's own page, opposition files under way."""

from licite.inventory.declare import (
    CHOICE,
    DATE,
    ID,
    MEMBER,
    NUMBER,
    About,
    Ends,
    Held,
    Holding,
    Kind,
    Mask,
    Nature,
    Recipients,
    Sensitivity,
    sealed,
)

# Of a token, and of where a request came from: nothing of the address itself.
HASH = Held(kind=Kind.FINGERPRINT, sensitivity=Sensitivity.SECRET)

HOLDINGS = (
    Holding(
        model="lawful.Link",
        about=About.CONTACT,
        recipients=Recipients.GATE,
        ends=Ends.WITH_LAST,
        why="a link belongs to an address: it goes with the last record of that address, and one asked for on the "
        "public page after a month, in the base or not",
        fields={
            "id": ID,
            "public": ID,
            "hash": HASH,
            "kind": CHOICE,
            "sealed": sealed("link", mask=Mask.EMAIL),
            "print": Held(kind=Kind.FINGERPRINT, sensitivity=Sensitivity.ORDINARY),
            "marks": Held(kind=Kind.TOKEN, sensitivity=Sensitivity.ORDINARY),
            "asked": CHOICE,
            "client": HASH,
            "made_at": DATE,
        },
    ),
    Holding(
        model="lawful.OppositionFile",
        about=About.CONTACT,
        recipients=Recipients.ONESELF,
        ends=Ends.COUNTED,
        why="a file of many persons: it is emptied when its import has ended, the counts stay",
        fields={
            "id": ID,
            "public": ID,
            "member": MEMBER,
            "channel": CHOICE,
            "staged": sealed("opposition_file", nature=Nature.DERIVED, sensitivity=Sensitivity.HIGH),
            "state": CHOICE,
            "counts": NUMBER,
            "faults": NUMBER,
            "created_at": DATE,
            "done_at": DATE,
        },
    ),
)
