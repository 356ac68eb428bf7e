import csv
import io

import pytest

from licite.kit.extracts import csv_of, defused


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "=HYPERLINK(0)", "＝1"],
)
def test_what_a_spreadsheet_would_run_is_a_text(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Rita Martin", "2026-11-22 21:05:33", "a=b", "n° 12", "12-3"])
def test_what_it_would_not_run_is_left_as_it_is(text):
    assert defused(text) == text


def test_every_text_is_quoted_and_every_number_is_a_number():
    content = csv_of([["Qui", 'a,=1;"b"\n', 12], ["", "é", 0]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert b'"a,=1;""b""\n";12\r\n' in content
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [["Qui", 'a,=1;"b"\n', "12"], ["", "é", "0"]]
