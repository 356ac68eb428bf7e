"""Reading who said in what capacity a person is here."""

from licite.access.actor import Actor
from licite.access.queries import member_names
from licite.lawful.models.notes import Classified


def classified_by(actor: Actor, *, contact: int) -> tuple[Classified, str] | None:
    """What was said last of a record in sight, and by whom ("" for nobody); None where nothing was since its entry."""
    found = Classified.objects.filter(contact=contact).order_by("-id").first()
    if found is None:
        return None
    actor.trace.saw("people:contact:read", [contact], ["capacity"])
    return found, member_names(actor).get(found.member, "") if found.member else ""
