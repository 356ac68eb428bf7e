"""Companies and their places: a legal person's are plain, a sole trader's sealed."""

from licite.inventory.declare import (
    CELL,
    CHOICE,
    DATE,
    ID,
    About,
    Ends,
    Held,
    Holding,
    Kind,
    Recipients,
    sealed,
)

LEGAL = Held(kind=Kind.LEGAL_PERSON)

COMPANY = Holding(
    model="people.Company",
    about=About.CONTACT,
    recipients=Recipients.GRANTED,
    ends=Ends.WITH_LAST,
    why="a legal person is nobody's data; a sole trader is found by the contact and goes with the last one",
    fields={
        "id": ID,
        "public": ID,
        "cell": CELL,
        "kind": CHOICE,
        "name": LEGAL,
        "sort_key": LEGAL,
        "name_key": LEGAL,
        "identity": sealed("company"),
        "country": CHOICE,
        "department": CHOICE,
        "created_at": DATE,
        "number": LEGAL,
        "vat": LEGAL,
        "website": LEGAL,
        "coded": sealed("company"),
        "sector": CHOICE,
        "size": CHOICE,
        "parent": ID,
    },
)
WORD = Holding(
    model="people.CompanyWord",
    about=About.CONTACT,
    recipients=Recipients.GRANTED,
    ends=Ends.FOLLOWS,
    why="words of a company's name, a sole trader's as keyed tokens: the database deletes them with the company",
    fields={"company": ID, "cell": CELL, "word": LEGAL},
)
SITE = Holding(
    model="people.Site",
    about=About.CONTACT,
    recipients=Recipients.GRANTED,
    ends=Ends.FOLLOWS,
    why="a place of a company: the database deletes it with the company",
    fields={
        "id": ID,
        "public": ID,
        "company": ID,
        "cell": CELL,
        "label": LEGAL,
        "number": LEGAL,
        "line": LEGAL,
        "postal_code": LEGAL,
        "town": LEGAL,
        "sealed": sealed("site"),
        "country": CHOICE,
        "department": CHOICE,
        "created_at": DATE,
    },
)
