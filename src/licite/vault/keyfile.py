"""How a file of keys is read and written: by its owner only, whole or not at all."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from licite.vault.errors import RingExposed

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_private(path: Path) -> tuple[bytes, os.stat_result]:
    """The content of a file, with the stat of the very file that was read.

    Raises RingExposed when group or others have any right on it, or when it belongs to another user.
    """
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        if found.st_mode & OTHERS:
            raise RingExposed("the key ring must be readable by its owner only (chmod 600)")
        if os.geteuid() not in (0, found.st_uid):
            raise RingExposed("the key ring belongs to another user")
        return file.read(), found


def write_private(path: Path, content: bytes, *, replace: bool) -> None:
    """Write `content` with mode 0600 so that a crash leaves the old file or the new one, never a part.

    With `replace=False` an existing file is kept and FileExistsError raised.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            _keep_owner(file.fileno(), path)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            os.link(draft, path)  # unlike a rename, a link refuses to overwrite
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the folder of `path` so that two processes cannot both change the ring and lose a key."""
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _keep_owner(handle: int, path: Path) -> None:
    # A rotation run as root must not take the ring away from the service that serves with it.
    if os.geteuid() != 0:
        return
    model = path if path.exists() else path.parent
    found = model.stat()
    os.fchown(handle, found.st_uid, found.st_gid)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
