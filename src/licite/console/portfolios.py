"""`licite portfolio`: the first portfolios of an organisation; a manager adds others in the pages."""

import argparse

from django.db import IntegrityError, connection

from licite.access import gate
from licite.access.models import Portfolio
from licite.journal import entries


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add or list."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="add|list")
    add = verbs.add_parser("add", help="make a portfolio")
    add.add_argument("name", help="its name, as 'West' or 'Key accounts'")
    verbs.add_parser("list", help="list the portfolios")


def run(args: argparse.Namespace) -> int:
    """Do it as the house's own console."""
    if args.verb == "list":
        with gate.as_system("console"):
            for portfolio in Portfolio.objects.order_by("name"):
                print(portfolio.name)
        return 0
    name = args.name.strip()
    if not name or len(name) > 80:
        raise SystemExit("licite: a portfolio's name has 1 to 80 characters")
    try:
        add(name)
    except IntegrityError:
        raise SystemExit(f"licite: there is already a portfolio {name!r}") from None
    print(f"portfolio {name} added")
    return 0


def add(name: str) -> None:
    """Make it, and say so in the journal."""
    with gate.as_system("console"), connection.cursor() as cursor:
        cursor.execute("SELECT gate.add_portfolio(%s)", [name])
        (made,) = cursor.fetchone()
        entries.write("access:portfolio:add", detail={"portfolio": made}, origin="console")
