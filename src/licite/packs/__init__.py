"""The packs: the law is data.

Every figure that a text of law, a doctrine or the house's own judgement fixes is a row here, one pack a
country, with its bounds, its source, the date of that source and how sure we are of it. Code names a
rule's key, never its figure; the database's own functions read the same rows (`access/rules.py` carries
them there at each migration). A key that no pack holds raises. The organisation may override a rule within
its bounds, with a reason; the override is in force for every process and for the gate at once.
"""

from licite.packs import holidays
from licite.packs.law import Law
from licite.packs.learning import follow
from licite.packs.lookup import (
    countries,
    duration,
    home,
    law,
    organisation,
    regime,
    rule,
    rules,
    text,
    value,
    words,
)
from licite.packs.organisation import AUTHORITIES, Authority, Organisation
from licite.packs.rules import BadValue, Rule, Value
from licite.packs.units import Confidence, Editor, Nature, Regime, Stricter, Unit

__all__ = [
    "AUTHORITIES",
    "Authority",
    "BadValue",
    "Confidence",
    "Editor",
    "Law",
    "Nature",
    "Organisation",
    "Regime",
    "Rule",
    "Stricter",
    "Unit",
    "Value",
    "countries",
    "duration",
    "follow",
    "holidays",
    "home",
    "law",
    "organisation",
    "regime",
    "rule",
    "rules",
    "text",
    "value",
    "words",
]
