"""`licite dsn`: the connection string of a role, for psql and for tests. It holds the password: keep it off screens."""

import argparse

from licite.ops import roles
from licite.ops.homes import Home
from licite.ops.postgres import Server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which role."""
    known = [name.removeprefix("licite_") for name in roles.LOGINS]
    parser.add_argument("--role", required=True, choices=known, help="database role")


def run(args: argparse.Namespace) -> int:
    """Print libpq's connection string."""
    print(Server(Home.from_env()).dsn(args.role))
    return 0
