"""A file in preparation: sealed with the plan made for it, found again after a sign-out, gone after a week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import Http404

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.intake.columns import LEFT_OUT, Column, MapRefused, assign, unnamed
from licite.intake.events.staging import stage_acts
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.models import Batch, Draft, State
from licite.intake.parts import head_of
from licite.intake.plans import Plan, from_text
from licite.intake.staging import columns_of, order, packed, stage, unpacked
from licite.kit import clock
from licite.kit.files import MAX_BYTES, Table
from licite.kit.names import clean, fold

LATEST = 50


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A draft of one's own, its file left sealed. `looked`: of how many rows the file is, how far its preview is, and what
    it counted.
    """

    id: int
    public: UUID
    plan: Plan
    looked: Mapping[str, int]
    at: datetime

    @property
    def filename(self) -> str:
        """As it was brought."""
        return self.plan.filename

    @property
    def rows(self) -> int:
        """How many the file has, read as planned."""
        return self.looked["rows"]

    @property
    def done(self) -> int:
        """How many were looked through."""
        return self.looked.get("done", 0)

    @property
    def failed(self) -> bool:
        """Whether the worker gave its preview up."""
        return "failed" in self.looked

    @property
    def under_way(self) -> bool:
        """Whether the worker was asked to look through it, and is not at its end."""
        return "done" in self.looked and not self.failed and self.done < self.rows


@dataclass(frozen=True, kw_only=True)
class Opened(Glance):
    """A draft opened whole."""

    content: bytes
    table: Table

    @cached_property
    def _asked(self) -> list[Column]:
        return columns_of(self.table, self.plan.told, kind=self.plan.kind)

    def asked(self) -> list[Column]:
        """What each column is told or guessed to be, whether or not its tool was named. Raises MapRefused."""
        return self._asked

    def columns(self) -> list[Column]:
        """What becomes of each column as planned. Raises MapRefused."""
        return unnamed(self._asked) if self.plan.tool == "" else self._asked


def upload(actor: Actor, *, content: bytes, filename: str, kind: Kind = Kind.CONTACTS) -> UUID:
    """Keeps a file for its preparation; its columns as they were told the last time. Raises Refused, TableRefused,
    MapRefused.
    """
    if not actor.has(Permission.IMPORT_RUN):
        raise Refused("permission")
    plan = Plan()
    table = plan.table(content, max_bytes=MAX_BYTES)
    assign_if_any(table, kind)
    known = remembered(actor, table.headers, kind)
    plan = Plan(filename=clean(filename)[:120], kind=kind, told=tuple(known.items()))
    public = uuid4()
    draft = Draft.objects.create(
        public=public,
        member=actor.member,
        file=vault.seal("draft_file", public, packed(content)),
        plan=vault.seal("draft_plan", public, plan.to_text()),
        looked={"version": 1, "rows": table.row_count},
        created_at=clock.now(),
    )
    actor.trace.saw("intake:import:stage", [], [], draft=draft.pk, rows=table.row_count)
    return public


def assign_if_any(table: Table, kind: str) -> None:
    """Raises MapRefused for a first row that holds values; columns that are not recognised can still be told."""
    try:
        assign(table.headers, {}, kind)
    except MapRefused as refused:
        if refused.reason != "nothing_to_read":
            raise


def left_out(table: Table, kind: str) -> frozenset[str]:
    """The headings of columns that nothing reads unless told, each for a reason of its own."""
    try:
        found = columns_of(table, (), kind=kind)
    except MapRefused:
        return frozenset()
    read = {one.header for one in found if one.target or one.reason == "field_taken"}
    return frozenset(one.header for one in found) - read


def open_draft(actor: Actor, public: UUID) -> Opened:
    """One of one's own. Raises Http404."""
    found = Draft.objects.filter(public=public, member=actor.member).first()
    if found is None:
        raise Http404
    content = unpacked(vault.unseal("draft_file", public, found.file))
    plan = _plan(found)
    table = plan.table(content, max_bytes=MAX_BYTES)
    return Opened(
        id=found.pk,
        public=public,
        plan=plan,
        looked=found.looked,
        at=found.created_at,
        content=content,
        table=table,
    )


