"""`licite demo --accounts`: who can sign in to a demo. A home without demo data has no such list."""

import argparse

from licite.ops.homes import Home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The one thing a demo can be asked."""
    parser.add_argument(
        "--accounts", action="store_true", required=True, help="print e-mail, password, profile, portfolios"
    )


def run(args: argparse.Namespace) -> int:
    """Print the JSON list that the loader left in the home."""
    path = Home.from_env().path / "demo.json"
    if not path.exists():
        raise SystemExit(f"licite: {path.parent} holds no demo; `licite up --home DIR --demo` makes one")
    print(path.read_text(encoding="utf-8").strip())
    return 0
