"""`licite bench`: many invented contacts to measure with; the time and weight of the pages that show them, beside a bare
page and a twin without walls; where space goes; the journal at length; suppression and verdicts by the million.

Works on demo homes only: it signs in as members and leaves rows in their names. Starts the home's database for
as long as it needs it, unless `licite up` already has.
"""

import argparse
import json
from typing import Any

from licite.console.bench.report import table
from licite.console.bench.standing import database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    seed = verbs.add_parser("seed", help="fill the base up to so many contacts")
    seed.add_argument(
        "--contacts", type=int, required=True, metavar="N", help="how many there shall be in all"
    )
    pages = verbs.add_parser(
        "pages", help="time the pages over HTTP, beside a bare page and a twin without walls"
    )
    search = verbs.add_parser("search", help="the same for live search alone")
    for verb in (pages, search):
        verb.add_argument(
            "--rounds", type=int, default=30, metavar="N", help="how often each page (default: 30)"
        )
        verb.add_argument(
            "--beside", default="", metavar="DIR", help="a home with fewer contacts, in the same run"
        )
        verb.add_argument(
            "--no-twin", action="store_true", help="without the twin (it copies the base first)"
        )
        verb.add_argument("--json", action="store_true", help="print JSON")
    journal = verbs.add_parser("journal", help="two questions put to a long journal, and its verification")
    journal.add_argument(
        "--rows", type=int, default=1_000_000, metavar="N", help="how long (default: 1000000)"
    )
    space = verbs.add_parser("space", help="where the bytes of a contact go")
    for verb in (journal, space):
        verb.add_argument("--json", action="store_true", help="print JSON")
    suppression = verbs.add_parser("suppression", help="check identifiers against fingerprints of objectors")
    for name in ("--identifiers", "--fingerprints"):
        suppression.add_argument(name, type=int, default=1_000_000, metavar="N", help="default: 1000000")
    may = verbs.add_parser("may", help="judge whether so many persons may be called, facts read included")
    may.add_argument("--subjects", type=int, default=100_000, metavar="N", help="how many (default: 100000)")
    imports = verbs.add_parser(
        "import", help="bring in a file of so many invented people, every check included"
    )
    imports.add_argument("--rows", type=int, default=100_000, metavar="N", help="default: 100000")
    imports.add_argument("--json", action="store_true", help="print JSON")
    for verb in (seed, pages, search, journal, space, suppression, may, imports):
        verb.add_argument("--home", metavar="DIR", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Do it; the database stands meanwhile."""
    with database():
        if args.verb == "seed":
            from licite.console.bench.seed import seed

            seed(args.contacts)
        elif args.verb == "suppression":
            from licite.console.bench import suppression

            measured = suppression.measure(identifiers=args.identifiers, fingerprints=args.fingerprints)
            print(json.dumps(measured))
        elif args.verb == "may":
            from licite.console.bench import may

            print(json.dumps(may.measure(subjects=args.subjects)))
        elif args.verb == "journal":
            from licite.console.bench import journal

            _tell(journal.measure(rows=args.rows), json_wanted=args.json)
        elif args.verb == "space":
            from licite.console.bench import space

            _tell(space.measure(), json_wanted=args.json)
        elif args.verb == "import":
            from licite.console.bench import imports

            found = imports.measure(rows=max(args.rows, 1))
            lines = found.pop("lines")
            print(json.dumps(found, indent=1) if args.json else "\n".join([*lines, json.dumps(found)]))
        else:
            _pages(args)
    return 0


def _pages(args: argparse.Namespace) -> None:
    from licite.console.bench.pages import SEARCHES, measure
    from licite.console.bench.visits import KINDS

    found = measure(
        rounds=max(args.rounds, 1),
        kinds=KINDS if args.verb == "pages" else SEARCHES,
        twin=not args.no_twin,
        beside=args.beside,
    )
    _tell(found, json_wanted=args.json)


def _tell(found: dict[str, Any], *, json_wanted: bool) -> None:
    """JSON, or the figures and a line for each target."""
    rows, lines = found.pop("table"), found.pop("lines")
    if json_wanted:
        print(json.dumps(found, indent=1))
        return
    print(table(rows))
    print("\n".join(["", *lines, ""]))
    print(json.dumps({name: value for name, value in found.items() if name not in ("pages", "targets")}))
