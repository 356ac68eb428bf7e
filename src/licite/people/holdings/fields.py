"""The organisation's own fields and their values."""

from licite.inventory.declare import (
    CELL,
    CHOICE,
    DATE,
    ID,
    MEMBER,
    SETTING,
    About,
    Ends,
    Holding,
    Recipients,
    Sensitivity,
    sealed,
)

FIELD = Holding(
    model="people.CustomField",
    about=About.NOBODY,
    recipients=Recipients.COLLEAGUES,
    ends=Ends.KEPT,
    why="the organisation's own fields; a retired one says what was once asked, and holds no value",
    fields={
        "id": ID,
        "key": ID,
        "label_fr": SETTING,
        "label_en": SETTING,
        "kind": CHOICE,
        "choices": SETTING,
        "purpose": ID,
        "sensitivity": CHOICE,
        "created_at": DATE,
        "created_by": MEMBER,
        "retired_at": DATE,
        "retired_by": MEMBER,
    },
)
VALUE = Holding(
    model="people.CustomValue",
    about=About.CONTACT,
    path="contact",
    recipients=Recipients.GRANTED,
    ends=Ends.ERASED,
    fields={
        "id": ID,
        "contact": ID,
        "cell": CELL,
        "field": ID,
        "value": sealed("custom", sensitivity=Sensitivity.HIGH),
        "member": MEMBER,
        "written_at": DATE,
    },
)
