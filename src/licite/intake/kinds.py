"""What the rows of a file are, and what their columns may be read as."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from licite.intake.headings import Target


class Kind(TextChoices):
    """What the rows of a file are. Acts are of persons who are here already: nobody is made of them."""

    CONTACTS = "contacts", _("Contacts")
    INTERACTIONS = "interactions", _("Exchanges")
    PURCHASES = "purchases", _("Purchases")


_OF_ACTS = (Target.HAPPENED_AT, Target.REFERENCE, Target.EMAIL, Target.PHONE, Target.NUMBER)
_PURCHASES = (*_OF_ACTS, Target.LABEL, Target.AMOUNT, Target.CURRENCY)
_INTERACTIONS = (*_OF_ACTS, Target.KIND, Target.DIRECTION, Target.RESULT, Target.NOTE)
_APART = {*_PURCHASES, *_INTERACTIONS} - {Target.REFERENCE, Target.EMAIL, Target.PHONE}
TARGETS: dict[str, tuple[Target, ...]] = {
    Kind.CONTACTS: tuple(one for one in Target if one not in _APART),
    Kind.INTERACTIONS: _INTERACTIONS,
    Kind.PURCHASES: _PURCHASES,
}
"""What a column of such a file may be read as."""
