"""`licite prepare`: what has to be right before a page is served. In one process, because each costs a second."""

import argparse
import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command

from licite.access import gate
from licite.access.models import Member
from licite.console.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `up` was asked for."""
    parser.add_argument("--demo", action="store_true", help="load the demo unless it is there")
    parser.add_argument("--contacts", type=int, default=2000, help="how many contacts the demo has")


def run(args: argparse.Namespace) -> int:
    """Check, migrate, collect, load."""
    serious = [message for message in checks.run_checks() if message.is_serious()]
    for message in serious:
        print(f"licite: {message}")
    if serious:
        return 1
    migrate()
    collect_static()
    if args.demo and not settings.DEMO:
        load_demo(args.contacts)
    return 0


def collect_static() -> None:
    """Lay the static files out as they are served, unless they are as they were."""
    root = Path(settings.STATIC_ROOT)
    mark = root / "collected.mark"
    state = static_state()
    if mark.exists() and mark.read_text() == state:
        return
    # Settings choose the joined storage only once there is something collected.
    settings.STORAGES["staticfiles"]["BACKEND"] = "licite.web.storage.JoinedStaticFilesStorage"
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state)


def static_state() -> str:
    """A digest of every static file's name, size and date."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_demo(contacts: int) -> None:
    """Fill a new home. A home where people already work is not the place for invented ones."""
    with gate.as_system("console"):
        occupied = Member.objects.exists()
    if occupied:
        raise SystemExit(
            f"licite: {settings.HOME.path} already has members and is no (whole) demo; "
            "start --demo on a new home, or remove this one"
        )
    from licite.console.demo.load import load

    load(contacts)
