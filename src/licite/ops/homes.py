"""The home folder: where one installation keeps its data, secrets and logs.

Layout: `pg/` data, `run/` socket folder, `secrets/`, `logs/`, `keys.json` (the vault's ring) and
`checkpoints.log`. `pg` and `run` are links when the real folder has to be elsewhere: as root when the
service user cannot reach the home, or when a socket path would be too long for the kernel.
"""

import hashlib
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from licite.ops.accounts import SERVICE_ROOT, Account, OpsError, can_enter, server_account
from licite.ops.roles import LOGINS

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT = 107
"""Bytes of a Unix socket path (sun_path is 108 with its closing NUL)."""


@dataclass(frozen=True)
class Home:
    """One installation's folder, an absolute path. Nothing is touched before `create()`."""

    path: Path

    @classmethod
    def from_env(cls) -> "Home":
        """Return the home named by LICITE_HOME, by default `~/.licite`."""
        return cls.at(os.environ.get("LICITE_HOME") or "~/.licite")

    @classmethod
    def at(cls, path: str | Path) -> "Home":
        """Return the home at `path`, made absolute (`~` is expanded, links above it are resolved)."""
        return cls(Path(path).expanduser().resolve())

    @property
    def data(self) -> Path:
        """The cluster's data folder, where it really is."""
        return _followed(self.path / "pg")

    @property
    def sockets(self) -> Path:
        """The folder of the server's Unix socket, where it really is."""
        return _followed(self.path / "run")

    @property
    def secrets(self) -> Path:
        """Folder (0700) of generated secrets."""
        return self.path / "secrets"

    @property
    def logs(self) -> Path:
        """Folder (0700) of plain log files."""
        return self.path / "logs"

    @property
    def keys(self) -> Path:
        """The vault's key ring; the vault writes it."""
        return self.path / "keys.json"

    @property
    def checkpoints(self) -> Path:
        """The journal's checkpoints; the journal writes it."""
        return self.path / "checkpoints.log"

    def password(self, role: str) -> str:
        """Return the generated password of `role` (full name). OpsError if missing."""
        return self._secret(f"{role}.pw").decode("ascii")

    def create(self) -> "Home":
        """Make what is missing, with its modes and secrets; leave what exists. Idempotent.

        Raises OpsError when the folder belongs to, or can be changed by, somebody else.
        """
        account = server_account()
        _own_folder(self.path, 0o711 if os.geteuid() == 0 else 0o700)
        for folder in (self.secrets, self.logs):
            _own_folder(folder, 0o700)
            folder.chmod(0o700)
        self._place(account)
        self.open_sockets(account)
        for role in LOGINS:
            _keep_secret(self.secrets / f"{role}.pw", secrets.token_urlsafe(32).encode())
        _keep_secret(self.secrets / "app.key", secrets.token_bytes(32))  # ticket secrets are derived from it
        _keep_secret(self.secrets / "django.key", secrets.token_urlsafe(48).encode())
        return self

    def open_sockets(self, account: Account) -> None:
        """Make sure that the socket folder exists (a reboot empties /tmp) and is the server's alone."""
        folder = self.sockets
        try:
            folder.mkdir(mode=0o700)
            os.chown(folder, account.uid, account.gid)
        except FileExistsError:
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
                raise OpsError(f"{folder} is not a private folder of {account.name}; remove it") from None

    def remove(self) -> None:
        """Delete the home and what it keeps elsewhere. The server must be stopped."""
        for name in ("pg", "run"):
            link = self.path / name
            if link.is_symlink():
                shutil.rmtree(link.readlink(), ignore_errors=True)
                self._forget_empty_place(link.readlink().parent)
        shutil.rmtree(self.path)

    def _forget_empty_place(self, place: Path) -> None:
        if place.parent == SERVICE_ROOT and place.is_dir() and not any(place.iterdir()):
            place.rmdir()

    def _place(self, account: Account) -> None:
        """Decide once where data and sockets live; a link in the home remembers it."""
        data, run = self.path / "pg", self.path / "run"
        fits = len(os.fsencode(run / SOCKET_NAME)) <= SOCKET_LIMIT
        away = os.geteuid() == 0 and not (fits and can_enter(self.path, account))
        if away and not os.path.lexists(data):
            # The random part keeps a home made again at the same path away from the old one's data.
            place = SERVICE_ROOT / f"{self._mark()}-{secrets.token_hex(4)}"
            place.mkdir(mode=0o755, parents=True)
            data.symlink_to(place / "pg")
        if os.path.lexists(run):
            return
        if data.is_symlink():
            run.symlink_to(self.data.parent / "run")
        elif not fits:
            # Always the same short path; whoever was there first is found out by open_sockets.
            run.symlink_to(Path("/tmp") / f"licite-{account.uid}-{self._mark()}")  # noqa: S108

    def _mark(self) -> str:
        return hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]

    def _secret(self, name: str) -> bytes:
        try:
            return (self.secrets / name).read_bytes()
        except OSError as error:
            raise OpsError(f"{self.secrets / name} cannot be read ({error.strerror})") from None


def _followed(path: Path) -> Path:
    return path.readlink() if path.is_symlink() else path


def _own_folder(folder: Path, mode: int) -> None:
    """Make `folder`, or accept an existing one that nobody else can change."""
    try:
        folder.mkdir(mode=mode, parents=True)
        folder.chmod(mode)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise OpsError(f"{folder} is not a folder") from None
        if found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise OpsError(f"{folder} must belong to you and be writable by you alone") from None


def _keep_secret(path: Path, value: bytes) -> None:
    """Write `value` unless the file exists: whole or not at all, even after a power cut."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another start was first: its value stands
    finally:
        draft.unlink()
