"""Names to put on the journal's numbers."""

from licite.access.models import Member


def member_names() -> dict[int, str]:
    """Everybody's name, by name: colleagues know each other, and those who left are still in the journal."""
    return dict(Member.objects.order_by("name").values_list("id", "name"))
