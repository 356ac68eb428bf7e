"""May we contact this person, for this purpose, by this channel, at this moment?

Pure: no clock, no database, no Django. `may` looks at the facts of one person in the light of one country's law and
answers with a verdict that names the rule behind it. Where no pack is, the law asked is the strictest of all.
The order of the checks is the order of `engine.CHECKS`, and each check says its source.
"""

from licite.lawful.may.calls import calls_weigh
from licite.lawful.may.engine import may, source_weighs
from licite.lawful.may.terms import Agreement, Ask, Facts, Hour, Law, Refusal, Verdict

__all__ = [
    "Agreement",
    "Ask",
    "Facts",
    "Hour",
    "Law",
    "Refusal",
    "Verdict",
    "calls_weigh",
    "may",
    "source_weighs",
]
