"""Whether a purpose stands for a category of person, and what to say when it does not. Pure: no I/O.

A purpose holds persons on one legal basis for consumers and one for professionals. A legitimate interest needs its
balancing test, approved and in date, before its first use (GDPR article 6(1)(f)); a contract holds only the person
who is a party to it (article 6(1)(b)).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.lawful.choices import Basis, Capacity, PurposeKind


class Category(StrEnum):
    """For whom a basis holds. Who is not known to be a professional is treated as a consumer."""

    CONSUMER = "consumer"
    PROFESSIONAL = "professional"


def category_of(capacity: str) -> Category:
    """A sole trader signs in the own name and is a party like a consumer; an unknown capacity counts as one."""
    return Category.PROFESSIONAL if capacity == Capacity.PROFESSIONAL else Category.CONSUMER


@dataclass(frozen=True, slots=True)
class PurposeNow:
    """One purpose as it is now. `approved` and `review_on` are of the last approved balancing test; `last` and
    `drafted` of the last version of any state, 0 for none.
    """

    key: str
    name_fr: str
    name_en: str
    kind: str
    basis_consumer: str
    basis_professional: str
    builtin: bool
    retired_at: datetime | None
    approved: int
    holds: bool
    review_on: date | None
    last: int
    drafted: bool

    def name(self, language: str) -> str:
        """The name in the reader's language."""
        return self.name_en if language.startswith("en") else self.name_fr

    def basis(self, category: Category) -> str:
        """The legal basis for such persons; empty where the purpose is not for them."""
        return self.basis_professional if category is Category.PROFESSIONAL else self.basis_consumer

    @property
    def needs_test(self) -> bool:
        """Whether any of its bases is a legitimate interest."""
        return Basis.LEGITIMATE_INTEREST in (self.basis_consumer, self.basis_professional)

    def balanced(self, today: date) -> bool:
        """Whether its last approved test is in date and concludes that the interest prevails."""
        return self.holds and self.review_on is not None and self.review_on >= today


def standing(purpose: PurposeNow | None, *, basis: str, category: Category, today: date) -> str:
    """Empty where the purpose may be used on this basis; else why not: purpose, basis, balancing."""
    if purpose is None or purpose.retired_at is not None:
        return "purpose"
    if not basis or purpose.basis(category) != basis:
        return "basis"
    if basis == Basis.LEGITIMATE_INTEREST and not purpose.balanced(today):
        return "balancing"
    return ""


REASONS: dict[str, Promise] = {
    "purpose": _(
        "This purpose is not one of the organisation, or is no longer used. A person is held for a stated purpose "
        "(GDPR article 5(1)(b)): choose another one, or ask the data protection officer to add it."
    ),
    "basis": _(
        "This legal basis is not the one that the organisation chose for this purpose and this kind of person. "
        "One purpose has one basis (GDPR article 6): choose the one shown on the page of purposes."
    ),
    "balancing": _(
        "This purpose rests on a legitimate interest, and its balancing test is missing, not approved or past its "
        "review. It has to be written and approved before the first use (GDPR article 6(1)(f))."
    ),
}
"""What each code means, and what to do."""

PARTY = _(
    "A contract is a basis only for the person who signs it. The contact persons of a company are not a party to "
    "its contract (GDPR article 6(1)(b); EDPB 2/2019): choose legitimate interest or consent for professionals."
)


def misfit(kind: str, *, consumer: str, professional: str) -> tuple[str, Promise] | None:
    """The field (`basis_consumer`, `basis_professional`, `kind`) and the reason why these bases cannot be; else None.

    The database refuses the same.
    """
    if not consumer and not professional:
        return "basis_consumer", _("Choose the legal basis for consumers, for professionals, or for both.")
    if professional == Basis.CONTRACT:
        return "basis_professional", PARTY
    for name, basis in (("basis_consumer", consumer), ("basis_professional", professional)):
        if not basis:
            continue
        if (kind == PurposeKind.LEGAL) != (basis == Basis.LEGAL_OBLIGATION):
            return name, _(
                "A legal duty rests on the law that imposes it, and on nothing else; no other purpose does."
            )
        if kind in (PurposeKind.MARKETING, PurposeKind.SURVEY) and basis == Basis.CONTRACT:
            return name, _(
                "No contract makes marketing or a survey necessary: choose consent or legitimate interest."
            )
    return None
