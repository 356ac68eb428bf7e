"""The packs: the law is data.

Every figure that a text of law, a doctrine or the house's own judgement fixes is a row here, one pack a
country, with its bounds, its source, the date of that source and how sure we are of it. Code names a
rule's key, never its figure; the database's own functions read the same rows (`access/rules.py` carries
them there at each migration). A key that no pack holds raises.
"""

from licite.packs.rules import Confidence, Editor, Nature, Rule, Unit, duration, rule, rules, value, words

__all__ = [
    "Confidence",
    "Editor",
    "Nature",
    "Rule",
    "Unit",
    "duration",
    "rule",
    "rules",
    "value",
    "words",
]
