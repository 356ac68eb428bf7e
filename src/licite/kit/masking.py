"""The sign that stands for what is not shown."""

DOT = "•"


def is_mask(text: str) -> bool:
    """Whether a posted e-mail or phone is a mask sent back, which must never be stored as a value."""
    return DOT in text
