"""What the worker does for people, one file a feature."""

from licite.people.jobs import duplicates, notes, notices, optin, reminders

__all__ = ["duplicates", "notes", "notices", "optin", "reminders"]
