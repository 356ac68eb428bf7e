"""What `licite import` asks for."""

import argparse
from datetime import date
from pathlib import Path

from licite.intake.kinds import Kind
from licite.intake.plans import Rule
from licite.kit.cells import Stage
from licite.kit.files import ENCODINGS
from licite.lawful.choices import Basis, Capacity, Purpose, Source
from licite.people.choices import Direction, InteractionKind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, what its rows are, who brings it in, and the declaration without which nothing starts; or `undo` and a
    batch.
    """
    parser.add_argument(
        "file",
        metavar="FILE",
        help="CSV, XLSX, XLS or ODS, one of whose first rows names the columns; or the word undo",
    )
    parser.add_argument("batch", metavar="BATCH", nargs="?", help="after undo: the import to take back")
    parser.add_argument("--as", dest="member", required=True, metavar="EMAIL", help="the member who imports")
    parser.add_argument(
        "--rows",
        choices=Kind.values,
        default=Kind.CONTACTS.value,
        help="what each row is; exchanges and purchases are told of contacts who are here already (default: contacts)",
    )
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
    _declaration(
        parser.add_argument_group("declaration of contacts (all but --seller and --stage are needed)")
    )
    _acts(parser.add_argument_group("declaration of exchanges and purchases (--tool is needed)"))
    _reading(parser.add_argument_group("how the file is read, and whom it meets"))


def _declaration(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--portfolio", metavar="P", help="name or number")
    group.add_argument("--stage", choices=[stage.name.lower() for stage in Stage], default="cold")
    group.add_argument("--source", metavar="S", help=f"{', '.join(Source.values)}, or words")
    group.add_argument("--seller", default="", metavar="WORDS", help="of whom a purchased_list was bought")
    group.add_argument("--purpose", choices=Purpose.values)
    group.add_argument("--basis", choices=Basis.values, help="consent is refused: a file brings no proof")
    group.add_argument(
        "--capacity",
        metavar="C",
        help=f"{', '.join(Capacity.values)}, or column:NAME; unknown is treated as consumer",
    )


def _acts(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--tool",
        metavar="NAME",
        help="which tool gave the client numbers; of contacts, their column is left out without it",
    )
    group.add_argument(
        "--happened", choices=InteractionKind.values, default="", help="of exchanges, where no column says it"
    )
    group.add_argument(
        "--direction",
        choices=Direction.values,
        default=Direction.OURS.value,
        help="who started them, where no column says it (default: ours)",
    )
    group.add_argument(
        "--proven", action="store_true", help="the tool keeps what proves the acts of the persons"
    )


def _reading(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--country", default="", metavar="C", help="where a row says none; or column:NAME")
    group.add_argument(
        "--collected", type=date.fromisoformat, metavar="DATE", help="as 2026-06-30; default today"
    )
    group.add_argument(
        "--informed",
        action="store_true",
        help="the persons were given our notice when the data was collected",
    )
    group.add_argument(
        "--by-rules",
        action="store_true",
        help="each new record goes where the rules of the portfolios say; to --portfolio where none does",
    )
    group.add_argument("--map", type=Path, metavar="FILE", help="TOML or JSON: column = field, or none")
    group.add_argument("--encoding", choices=ENCODINGS, default="", help="default: guessed")
    group.add_argument("--sheet", default="", metavar="NAME", help="of a spreadsheet; default: the first")
    group.add_argument(
        "--rule",
        choices=Rule.values,
        default=Rule.MERGE.value,
        help="whoever is here already is completed (merge), left as is (skip) or doubled (keep); default: merge",
    )
