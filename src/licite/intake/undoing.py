"""An import undone: what it made goes, what it filled is emptied again; what somebody touched since stays, and is said.

Some hundreds of records a transaction; what is done loses its arrival, and an undoing killed halfway goes on where it was.
A record that stays keeps its arrival: once what held it is gone (a later import, undone in its turn), the undoing is taken
up again for it. A refusal that the file brought stays heard: it is the person's, and no file's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.access.gate import NoEntry
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.intake import traces
from licite.intake.actions import Progress, Scope, Stopped
from licite.intake.cells import Note
from licite.intake.events.undoing import take_back
from licite.intake.kinds import Kind
from licite.intake.leftovers.keeping import OPEN
from licite.intake.models import Arrival, Batch, State
from licite.intake.parts import add_part
from licite.intake.reports import Line, Outcome
from licite.intake.shelving import known_of
from licite.inventory.engine import bearing
from licite.kit import clock
from licite.lawful.models import Objection, ToldBy
from licite.people.actions import Changes
from licite.people.actions.editing import restore_contact
from licite.people.actions.references import drop_references
from licite.people.models import Change
from licite.people.queries import ContactRow
from licite.people.queries.references import numbers_held

AT_ONCE = 200
BROUGHT = (
    "people.Token",
    "people.Reference",
    "people.Interaction",
    "intake.Arrival",
    "intake.Event",
    "lawful.Objection",
    "lawful.Flag",
)
"""What hangs on a record without anybody's act; of objections, numbers, remarks and what was read in them, see below."""
LAID = ("sales.Purchase", "sales.Spent", "lawful.Attempt")
"""What an import of acts lays besides, each with its exchange: a purchase, or the count of a call of ours."""
HEARD = (ToldBy.IMPORT, ToldBy.LIST, ToldBy.SHARED)
LEAVE = (State.DONE, State.STOPPED)
WORK = {"sales.Deal": "undo.deal", "people.Task": "undo.task"}
"""What somebody’s work on a record is said to be, where it is not said as work alone."""
USED, HELD, MOVED = "undo.used", "undo.held", "undo.moved"
REACHED = "undone_to"
"""In the counts of a batch being undone: the arrival that it has come down to."""
LEFT = "left"
"""In the counts of a batch undone: how many records it can be taken up again for."""
NOT_OURS = """
    WITH ours AS (SELECT interaction FROM intake_event WHERE contact = ANY (%(contacts)s) AND batch_id = %(batch)s)
    SELECT contact, 'undo.exchange' FROM people_interaction
    WHERE contact = ANY (%(contacts)s) AND id NOT IN (SELECT interaction FROM ours)
    UNION SELECT contact, 'undo.used' FROM lawful_flag WHERE contact = ANY (%(contacts)s)
        AND NOT (place = 'interaction' AND row_id IN (SELECT interaction FROM ours))
"""
"""Of records that an import made, those with an exchange or a text to be read again that are no remark of its own."""
BY_IMPORTS = """
    WITH held AS (
        SELECT contact FROM intake_event WHERE contact = ANY (%(contacts)s) AND batch_id <> %(batch)s
        UNION SELECT contact FROM intake_arrival WHERE contact = ANY (%(contacts)s) AND batch_id > %(batch)s AND NOT made
    )
    SELECT contact FROM held WHERE contact NOT IN (SELECT contact FROM people_interaction
        WHERE contact = ANY (%(contacts)s)
            AND id NOT IN (SELECT interaction FROM intake_event WHERE contact = ANY (%(contacts)s)))
"""
"""Of the same, those that another import came to, and on which no exchange hangs that nobody's import brought."""
AGAIN = "SELECT gate.undo_again(%s)"
FORGET = "SELECT gate.undo_changes(%s, %s, %s)"
UNDO = "SELECT gate.undo_arrivals(%s::bigint[], %s::bigint[])"


@dataclass
class _Done:
    """What became of some records: ids that went, ids emptied again, ids kept with the reasons; `stay`: arrivals
    that another undoing may take.
    """

    gone: list[int] = field(default_factory=list)
    restored: list[int] = field(default_factory=list)
    kept: dict[int, Sequence[str]] = field(default_factory=dict)
    stay: set[int] = field(default_factory=set)

    def keep(self, arrival: int, contact: int, *why: str) -> None:
        """A record stays whole, and its arrival with it."""
        self.kept[contact] = why
        self.stay.add(arrival)


