"""What the worker does for lawful, one file a feature."""

from licite.lawful.jobs import suppression

__all__ = ["suppression"]