def glance(actor: Actor, public: UUID) -> Glance:
    """One of one's own, without its file. Raises Http404."""
    found = _lightly(actor).filter(public=public).first()
    if found is None:
        raise Http404
    return _glance(found)


def save(actor: Actor, draft: Glance, plan: Plan, *, rows: int | None = None) -> None:
    """Keeps another plan, under which the file has so many rows, or as many as before; what was previewed counts no more."""
    Draft.objects.filter(id=draft.id, member=actor.member).update(
        plan=vault.seal("draft_plan", draft.public, plan.to_text()),
        preview=None,
        looked={"version": draft.looked["version"] + 1, "rows": draft.rows if rows is None else rows},
    )


def decide(actor: Actor, draft: Glance, plan: Plan, *, alike: Mapping[str, int]) -> None:
    """Keeps what was decided of the rows; `alike`: how many rows each kind of doubt has, for the journal."""
    settled = sum(count for code, count in alike.items() if code in plan.alike)
    rows = sum(1 for choice in plan.decisions.values() if choice)
    actor.trace.saw("intake:import:decide", [], [], draft=draft.id, rows=rows, alike=settled)
    save(actor, draft, plan)


def remember(actor: Actor, draft: Glance, given: Mapping[str, str]) -> None:
    """Keeps what was sent of the provenance, whether it stands or not; what was previewed stays as it is."""
    Draft.objects.filter(id=draft.id, member=actor.member).update(
        plan=vault.seal("draft_plan", draft.public, replace(draft.plan, given=given).to_text())
    )


def drop(actor: Actor, public: UUID) -> None:
    """Ends a draft of one's own; none is none."""
    Draft.objects.filter(public=public, member=actor.member).delete()


def launch(actor: Actor, draft: Opened) -> Batch:
    """Hands the file to the worker; the draft is over. Raises what `stage` raises; Refused (undeclared)."""
    plan = draft.plan
    given: dict[str, Any] = {"content": draft.content, "filename": draft.filename}
    if plan.acts:
        batch = stage_acts(actor, **given, told=plan.acts, plan=plan)
    elif plan.declared:
        batch = stage(actor, **given, declared=plan.declared, plan=plan)
    else:
        raise Refused("undeclared")
    order(batch)
    drop(actor, draft.public)
    return batch


def mine(actor: Actor) -> list[Glance]:
    """One's drafts, newest first."""
    return [_glance(one) for one in _lightly(actor).order_by("-id")[:LATEST]]


def remembered(actor: Actor, headers: Sequence[str], kind: str) -> Mapping[str, str]:
    """What these very headings were read as in the last import of one's own that had them; nothing for new ones."""
    wanted = sorted(fold(header) for header in headers)
    done = Batch.objects.filter(member=actor.member, kind=kind, state__in=(State.DONE, State.UNDONE))
    for batch in done.only("public", "report").order_by("-id")[:LATEST]:
        columns = head_of(batch).columns
        if sorted(fold(one["column"]) for one in columns) == wanted:
            return {
                one["column"]: one["field"] or LEFT_OUT
                for one in columns
                if fold(one["column"]) and (one["field"] or one["reason"] == "not_wanted")
            }
    return {}


def numbered(draft: Opened) -> str:
    """The heading of the column that holds numbers of another tool; empty for none."""
    try:
        return next((one.header for one in draft.asked() if one.target is Target.REFERENCE), "")
    except MapRefused:
        return ""


def tools(actor: Actor) -> list[str]:
    """The tools that one's own imports named, the latest first."""
    done = Batch.objects.filter(member=actor.member).only("public", "report").order_by("-id")[:LATEST]
    named = [head_of(batch).tool for batch in done]
    return list({fold(one): one for one in reversed(named) if one}.values())[::-1]


def _lightly(actor: Actor) -> QuerySet[Draft]:
    """One's drafts, without what is heavy in them."""
    return Draft.objects.filter(member=actor.member).defer("file", "preview")


def _glance(draft: Draft) -> Glance:
    return Glance(
        id=draft.pk, public=draft.public, plan=_plan(draft), looked=draft.looked, at=draft.created_at
    )


def _plan(draft: Draft) -> Plan:
    return from_text(vault.unseal("draft_plan", draft.public, draft.plan))