def order_undoing(actor: Actor, batch: Batch) -> bool:
    """Asks for an import of one's own to be undone, or undone again for what it left; False where it is not over, or
    nothing is left of it. Raises Refused.
    """
    if not actor.has(Permission.IMPORT_RUN):
        raise Refused("permission")
    if batch.state not in LEAVE and not is_left(batch):
        return False
    counts = {name: n for name, n in batch.counts.items() if name not in (REACHED, LEFT, OPEN)}
    changed = Batch.objects.filter(id=batch.pk, member=actor.member, state=batch.state).update(
        state=State.UNDOING, counts=counts | ({"kept": 0} if "kept" in counts else {})
    )
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(AGAIN, [batch.public])
        actor.trace.saw("intake:import:undo", [], [], batch=batch.pk)
    return bool(changed)


def is_left(batch: Batch) -> bool:
    """Whether an undoing left records that another one may take."""
    return batch.state == State.UNDONE and batch.counts.get(LEFT, 0) > 0


def undo(scope: Scope, batch: UUID, *, progress: Progress | None = None) -> None:
    """Takes an undoing to its end. `scope` as for `import_table`. Raises Stopped."""
    while True:
        try:
            with scope() as actor:
                record = Batch.objects.select_for_update().filter(public=batch).first()
                if record is None or not actor.has(Permission.IMPORT_RUN):
                    raise Stopped("scope_ended")
                if record.state != State.UNDOING:
                    return
                if not _take_back(actor, record):
                    _end(actor, record)
                    return
        except NoEntry:
            raise Stopped("scope_ended") from None
        if progress:
            progress(record.counts["gone"] + record.counts["restored"] + record.counts["kept"], 0)


def _take_back(actor: Actor, record: Batch) -> bool:
    """Takes some of it back; False where nothing is left."""
    # Of a file of contacts, the remarks that it made of those who were here.
    if take_back(actor, record, contacts=AT_ONCE):
        return True
    if record.kind != Kind.CONTACTS:
        return False
    here = Arrival.objects.filter(batch=record)
    if REACHED in record.counts:
        here = here.filter(id__lt=record.counts[REACHED])
    arrivals = list(here.order_by("-id")[:AT_ONCE])
    if arrivals:
        record.counts[REACHED] = arrivals[-1].pk
        _keep(record, _some(actor, record, arrivals))
    return bool(arrivals)


def _some(actor: Actor, record: Batch, arrivals: Sequence[Arrival]) -> _Done:
    ids = [one.contact for one in arrivals]
    standing = known_of(actor, ids)
    made = [one.contact for one in arrivals if one.made]
    touched, numbers = _touched(record.pk, made), numbers_held(made)
    imported = _imported(record.pk, made)
    moved = set(Change.objects.filter(contact__in=made, field="cell").values_list("contact", flat=True))
    done = _Done()
    untouched: list[int] = []
    for arrival in arrivals:
        found = standing.get(arrival.contact)
        if found is None:
            continue  # gone, or out of sight since
        contact, person = found
        kept = traces.opened(record.public, contact.public, arrival.kept)
        if kept is None:
            continue  # nothing was filled; or the arrival was not laid by this import
        values = traces.values_of(person, contact.company_id)
        if not arrival.made:
            _restore(actor, contact, arrival.pk, kept, values, done)
            continue
        hangs = set(touched.get(contact.id, ()))
        if numbers.get(contact.id, 0) > len(kept.numbers):
            hangs.add(USED)
        why = _why(
            moved=contact.cell != record.cell and contact.id in moved,
            edited=not traces.is_as_made(kept, values),
            hangs={HELD} if hangs and contact.id in imported else hangs,
        )
        if why:
            done.keep(arrival.pk, contact.id, *why)
        else:
            untouched.append(contact.id)
    with connection.cursor() as cursor:
        over = [one.pk for one in arrivals if one.pk not in done.stay]
        cursor.execute(UNDO, [over, untouched])
        (done.gone,) = cursor.fetchone()
    # Those that changed cell since are somebody's now.
    done.kept |= dict.fromkeys(set(untouched) - set(done.gone), (MOVED,))
    # A record that a later row of the same file completed has two arrivals, and is told of once.
    done.restored = [one for one in dict.fromkeys(done.restored) if one not in set(done.gone)]
    actor.trace.saw(
        "intake:import:undone", [*done.gone, *done.restored], ["name"], batch=record.pk, left=len(done.kept)
    )
    return done


