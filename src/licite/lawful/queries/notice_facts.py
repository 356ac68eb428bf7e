"""The configuration that notices are made of, as it stands now: live, from every place that knows a part of it."""

from collections.abc import Mapping, Sequence

from django.db import connection
from django.utils import translation

from licite import packs
from licite.access import labels
from licite.access.models import Profile
from licite.access.permissions import Act
from licite.kit import phones
from licite.lawful.choices import Basis, PurposeKind
from licite.lawful.models import Balancing, BalancingState, Disclosure, FieldPurpose
from licite.lawful.notices.due import INDIRECT
from licite.lawful.notices.facts import (
    LANGUAGES,
    UNSAID,
    Aim,
    Configuration,
    Controller,
    Declared,
    Length,
    Words,
)
from licite.lawful.notices.manners import manners
from licite.lawful.notices.words import keys
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import Category, PurposeNow
from licite.packs.lookup import SAME
from licite.web.dates import today

# The organisation's own fields belong to people, a room above; their names are wanted here, and no value.
OWN_FIELDS = "SELECT label_fr, label_en FROM people_field WHERE retired_at IS NULL ORDER BY id"
LIVED_IN = (
    "SELECT c FROM unnest(%s::text[]) c WHERE EXISTS (SELECT FROM people_contact p WHERE p.country = c)"
)
LENGTHS_IN = ("days", "months", "years")


def declared() -> Declared | None:
    """What the organisation declares today; None before it has."""
    found = Disclosure.objects.order_by("-id").values_list("facts", flat=True).first()
    return None if found is None else Declared.from_json(found)


def configuration(
    laws: Mapping[str, packs.Law] | None = None, *, countries: Sequence[str] = ()
) -> Configuration:
    """Everything a notice is made of, as it stands now.

    `laws`, by country: those that would hold, in place of those that do. `countries`: where persons are about to come
    from, besides those in the records.
    """
    laws = laws or {country: packs.law(country) for country in packs.countries()}
    law, places, said = laws[packs.home()], _countries(countries), declared()
    purposes = [one for one in purposes_now().values() if one.retired_at is None]
    aims = [_aim(one, said) for one in purposes]
    profiles = Profile.objects.filter(acts__contains=[Act.READ.value]).order_by("key")
    return Configuration(
        controller=_controller(),
        declared=said,
        aims=tuple(aim for aim in aims if aim.bases),
        idle=tuple(aim.name for aim in aims if not aim.bases),
        readers=tuple(_label(key) for key in profiles.values_list("key", flat=True)),
        lengths=_lengths(law),
        held=_fields([one.key for one in purposes]),
        own_fields=_own_fields(),
        indirect=tuple(key for key in keys("source") if key in (law[INDIRECT].codes or ())),
        phone_sentence=Words(str(law.value("phone.sentence")), str(law.value("phone.sentence.en"))),
        countries=places,
        manners=tuple(manner for country in places for manner in manners(laws[country])),
    )


def _controller() -> Controller | None:
    firm = packs.organisation()
    if firm is None:
        return None
    called = phones.normalise(firm.phone, firm.country).e164 if firm.phone else None
    return Controller(
        name=firm.name,
        country=firm.country,
        address=", ".join(line.strip() for line in firm.address.splitlines() if line.strip()),
        email=firm.email,
        phone=phones.display(called) if called else firm.phone,
        authority=firm.authority,
        dpo_name=firm.dpo_name,
        dpo_email=firm.dpo_email,
        url=firm.url,
    )


def _aim(purpose: PurposeNow, said: Declared | None) -> Aim:
    """A legitimate interest counts once its balancing test is approved and in date: before, nobody may use it."""
    interest = UNSAID
    if purpose.balanced(today()):
        interest = Words(_interest(purpose), said.interests_en.get(purpose.key, "") if said else "")

    def usable(category: Category) -> str:
        basis = purpose.basis(category)
        return basis if basis != Basis.LEGITIMATE_INTEREST or purpose.balanced(today()) else ""

    return Aim(
        key=purpose.key,
        name=Words(purpose.name_fr, purpose.name_en),
        marketing=purpose.kind == PurposeKind.MARKETING,
        basis_consumer=usable(Category.CONSUMER),
        basis_professional=usable(Category.PROFESSIONAL),
        interest=interest,
    )


def _interest(purpose: PurposeNow) -> str:
    answers = Balancing.objects.filter(
        purpose=purpose.key, version=purpose.approved, state=BalancingState.APPROVED
    ).values_list("answers", flat=True)
    found = answers.first() or {}
    return " ".join(str(found.get("interest", "")).split())


def _label(profile: str) -> Words:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(labels.profile(profile))
    return Words(said["fr"], said["en"])


def _lengths(law: packs.Law) -> tuple[Length, ...]:
    found = []
    for key in keys("retention"):
        rule = law[SAME.get(key, key)]
        if isinstance(rule.value, int) and rule.unit.value in LENGTHS_IN:
            found.append(Length(key, rule.value, rule.unit.value))
    return tuple(found)


def _fields(purposes: Sequence[str]) -> tuple[str, ...]:
    used = set(FieldPurpose.objects.filter(purpose__in=purposes).values_list("field", flat=True))
    return tuple(key for key in keys("data") if key in used)


def _own_fields() -> tuple[Words, ...]:
    with connection.cursor() as cursor:
        cursor.execute(OWN_FIELDS)
        return tuple(Words(*row) for row in cursor.fetchall())


def _countries(coming: Sequence[str]) -> tuple[str, ...]:
    """The organisation's country, then those with a pack where somebody we hold lives."""
    asked = [one for one in packs.countries() if one != packs.home()]
    with connection.cursor() as cursor:
        cursor.execute(LIVED_IN, [asked])
        held = {country for (country,) in cursor.fetchall()}
    return (packs.home(), *(one for one in asked if one in held or one in coming))


def languages() -> tuple[str, ...]:
    """The languages that the organisation writes its notices in."""
    return tuple(one for one in packs.words("notice.languages") if one in LANGUAGES)
