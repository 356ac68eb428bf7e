"""`licite keys`: new keys, a copy of the ring for the safe, the ring put back from its copy."""

import argparse
import os
from getpass import getpass
from pathlib import Path

from licite.console.rotation import rotate
from licite.ops.homes import Home
from licite.vault import KeyRing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Three verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="rotate|copy|restore")
    verbs.add_parser("rotate", help="new keys for envelopes and tokens; every row is sealed anew")
    copy = verbs.add_parser(
        "copy", help="write the ring under a passphrase, to be kept away from this machine"
    )
    copy.add_argument("--to", required=True, type=Path, metavar="FILE", help="a file that does not exist yet")
    restore = verbs.add_parser("restore", help="put a lost ring back from its copy")
    restore.add_argument("--from", required=True, type=Path, metavar="FILE", dest="source")


def run(args: argparse.Namespace) -> int:
    """Do it."""
    home = Home.from_env()
    try:
        if args.verb == "copy":
            KeyRing.load(home.keys).copy_to(args.to, passphrase(twice=True))
            print(f"{args.to} written; without it and its passphrase a backup stays shut")
        elif args.verb == "restore":
            KeyRing.from_copy(args.source, passphrase(twice=False)).save_as(home.create().keys)
            print(f"{home.keys} is back")
        else:
            for line in rotate(home.path):
                print(line)
            print("done; make a new copy of the ring now: licite keys copy --to FILE")
    except FileExistsError as error:
        raise SystemExit(
            f"licite: {error.filename2 or error.filename} exists already; nothing was written"
        ) from None
    except OSError as error:
        raise SystemExit(f"licite: {error.filename}: {error.strerror}") from None
    return 0


def passphrase(*, twice: bool) -> str:
    """From the file that LICITE_PASSPHRASE_FILE names, else from the terminal."""
    path = os.environ.get("LICITE_PASSPHRASE_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    typed = getpass("Passphrase of the copy: ")
    if twice and getpass("The same again: ") != typed:
        raise SystemExit("licite: the two are not the same")
    return typed