def _why(*, moved: bool, edited: bool, hangs: set[str]) -> list[str]:
    """Why a record that an import made stays: every reason, the vaguest only where there is no other."""
    why = [MOVED] * moved + ["undo.edited"] * edited + sorted(hangs - {USED})
    return why or [USED] * bool(hangs)


def _touched(batch: int, contacts: Sequence[int]) -> dict[int, set[str]]:
    """Records made by the import on which something hangs that it did not bring, and what that is."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_OURS, {"contacts": list(contacts), "batch": batch})
        more = cursor.fetchall()
    found = _worked(contacts, besides=BROUGHT)
    for contact, why in more:
        found.setdefault(contact, set()).add(why)
    return found


def _imported(batch: int, contacts: Sequence[int]) -> set[int]:
    """Of records made by the import, those that another import alone came to."""
    with connection.cursor() as cursor:
        cursor.execute(BY_IMPORTS, {"contacts": list(contacts), "batch": batch})
        held = {contact for (contact,) in cursor.fetchall()}
    return held - _worked(held, besides=(*BROUGHT, *LAID)).keys() if held else held


def _worked(contacts: Collection[int], *, besides: Sequence[str]) -> dict[int, set[str]]:
    """Records on which something hangs besides, or whose objection somebody noted; and what, as an undoing says it."""
    found = {
        contact: {WORK.get(table, USED) for table in tables}
        for contact, tables in bearing(contacts, besides=besides).items()
    }
    said = Objection.objects.filter(contact__in=contacts).exclude(told_by__in=HEARD)
    for contact in said.values_list("contact", flat=True):
        found.setdefault(contact, set()).add(USED)
    return found


def _restore(
    actor: Actor, contact: ContactRow, arrival: int, kept: traces.Kept, values: traces.Values, done: _Done
) -> None:
    """Empties again what still holds what the import wrote; the history of these fields forgets that it was there."""
    fields = kept.untouched(values)
    try:
        if fields:
            restore_contact(
                actor, contact=contact, changes=Changes(**{name: kept.was[name] for name in fields})
            )
            with connection.cursor() as cursor:
                cursor.execute(FORGET, [arrival, kept.at, fields])
        if kept.numbers:
            drop_references(actor, contact=contact, references=kept.numbers)
        if fields or kept.numbers:
            done.restored.append(contact.id)
    except Refused as refused:
        done.keep(arrival, contact.id, f"undo.{'restricted' if refused.code == 'restricted' else 'moved'}")
        return
    if set(fields) != set(kept.now):
        done.kept[contact.id] = ("undo.edited",)


def _keep(record: Batch, done: _Done) -> None:
    """Adds what stays to the report, and counts."""
    lines = [
        Line(0, Outcome.KEPT, tuple(map(Note, why)), (), (contact,)) for contact, why in done.kept.items()
    ]
    if lines:
        add_part(record, lines)
    for name, found in (("gone", done.gone), ("restored", done.restored), ("kept", done.kept)):
        record.counts[name] = record.counts.get(name, 0) + len(found)
    Batch.objects.filter(id=record.pk).update(counts=record.counts)


def _end(actor: Actor, record: Batch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.undo_foundings(%s)", [record.public])
        (companies,) = cursor.fetchone()
    counts = {"gone": 0, "restored": 0, "kept": 0} | record.counts
    counts["companies"] = counts.get("companies", 0) + companies
    counts[LEFT] = Arrival.objects.filter(batch=record).count()
    Batch.objects.filter(id=record.pk).update(
        state=State.UNDONE, staged=None, counts=counts, done_at=clock.now()
    )
    told = {"gone": counts["gone"], "emptied": counts["restored"], "left": counts["kept"]}
    actor.trace.saw("intake:import:undo_end", [], [], batch=record.pk, **told)
