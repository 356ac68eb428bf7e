"""A process of its own, which unpacks one sheet of a spreadsheet and writes it as CSV: whatever the file does to its
memory or its time ends here. Run by `kit.sheets`, knows nothing of the rest.

Reads the file on standard input, the name of a sheet (or nothing) as its argument. Writes a line of JSON, the names of
the sheets or why not, then the rows: one line a row of the sheet, blank ones too.
"""

import csv
import datetime as dt
import io
import json
import resource
import sys

import python_calamine as calamine

MEMORY = 768 * 1024 * 1024
SECONDS = 20
CELL = 100_001
"""One character more than a table may have in a cell, so that its reader sees that there was more."""
LINE_BREAKS = str.maketrans({"\r": " ", "\n": " ", "\0": " ", "\v": " ", "\f": " "})

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def main() -> int:
    """Exit code 0 for a sheet, 3 for a reason."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        names = book.sheet_names
        wanted = sys.argv[1] if sys.argv[1] in names else next(iter(names), "")
        if not wanted:
            return refuse(out, "no_sheet")
        sheet = book.get_sheet_by_name(wanted)
    except calamine.PasswordError:
        return refuse(out, "password")
    except (calamine.CalamineError, OSError, ValueError):
        return refuse(out, "spreadsheet_unreadable")
    out.write(json.dumps({"sheets": names, "sheet": wanted}) + "\n")
    write = csv.writer(out, lineterminator="\n").writerow
    for _blank in range((sheet.start or (0, 0))[0]):
        out.write("\n")
    for row in sheet.iter_rows():
        write([text_of(cell) for cell in row])
    out.flush()
    return 0


def text_of(cell: Cell) -> str:
    """A cell as its reader would type it: a whole number without a point, a day as ISO. A formula is its last result."""
    if isinstance(cell, str):
        return cell[:CELL].translate(LINE_BREAKS)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        whole = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if whole else cell.isoformat(timespec="seconds")
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def refuse(out: io.TextIOWrapper, reason: str) -> int:
    """Says why there is no sheet."""
    out.write(json.dumps({"refused": reason}) + "\n")
    out.flush()
    return 3


if __name__ == "__main__":
    sys.exit(main())
