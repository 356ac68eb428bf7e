"""`licite import`: a file enters as a member, strictly inside that member's rights."""

import argparse
import json
import sys
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import translation

from licite.access.actor import Actor
from licite.access.gate import NoEntry, acting_for
from licite.access.refusals import Refused
from licite.intake import words
from licite.intake.actions import Stopped, import_table, report_of
from licite.intake.columns import MapRefused, read_map
from licite.intake.declared import DeclarationRefused, Declared, declare
from licite.intake.models import Batch
from licite.intake.reports import OF_ROWS, Outcome, Report
from licite.intake.staging import LARGEST, stage
from licite.kit import clock
from licite.kit.cells import Stage
from licite.kit.files import TableRefused
from licite.kit.names import fold
from licite.lawful.choices import Basis, Capacity, Purpose, Source
from licite.staff import actions as staff

PURPOSE = "intake.import"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, who brings it in, and the declaration without which nothing starts."""
    parser.add_argument("file", type=Path, help="a CSV file whose first row names the columns")
    parser.add_argument("--as", dest="member", required=True, metavar="EMAIL", help="the member who imports")
    parser.add_argument("--portfolio", required=True, metavar="P", help="name or number")
    parser.add_argument("--stage", choices=[stage.name.lower() for stage in Stage], default="cold")
    parser.add_argument("--source", required=True, metavar="S", help=f"{', '.join(Source.values)}, or words")
    parser.add_argument("--seller", default="", metavar="WORDS", help="of whom a purchased_list was bought")
    parser.add_argument("--purpose", required=True, choices=Purpose.values)
    parser.add_argument(
        "--basis", required=True, choices=Basis.values, help="consent is refused: a file brings no proof"
    )
    parser.add_argument(
        "--capacity",
        required=True,
        metavar="C",
        help=f"{', '.join(Capacity.values)}, or column:NAME; unknown is treated as consumer",
    )
    parser.add_argument("--country", default="", metavar="C", help="where a row says none; or column:NAME")
    parser.add_argument(
        "--collected", type=date.fromisoformat, metavar="DATE", help="as 2026-06-30; default today"
    )
    parser.add_argument(
        "--informed",
        action="store_true",
        help="the persons were given our notice when the data was collected",
    )
    parser.add_argument("--map", type=Path, metavar="FILE", help="TOML or JSON: column = field, or none")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")


def run(args: argparse.Namespace) -> int:
    """Stages the file, takes it to its end, prints the report; 1 when it was refused or stopped, with the reason."""
    try:
        member = staff.member_by_email(args.member)
        if member is None:
            raise NoEntry
        with acting_for(member, PURPOSE) as actor:
            translation.activate(actor.language)
            batch = stage(
                actor,
                content=args.file.read_bytes(),
                filename=args.file.name,
                declared=_declared(actor, args),
                max_bytes=LARGEST,
            )
        import_table(partial(acting_for, member, PURPOSE), batch.public)
        with acting_for(member, PURPOSE):
            report = report_of(batch)
    except NoEntry:
        return _refuse("no such member, or one who has left")
    except (TableRefused, DeclarationRefused, Stopped) as refused:
        return _refuse(words.refusal(refused.reason))
    except MapRefused as refused:
        return _refuse(words.refusal(refused.reason, refused.name))
    except Refused as refused:
        return _refuse(words.refusal(refused.code))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    text = json.dumps(as_json(batch, report), ensure_ascii=False, indent=1) if args.json else as_text(report)
    sys.stdout.write(text + "\n")
    return 0


def as_json(batch: Batch, report: Report) -> dict[str, Any]:
    """The report: counts by outcome, `rows` with their reasons in words and in codes, `columns`, `notes`."""
    return {
        "batch": str(batch.public),
        **report.tallies,
        "rows": [
            {
                "line": line.number,
                "outcome": line.outcome.value,
                "reasons": [words.note(one) for one in line.reasons],
                "warnings": [words.note(one) for one in line.warnings],
                "codes": [one.code for one in (*line.reasons, *line.warnings)],
            }
            for line in report.lines
        ],
        "columns": [
            {**column, "words": words.column(column["status"], column["field"], column["reason"])}
            for column in report.columns
        ],
        "notes": [str(words.NOTES[note]) for note in report.notes],
    }


def as_text(report: Report) -> str:
    """The report for a terminal: columns, rows that say something, counts."""
    lines = [
        f"{column['column'] or '—'}: {words.column(column['status'], column['field'], column['reason'])}"
        for column in report.columns
    ]
    lines += [str(words.NOTES[note]) for note in report.notes]
    for line in report.lines:
        told = "; ".join(words.note(one) for one in (*line.reasons, *line.warnings))
        if line.outcome is Outcome.WAITING:
            told = f"{told}; {words.ADVICE}"
        if told:
            lines.append(f"{line.number}: {words.OUTCOMES[line.outcome]} — {told}")
    counts = report.counts
    lines.append(", ".join(f"{counts[one]} {words.counted(one, counts[one])}" for one in OF_ROWS))
    lines.append(words.objections(report.objections))
    return "\n".join(lines)


def _declared(actor: Actor, args: argparse.Namespace) -> Declared:
    return declare(
        portfolio=_portfolio(actor, args.portfolio),
        stage=Stage[args.stage.upper()],
        source=args.source,
        seller=args.seller,
        purpose=args.purpose,
        basis=args.basis,
        capacity=args.capacity,
        country=args.country,
        at=clock.now(),
        collected_at=datetime.combine(args.collected, time(), UTC) if args.collected else None,
        told=read_map(args.map.read_text(encoding="utf-8", errors="replace")) if args.map else {},
        informed=args.informed,
    )


def _portfolio(actor: Actor, said: str) -> int:
    """A portfolio in the member's sight by name or number; an unknown one is refused like a foreign one."""
    named = [
        number for number, name in actor.portfolios.items() if said == str(number) or fold(said) == fold(name)
    ]
    if not named:
        raise Refused("cell")
    return named[0]


def _refuse(why: str) -> int:
    sys.stderr.write(f"licite: {why}\n")
    return 1
