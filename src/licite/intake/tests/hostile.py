"""Files that nobody should bring, made from a seed: the same number gives the same file."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

from licite.kit.tests.books import MAIN, XML, book

HEAD = ["Prénom", "Nom", "E-mail", "Tél", "Société", "Code postal", "Opposition", "Date de collecte"]
CELLS = (
    "Jean", "DUPONT", "jean@fonderie.example", "01 99 00 12 34", "6.12345678E+08", "", " ", "\u00a0", "45000",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example")', "@SUM(1+1)", "+33 6 •• •• •• 12", "<script>alert(1)</script>",
    "\ufffe", "\u202e\u200b", "𝒥𝓮𝓪𝓷", "é" * 5000, "a" * 99_999, "a" * 100_001, "0" * 400, "1e999", "NaN", "-1", "9" * 60,
    "'; DROP TABLE people_contact; --", "{% load x %}{{ y }}", "../../etc/passwd", "\x1b[31m", "\x1f", "31/02/2024",
    "99/99/9999", "a@b@c", "@", "a@" + "b" * 400 + ".example", "''" * 30, "FR76 3000 6000 0112 3456 7890 189", "oui", "non",
)  # fmt: skip
Maker = Callable[[random.Random], bytes]


def rows(rng: random.Random) -> list[list[str]]:
    """A table of odd cells and uneven rows."""
    width = rng.randint(1, len(HEAD) + 3)
    return [
        [rng.choice(CELLS) for _ in range(rng.choice([width, width, rng.randint(0, 12)]))]
        for _ in range(rng.randint(0, 12))
    ]


def text(rng: random.Random) -> str:
    """A file of text, its quotes seldom closed."""
    cut = rng.choice([",", ";", "\t", "|", ":"])
    head = rng.choice([HEAD, HEAD[:2], [*HEAD, *HEAD], ["x"] * 5, [""], rng.sample(CELLS, 4)])
    quote = rng.choice(['"', "'", '""', ""])
    end = rng.choice(["\n", "\r\n", "\r", "\n\n"])
    return end.join(
        cut.join(quote * rng.randint(0, 2) + cell + quote for cell in row) for row in [head, *rows(rng)]
    )


def encoded(rng: random.Random) -> bytes:
    """Text in a true or a wrong encoding."""
    encoding = rng.choice(
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "utf-32", "utf-7"]
    )
    return text(rng).encode(encoding, "replace")


def broken(rng: random.Random) -> bytes:
    """Bytes put in, taken out or turned over."""
    raw = bytearray(encoded(rng))
    for _ in range(rng.randint(1, 20)):
        at = rng.randint(0, max(0, len(raw) - 1))
        raw[at : at + rng.randint(0, 3)] = rng.choice(
            [b"\0", b"\xed\xa0\x80", b'"', b"\xff\xfe", b"\r", rng.randbytes(4)]
        )
    return bytes(raw)


def binary(rng: random.Random) -> bytes:
    """Anything, behind the first bytes of something else."""
    start = rng.choice(
        [
            b"",
            b"%PDF-1.7",
            b"\x1f\x8b",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0",
            b"\x7fELF",
            b"\xff\xfe",
            b"sep=;\n",
        ]
    )
    return start + rng.randbytes(rng.randint(0, 3000))


def wide(rng: random.Random) -> bytes:
    """Far too many columns, far too long a cell, or a quote that swallows all."""
    many = rng.choice([201, 5_000, 1_000_000])
    return rng.choice(
        [b"a;" * many + b"\n", b"Nom\n" + b"x" * 10_000_000, b'Nom;Mail\n"' + b"a;b\n" * 40_000]
    )


def sheet(rng: random.Random) -> bytes:
    """A spreadsheet, whole or spoilt."""
    whole = book({"Feuille": [HEAD, *rows(rng)], "Autre": []} if rng.random() < 0.8 else {"é&<": []})
    spoilt: list[Callable[[], bytes]] = [
        lambda: whole,
        lambda: whole[: rng.randint(4, len(whole))],
        lambda: _damaged(whole, rng),
        lambda: book({"a": []}, sheet1=XML + "<!DOCTYPE x [<!ENTITY a '" + "b" * 900 + "'>]><worksheet>&a;"),
        lambda: book({"a": []}, sheet1=f'{XML}<worksheet xmlns="{MAIN}"><sheetData><row r="1048576">'
                     '<c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'),
        lambda: book({"a": [["x" * 6_000_000]]}),
        lambda: book({"a": [["Nom"], ["x" * 200_000]]}),
        lambda: _archive(rng),
    ]  # fmt: skip
    return rng.choice(spoilt)()


def _damaged(whole: bytes, rng: random.Random) -> bytes:
    raw = bytearray(whole)
    for _ in range(rng.randint(1, 30)):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


def _archive(rng: random.Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(rng.choice([0, 3, 2_500])):
            archive.writestr(f"{number}/../../x", "y")
    return out.getvalue()


MAKERS: tuple[tuple[Maker, int], ...] = ((encoded, 8), (broken, 6), (binary, 3), (sheet, 4), (wide, 1))


def hostile(seed: int) -> bytes:
    """The file of that number."""
    rng = random.Random(seed)
    (maker,) = rng.choices([one for one, _ in MAKERS], weights=[weight for _, weight in MAKERS])
    return maker(rng)
