"""Spreadsheets are read like any table; those made to hurt are refused, and hurt nobody."""

import pytest

from licite.kit.files import TableRefused, read_table
from licite.kit.sheets import ENCRYPTED
from licite.kit.tests.books import MAIN, XML, book

PEOPLE = [
    ["Nom", "Tél", "Note"],
    [],
    ["Dupont\nJean", 612345678.0, "=1+1"],
    ["Zoé", 6.12345678e8, "“oui”; non"],
]
FAR = (
    f'{XML}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)


def test_a_sheet_is_read_as_a_table_and_its_rows_keep_their_numbers() -> None:
    table = read_table(book({"Clients": PEOPLE, "Autres": [["E-mail"], ["a@b.example"]]}))
    assert (table.sheets, table.sheet, table.warnings) == (("Clients", "Autres"), "Clients", ())
    assert list(table.rows()) == [
        (3, ["Dupont Jean", "612345678", "0"]),
        (4, ["Zoé", "612345678", "“oui”; non"]),
    ]


def test_another_sheet_is_read_when_it_is_named_and_none_in_its_place() -> None:
    content = book({"Clients": PEOPLE, "Autres": [["E-mail"], ["a@b.example"]]})
    assert read_table(content, sheet="Autres").headers == ("E-mail",)
    for brought, name in ((content, "\0\ud800; rm"), (content, "autres"), (b"Nom\nZola\n", "Autres")):
        with pytest.raises(TableRefused) as caught:
            read_table(brought, sheet=name)
        assert caught.value.reason == "other_sheet"


@pytest.mark.parametrize(
    "content, reason",
    [
        (book({"a": [["x" * 10_000_000]]}), "spreadsheet_bomb"),
        (book({"a": []}, sheet1=FAR), "spreadsheet_bomb"),
        (book({"a": [["x" * 3_000_000]]}), "cell_too_long"),
        (book({"a": [["x"] * 201]}), "too_many_columns"),
        (book({"a": []}), "empty"),
        (book({"a": PEOPLE})[:400], "spreadsheet_unreadable"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 5_000 + ENCRYPTED, "password"),
        (book({"a": []}, sheet1="<worksheet>&lol;"), "empty"),
    ],
)
def test_what_is_no_usable_sheet_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(TableRefused) as caught:
        read_table(content)
    assert caught.value.reason == reason
    assert caught.value.__context__ is None
