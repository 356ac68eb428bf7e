"""Why we hold this person: the first purpose of the record, and the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.lawful.choices import Basis, Source
from licite.lawful.models import GroundEvidence
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import REASONS, Category, PurposeNow, category_of, standing
from licite.people.forms.grounds import GroundForm
from licite.people.queries import ContactRow
from licite.people.queries.grounds import HeldFor, grounds_of
from licite.web.dates import today


@dataclass(frozen=True)
class GroundLine:
    """One purpose in words. `code`: why it does not stand today; `key` leads to its balancing test."""

    key: str
    purpose: str
    basis: str
    source: str
    since: datetime
    details: Sequence[str]
    code: str
    ended_at: datetime | None = None
    public: UUID | None = None

    @property
    def why_not(self) -> str | Promise:
        """The code in words; empty where the purpose stands."""
        return REASONS[self.code] if self.code else ""

    @property
    def tested(self) -> bool:
        """Whether what is missing is the balancing test."""
        return self.code == "balancing"


@dataclass(frozen=True)
class Grounds:
    """The panel; `form` where the reader may add or end one."""

    lines: Sequence[GroundLine]
    form: GroundForm | None


def grounds(actor: Actor, contact: ContactRow) -> Grounds:
    """The first ground of the record, then the others; two statements, one more for the form."""
    known, category, day = purposes_now(), category_of(contact.capacity), today()
    first = GroundLine(
        key=contact.purpose,
        purpose=_name(known, contact.purpose, actor.language),
        basis=_basis(contact.basis),
        source=_source(contact.source),
        since=contact.collected_at,
        details=[_("first purpose of the record")],
        code=standing(known.get(contact.purpose), basis=contact.basis, category=category, today=day),
    )
    others = [_line(known, one, actor.language, category, day) for one in grounds_of(actor, contact=contact)]
    writes = (
        actor.has(Permission.CONSENT_WRITE)
        and actor.has(Permission.CONTACT_EDIT)
        and actor.may(Act.EDIT, contact.cell)
    )
    form = GroundForm(capacity=contact.capacity, language=actor.language) if writes else None
    return Grounds([first, *others], form)


def _line(
    known: Mapping[str, PurposeNow], one: HeldFor, language: str, category: Category, day: date
) -> GroundLine:
    code = standing(known.get(one.purpose), basis=one.basis, category=category, today=day)
    return GroundLine(
        key=one.purpose,
        purpose=_name(known, one.purpose, language),
        basis=_basis(one.basis),
        source=_source(one.source),
        since=one.since,
        details=_details(one),
        code="" if one.ended_at else code,
        ended_at=one.ended_at,
        public=one.public,
    )


def _details(one: HeldFor) -> list[str]:
    shown = str(GroundEvidence(one.evidence).label)
    if one.evidence_at:
        shown += f", {one.evidence_at:%d/%m/%Y}"
    until = _("until %(day)s") % {"day": f"{one.until:%d/%m/%Y}"} if one.until else ""
    opted = _("could refuse further offers") if one.opted else ""
    told = _("reference masked") if one.reference is None else one.reference
    by = _("noted by %(name)s") % {"name": one.by} if one.by else ""
    return [part for part in (shown, until, told, one.family or "", opted, by) if part]


def _name(known: Mapping[str, PurposeNow], key: str, language: str) -> str:
    return known[key].name(language) if key in known else key


def _basis(key: str) -> str:
    return str(Basis(key).label) if key in Basis.values else key


def _source(key: str) -> str:
    return str(Source(key).label) if key in Source.values else key
