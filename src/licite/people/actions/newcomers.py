"""Who enters the base, as the writer knows them; and the record that becomes of them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from licite.access.refusals import Refused
from licite.kit import names
from licite.kit.cells import Stage, cell_of
from licite.lawful.channels import Channel
from licite.lawful.models import GroundEvidence
from licite.people import sealing
from licite.people.actions import values

NO_ADDRESS = sealing.Address()


@dataclass(frozen=True, kw_only=True)
class OwnAct:
    """What the person did to come back: a form, an order or a call, when, and what finds it again."""

    evidence: GroundEvidence
    at: datetime
    reference: str


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """What is known of a person who enters. E-mails and phones as typed, unless `tidy` says that every value has
    already the form in which it is kept; `objections`: (channel, since). `informed`: the notice was given when the data
    was collected. `active_at`: the last thing known to have happened, without it that the record enters now.
    `own_act`: what the person did to come back, for whoever had objected.
    """

    portfolio: int
    stage: Stage
    first: str
    last: str
    title: str = ""
    company: int | None = None
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    address: sealing.Address = NO_ADDRESS
    capacity: str
    country: str
    source: str
    purpose: str
    basis: str
    collected_at: datetime
    active_at: datetime | None = None
    objections: Sequence[tuple[Channel, datetime]] = ()
    informed: bool = False
    own_act: OwnAct | None = None
    tidy: bool = False

    @property
    def cell(self) -> int:
        """Where the record will be."""
        return cell_of(self.portfolio, self.stage)

    def normalised(self) -> "NewContact":
        """The same person, every value in the form in which it is kept.

        Raises Refused: email, phone, mask; name, for a record that nobody could find again.
        """
        if self.tidy:
            return self
        tidy = replace(
            self,
            first=names.tidy_case(values.clean_name(self.first)),
            last=names.tidy_case(values.clean_name(self.last)),
            title=values.clean_name(self.title),
            emails=values.clean_emails(self.emails),
            phones=values.clean_phones(self.phones, country=self.country),
            address=sealing.Address(*map(values.clean_name, self.address)),
        )
        if not (tidy.first or tidy.last):
            raise Refused("name")
        return tidy


@dataclass(frozen=True)
class Created:
    """A record that was made."""

    public: uuid.UUID
    id: int
    cell: int
