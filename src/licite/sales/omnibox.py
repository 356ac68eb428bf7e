"""What sales answers to a search over everything."""

from collections.abc import Sequence

from licite.access.actor import Actor
from licite.sales import panels
from licite.sales.queries.search import found_with
from licite.web.parts import Hit


def find(actor: Actor, *, words: str, limit: int, contacts: Sequence[int] | None = None) -> list[Hit]:
    """At most `limit` deals with the contacts that these words find, in words; an amount only where it is open.

    `contacts`: their ids, where the search has been made.
    """
    return [
        Hit(
            kind="deal",
            title=card.title or card.name,
            detail=" · ".join(part for part in (card.name, card.company, card.step, card.amount) if part),
            url=card.url,
        )
        for card in panels.cards(actor, found_with(actor, words=words, limit=limit, contacts=contacts))
    ]
