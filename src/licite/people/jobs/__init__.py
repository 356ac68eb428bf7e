"""What the worker does for people, one file a feature."""

from licite.people.jobs import notes, notices, optin

__all__ = ["notes", "notices", "optin"]
