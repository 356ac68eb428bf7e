"""What the worker does for people, one file a feature."""

from licite.people.jobs import duplicates, handover, notes, notices, optin, reminders

__all__ = ["duplicates", "handover", "notes", "notices", "optin", "reminders"]
