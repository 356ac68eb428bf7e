"""A file of acts on its way in: refused at once for what is seen there, sealed whole until taken."""

import uuid
from dataclasses import replace

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.intake import reports
from licite.intake.columns import must_lead
from licite.intake.events.declared import Told
from licite.intake.kinds import Kind
from licite.intake.models import Batch, State
from licite.intake.plans import Plan
from licite.intake.staging import columns_of, sealed_file
from licite.kit.files import MAX_BYTES
from licite.kit.names import clean

NEEDS = {
    Kind.PURCHASES.value: Permission.DEAL_WRITE,
    Kind.INTERACTIONS.value: Permission.INTERACTION_WRITE,
}


def stage_acts(
    actor: Actor, *, content: bytes, filename: str, told: Told, plan: Plan, max_bytes: int = MAX_BYTES
) -> Batch:
    """Keeps a file of acts, sealed, for its import. Raises Refused (permission), TableRefused, MapRefused."""
    if not (actor.has(Permission.IMPORT_RUN) and actor.has(NEEDS[plan.kind])):
        raise Refused("permission")
    plan = replace(plan, acts=told)
    table = plan.table(content, max_bytes=max_bytes)
    columns = columns_of(table, plan.told, kind=plan.kind)
    must_lead(columns, plan.kind)
    public = uuid.uuid4()
    report = reports.Report(
        clean(filename)[:120], "", "", reports.described(columns), list(table.warnings), tool=told.tool
    )
    batch = Batch.objects.create(
        public=public,
        kind=plan.kind,
        cell=0,
        member=actor.member,
        declared={"happened": told.happened, "direction": told.direction, "proven": told.proven},
        staged=sealed_file(public, content, plan),
        state=State.STAGED,
        counts={"total": table.row_count, "done": 0, "last": -1, **report.tallies},
        report=vault.seal("report", public, reports.head_of(report)),
        created_at=told.at,
    )
    actor.trace.saw("intake:import:stage", [], [], batch=batch.pk, rows=table.row_count)
    return batch
