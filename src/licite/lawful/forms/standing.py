"""What forms of entry share: the organisation's purposes to choose from, the basis that follows, and why not."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite.lawful.standing import REASONS, Category, PurposeNow, standing
from licite.web.dates import today

FOLLOWS = gettext_lazy("The legal basis follows from the purpose and from the capacity of the person.")
NOT_MEANT = {
    Category.CONSUMER: gettext_lazy(
        "The organisation does not hold consumers for this purpose, and whoever is not known to be a professional "
        "counts as one. Choose another purpose, or say in what capacity the person is held."
    ),
    Category.PROFESSIONAL: gettext_lazy(
        "The organisation does not hold professionals for this purpose. Choose another one."
    ),
}


def choices(known: Mapping[str, PurposeNow], language: str) -> list[tuple[str, str]]:
    """The purposes in use, named in the reader's language."""
    return [(one.key, one.name(language)) for one in known.values() if one.retired_at is None]


def fault(known: Mapping[str, PurposeNow], *, purpose: str, category: Category) -> SafeString | None:
    """Why nobody of this category is held for this purpose today, with the way out; None where it stands."""
    found = known.get(purpose)
    basis = found.basis(category) if found else ""
    code = standing(found, basis=basis, category=category, today=today())
    if not code:
        return None
    if code == "balancing":
        url, link = reverse("lawful:balancing", args=[purpose]), _("Open the balancing test")
    else:
        url, link = reverse("lawful:purposes"), _("See the purposes")
    reason = NOT_MEANT[category] if code == "basis" else REASONS[code]
    return format_html('{} <a href="{}">{}</a>', reason, url, link)
