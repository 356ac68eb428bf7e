"""`licite import`: a file enters as a member, strictly inside that member's rights; `licite import undo` takes it back."""

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation

from licite.access.actor import Actor
from licite.access.gate import NoEntry, acting_for
from licite.access.refusals import Refused
from licite.intake import labels, words
from licite.intake.actions import Stopped, import_table
from licite.intake.arguments import add_arguments
from licite.intake.columns import MapRefused, read_map
from licite.intake.declared import DeclarationRefused, Declared, declare
from licite.intake.events.declared import tell
from licite.intake.events.staging import stage_acts
from licite.intake.kinds import Kind
from licite.intake.models import Batch, State
from licite.intake.parts import report_of
from licite.intake.plans import Plan, Rule
from licite.intake.reports import Outcome, Report, outcomes_of
from licite.intake.staging import LARGEST, stage
from licite.intake.undoing import order_undoing, undo
from licite.kit import clock
from licite.kit.cells import Stage
from licite.kit.files import TableRefused
from licite.kit.names import fold
from licite.staff import actions as staff

__all__ = ["add_arguments", "as_json", "as_text", "run"]
PURPOSE = "intake.import"
UNDO = "undo"
DECLARED = {
    Kind.CONTACTS: ("portfolio", "source", "purpose", "basis", "capacity"),
    Kind.INTERACTIONS: ("tool",),
    Kind.PURCHASES: ("tool",),
}


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
    missing = [f"--{name}" for name in DECLARED[args.rows] if getattr(args, name) is None]
    return f"nothing enters undeclared: {', '.join(missing)}" if missing else ""


def _bring(member: int, args: argparse.Namespace) -> str:
    with acting_for(member, PURPOSE) as actor:
        translation.activate(actor.language)
        batch = _staged(actor, args)
    import_table(partial(acting_for, member, PURPOSE), batch.public)
    with acting_for(member, PURPOSE):
        report = report_of(batch)
    if args.json:
        return json.dumps(as_json(batch, report), ensure_ascii=False, indent=1)
    return f"{as_text(report, batch.kind)}\nlicite import undo {batch.public} --as {args.member}"


def _staged(actor: Actor, args: argparse.Namespace) -> Batch:
    file = Path(args.file)
    given: dict[str, Any] = {"content": file.read_bytes(), "filename": file.name, "max_bytes": LARGEST}
    plan = Plan(encoding=args.encoding, sheet=args.sheet, rule=Rule(args.rule), kind=Kind(args.rows))
    if plan.kind == Kind.CONTACTS:
        return stage(actor, **given, declared=_declared(actor, args), plan=plan)
    told = tell(
        plan.kind,
        tool=args.tool,
        at=clock.now(),
        happened=args.happened,
        direction=args.direction,
        proven=args.proven,
    )
    return stage_acts(actor, **given, told=told, plan=replace(plan, told=tuple(_map(args).items())))


def _map(args: argparse.Namespace) -> dict[str, str]:
    return read_map(args.map.read_text(encoding="utf-8", errors="replace")) if args.map else {}


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
    return "\n".join(
        [labels.undone(counts, batch.kind), *(f"{n}: {words.note(one)}" for one, n in reasons.items())]
    )


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


def as_text(report: Report, kind: str) -> str:
    """The report for a terminal: columns, rows that say something, counts."""
    acts = kind != Kind.CONTACTS
    lines = [
        f"{column['column'] or '—'}: {words.column(column['status'], column['field'], column['reason'])}"
        for column in report.columns
    ]
    lines += [str(words.NOTES[note]) for note in report.notes]
    for line in report.lines:
        told = "; ".join(words.note(one) for one in (*line.reasons, *line.warnings))
        if told:
            lines.append(f"{line.number}: {words.outcome(line.outcome, acts=acts)} — {told}")
    counts = report.tallies
    lines.append(
        ", ".join(f"{counts[one]} {words.counted(one, counts[one], kind)}" for one in outcomes_of(kind))
    )
    if not acts:
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
        told=_map(args),
        informed=args.informed,
        tool=args.tool or "",
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
