"""`licite migrate`: the schema, brought up to date by the migration role."""

import argparse

from django.core.management import call_command

from licite.console.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """To do it, or to look only."""
    parser.add_argument(
        "--check-drift",
        action="store_true",
        help="only say whether the models say something that no migration does (needs no database)",
    )


def run(args: argparse.Namespace) -> int:
    """Migrate, and say how many steps it took."""
    if args.check_drift:
        call_command("makemigrations", check_changes=True, dry_run=True, skip_checks=True)
        return 0
    done = migrate()
    print(f"{done} migrations run" if done else "nothing to migrate")
    return 0
