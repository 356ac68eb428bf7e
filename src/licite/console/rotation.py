"""`licite keys rotate`: new keys for envelopes and tokens, then every row brought under them, in small batches.

Served processes go on meanwhile: they read the old keys and write with the new. What was done is kept in
`rotation.json` in the home, after each batch, so that a rotation cut short is taken up where it was; doing a batch
twice changes nothing. A line of the journal a batch.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from licite import vault
from licite.access import gate
from licite.intake.models import Event
from licite.intake.traces import act_of
from licite.inventory.declare import Holding, Kind
from licite.inventory.engine import holdings
from licite.journal import entries
from licite.lawful import links
from licite.lawful.models import Link
from licite.people import sealing
from licite.people.actions.contacts import tokens_of
from licite.people.models import Company, Contact, Reference, Tag
from licite.people.queries.references import opened_reference, token_of
from licite.people.queries.spelling import spell
from licite.people.queries.tags import tag_token
from licite.staff.actions import reseal_factors
from licite.vault.ring import KeyRing

BATCH = 500
FEW = 10
HEAVY = frozenset({"intake.Batch", "intake.Draft", "lawful.Evidence", "people.File"})
"""Tables whose envelopes hold whole files: few rows at a time, so that the memory of one batch stays small."""
HEARD = 2.0
"""Seconds after which every process has seen a new key (each looks at the ring once a second)."""
SETTLED = 300.0
"""Seconds to wait for transactions that began before; the longest a served role may run."""

HORIZON = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
FORGET = "DELETE FROM people_token WHERE contact = ANY (%s::bigint[])"
REMEMBER = """
    INSERT INTO people_token (token, exact, cell, contact)
    SELECT * FROM unnest(%s::bigint[], %s::boolean[], %s::integer[], %s::bigint[])
"""


@dataclass
class Progress:
    """The generations being rotated to, and the last id done of each table."""

    path: Path
    envelope: int
    token: int
    done: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, path: Path, ring: KeyRing) -> "Progress":
        """Take up an unfinished rotation, or make new keys."""
        if path.exists():
            return cls(path, **json.loads(path.read_text()))
        started = cls(path, ring.add_generation("envelope"), ring.add_generation("token"))
        started.keep()
        return started

    def keep(self) -> None:
        """Write it, whole or not at all."""
        draft = self.path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps({name: value for name, value in asdict(self).items() if name != "path"}))
        draft.replace(self.path)


def rotate(home: Path) -> Iterator[str]:
    """Do it all; says a line a table. Raises RingError, or the database's error: then start it again."""
    ring = KeyRing.load(home / "keys.json")
    progress = Progress.begin(home / "rotation.json", ring)
    time.sleep(HEARD)
    let_older_transactions_end()
    with gate.as_system("rotate"):
        generations = {"envelope": progress.envelope, "token": progress.token}
        entries.write("vault:keys:rotate", detail=generations, origin="console")
    yield f"links: {sum(remarked())} known by the new key too"
    for holding in holdings():
        sealed = {name: held.sealed_as for name, held in holding.fields.items() if held.kind is Kind.SEALED}
        if sealed and holding.model:
            rows = sum(batches(holding, sealed, progress))
            yield f"{holding.name}: {rows} rows"
    yield f"second factors: {reseal_factors()} members"
    retire(ring, progress)
    progress.path.unlink()


def let_older_transactions_end() -> None:
    """Until then one of them may still commit rows made with the former token key, behind our back."""
    limit = time.monotonic() + SETTLED
    horizon = number(HORIZON)
    while number(OLDEST) < horizon and time.monotonic() < limit:
        time.sleep(0.2)


