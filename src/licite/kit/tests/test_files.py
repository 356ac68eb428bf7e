import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.kit.files import TableRefused, read_table

FRENCH = "Prénom;Nom;Société\r\nZoé;Le Goff;Crème brûlée à Nîmes\r\nAndré;Lefèvre;Forêt française\r\n"
cell = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\ufeff", exclude_categories=["Cc"]))


@pytest.mark.parametrize(
    "encoding, told, guessed",
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", False),
        ("utf-16", "utf-16", False),
        ("utf-16-le", "utf-16-le", False),
        ("utf-16-be", "utf-16-be", False),
        ("cp1252", "cp1252", True),
        ("mac_roman", "mac_roman", True),
    ],
)
def test_accents_survive_whatever_wrote_the_file(encoding: str, told: str, guessed: bool) -> None:
    table = read_table(FRENCH.encode(encoding))
    assert table.headers == ("Prénom", "Nom", "Société")
    assert list(table.rows())[0] == (2, ["Zoé", "Le Goff", "Crème brûlée à Nîmes"])
    assert table.encoding == told
    assert ("encoding_guessed" in table.warnings) is guessed


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("value", ["Zoé", "Étienne", "Müller", "São Paulo", "l’été – «oui»"])
def test_one_accented_cell_is_enough_to_tell_the_encoding(value: str, encoding: str) -> None:
    assert list(read_table(f"nom;note\n{value};x\n".encode(encoding)).rows()) == [(2, [value, "x"])]


def test_a_byte_that_could_be_either_is_read_as_windows_writes_it() -> None:
    assert list(read_table("nom;prix\nLi;40 €\n".encode("cp1252")).rows()) == [(2, ["Li", "40 €"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_even_when_cells_hold_another(delimiter: str) -> None:
    rows = [["nom", "note"], ["Li", "un, deux; trois | quatre"], ["Roy", 'dit "le roi"']]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    table = read_table(out.getvalue().encode())
    assert table.delimiter == delimiter
    assert [cells for _, cells in table.rows()] == rows[1:]


def test_a_single_column_is_a_table() -> None:
    table = read_table(b"email\na@b.fr\nc@d.fr\n")
    assert table.headers == ("email",) and table.row_count == 2


def test_the_hint_excel_leaves_is_followed() -> None:
    table = read_table(b"sep=;\nnom;ville, pays\nRoy;Lyon, France\n")
    assert (table.delimiter, table.headers) == (";", ("nom", "ville, pays"))


def test_blank_rows_go_short_rows_are_filled_and_long_ones_kept() -> None:
    table = read_table(b"\n;;\na;b;c\n1\n\n ; ; \n1;2;3;4\n")
    assert [cells for _, cells in table.rows()] == [["1", "", ""], ["1", "2", "3", "4"]]
    assert table.row_count == 2 and table.warnings == ("rows_uneven",)


def test_doubtful_headers_and_quotes_are_warned_of() -> None:
    table = read_table(b'nom,Nom,\n"ouvert,2,3\n4,5,6\n')
    assert set(table.warnings) >= {"headers_missing", "headers_repeated", "quotes_uneven"}


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b",,\n,,\n", "empty"),
        (b"PK\x03\x04...", "spreadsheet_unreadable"),
        (b"\xd0\xcf\x11\xe0...", "spreadsheet_unreadable"),
        (b"\x1f\x8b\x08...", "archive"),
        (b"%PDF-1.7", "pdf"),
        (b"nom\0;ville\n", "binary"),
        (b"\xff\xfea", "binary"),
        (b"a," * 200 + b"\n", "too_many_columns"),
        (b"a\n" + b"x" * 100_001, "cell_too_long"),
        (b"a\n" + b"x" * 140_000, "cell_too_long"),
        (b"a" * 2_000_000, "too_large"),
    ],
)
def test_what_is_no_usable_table_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(TableRefused) as caught:
        read_table(content, max_bytes=1_000_000)
    assert caught.value.reason == reason
    assert caught.value.__context__ is None or reason == "unreadable"


@given(st.binary())
def test_no_bytes_break_it(content: bytes) -> None:
    try:
        table = read_table(content)
    except TableRefused:
        return
    assert sum(1 for _ in table.rows()) == table.row_count


@given(st.lists(st.tuples(cell, cell), max_size=5))
def test_what_a_spreadsheet_writes_is_read_back(pairs: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([("prénom", "nom"), *pairs])
    table = read_table(("sep=;\n" + out.getvalue()).encode())
    kept = [list(pair) for pair in pairs if any(value.strip() for value in pair)]
    assert [cells for _, cells in table.rows()] == kept


def test_encoding_and_delimiter_are_as_told() -> None:
    table = read_table(b"nom,note;ville\nLi,un;Lyon\n", delimiter=",")
    assert table.headers == ("nom", "note;ville")
    table = read_table("nom;ville\nZoé;Lyon\n".encode("mac_roman"), encoding="cp1252")
    assert (table.encoding, table.warnings) == ("cp1252", ())
    assert list(table.rows()) != [(2, ["Zoé", "Lyon"])]
