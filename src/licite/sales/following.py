"""Next steps of deals that the law refuses: a call or an e-mail, as far as their words tell."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from licite.access.actor import Actor
from licite.kit import names
from licite.lawful.channels import Channel
from licite.lawful.panels.ways import Wanted, Way, ways
from licite.sales.queries.deals import DealRow

# How the words of a step begin that is done by a channel.
TOLD_BY: Final = {
    Channel.PHONE: ("appel", "rappel", "telephon", "phone", "call"),
    Channel.EMAIL: ("mail", "email", "courriel"),
}
# A call for tenders is no call.
TENDERS: Final = ("appel d offre", "appels d offre", "call for", "calls for")


def refused(actor: Actor, deals: Sequence[DealRow], *, act: str) -> dict[UUID, Way]:
    """Of the deals under way, those whose next step the law refuses whatever the hour, and why, in the trace of `act`.

    Two statements; none where no step tells its channel.
    """
    asked = [(deal, channel) for deal in deals if not deal.closed and (channel := channel_of(deal.next_step))]
    found = ways(
        actor, [Wanted(deal.person, deal.contact_public, channel) for deal, channel in asked], act=act
    )
    return {deal.public: way for (deal, _channel), way in zip(asked, found, strict=True) if way.tone == "no"}


def channel_of(step: str | None) -> Channel | None:
    """By what a next step is done, None where its words do not tell, or tell of several ways."""
    folded = names.fold(step or "")
    for one in TENDERS:
        folded = folded.replace(one, "")
    told = [
        channel
        for channel, starts in TOLD_BY.items()
        if any(word.startswith(starts) for word in folded.split())
    ]
    return told[0] if len(told) == 1 else None
