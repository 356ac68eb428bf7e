"""`licite import`: a file enters as a member, strictly inside that member's rights; `licite import undo` takes it back."""

import argparse
import json
import sys
from collections import Counter
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation

from licite.access.actor import Actor
from licite.access.gate import NoEntry, acting_for
from licite.access.refusals import Refused
from licite.intake import labels, words
from licite.intake.actions import Stopped, import_table, report_of
from licite.intake.columns import MapRefused, read_map
from licite.intake.declared import DeclarationRefused, Declared, declare
from licite.intake.models import Batch, State
from licite.intake.plans import Plan, Rule
from licite.intake.reports import OF_ROWS, Outcome, Report
from licite.intake.staging import LARGEST, stage
from licite.intake.undoing import order_undoing, undo
from licite.kit import clock
from licite.kit.cells import Stage
from licite.kit.files import ENCODINGS, TableRefused
from licite.kit.names import fold
from licite.lawful.choices import Basis, Capacity, Purpose, Source
from licite.staff import actions as staff

PURPOSE = "intake.import"
UNDO = "undo"
DECLARED = ("portfolio", "source", "purpose", "basis", "capacity")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, who brings it in, and the declaration without which nothing starts; or `undo` and a batch."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="CSV, XLSX, XLS or ODS whose first row names the columns; or the word undo",
    )
    parser.add_argument("batch", metavar="BATCH", nargs="?", help="after undo: the import to take back")
    parser.add_argument("--as", dest="member", required=True, metavar="EMAIL", help="the member who imports")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
    _declaration(parser.add_argument_group("declaration (all but --seller and --stage are needed)"))
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
    group.add_argument(
        "--tool",
        default="",
        metavar="NAME",
        help="which tool a column of client numbers comes from; else left out",
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


def run(args: argparse.Namespace) -> int:
    """Takes a file in, or back, to the end; prints what became of it; 1 when it was refused or stopped, with the reason."""
    lacking = _lacking(args)
    if lacking:
        return _refuse(lacking)
    try:
        member = staff.member_by_email(args.member)
        if member is None:
            raise NoEntry
        text = _take_back(member, args) if args.file == UNDO else _bring(member, args)
    except NoEntry:
        return _refuse("no such member, or one who has left")
    except (TableRefused, DeclarationRefused, Stopped) as refused:
        return _refuse(words.refusal(refused.reason, most=LARGEST))
    except MapRefused as refused:
        return _refuse(words.refusal(refused.reason, refused.name))
    except Refused as refused:
        return _refuse(words.refusal(refused.code))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    sys.stdout.write(text + "\n")
    return 0


def _lacking(args: argparse.Namespace) -> str:
    """What was not said and must be."""
    if args.file == UNDO:
        return (
            "" if args.batch else "say which import: licite import undo BATCH (a file of that name: ./undo)"
        )
    if args.batch:
        return "one file at a time"
    missing = [f"--{name}" for name in DECLARED if getattr(args, name) is None]
    return f"nothing enters undeclared: {', '.join(missing)}" if missing else ""


def _bring(member: int, args: argparse.Namespace) -> str:
    file = Path(args.file)
    with acting_for(member, PURPOSE) as actor:
        translation.activate(actor.language)
        batch = stage(
            actor,
            content=file.read_bytes(),
            filename=file.name,
            declared=_declared(actor, args),
            plan=Plan(encoding=args.encoding, sheet=args.sheet, rule=Rule(args.rule)),
            max_bytes=LARGEST,
        )
    import_table(partial(acting_for, member, PURPOSE), batch.public)
    with acting_for(member, PURPOSE):
        report = report_of(batch)
    if args.json:
        return json.dumps(as_json(batch, report), ensure_ascii=False, indent=1)
    return f"{as_text(report)}\nlicite import undo {batch.public} --as {args.member}"


def _take_back(member: int, args: argparse.Namespace) -> str:
    """One that was killed halfway is taken up again. Raises Refused (batch, undoable), Stopped."""
    with acting_for(member, PURPOSE) as actor:
        translation.activate(actor.language)
        batch = Batch.objects.filter(public=_public(args.batch), member=actor.member).first()
        if batch is None:
            raise Refused("batch")
        if not order_undoing(actor, batch) and batch.state != State.UNDOING:
            raise Refused("undoable")
    undo(partial(acting_for, member, PURPOSE), batch.public)
    with acting_for(member, PURPOSE):
        counts = Batch.objects.values_list("counts", flat=True).get(id=batch.pk)
        left = [line for line in report_of(batch).lines if line.outcome is Outcome.KEPT]
    reasons = Counter(note for line in left for note in line.reasons)
    if args.json:
        done = {name: counts[name] for name in ("gone", "restored", "kept", "companies")}
        codes = {one.code: n for one, n in reasons.items()}
        return json.dumps({"batch": str(batch.public), **done, "reasons": codes}, indent=1)
    return "\n".join([labels.undone(counts), *(f"{n}: {words.note(one)}" for one, n in reasons.items())])


def _public(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Refused("batch") from None


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
        tool=args.tool,
        placed=args.by_rules,
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
