"""`licite bench pages` and `search`: our pages, a bare one and the twin's, interleaved, over HTTP."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from django.db import connection

from licite.console.bench import load, targets
from licite.console.bench.report import Sample, machine
from licite.console.bench.stand import Stand, elsewhere, stand
from licite.console.bench.standing import is_demo
from licite.console.bench.visits import KINDS, Visit, bare, visits
from licite.ops.homes import Home

WARM_UP: Final = 6
SEARCHES: Final = ("search_letters", "search_words")


@dataclass
class Timed:
    """What one kind of page took, for one reader: here, on the twin, and in the other home."""

    here: Sample = field(default_factory=Sample)
    twin: Sample = field(default_factory=Sample)
    beside: Sample = field(default_factory=Sample)


Found = dict[tuple[str, str], Timed]
"""By kind and reader."""


def measure(*, rounds: int, kinds: Sequence[str] = KINDS, twin: bool, beside: str = "") -> dict[str, Any]:
    """Figures of each page for each reader, and the targets; `beside`: a home with fewer contacts, in the same run."""
    if not is_demo():
        raise SystemExit(
            "licite: bench signs in as members; it does so in a demo home only (licite up --demo)"
        )
    with ExitStack() as stack:
        here = stack.enter_context(stand(twin=twin))
        other = stack.enter_context(elsewhere(beside)) if beside else None
        sites = visits(here)
        found, plain = timed(here, other, sites, kinds, rounds)
        statements = counted(here, sites, kinds)
        rates = load.rates(here)
        memory = load.memory(here)
    rows: dict[str, dict[str, Any]] = {}
    for (kind, reader), one in found.items():
        rows.setdefault(kind, {})[reader] = row(one, plain, statements[kind, reader])
    verdicts = targets.of_pages(rows, rates=rates, memory=memory)
    return {
        "pages": rows,
        "bare": plain.figures(),
        "requests_a_second": rates,
        "web_process_mb": memory,
        "targets": [verdict.as_dict() for verdict in verdicts],
        "lines": [verdict.line() for verdict in verdicts],
        "table": {
            f"{kind} {reader}": one for kind, readers in rows.items() for reader, one in readers.items()
        }
        | {"bare": plain.figures()},
        "contacts": here.contacts,
        "contacts_beside": other.contacts if other else None,
        "rounds": rounds,
        "machine": machine() | {"postgresql": postgresql(), "home": str(Home.from_env().path)},
    }


def timed(
    here: Stand, other: Stand | None, sites: Mapping[str, Visit], kinds: Sequence[str], rounds: int
) -> tuple[Found, Sample]:
    """Every page, the bare one, the twin's and the other home's by turns: what slows the machine slows all.

    Who goes first is drawn anew each time, the same in every run: whoever is asked after a page of its own weight finds the
    processor's caches full of what it needs, and whoever is asked after the bare page does not.
    """
    found: Found = {(kind, reader): Timed() for kind in kinds for reader in sites}
    yardstick, plain = bare(here), Sample()
    twins = visits(here, twin=True) if here.twin else {}
    beside = visits(other) if other else {}
    drawn = Random(rounds)
    for number in range(-WARM_UP, rounds):
        for (kind, reader), one in found.items():
            turns = [(yardstick, plain), (sites[reader], one.here)]
            turns += [(twins[reader], one.twin)] if twins else []
            turns += [(beside[reader], one.beside)] if beside else []
            drawn.shuffle(turns)
            for visit, sample in turns:
                ask, answer = visit.make(kind)
                if number >= 0:
                    sample.add(ask.path, answer.milliseconds, answer.body)
    return found, plain


def row(one: Timed, plain: Sample, statements: int) -> dict[str, Any]:
    """The figures of one kind of page for one reader."""
    figures = one.here.figures() | {"statements": statements, "to_bare": round(one.here.p50 / plain.p50, 2)}
    if one.twin.times:
        figures["to_twin"] = round(one.here.p50 / one.twin.p50, 2)
    to_beside = one.here.against(one.beside)
    if to_beside is not None:
        figures["to_beside"] = round(to_beside, 2)
    return figures


def counted(here: Stand, sites: Mapping[str, Visit], kinds: Sequence[str]) -> dict[tuple[str, str], int]:
    """Statements of each page, BEGIN and COMMIT included."""
    asked = [
        [kind, reader, ask.path, dict(ask.headers), here.cookies[reader]]
        for reader, visit in sites.items()
        for kind in kinds
        for ask in [next(visit.asks[kind])]
    ]
    done = subprocess.run(
        [sys.executable, "-m", f"{__package__}.counts"],
        input=json.dumps(asked),
        env=os.environ | {"LICITE_PROCESS": "web"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {(kind, reader): count for kind, reader, count in json.loads(done.stdout)}


def postgresql() -> str:
    """The server's version."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
