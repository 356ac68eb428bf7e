"""Three records that a rep adds and that meet somebody out of the rep's sight: the manager's tray is not empty."""

from collections.abc import Iterator
from datetime import datetime

from licite.access import gate
from licite.console.demo.build import DemoBase
from licite.console.demo.markers import marked_key
from licite.console.demo.records import COLD, CUSTOMER, PORTFOLIOS, DemoContact
from licite.kit.cells import Stage
from licite.lawful.choices import Basis, Purpose, Source
from licite.people.actions import NewContact, create_contact
from licite.people.sealing import Address


def send_newcomers(base: DemoBase, *, writer: int, portfolio: int, now: datetime) -> None:
    """The writer, a rep of the West, enters people whom a colleague already has, or who have objected."""
    with gate.acting_for(writer, "demo") as actor:
        for met in _met(base):
            create_contact(actor, new=_again(met, portfolio, now))


def _met(base: DemoBase) -> Iterator[DemoContact]:
    """Of the East: a customer, a cold prospect, and one who wants to hear no more (as many as there are)."""
    marked = {marked_key(portfolio) for portfolio in PORTFOLIOS}
    east = [
        one for one in base.contacts if one.portfolio == "Grand Est" and one.key not in marked and one.phones
    ]
    yield from [one for one in east if one.stage == CUSTOMER and not one.objections][:1]
    yield from [one for one in east if one.stage == COLD and not one.objections][:1]
    yield from [one for one in east if any(channel == "all" for channel, _ in one.objections)][:1]


def _again(met: DemoContact, portfolio: int, now: datetime) -> NewContact:
    """The same person as somebody else writes them down: no title, no company, no e-mail, a visit card."""
    return NewContact(
        portfolio=portfolio,
        stage=Stage.LEAD,
        first=met.first,
        last=met.last.upper(),
        phones=met.phones[:1],
        address=Address(postal_code=met.postal_code, town=met.town),
        capacity=met.capacity,
        country=met.country,
        source=Source.BUSINESS_CARD,
        purpose=Purpose.PROSPECTION,
        basis=Basis.LEGITIMATE_INTEREST,
        collected_at=now,
    )
