"""Rules by what they are about, in the order they are read; and what changing one of them moves."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.lawful.notices.words import keys
from licite.packs import Editor, Rule
from licite.packs.lookup import SAME


@dataclass(frozen=True, slots=True)
class Family:
    """Rules whose keys begin alike. `moves` says what a change touches where no verdict does."""

    key: str
    label: Promise
    intro: Promise
    prefixes: tuple[str, ...]
    moves: Promise


FAMILIES: Final = (
    Family(
        "channels",
        _("Channels"),
        _("By which channel a person may be contacted, and on what condition."),
        ("chan.", "src.", "sale."),
        _("Every contact by this channel from now on."),
    ),
    Family(
        "calls",
        _("Phone calls"),
        _("Hours, attempts, consents and lists that hold for calls."),
        ("phone.",),
        _("Every call from now on."),
    ),
    Family(
        "consents",
        _("Consents"),
        _("How long a consent holds, and its proof; when a refusal may be asked again."),
        ("consent.",),
        _("Consents recorded from now on. Those already given keep the end that the person was told."),
    ),
    Family(
        "uses",
        _("Before any use"),
        _("What must stand before a person is contacted at all."),
        ("objection.wins", "restriction.", "ground.", "balancing.", "capacity.", "minor."),
        _("Balancing tests written from now on."),
    ),
    Family(
        "notices",
        _("Information of persons"),
        _("When and in which languages a person is told what we hold and why."),
        ("notice.",),
        _("Records that enter from now on; those already there keep their due date."),
    ),
    Family(
        "objections",
        _("Objections"),
        _("What the suppression list keeps, and for how long."),
        ("objection.", "ret.suppression"),
        _("The next review of the suppression list, and the objections noted from now on."),
    ),
    Family(
        "notes",
        _("Free-text notes"),
        _("Words that make a note wait for a reviewer."),
        ("words.", "special.notes."),
        _("Notes written from now on, and all notes at their next nightly reading."),
    ),
    Family(
        "fields",
        _("What we do not collect"),
        _("Columns that an import refuses, data that are not asked for, kinds of mail addresses."),
        ("special.",),
        _("Imports and records from now on."),
    ),
    Family(
        "clock",
        _("What counts as interest"),
        _("Only a positive act of the person restarts the time we keep a prospect."),
        ("clock.",),
        _("Acts noted from now on."),
    ),
    Family(
        "retention",
        _("How long we keep"),
        _("Each kind of data has its term."),
        ("ret.",),
        _("Terms are computed from this rule: no date is stored with it."),
    ),
    Family(
        "deadlines",
        _("Deadlines and holidays"),
        _("Answers to persons, breaches, public holidays."),
        ("deadline.", "holidays."),
        _("Terms are computed from this rule: no date is stored with it."),
    ),
    Family(
        "security",
        _("Security"),
        _("Passwords, sessions, revealed contact details."),
        ("sec.",),
        _("Sign-ins, sessions and reveals from now on. Open sessions follow at their next page."),
    ),
)
# Rules that screens and jobs ask for, inside families of which the rest waits for its engine.
AWAKE: Final = frozenset(
    {
        "ret.logs.access",
        "ret.import.left",
        "clock.evidence",
        "deadline.objection.immediate",
        "holidays.public",
        "holidays.local",
    }
)
ASLEEP: Final = (
    "clock.",
    "ret.",
    "deadline.",
    "consent.proof.",
    "phone.consent.proof",
    "sec.review",
    "sec.password.restricted",
    "sec.password.renewal",
)


def family_of(rule: Rule) -> Family:
    """Where a rule is shown: the family of its longest matching beginning."""
    return max(FAMILIES, key=lambda family: max(_match(rule.key, one) for one in family.prefixes))


def _match(key: str, prefix: str) -> int:
    return len(prefix) if key.startswith(prefix) else -1


def asleep(key: str) -> bool:
    """Whether nothing in the house asks for the rule yet."""
    return key.startswith(ASLEEP) and key not in AWAKE and not key.startswith("ret.suppression")


def later(key: str) -> bool:
    """Whether the rule is laid down and not applied in any way yet."""
    return asleep(key) and not told(key)


def told(key: str) -> bool:
    """Whether the rule is a duration that notices tell."""
    return key in {SAME.get(one, one) for one in keys("retention")}


def for_admins(rule: Rule) -> bool:
    """Whether the rule belongs to those who run the system."""
    return rule.editable_by is Editor.IT_ADMIN
