"""On which legal basis the organisation holds people for each purpose, as the provenance of a file offers it."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.intake.labels import BASES
from licite.lawful.choices import Basis, Capacity
from licite.lawful.standing import Category, PurposeNow, category_of

WHO: Mapping[Category, str | Promise] = {
    Category.CONSUMER: gettext_lazy("consumers"),
    Category.PROFESSIONAL: gettext_lazy("professionals"),
}


def told(purpose: PurposeNow | None) -> str:
    """The bases of a purpose in words: "contract" where they are one, else who each is for; empty for no purpose."""
    held = _held(purpose)
    if len(held) == len(Category) and len(set(held.values())) == 1:
        return str(Basis(held[Category.CONSUMER]).label).lower()
    parts = [
        _("%(who)s: %(basis)s") % {"who": WHO[one], "basis": str(Basis(basis).label).lower()}
        for one, basis in held.items()
    ]
    return ", ".join(parts)


def offered(purpose: PurposeNow | None, capacity: str) -> list[str]:
    """The bases that may be declared for persons of that capacity, of every one where a column or nobody says it."""
    held = _held(purpose)
    asked = [category_of(capacity)] if capacity in Capacity.values else list(Category)
    found = dict.fromkeys(held[one] for one in asked if one in held)
    return [basis for basis in found if basis != Basis.CONSENT]


def when(found: Sequence[str]) -> SafeString:
    """When each of the bases on offer holds, and what makes them those."""
    if not found:
        return format_html(
            "{}",
            _(
                "Choose first what the file is for, and professionals or consumers: the basis follows from both."
            ),
        )
    why = (
        _("The organisation rests this purpose on it, for these persons.")
        if len(found) == 1
        else _("The organisation rests this purpose on these, each for its persons.")
    )
    each = format_html_join(
        "",
        "<br><b>{}</b>{}{}",
        ((Basis(one).label, pgettext("definition", ": "), BASES[one]) for one in found),
    )
    return format_html("{}{}", why, each)


def refusal(actor: Actor, purpose: PurposeNow | None) -> SafeString:
    """Why a basis is not the one of its purpose: which one is, and where that is decided."""
    text = _(
        "This is not the legal basis that the organisation chose for this purpose: %(bases)s. Persons of unknown capacity "
        "count as consumers. Choose that basis, or see the purposes (GDPR article 6)."
    ) % {"bases": told(purpose)}
    if not actor.has(Permission.LAW_READ):
        return format_html("{}", text)
    return format_html('{} <a href="{}">{}</a>', text, reverse("lawful:purposes"), _("Purposes"))


def _held(purpose: PurposeNow | None) -> dict[Category, str]:
    return {one: basis for one in Category if (basis := purpose.basis(one))} if purpose else {}
