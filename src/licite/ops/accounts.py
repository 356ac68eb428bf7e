"""The operating-system account that PostgreSQL runs under.

PostgreSQL refuses uid 0 and any uid without a passwd entry. An ordinary user runs it as himself. Root runs
it as the system user `licite`, made on first use: an account of our own, so that no other service can read
the cluster. Without `useradd` the account `postgres` serves: it exists to own clusters. `nobody` never does:
many daemons share it, and each could read the data and open the sockets.
"""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

SERVICE_USER = "licite"
SERVICE_ROOT = Path("/var/lib/licite")


class OpsError(Exception):
    """A start that cannot go on; the message is meant for the operator and holds no secret."""


@dataclass(frozen=True)
class Account:
    """A passwd entry: `name`, `uid`, and primary group `gid`."""

    name: str
    uid: int
    gid: int


def server_account() -> Account:
    """Return the account to run PostgreSQL under; as root, make the system user if it is missing.

    Raises OpsError when none is possible.
    """
    if os.geteuid() != 0:
        try:
            return _account(pwd.getpwuid(os.geteuid()))
        except KeyError:
            raise OpsError(f"uid {os.geteuid()} has no passwd entry; PostgreSQL needs one") from None
    found = _named(SERVICE_USER) or _created() or _named("postgres")
    if found is None:
        raise OpsError(f"as root, a system user is needed: useradd --system {SERVICE_USER}, or run as a user")
    return found


def can_enter(folder: Path, account: Account) -> bool:
    """Tell whether `account` may pass through `folder` and all its parents (ACLs are not considered)."""
    groups = set(os.getgrouplist(account.name, account.gid))
    return all(_may_pass(part.stat(), account.uid, groups) for part in (folder, *folder.parents))


def _may_pass(found: os.stat_result, uid: int, groups: set[int]) -> bool:
    if found.st_uid == uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid in groups:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return _account(entry) if entry.pw_uid != 0 else None


def _created() -> Account | None:
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool is None:
        return None
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", str(SERVICE_ROOT)]
    # A failure may only mean that another start made it first: look it up again either way.
    subprocess.run(
        [tool, *options, "--shell", "/usr/sbin/nologin", SERVICE_USER], capture_output=True, check=False
    )
    return _named(SERVICE_USER)