def number(sql: str) -> int:
    """One number of the database."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def batches(holding: Holding, sealed: dict[str, str | None], progress: Progress) -> Iterator[int]:
    """Bring one table under the new keys; how many rows each batch had."""
    model = apps.get_model(holding.model or "")
    while True:
        with gate.as_system("rotate"):
            last, rows = one_batch(model, holding, sealed, progress.done.get(holding.name, 0))
        if not rows:
            return
        progress.done[holding.name] = last
        progress.keep()
        yield rows


def one_batch(
    model: type[models.Model], holding: Holding, sealed: dict[str, str | None], after: int
) -> tuple[int, int]:
    """The next rows after an id, locked, re-sealed and written; the last id and how many."""
    # Sealed under the contact's own id where the table hangs on one, else under the row's.
    named_by = holding.path if holding.path not in {None, "id"} else "public"
    found = model._default_manager.filter(pk__gt=after).order_by("pk").select_for_update()
    size = FEW if holding.name in HEAVY else BATCH
    rows = list(found.only("pk", str(named_by), *sealed)[:size])
    if not rows:
        return after, 0
    subjects = subjects_of(rows, str(named_by))
    filled = [row for row in rows if any(getattr(row, name) is not None for name in sealed)]
    for row in filled:
        for name, sealed_as in sealed.items():
            envelope = getattr(row, name)
            if envelope is not None:
                setattr(row, name, vault.reseal(str(sealed_as), subjects[row.pk], envelope))
    model._default_manager.bulk_update(filled, list(sealed))
    find_anew(model, rows, filled, subjects)
    about = [row.pk if model is Contact else getattr(row, str(named_by)) for row in rows]
    entries.write(
        "vault:keys:reseal",
        subjects=about if holding.path else [],
        fields=list(sealed),
        detail={"table": holding.name, "rows": len(rows)},
        origin="console",
    )
    return rows[-1].pk, len(rows)


def find_anew(
    model: type[models.Model], rows: list[Any], filled: list[Any], subjects: dict[int, UUID]
) -> None:
    """Make what finds these rows, of which some hold envelopes, anew."""
    if model is Tag:
        retoken_tags(filled, subjects)
    if model is Reference:
        retoken_references(filled, subjects)
    if model is Event:
        retoken_events(filled, subjects)
    if model is Company:
        # A name sealed anew has lost its words.
        spell(named_soles(filled))
    if model is Contact:
        retokenise([row.pk for row in rows])


def subjects_of(rows: list[Any], named_by: str) -> dict[int, UUID]:
    """Row id to the subject its envelopes are bound to."""
    if named_by == "public":
        return {row.pk: row.public for row in rows}
    contacts = {getattr(row, named_by) for row in rows}
    public = dict(Contact.objects.filter(pk__in=contacts).values_list("pk", "public"))
    return {row.pk: public[getattr(row, named_by)] for row in rows}


def remarked() -> Iterator[int]:
    """Let every link be known by the new token too, before a record is: an objection meanwhile must reach both."""
    after = 0
    while True:
        with gate.as_system("rotate"):
            rows = list(Link.objects.filter(pk__gt=after).order_by("pk").select_for_update()[:BATCH])
            for row in rows:
                address = vault.unseal("link", row.public, row.sealed)
                row.marks = links.marks_of("email" if row.kind == "email" else "phone", address)
            Link.objects.bulk_update(rows, ["marks"])
            if rows:
                entries.write(
                    "vault:keys:reseal",
                    fields=["marks"],
                    detail={"table": "lawful.Link", "rows": len(rows)},
                    origin="console",
                )
        if not rows:
            return
        after = rows[-1].pk
        yield len(rows)


def retokenise(ids: list[int]) -> None:
    """Make the search tokens of these contacts anew, from what their envelopes hold."""
    lines: list[tuple[int, bool, int, int]] = []
    contacts = list(
        Contact.objects.filter(pk__in=ids).only("pk", "public", "cell", "listing", "email", "phone")
    )
    listings = sealing.open_listings((one.public, one.listing) for one in contacts)
    for one, listing in zip(contacts, listings, strict=True):
        emails = sealing.open_values("email", one.public, one.email)
        phones = sealing.open_values("phone", one.public, one.phone)
        lines += [
            (token, exact, one.cell, one.pk)
            for token, exact in tokens_of(listing.first, listing.last, emails, phones)
        ]
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [ids])
        cursor.execute(REMEMBER, [list(column) for column in zip(*lines, strict=True)] or [[], [], [], []])


def named_soles(companies: list[Any]) -> Iterator[tuple[UUID, str]]:
    """The sole traders of these rows, and what they are called."""
    for row in companies:
        if row.identity is not None:
            yield row.public, vault.unseal("company", row.public, row.identity)


def retoken_tags(tags: list[Any], subjects: dict[int, UUID]) -> None:
    """Make the tokens by which these tags are filtered anew."""
    for tag in tags:
        tag.token = tag_token("".join(sealing.open_values("tag", subjects[tag.pk], tag.value)))
    Tag.objects.bulk_update(tags, ["token"])


def retoken_references(rows: list[Any], subjects: dict[int, UUID]) -> None:
    """Make the tokens of the numbers of other tools anew."""
    for row in rows:
        row.token = token_of(opened_reference(subjects[row.pk], row.value))
    Reference.objects.bulk_update(rows, ["token"])


def retoken_events(rows: list[Any], subjects: dict[int, UUID]) -> None:
    """Make the tokens of acts that files brought anew."""
    for row in rows:
        said, _digest = act_of(subjects[row.pk], row.key)
        row.token = vault.tokens.exact("event", said)
    Event.objects.bulk_update(rows, ["token"])


def retire(ring: KeyRing, progress: Progress) -> None:
    """Withdraw the former keys: tokens are asked no more, envelopes still open for old backups."""
    gone: dict[str, list[int]] = {"envelope": [], "token": []}
    for number_, _ in ring.envelope.live:
        if number_ != progress.envelope:
            ring.retire("envelope", number_)
            gone["envelope"].append(number_)
    for number_, _ in ring.token.live:
        if number_ != progress.token:
            ring.retire("token", number_)
            gone["token"].append(number_)
    with gate.as_system("rotate"):
        entries.write("vault:keys:retire", detail=gone, origin="console")
