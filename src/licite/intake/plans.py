"""What whoever brings a file decides about it: how it is read, what its columns are, what becomes of who is here already."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from licite.intake.declared import Declared
from licite.intake.events.declared import Told
from licite.intake.heads import heads_of
from licite.intake.kinds import Kind
from licite.kit.cells import Stage
from licite.kit.files import Table, read_table
from licite.kit.names import fold


class Rule(TextChoices):
    """What becomes of somebody who is here already. Nothing overwrites; an objection is obeyed in any case."""

    MERGE = "merge", _("Complete the record: fill what is empty, overwrite nothing")
    SKIP = "skip", _("Leave the record as it is")
    KEEP = "keep", _("Make a second record")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`filename`: as it was brought. `encoding`, `delimiter`, `sheet`: empty where they are guessed.
    `heads`: the line of the headers, 0 where it is found. `told`: header → field.
    `declared`: None until it is declared; of a `kind` of acts, `acts` is. `alike`: what all rows do that are doubtful for
    one reason, by its code. `decisions`: what a row does against these and the `rule`, by its line (None: it waits);
    `chosen`: of the several records that one looks like, the one that is meant. `given`: what was last sent of the
    provenance, field by field, whether it stood or not. `keeps_touchy`: whether remarks that seem to say what the law
    protects come in too.
    """

    filename: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    heads: int = 0
    told: tuple[tuple[str, str], ...] = ()
    declared: Declared | None = None
    rule: Rule = Rule.MERGE
    alike: Mapping[str, Rule] = field(default_factory=dict)
    decisions: Mapping[int, Rule | None] = field(default_factory=dict)
    chosen: Mapping[int, int] = field(default_factory=dict)
    kind: Kind = Kind.CONTACTS
    acts: Told | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    keeps_touchy: bool = False

    @property
    def tool(self) -> str | None:
        """Which tool the numbers of the file come from; empty where that was not said, None where it was not asked yet."""
        said = self.acts or self.declared
        return said.tool if said else None

    def of(self, line: int, doubt: str = "") -> Rule | None:
        """What was decided for one row, if it was: of itself, else of all that are doubtful for the same reason."""
        return self.decisions[line] if line in self.decisions else self.alike.get(doubt)

    def table(self, content: bytes, *, max_bytes: int) -> Table:
        """The file read as planned. Raises TableRefused."""
        told = {fold(header) for header, _field in self.told}
        return read_table(
            content,
            max_bytes=max_bytes,
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheet=self.sheet,
            heads_of=lambda rows: self.heads or heads_of(rows, told),
        )

    def to_text(self) -> str:
        """The text to seal."""
        return json.dumps(asdict(self), default=datetime.isoformat)


def from_text(text: str) -> Plan:
    """The plan that `to_text` wrote."""
    raw = json.loads(text)
    return Plan(
        filename=raw["filename"],
        encoding=raw["encoding"],
        delimiter=raw["delimiter"],
        sheet=raw["sheet"],
        heads=raw["heads"],
        told=_pairs(raw["told"]),
        declared=_declared(raw["declared"]) if raw["declared"] else None,
        rule=Rule(raw["rule"]),
        kind=Kind(raw["kind"]),
        acts=_acts(raw["acts"]) if raw["acts"] else None,
        alike={code: Rule(rule) for code, rule in raw["alike"].items()},
        decisions={int(line): Rule(rule) if rule else None for line, rule in raw["decisions"].items()},
        chosen={int(line): record for line, record in raw["chosen"].items()},
        given=raw["given"],
        keeps_touchy=raw["keeps_touchy"],
    )


def with_told(plan: Plan, declared: Declared) -> Plan:
    """The same plan, declared; its columns as they were told on both sides."""
    told = dict(plan.told) | dict(declared.told)
    return replace(plan, told=tuple(told.items()), declared=replace(declared, told=tuple(told.items())))


def _declared(raw: Mapping[str, Any]) -> Declared:
    return Declared(
        **{
            **raw,
            "stage": Stage(raw["stage"]),
            "at": datetime.fromisoformat(raw["at"]),
            "collected_at": datetime.fromisoformat(raw["collected_at"]),
            "told": _pairs(raw["told"]),
        }
    )


def _acts(raw: Mapping[str, Any]) -> Told:
    return Told(**{**raw, "at": datetime.fromisoformat(raw["at"])})


def _pairs(raw: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((header, field) for header, field in raw)
