"""Spreadsheets made by hand: as small, and as wrong, as a test wants."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def book(sheets: Mapping[str, Sequence[Sequence[object]]], **parts: str) -> bytes:
    """An XLSX of these sheets; `parts` replaces the content of a sheet (sheet1="…")."""
    numbered = list(enumerate(sheets.items(), 1))
    tabs = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n, _ in numbered
    )
    files = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
    }
    for n, (_, rows) in numbered:
        files[f"xl/worksheets/sheet{n}.xml"] = parts.get(f"sheet{n}") or sheet_xml(rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def sheet_xml(rows: Sequence[Sequence[object]]) -> str:
    """Numbers as numbers, what begins with "=" as a formula, the rest as text."""
    lines = []
    for n, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{_letters(at)}{n}", value) for at, value in enumerate(row))
        lines.append(f'<row r="{n}">{cells}</row>')
    return f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(at: str, value: object) -> str:
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    text = escape(str(value))
    if text.startswith("="):
        return f'<c r="{at}"><f>{text[1:]}</f><v>0</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(at: int) -> str:
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
