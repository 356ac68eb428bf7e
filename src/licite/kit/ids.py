"""Public references as they come in addresses and forms."""

from uuid import UUID


def uuid_of(text: str) -> UUID | None:
    """The reference that a text writes; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
