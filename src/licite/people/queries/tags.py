"""Tags: words put on records, sealed there, filtered by the keyed token of their folded form."""

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import names
from licite.people import sealing
from licite.people.queries.rows import fetch

TAGGED = "EXISTS (SELECT FROM people_tag t WHERE t.contact = {contact} AND t.token = ANY (%s::bigint[]))"
"""A condition on contacts that bear a tag; its parameter is `tagged(text)`, `{contact}` the column of their id."""
TAGGED_IDS = "SELECT contact FROM people_tag WHERE token = ANY (%s::bigint[]) AND cell = %s"
"""The contacts of one cell that bear a tag, from the index alone; the first parameter is `tagged(text)`."""


KNOWN = """
    SELECT DISTINCT ON (t.token) t.value, c.public FROM people_tag t JOIN people_contact c ON c.id = t.contact
    WHERE t.cell = ANY (%s::int[]) ORDER BY t.token LIMIT 100
"""


def tags_known(actor: Actor) -> list[str]:
    """Up to a hundred words in use on records that the actor sees by name, in order, each once."""
    cells = [cell for cell in actor.cells(Act.READ) if actor.level(cell, Field.NAME) is Level.OPEN]
    words = {
        "".join(sealing.open_values("tag", raw["public"], raw["value"])) for raw in fetch(KNOWN, [cells])
    }
    actor.trace.saw("people:contact:list", [], ["tags"])
    return sorted(words, key=names.fold)


def tag_token(text: str) -> int:
    """The token to store for a tag."""
    return vault.tokens.exact("tag", names.fold(text))


def tagged(text: str) -> list[int]:
    """The tokens to ask for a tag as somebody typed it, one a live key; none for an empty text."""
    folded = names.fold(text)
    return vault.tokens.query_exact("tag", folded) if folded else []
