"""Tags: words put on records, sealed there, filtered by the keyed token of their folded form."""

from licite import vault
from licite.kit import names

TAGGED = "EXISTS (SELECT FROM people_tag t WHERE t.contact = {contact} AND t.token = ANY (%s::bigint[]))"
"""A condition on contacts that bear a tag; its parameter is `tagged(text)`, `{contact}` the column of their id."""
TAGGED_IDS = "SELECT contact FROM people_tag WHERE token = ANY (%s::bigint[]) AND cell = %s"
"""The contacts of one cell that bear a tag, from the index alone; the first parameter is `tagged(text)`."""


def tag_token(text: str) -> int:
    """The token to store for a tag."""
    return vault.tokens.exact("tag", names.fold(text))


def tagged(text: str) -> list[int]:
    """The tokens to ask for a tag as somebody typed it, one a live key; none for an empty text."""
    folded = names.fold(text)
    return vault.tokens.query_exact("tag", folded) if folded else []
