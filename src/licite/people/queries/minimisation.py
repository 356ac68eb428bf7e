"""How many records fill a field, and how often it was used, in counts: no record is read, none is named."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from licite.access.actor import Actor
from licite.people.queries.rows import fetch

FILLED = """
    SELECT count(*) AS records, count(*) AS name, count(company_id) AS company, count(email) AS email,
        count(phone) AS phone, count(address) AS address, count(*) FILTER (WHERE capacity <> 'unknown') AS capacity,
        count(*) FILTER (WHERE country <> '') AS country, count(*) FILTER (WHERE department <> '') AS department,
        (SELECT count(DISTINCT contact) FROM people_interaction WHERE note IS NOT NULL) AS note,
        (SELECT count(DISTINCT contact) FROM people_task WHERE title IS NOT NULL) AS task
    FROM people_contact
"""
CUSTOMS = "SELECT field, count(*) AS filled FROM people_value GROUP BY field"
# A field is used when it is revealed, read in clear wherever it is shown (the record, a list, the tasks of a day, what the
# data protection officer rereads, two records side by side), or searched by.
USED = """
    SELECT act, f AS field, count(*) AS times FROM journal.entry, unnest(fields) f
    WHERE at > %s AND act IN ('people:contact:reveal', 'people:contact:read', 'people:contact:list', 'people:task:list',
        'people:pair:read', 'people:tray:read', 'lawful:note:read')
      AND f IN ('name', 'title', 'email', 'phone', 'address', 'note', 'task') GROUP BY 1, 2
    UNION ALL SELECT act, '', count(*) FROM journal.entry
    WHERE at > %s AND act LIKE 'people:contact:search#_%%' ESCAPE '#' GROUP BY 1
    UNION ALL SELECT 'customs', c, count(*) FROM journal.entry, jsonb_array_elements_text(detail -> 'customs') c
    WHERE at > %s AND act = 'people:contact:read' AND 'customs' = ANY (fields) GROUP BY 1, 2
"""
FIRST = "SELECT at FROM journal.entry ORDER BY hour, at LIMIT 1"
SEARCHED = {
    "people:contact:search_email": "email",
    "people:contact:search_name": "name",
    "people:contact:search_phone": "phone",
}
TITLES_OF_TASKS = "people:task:list"
"""There `title` is what is to be done, not a job."""
MEASURED = frozenset({"name", "title", "email", "phone", "address", "note", "task"})
"""Fields whose use leaves a trace of its own; the others are used without one: they decide which rules apply, or stand
beside the name."""


@dataclass(frozen=True)
class Filled:
    """Records in the actor's sight, and how many fill each field: built-in by key, one's own by id.

    The job title is sealed in one envelope with the name: it is not counted. A postal address is in one envelope too: it
    counts from a postal code or a town on.
    """

    records: int
    builtin: Mapping[str, int]
    own: Mapping[int, int]


@dataclass(frozen=True)
class Used:
    """How often each field was used since a moment: built-in and one's own by key. A field missing was not."""

    builtin: Mapping[str, int]
    own: Mapping[str, int]


def filled(actor: Actor) -> Filled:
    """Counts over the records in sight; two statements."""
    (counts,) = fetch(FILLED, [])
    own = {row["field"]: row["filled"] for row in fetch(CUSTOMS, [])}
    actor.trace.saw("people:field:report", [], [], records=counts["records"])
    return Filled(counts.pop("records"), counts, own)


def counted_since() -> datetime | None:
    """When the journal that the reader may read begins; None where it is empty. One statement."""
    found = fetch(FIRST, [])
    return found[0]["at"] if found else None


def used(since: datetime) -> Used:
    """Counts over the journal that the reader may read: whole for the data protection officer. One statement."""
    builtin: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for row in fetch(USED, [since, since, since]):
        if row["act"] == "customs":
            own[row["field"]] += row["times"]
        elif row["field"]:
            of_task = row["act"] == TITLES_OF_TASKS and row["field"] == "title"
            builtin["task" if of_task else row["field"]] += row["times"]
        elif row["act"] in SEARCHED:
            builtin[SEARCHED[row["act"]]] += row["times"]
    return Used(builtin, own)
