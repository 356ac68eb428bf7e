"""Attacks on texts to be read again, restrictions, and in what capacity persons are here."""

from tests.walls.hostile import EMPTY, Attack, Oracle
from tests.walls.hostile.oracles import FOREIGN, MISSING
from tests.world import ANNA, DORA

ONE = "(SELECT id FROM people_interaction WHERE contact = @own ORDER BY id LIMIT 1)"
OTHERS = "coalesce((SELECT id FROM people_interaction WHERE contact = @foreign LIMIT 1), 1)"

ATTACKS = (
    # Flags: only the reviewer reads them; nobody settles one without the act.
    Attack("a flagged text read by who is no reviewer", "what a colleague wrote of an illness",
           (f"SELECT gate.flag(@own, 'interaction', {ONE}, ARRAY['health'])", "SELECT text FROM generate_series(1, 50) n, gate.text_flagged(n)"), EMPTY),
    Attack("flags read by who wrote the text", "who is said to be ill", ("SELECT contact, category FROM lawful_flag",), EMPTY),
    Attack("flags read after flagging", "who is said to be ill",
           (f"SELECT gate.flag(@own, 'interaction', {ONE}, ARRAY['health'])", "SELECT contact, category FROM lawful_flag"), EMPTY),
    Attack("a flag on a foreign record", "a colleague in trouble", ("SELECT gate.flag(@foreign, 'interaction', 1, ARRAY['health'])",), EMPTY),
    Attack("a foreign text flagged under one's own record", "that a text exists",
           (f"SELECT gate.flag(@own, 'interaction', {OTHERS}, ARRAY['health'])",), EMPTY),
    Attack("a text flagged by who reads alone", "a colleague in trouble", (f"SELECT gate.flag(@own, 'interaction', {ONE}, ARRAY['health'])",), EMPTY, actor=ANNA),
    Attack("a flag of one's own words", "the words in clear", (f"SELECT gate.flag(@own, 'interaction', {ONE}, ARRAY['cancer'])",), state="22023"),
    Attack("a flag let pass without the act", "a text that stays", ("SELECT gate.review_flag(1, 'pass')",)),
    Attack("a text struck without the act", "a colleague's note gone", ("SELECT gate.strike_text(1, decode(repeat('00', 60), 'hex'))",)),
    Attack("a text struck that nobody flagged", "any note gone", ("SELECT gate.strike_text(999999, decode(repeat('00', 60), 'hex'))",), EMPTY, actor=DORA),
    Attack("a struck text replaced in clear", "words of one's own", ("SELECT gate.strike_text(1, 'x')",), actor=DORA, state="22023"),
    Attack("flags deleted", "nothing to read again", ("DELETE FROM lawful_flag",)),
    Attack("flags settled by hand", "nothing to read again", ("UPDATE lawful_flag SET state = 'false_positive', settled_at = now()",), actor=DORA),
    Attack("the nightly reading from a page", "every cell", ("SELECT gate.enter_notes()",)),
    # Restrictions.
    Attack("a record restricted without the act", "a colleague's customer frozen", ("SELECT gate.restrict(@own, 'claim', now())",)),
    Attack("a restriction lifted without the act", "a record used again", ("SELECT gate.lift(1, now())",)),
    Attack("a record in no sight restricted", "that it exists", ("SELECT nullif(gate.restrict(999999, 'claim', now()), 'missing')",), EMPTY, actor=DORA),
    Attack("a restriction for a reason of one's own", "a record frozen", ("SELECT gate.restrict(@own, 'mood', now())",), actor=DORA, state="22023"),
    Attack("the mark taken off by hand", "a record used again", ("UPDATE people_contact SET restricted = false WHERE id = @own",)),
    Attack("restrictions rewritten", "told without telling", ("UPDATE lawful_restriction SET told_at = now(), lifted_at = now()",), actor=DORA),
    Attack("restrictions of a foreign person", "who is in dispute", ("SELECT since FROM lawful_restriction WHERE contact = @foreign",), EMPTY),
    # Capacity and minors.
    Attack("a foreign record made a professional", "an e-mail without a consent",
           ("SELECT gate.classify(ARRAY[@foreign]::bigint[], ARRAY['professional'], ARRAY['impersonal'], ARRAY['asked'])",), EMPTY),
    Attack("a record classified by who reads alone", "an e-mail without a consent",
           ("SELECT gate.classify(ARRAY[@own]::bigint[], ARRAY['professional'], ARRAY['unknown'], ARRAY['asked'])",), EMPTY, actor=ANNA),
    Attack("a capacity of one's own", "no rule holds", ("SELECT gate.classify(ARRAY[@own]::bigint[], ARRAY['king'], ARRAY['unknown'], ARRAY[''])",), state="22023"),
    Attack("lists of unequal length", "another record's capacity",
           ("SELECT gate.classify(ARRAY[@own]::bigint[], ARRAY['professional', 'consumer'], ARRAY['unknown'], ARRAY[''])",), state="22023"),
    Attack("who said it rewritten", "somebody else's word", ("UPDATE lawful_classified SET member = 3",)),
    Attack("what was said written by hand", "somebody else's word",
           ("INSERT INTO lawful_classified (contact, cell, capacity, mailbox, why, member, at) "
            "VALUES (@own, 13, 'professional', 'unknown', '', 3, now())",)),
    Attack("a foreign person made of age", "marketing to a minor", ("SELECT gate.note_minor(@foreign, false)",), EMPTY),
    Attack("a person made of age by who edits nothing", "marketing to a minor", ("SELECT gate.note_minor(@own, false)",), EMPTY, actor=ANNA),
    Attack("the mark of a minor taken off by hand", "marketing to a minor", ("UPDATE people_contact SET minor = false WHERE id = @own",)),
)  # fmt: skip

ORACLES = tuple(
    Oracle(name, "that the number exists", sql, FOREIGN, MISSING)
    for name, sql in (
        ("a flag", "SELECT gate.flag({0}, 'interaction', 1, ARRAY['health'])"),
        (
            "a capacity",
            "SELECT gate.classify(ARRAY[{0}]::bigint[], ARRAY['consumer'], ARRAY['unknown'], ARRAY['asked'])",
        ),
        ("a minor", "SELECT gate.note_minor({0}, true)"),
    )
)
