"""What is heard of many persons at once: what they said and did, our calls; one statement, however many they are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from licite.lawful.may import Agreement, Hour, Refusal

# One branch a table: most persons have no row in most of them, and a branch without rows costs next to nothing.
HEARD = """
    SELECT contact, 'o' AS of, channel AS a, purpose AS b, '' AS c, '' AS d, at AS t1, NULL::timestamptz AS t2,
        NULL::timestamptz AS t3, NULL::timestamptz AS t4, false AS yes
    FROM lawful_objection WHERE contact = ANY (%(ids)s::bigint[])
    UNION ALL
    SELECT c.contact, 'c', c.channel, c.purpose, '', '', c.given_at, c.valid_until, w.at, c.agreed_at, c.names_us
    FROM lawful_consent c LEFT JOIN lawful_withdrawal w ON w.consent_id = c.id WHERE c.contact = ANY (%(ids)s::bigint[])
    UNION ALL
    SELECT contact, 'g', purpose, evidence, basis, source, since, evidence_at, until::timestamptz, NULL, opted
    FROM lawful_ground WHERE contact = ANY (%(ids)s::bigint[]) AND ended_at IS NULL
    UNION ALL
    SELECT contact, 'a', '', '', '', '', at, NULL, NULL, NULL, false
    FROM lawful_attempt WHERE contact = ANY (%(ids)s::bigint[]) AND at > %(since)s
    UNION ALL
    SELECT contact, 'b', '', '', '', '', asked_at, agreed_at, NULL, NULL, false
    FROM lawful_callback WHERE contact = ANY (%(ids)s::bigint[]) AND asked_at > %(since)s
    UNION ALL
    SELECT contact, 's', name, '', '', '', at, NULL, NULL, NULL, listed
    FROM lawful_screening WHERE contact = ANY (%(ids)s::bigint[]) AND at > %(since)s
"""
# Longer ago than any rule counts calls, call-backs and screenings.
COUNTED = timedelta(days=400)


class Ground(NamedTuple):
    """A further purpose of the person, still open."""

    purpose: str
    evidence: str
    basis: str
    source: str
    since: datetime
    evidence_at: datetime | None
    until: datetime | None
    opted: bool


@dataclass(slots=True)
class Heard:
    """What the person said and did, and our calls."""

    objections: list[Refusal] = field(default_factory=list)
    consents: list[Agreement] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    attempts: list[datetime] = field(default_factory=list)
    agreed: list[Hour] = field(default_factory=list)
    callback_at: datetime | None = None
    screened_at: datetime | None = None
    screened_listed: bool = False

    @property
    def calls_alone(self) -> bool:
        """Whether nothing is heard but our own calls."""
        return not (
            self.objections
            or self.consents
            or self.grounds
            or self.agreed
            or self.callback_at
            or self.screened_at
        )


NOTHING = Heard()
# A call that is due may still be made a little later.
STILL_DUE = timedelta(hours=1)


def calls_due(heard: Heard, *, at: datetime) -> list[datetime]:
    """The hours at which the person asked to be called and that are not over, the soonest first."""
    return sorted({hour.at for hour in heard.agreed if hour.at >= at - STILL_DUE})


def hear(contacts: Iterable[int], *, at: datetime) -> dict[int, Heard]:
    """What is heard of these persons, those in sight; nobody of whom nothing is. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(HEARD, {"ids": list(contacts), "since": at - COUNTED})
        return _heard(cursor.fetchall())


def _heard(rows: Iterable[tuple[Any, ...]]) -> dict[int, Heard]:
    found: dict[int, Heard] = {}
    for contact, of, *rest in rows:
        one = found.get(contact)
        if one is None:
            one = found[contact] = Heard()
        READ[of](one, *rest)
    return found


def _objection(one: Heard, channel: str, purpose: str, _c: str, _d: str, at: datetime, *_: object) -> None:
    one.objections.append(Refusal(channel, purpose, at))


def _consent(
    one: Heard, channel: str, purpose: str, _c: str, _d: str, given: datetime, until: datetime,
    withdrawn: datetime | None, agreed: datetime | None, names_us: bool,  # noqa: FBT001 (a column)
) -> None:  # fmt: skip
    one.consents.append(Agreement(channel, purpose, given, until, withdrawn, names_us))
    if agreed and not withdrawn:
        one.agreed.append(Hour(agreed, given))


def _ground(
    one: Heard, purpose: str, evidence: str, basis: str, source: str, since: datetime, at: datetime | None,
    until: datetime | None, _t4: None, opted: bool,  # noqa: FBT001 (a column)
) -> None:  # fmt: skip
    one.grounds.append(Ground(purpose, evidence, basis, source, since, at, until, opted))


def _attempt(one: Heard, _a: str, _b: str, _c: str, _d: str, at: datetime, *_: object) -> None:
    one.attempts.append(at)


def _callback(
    one: Heard, _a: str, _b: str, _c: str, _d: str, asked: datetime, agreed: datetime | None, *_: object
) -> None:
    one.callback_at = max(one.callback_at or asked, asked)
    if agreed:
        one.agreed.append(Hour(agreed, asked))


def _screening(
    one: Heard, _a: str, _b: str, _c: str, _d: str, at: datetime, _t2: None, _t3: None, _t4: None,
    listed: bool,  # noqa: FBT001 (a column)
) -> None:  # fmt: skip
    if one.screened_at is None or at > one.screened_at:
        one.screened_at, one.screened_listed = at, listed


READ: Mapping[str, Callable[..., None]] = {
    "o": _objection,
    "c": _consent,
    "g": _ground,
    "a": _attempt,
    "b": _callback,
    "s": _screening,
}
