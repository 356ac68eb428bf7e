"""Attacks on what the organisation decided: its rules and its identity."""

from tests.walls.hostile import Attack
from tests.world import DORA, IVAN, MAX

ATTACKS = (
    Attack("a rule loosened by a rep", "calls without end", ("SELECT gate.override_rule('FR', 'phone.attempts', '4', 'x')",)),
    Attack("a rule of the DPO changed by who runs the system", "another's decision",
           ("SELECT gate.override_rule('FR', 'phone.attempts', '3', 'x')",), actor=IVAN),
    Attack("a rule of security changed by the DPO", "another's decision",
           ("SELECT gate.override_rule('FR', 'sec.session.idle', '30', 'x')",), actor=DORA),
    Attack("a rule that is fixed", "objections without effect",
           ("SELECT gate.override_rule('FR', 'objection.wins', 'false', 'x')",), actor=DORA),
    Attack("a rule below the law", "calls at night", ("""SELECT gate.override_rule('FR', 'phone.hours', '["00:00-24:00"]', 'x')""",),
           actor=DORA, state="22023"),
    Attack("a rule changed without a reason", "a change nobody answers for",
           ("SELECT gate.override_rule('FR', 'phone.attempts', '3', ' ')",), actor=DORA, state="22023"),
    Attack("a rule changed by hand", "another law", ("UPDATE gate.rule SET figure = 999 WHERE key = 'phone.attempts'",), actor=DORA),
    Attack("the law moved by hand", "another country's law", ("UPDATE gate.law SET country = 'BE'",), actor=DORA),
    Attack("the law moved by its function", "another country's law", ("SELECT gate.move_law('BE')",), actor=DORA),
    Attack("a decision in a colleague's name", "somebody else's doing",
           ("INSERT INTO packs_override (key, country, value, reason, member, at) VALUES ('phone.attempts', 'FR', '9', 'x', 9, now())",),
           actor=DORA),
    Attack("a decision rewritten", "another reason", ("UPDATE packs_override SET reason = 'x'",), actor=DORA),
    Attack("a decision deleted", "a change hidden", ("DELETE FROM packs_override",), actor=DORA),
    Attack("the organisation described by a rep", "another controller",
           ("""SELECT gate.set_organisation('{"name": "x", "country": "FR"}', 'x')""",)),
    Attack("the organisation rewritten", "another controller", ("UPDATE packs_organisation SET name = 'x'",), actor=MAX),
    Attack("a former description deleted", "a change hidden", ("DELETE FROM packs_organisation",), actor=MAX),
)  # fmt: skip
