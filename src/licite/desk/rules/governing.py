"""What the rules govern here and now: counts over the records in the reader's sight, in four statements."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite import packs
from licite.access.actor import Actor
from licite.desk.rules.families import asleep, told
from licite.kit.cells import Stage
from licite.kit.countries import FRENCH_POST

RECORDS: Final = """
    SELECT country, capacity, mailbox, cell %% 10, count(*), count(*) FILTER (WHERE restricted),
        count(*) FILTER (WHERE minor), count(*) FILTER (WHERE informed_at IS NULL AND notice_due <= %s),
        count(*) FILTER (WHERE objections <> 0), count(*) FILTER (WHERE source = 'purchased_list')
    FROM people_contact GROUP BY 1, 2, 3, 4
"""
CONSENTS: Final = """
    SELECT p.country, c.channel, count(*) FROM lawful_consent c JOIN people_contact p ON p.id = c.contact AND p.cell = c.cell
    WHERE c.valid_until > %s AND NOT EXISTS (SELECT FROM lawful_withdrawal w WHERE w.consent_id = c.id) GROUP BY 1, 2
"""
FLAGS: Final = "SELECT category, count(*) FROM lawful_flag WHERE state = 'open' GROUP BY 1"
EACH: Final = ("all", "restricted", "minors", "uninformed", "objecting")
MEMBERS: Final = "SELECT count(*) FROM access_member WHERE left_at IS NULL"
PROFESSIONALS: Final = frozenset({"professional", "sole_trader"})
CUSTOMERS: Final = frozenset({Stage.CUSTOMER, Stage.FORMER})


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the records under one country's pack. `elsewhere`: those under no pack."""

    all: int = 0
    consumers: int = 0
    professionals: int = 0
    impersonal: int = 0
    customers: int = 0
    running: int = 0
    bought_consumers: int = 0
    bought_professionals: int = 0
    prospects: int = 0
    restricted: int = 0
    minors: int = 0
    uninformed: int = 0
    objecting: int = 0
    elsewhere: int = 0
    members: int = 0
    consents: Mapping[str, int] | None = None
    flags: Mapping[str, int] | None = None


def pack_of(country: str) -> str:
    """Whose pack holds for a record of this country; "" where none does."""
    if country in FRENCH_POST:
        return "FR"
    return country if country in packs.countries() else ""


def tallies(actor: Actor, *, at: datetime) -> Mapping[str, Tally]:
    """The records in the actor's sight, counted under each pack. Nobody is named: no trace of a person."""
    totals: dict[str, Counter[str]] = {country: Counter() for country in (*packs.countries(), "")}
    consents: dict[str, Counter[str]] = {country: Counter() for country in totals}
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, [timezone.localdate(at)])
        for where, capacity, mailbox, stage, *counts, bought in cursor.fetchall():
            counted = totals[pack_of(where)]
            counted.update(dict(zip(EACH, counts, strict=True)))
            whom = "professionals" if capacity in PROFESSIONALS else "consumers"
            counted[whom] += counts[0]
            counted[f"bought_{whom}"] += bought
            counted["impersonal"] += counts[0] if mailbox == "impersonal" else 0
            counted["customers" if stage in CUSTOMERS else "prospects"] += counts[0]
            counted["running"] += counts[0] if stage == Stage.CUSTOMER else 0
        cursor.execute(CONSENTS, [at])
        for where, channel, count in cursor.fetchall():
            consents[pack_of(where)][channel] += count
        cursor.execute(FLAGS)
        flags = dict(cursor.fetchall())
        cursor.execute(MEMBERS)
        (members,) = cursor.fetchone()
    elsewhere = totals.pop("")["all"]
    return {
        country: Tally(
            **counted, elsewhere=elsewhere, members=members, consents=consents[country], flags=flags
        )
        for country, counted in totals.items()
    }


def here(key: str, counted: Tally) -> str:
    """What a rule governs now, in words; empty for a rule that governs no record in itself."""
    if asleep(key):
        if told(key):
            return _("told in the notices; nothing is erased by itself yet")
        return _("applied later")
    for prefix, say in SAYINGS:
        if key.startswith(prefix):
            return say(key, counted)
    return ""


def _records(count: int) -> str:
    return ngettext("%(n)s record visible to you", "%(n)s records visible to you", count) % {"n": count}


def _channel(key: str, counted: Tally) -> str:
    whom = key.rsplit(".", 1)[-1]
    counts = {
        "consumer": counted.consumers,
        "professional": counted.professionals,
        "impersonal": counted.impersonal,
        "customer": counted.customers,
        "contract": counted.running,
    }
    return _records(counts.get(whom, counted.all))


def _consents(key: str, counted: Tally) -> str:
    live = counted.consents or {}
    count = live.get("phone", 0) if key.startswith("phone.") else sum(live.values())
    return ngettext("%(n)s consent in force", "%(n)s consents in force", count) % {"n": count}


def _flags(key: str, counted: Tally) -> str:
    flags = counted.flags or {}
    count = flags.get(key.removeprefix("words."), 0) if key.startswith("words.") else sum(flags.values())
    return ngettext("%(n)s note to review", "%(n)s notes to review", count) % {"n": count}


def _uninformed(key: str, counted: Tally) -> str:
    count = counted.uninformed
    return ngettext(
        "%(n)s record past its date and not informed", "%(n)s records past their date and not informed", count
    ) % {"n": count}


def _objecting(key: str, counted: Tally) -> str:
    count = counted.objecting
    return ngettext("%(n)s record with an objection", "%(n)s records with an objection", count) % {"n": count}


def _members(key: str, counted: Tally) -> str:
    count = counted.members
    return ngettext("%(n)s member", "%(n)s members", count) % {"n": count}


def _restricted(key: str, counted: Tally) -> str:
    count = counted.restricted
    return ngettext("%(n)s restricted record", "%(n)s restricted records", count) % {"n": count}


def _minors(key: str, counted: Tally) -> str:
    count = counted.minors
    return ngettext("%(n)s record of a minor", "%(n)s records of minors", count) % {"n": count}


def _kept(what: str) -> "Saying":
    """Says how many of the records counted under one name."""
    return lambda _key, counted: _records(getattr(counted, what))


Saying = Callable[[str, Tally], str]
# By the beginning of the key; the first that fits.
SAYINGS: Final[tuple[tuple[str, Saying], ...]] = (
    ("chan.service", _kept("all")),
    ("chan.survey", _kept("all")),
    ("chan.", _channel),
    ("src.bought.named.professional", _kept("bought_professionals")),
    ("src.", _kept("bought_consumers")),
    ("phone.consent.", _consents),
    ("phone.", _kept("consumers")),
    ("consent.minor.", _minors),
    ("consent.", _consents),
    ("notice.", _uninformed),
    ("objection.", _objecting),
    ("deadline.objection.", _objecting),
    ("ret.suppression", _objecting),
    ("restriction.", _restricted),
    ("minor.", _minors),
    ("capacity.", _kept("consumers")),
    ("ground.", _kept("all")),
    ("balancing.", _kept("all")),
    ("words.", _flags),
    ("special.notes.", _flags),
    ("sec.", _members),
)
