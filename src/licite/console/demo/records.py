"""The records of the demo. Closed keys are those of the rooms that will store them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Portfolio = Literal["Ouest", "Grand Est", "Grands comptes"]
Profile = Literal[
    "prospector", "rep", "assistant", "manager", "marketing", "support", "accounting", "dpo", "it_admin"
]
Capacity = Literal["consumer", "professional", "sole_trader", "unknown"]
Source = Literal["fair", "form", "website", "referral", "phone_in", "business_card", "purchased_list"]
Purpose = Literal["prospection", "customer_relationship", "newsletter", "satisfaction"]
Basis = Literal["consent", "contract", "legitimate_interest"]
Channel = Literal["phone", "sms", "email", "post", "all"]
Language = Literal["fr", "nl", "en"]
InteractionKind = Literal["call", "email", "meeting", "form", "order", "note", "visit"]
Direction = Literal["theirs", "ours"]
Outcome = Literal["reached", "no_answer", "voicemail", "interested", "not_now", "refused", "done"]
Evidence = Literal["form_id", "reply", "inbound_call", "meeting_held", "order", ""]
TaskKind = Literal["call", "appointment", "follow_up", "email"]
WordingKey = Literal["phone", "email", "newsletter_fr", "newsletter_en"]
PositiveAct = Literal["unticked_box", "signature", "oral"]
ConsentSource = Literal["url", "form", "agent", "event"]
GroundEvidence = Literal["sale", "contract", "form_id"]
GroundSource = Literal["form", "customer_file"]

PORTFOLIOS: tuple[Portfolio, ...] = ("Ouest", "Grand Est", "Grands comptes")
COLD, LEAD, CUSTOMER, FORMER = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """The company that uses Licite."""

    name: str
    town: str
    sector: str


@dataclass(frozen=True, slots=True)
class DemoMember:
    """Someone who signs in: one profile over portfolios × stages (none for who sees no customer)."""

    email: str
    name: str
    password: str
    profile: Profile
    portfolios: tuple[Portfolio, ...]
    stages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A company contacts work for. `siren`: nine digits, invented; empty outside France."""

    key: str
    kind: Literal["legal", "sole_trader"]
    name: str
    sector: str
    town: str
    postal_code: str
    country: Literal["FR", "BE"]
    department: str
    siren: str
    portfolio: Portfolio


@dataclass(frozen=True, slots=True)
class DemoContact:
    """A natural person. Phones in E.164; `department` is empty outside France; `stage` as in kit.cells.

    `informed_at`: when the notice was given; None for whoever still has to be informed.
    """

    key: str
    first: str
    last: str
    title: str
    company: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    address: str
    postal_code: str
    town: str
    country: Literal["FR", "BE"]
    department: str
    capacity: Capacity
    portfolio: Portfolio
    stage: int
    source: Source
    collected_at: datetime
    purpose: Purpose
    basis: Basis
    objections: tuple[tuple[Channel, datetime], ...]
    spoken: Language
    informed_at: datetime | None
    minor: bool = False


@dataclass(frozen=True, slots=True)
class DemoConsent:
    """Somebody agreed. `identifier`: the address or number given; `reference`: where; both are sealed."""

    contact: str
    wording: WordingKey
    given_at: datetime
    act: PositiveAct
    source: ConsentSource
    identifier: str
    reference: str
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DemoGround:
    """A further purpose, and what shows it. `opted`: at the sale, further offers could be refused."""

    contact: str
    purpose: Purpose
    basis: Basis
    source: GroundSource
    evidence: GroundEvidence
    at: datetime
    reference: str
    family: str = ""
    until: date | None = None
    opted: bool = False


@dataclass(frozen=True, slots=True)
class DemoValue:
    """What one record says in the organisation's own field."""

    contact: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoInteraction:
    """Something that happened. `direction`: who started it; `evidence`: what proves an act of the person."""

    contact: str
    at: datetime
    kind: InteractionKind
    direction: Direction
    outcome: Outcome
    evidence: Evidence
    note: str


@dataclass(frozen=True, slots=True)
class DemoTask:
    """What somebody promised to do for a contact. `member`: who, when it is not whoever works in its cell."""

    contact: str
    due: datetime
    kind: TaskKind
    title: str
    done: bool
    ends: datetime | None = None
    place: str = ""
    member: str = ""
