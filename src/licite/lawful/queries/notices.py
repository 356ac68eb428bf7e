"""What was published, what would be today, who was given which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime

from licite.access.actor import Actor
from licite.access.queries import called
from licite.kit import answers
from licite.lawful.models import Delivery, Notice, NoticeKind
from licite.lawful.notices.drift import Change, drift
from licite.lawful.notices.facts import Configuration, Missing, missing
from licite.lawful.notices.writing import Section, write
from licite.lawful.queries.notice_facts import configuration, languages
from licite.packs import Law

LATEST = """
    SELECT DISTINCT ON (kind, language) id, kind, language, version, sections, text, published_at
    FROM lawful_notice ORDER BY kind, language, version DESC
"""

CHANGED = """
    SELECT count(*) FROM (SELECT kind, language, max(published_at) AS at FROM lawful_notice GROUP BY kind, language) n
    WHERE n.at < greatest((SELECT max(at) FROM packs_organisation), (SELECT max(at) FROM lawful_disclosure),
        (SELECT max(approved_at) FROM lawful_balancing), (SELECT max(greatest(created_at, retired_at)) FROM lawful_purpose))
"""


@dataclass(frozen=True)
class Published:
    """One version as it was published."""

    id: int
    kind: str
    language: str
    version: int
    sections: tuple[Section, ...]
    published_at: datetime
    by: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Standing:
    """One notice now: what is published, what would be, what lacks. `now` is empty while something is missing."""

    kind: str
    language: str
    published: Published | None
    now: tuple[Section, ...]
    missing: Sequence[Missing]
    changes: Sequence[Change]

    @property
    def ready(self) -> bool:
        """Whether there is something new to publish, and nothing missing."""
        return not self.missing and (self.published is None or bool(self.changes))


@dataclass(frozen=True)
class Public:
    """The public notice: one version, and which there are (number and moment, latest first)."""

    version: int
    published_at: datetime
    sections: tuple[Section, ...]
    sha256: str
    versions: Sequence[tuple[int, datetime]]


@dataclass(frozen=True)
class Given:
    """A notice given to a person; `version` 0 where its wording is older than those kept here.

    `struck_at`: noted by mistake, it counts no more.
    """

    id: int
    at: datetime
    channel: str
    kind: str
    language: str
    version: int
    by: str
    proof: bytes | None
    struck_at: datetime | None
    struck_by: str


def standings(*, countries: Sequence[str] = ()) -> list[Standing]:
    """Every kind in every language. `countries`: where persons are about to come from."""
    facts, latest = configuration(countries=countries), _latest()
    return [
        _standing(facts, kind, language, latest.get((kind, language)))
        for kind in NoticeKind.values
        for language in languages()
    ]


def changed_since() -> int:
    """How many published notices are older than a change of what they say: purposes, tests, declaration, organisation.

    One statement; whether the words differ is what `standings` tells.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHANGED)
        return int(cursor.fetchone()[0])


def standing_of(kind: str, language: str) -> Standing | None:
    """One of them; None for a kind or a language that is not."""
    if kind not in NoticeKind.values or language not in languages():
        return None
    return _standing(configuration(), kind, language, _latest().get((kind, language)))


def would_change(laws: Mapping[str, Law]) -> int:
    """How many of the published notices these laws would change, so that what is published would not say what holds."""
    now, then = configuration(), configuration(laws)
    return sum(
        _written(now, *one) != _written(then, *one) and bool(drift(published.sections, _written(then, *one)))
        for one, published in _latest().items()
    )


def _written(facts: Configuration, kind: str, language: str) -> tuple[Section, ...]:
    return () if missing(facts, language) else write(facts, kind, language)


def _standing(facts: Configuration, kind: str, language: str, published: Published | None) -> Standing:
    lacks = missing(facts, language)
    now = _written(facts, kind, language)
    changes = drift(published.sections, now) if published and now else []
    return Standing(kind, language, published, now, lacks, changes)


def _latest() -> dict[tuple[str, str], Published]:
    with connection.cursor() as cursor:
        cursor.execute(LATEST)
        return {
            (kind, language): Published(number, kind, language, version, _sections(raw), at)
            for number, kind, language, version, raw, _text, at in cursor.fetchall()
        }


def _sections(raw: Any) -> tuple[Section, ...]:
    rows = answers.read(raw)
    return tuple(Section.from_json(row) for row in rows)


def in_force(kind: str, language: str) -> Published | None:
    """The latest version; None before the first."""
    return _latest().get((kind, language))


def history(kind: str, language: str) -> list[Published]:
    """Every version, latest first, with who published it."""
    rows = list(Notice.objects.filter(kind=kind, language=language).order_by("-version"))
    names = called(row.member for row in rows)
    return [
        Published(
            row.id,
            row.kind,
            row.language,
            row.version,
            _sections(row.sections),
            row.published_at,
            by=names.get(row.member or 0, ""),
            sha256=row.sha256,
        )
        for row in rows
    ]


def public_notice(language: str, version: int | None = None) -> Public | None:
    """The public notice, for anybody, outside the gate; None before the first, and for a version that is not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.public_notice(%s, %s)", [language, version])
        (raw,) = cursor.fetchone()
    if raw is None:
        return None
    found = answers.read(raw)
    return Public(
        version=found["version"],
        published_at=_moment(found["published_at"]),
        sections=_sections(found["sections"]),
        sha256=found["sha256"],
        versions=[(one["version"], _moment(one["published_at"])) for one in found["versions"]],
    )


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    assert moment is not None
    return moment


def given_to(actor: Actor, *, contact: int) -> list[Given]:
    """The notices given to a person, latest first; nothing for a record out of sight."""
    rows = list(Delivery.objects.filter(contact=contact).select_related("notice").order_by("-at", "-id"))
    names = called(member for row in rows for member in (row.member, row.struck_by))
    if rows:
        actor.trace.saw("people:contact:read", [contact], ["notices"])
    return [
        Given(
            id=row.pk,
            at=row.at,
            channel=row.channel,
            kind=row.notice.kind if row.notice else "",
            language=row.notice.language if row.notice else "",
            version=row.notice.version if row.notice else 0,
            by=names.get(row.member or 0, ""),
            proof=bytes(row.proof) if row.proof else None,
            struck_at=row.struck_at,
            struck_by=names.get(row.struck_by or 0, ""),
        )
        for row in rows
    ]
