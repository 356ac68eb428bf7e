"""`licite bench`: many invented contacts to measure with, the time and weight of the pages that show them, the time of
a large file against the suppression list, and of so many verdicts.

Works on demo homes only: it signs in as members and leaves rows in their names. Starts the home's database for
as long as it needs it, unless `licite up` already has.
"""

import argparse
import json

from licite.console.bench.report import table
from licite.console.bench.standing import database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Four verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="seed|pages|suppression|may")
    seed = verbs.add_parser("seed", help="fill the base up to so many contacts")
    seed.add_argument(
        "--contacts", type=int, required=True, metavar="N", help="how many there shall be in all"
    )
    pages = verbs.add_parser("pages", help="time the pages over HTTP, next to a bare Django page")
    pages.add_argument(
        "--rounds", type=int, default=30, metavar="N", help="how often each page (default: 30)"
    )
    pages.add_argument("--json", action="store_true", help="print JSON")
    suppression = verbs.add_parser("suppression", help="check identifiers against fingerprints of objectors")
    for name in ("--identifiers", "--fingerprints"):
        suppression.add_argument(name, type=int, default=1_000_000, metavar="N", help="default: 1000000")
    may = verbs.add_parser("may", help="judge whether so many persons may be called, facts read included")
    may.add_argument("--subjects", type=int, default=100_000, metavar="N", help="how many (default: 100000)")
    for verb in (seed, pages, suppression, may):
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
        else:
            from licite.console.bench.pages import measure

            found = measure(rounds=max(args.rounds, 1))
            print(json.dumps(found, indent=1) if args.json else table(found))
    return 0
