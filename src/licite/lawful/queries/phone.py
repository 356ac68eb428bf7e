"""What was agreed on with a person about being called."""

from datetime import datetime

from licite.lawful.models import Callback


def agreed_calls(contact: int, *, since: datetime) -> list[datetime]:
    """The hours at which the person asked to be called, from `since` on, the soonest first. Of a record in sight."""
    found = Callback.objects.filter(contact=contact, agreed_at__gte=since).order_by("agreed_at")
    hours = found.values_list("agreed_at", flat=True).distinct()[:20]
    return [hour for hour in hours if hour is not None]
