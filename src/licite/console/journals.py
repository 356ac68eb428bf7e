"""`licite journal`: proves that nothing sealed was touched; seals what waits."""

import argparse
import json

from licite.journal.faults import Broken
from licite.journal.seals import seal
from licite.journal.verify import Verdict, verify


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Verify or seal."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verify|seal")
    looking = verbs.add_parser("verify", help="read the whole journal against its seals and checkpoints")
    looking.add_argument("--json", action="store_true", help="the verdict as JSON")
    verbs.add_parser("seal", help="seal now what the worker would seal within the minute")


def run(args: argparse.Namespace) -> int:
    """0 when nothing is wrong."""
    if args.verb == "verify":
        return verified(verify(), as_json=args.json)
    try:
        done = seal()
    except Broken as broken:
        raise SystemExit(f"licite: nothing was sealed, because the chain is broken: {broken}") from None
    print(f"{done.entries} entries sealed in {done.blocks} blocks")
    return 0


def verified(verdict: Verdict, *, as_json: bool) -> int:
    """Print the verdict."""
    if as_json:
        print(json.dumps(verdict.as_dict(), indent=2))
    elif verdict.ok:
        print(
            f"the journal is whole: {verdict.entries} entries in {verdict.blocks} blocks,"
            f" {verdict.unsealed} not sealed yet ({verdict.seconds:.1f} s)"
        )
    else:
        where = "" if verdict.first_bad is None else f" at block {verdict.first_bad}"
        print(f"THE JOURNAL WAS ALTERED{where}: {verdict.reason}")
    return 0 if verdict.ok else 1
