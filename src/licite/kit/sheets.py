"""Spreadsheets (XLSX, ODS, XLS) as text. They are archives that anybody may have made: weighed before they are
unpacked, and unpacked by a process that may take so much memory and time and no more.
"""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("sheet_child.py")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAX_ENTRIES = 2_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 150  # what a sheet of one value over and over packs to is below 100
WEIGHED_FROM = 4 * 1024 * 1024
"""Unpacked below this, nothing can be heavy, however well it packs."""
MAX_TEXT = 128 * 1024 * 1024
SECONDS = 30


class SheetRefused(Exception):
    """A spreadsheet that cannot be read. `reason`: spreadsheet_bomb, password, no_sheet, other_sheet or
    spreadsheet_unreadable.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Sheet:
    """One sheet as CSV text (comma, quotes), among the `names` of all."""

    names: tuple[str, ...]
    name: str
    text: str


def is_spreadsheet(content: bytes) -> bool:
    """Whether the first bytes are those of a spreadsheet, or of another archive."""
    return content.startswith((ZIP, OLE))


def read_sheet(content: bytes, name: str = "") -> Sheet:
    """The sheet of that name, or the first one where none is named. Raises SheetRefused."""
    _weigh(content)
    wanted = name.replace("\0", "").encode(errors="replace").decode()
    command = [sys.executable, "-I", "-X", "utf8", str(CHILD), wanted]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        done = None
    # Outside the handler: the exception carries the file.
    if done is None or done.returncode not in (0, 3) or len(done.stdout) > MAX_TEXT:
        raise SheetRefused("spreadsheet_bomb" if _killed(done) else "spreadsheet_unreadable")
    head, _, rows = done.stdout.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise SheetRefused(told["refused"])
    if wanted not in ("", told["sheet"]):
        raise SheetRefused("other_sheet")
    return Sheet(tuple(told["sheets"]), told["sheet"], rows.decode())


def _killed(done: "subprocess.CompletedProcess[bytes] | None") -> bool:
    """Whether it met a limit: of time (None), of memory or processor (a signal), or of what it may write."""
    return done is None or done.returncode < 0 or done.returncode == 0 or b"MemoryError" in done.stderr


def _weigh(content: bytes) -> None:
    """Raises SheetRefused for an archive that says it unpacks to far more than it weighs, or a locked one."""
    if content.startswith(OLE):
        if ENCRYPTED in content[:1_000_000]:
            raise SheetRefused("password")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        entries = []
    if not entries:
        raise SheetRefused("spreadsheet_unreadable")
    if any(entry.flag_bits & 1 for entry in entries):
        raise SheetRefused("password")
    unpacked = sum(entry.file_size for entry in entries)
    heavy = unpacked > WEIGHED_FROM and unpacked > MAX_RATIO * len(content)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or heavy:
        raise SheetRefused("spreadsheet_bomb")
