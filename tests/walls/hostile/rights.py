"""Rights taken, widened or read by hand; records moved to where they are not one's to move."""

from tests.walls.hostile import EMPTY, Attack
from tests.world import IVAN, MAX, MONA

# All that the profile holds is taken away but these permissions: only what stands in the way of that is tried here.
CHANGE = "SELECT gate.change_profile('%s', 0, '{read}', '{%s}', '{}', 0, 'x')"

ATTACKS = (
    # Grants.
    Attack("a grant prolonged without the right", "work after leaving", ("SELECT gate.prolong_grant(3, NULL)",)),
    Attack("one's own grant prolonged", "work after leaving",
           ("SELECT gate.prolong_grant(g.id, NULL) FROM access_grant g WHERE g.member_id = gate.me()",), actor=MAX),
    Attack("one's own grant ended", "a house that nobody manages",
           ("SELECT gate.end_grant(g.id) FROM access_grant g WHERE g.member_id = gate.me()",), actor=MAX),
    Attack("an accomplice invited with more than one holds", "the journal and the rules",
           ("SELECT gate.invite_member('x', 'fr', 'dpo', '{1}', '{1}', NULL)",), actor=MAX),
    Attack("an accomplice invited by a rep", "a colleague of one's choice", ("SELECT gate.invite_member('x', 'fr', 'rep', '{1}', '{1}', NULL)",)),
    Attack("an accomplice invited by IT with sight of customers", "customer data", ("SELECT gate.invite_member('x', 'fr', 'rep', '{1}', '{1}', NULL)",),
           actor=IVAN),
    Attack("a grant to a member who left", "a way back in", ("SELECT gate.add_grant(11, 'rep', '{1}', '{1}', NULL)",), actor=MAX, state="22023"),
    Attack("a grant that ended before it began", "a history in disorder",
           ("SELECT gate.add_grant(3, 'rep', '{1}', '{1}', '2001-01-01')",), actor=MAX, state="22023"),
    Attack("a grant rewritten by hand", "the East", ("UPDATE access_grant SET portfolios = '{1,2,3}'",)),
    Attack("grants read from a portfolio one does not work in", "who works where",
           ("SELECT * FROM access_grant WHERE NOT portfolios && '{1}'",), EMPTY),
    Attack("the roster read by a rep", "when colleagues work", ("SELECT * FROM gate.roster()",)),
    # Profiles.
    Attack("one's own profile widened by its function", "everything", (CHANGE % ("rep", "people:contact:read,access:grant:manage"),)),
    Attack("a manager's own profile widened", "the journal", (CHANGE % ("manager", "journal:entry:read"),), actor=MAX),
    Attack("a power of control given by stealth", "a rep who manages accounts", (CHANGE % ("rep", "staff:member:manage"),), actor=MAX),
    Attack("the DPO's profile emptied", "nobody who watches", (CHANGE % ("dpo", "people:contact:read"),), actor=MAX),
    Attack("IT given sight of customers", "customer data", (CHANGE % ("it_admin", "staff:member:manage"),), actor=MAX),
    Attack("a profile changed by IT", "customer data", (CHANGE % ("rep", "people:contact:read"),), actor=IVAN),
    Attack("a permission of one's own words", "a right that no page knows", (CHANGE % ("rep", "people:contact:steal"),), actor=MAX),
    Attack("a level of one's own words", "a field more open than open",
           ("SELECT gate.change_profile('rep', 0, '{read}', '{}', '{\"name\": \"wide\"}', 0, 'x')",), actor=MAX, state="22023"),
    Attack("acts without reading", "writing unseen", ("SELECT gate.change_profile('rep', 0, '{edit}', '{}', '{}', 0, 'x')",), actor=MAX, state="22023"),
    Attack("a change without a reason", "a change that nobody answers for",
           ("SELECT gate.change_profile('rep', 0, '{read}', '{}', '{}', 0, ' ')",), actor=MAX, state="22023"),
    Attack("the DPO's profile copied", "the journal", ("SELECT gate.copy_profile('dpo', 'mine')",), actor=MAX),
    Attack("a profile copied by a rep", "a profile of one's own", ("SELECT gate.copy_profile('rep', 'mine')",)),
    Attack("a profile rewritten by hand", "everything", ("UPDATE access_profile SET acts = '{read,export}'",)),
    Attack("the history of a profile rewritten", "nobody who did it", ("UPDATE access_profilechange SET member = 3",)),
    # Portfolios.
    Attack("a portfolio renamed by a rep", "a territory under another name", ("SELECT gate.rename_portfolio(1, 'Mine')",)),
    Attack("a portfolio closed by a rep", "colleagues without their records", ("SELECT gate.close_portfolio(2)",)),
    Attack("a portfolio closed with people in it", "records that nobody sees", ("SELECT gate.close_portfolio(2)",), EMPTY, actor=MAX),
    Attack("rules laid by a rep", "every newcomer in one's own portfolio", ("SELECT gate.lay_placements('[{\"portfolio\": 1}]')",)),
    Attack("rules towards a portfolio that is not there", "newcomers whom nobody finds",
           ("SELECT gate.lay_placements('[{\"portfolio\": 77, \"places\": [], \"sectors\": []}]')",), actor=MAX, state="22023"),
    Attack("rules rewritten by hand", "every newcomer in one's own portfolio", ("DELETE FROM access_placement",)),
    Attack("a colleague's tasks taken over", "promises that a colleague made", ("SELECT gate.hand_tasks(ARRAY[@own, @foreign], NULL, 2)",)),
    Attack("tasks handed to who may not act on them", "promises that nobody keeps", ("SELECT gate.hand_tasks(ARRAY[@foreign], NULL, 2)",), actor=MAX),
    Attack("a colleague's deals taken over past the worker", "another's customers", ("SELECT gate.hand_deals(ARRAY[@own, @foreign], NULL, 2)",), actor=MAX),
    Attack("a hand-over said to have moved what it did not", "a record brought along at its undoing",
           ("INSERT INTO people_handoveritem (handover, contact, cell, kind, after) VALUES (1, 1, 11, 'record', 1)",), actor=MAX),
    Attack("a hand-over in a colleague's name", "the colleague's reach", ("INSERT INTO people_handover (public, member, source, target, stages, total, "
           "state, counts, created_at) VALUES (gen_random_uuid(), 5, 2, 1, '{3}', 0, 'ordered', '{}', now())",)),
    Attack("a hand-over by a rep", "the East", ("INSERT INTO people_handover (public, member, source, target, stages, total, "
           "state, counts, created_at) VALUES (gen_random_uuid(), 2, 2, 1, '{3}', 0, 'ordered', '{}', now())",)),
    Attack("a hand-over ordered past its page", "the worker's reach", ("SELECT gate.defer('people.hand_over', '{}')",)),
    # Who opened what.
    Attack("openings asked by who answers for no record", "who works with whom", ("SELECT gate.openings(NULL, 50)",), actor=MONA),
    Attack("openings of a foreign portfolio", "what colleagues do in the East",
           ("SELECT r FROM jsonb_array_elements(gate.openings(NULL, 200) -> 'rows') r WHERE (r ->> 'contact')::bigint = @foreign",), EMPTY),
    # Records from one portfolio to another.
    Attack("a foreign record assigned to one's own portfolio", "a colleague's customer", ("SELECT * FROM gate.assign(ARRAY[@foreign], 1)",)),
    Attack("one's own record assigned away", "a customer that a colleague must answer for", ("SELECT * FROM gate.assign(ARRAY[@own], 2)",)),
    Attack("records assigned by IT", "records laid out for an accomplice", ("SELECT * FROM gate.assign(ARRAY[@foreign], 1)",), actor=IVAN),
    Attack("records assigned by who only reads them", "a right to write", ("SELECT * FROM gate.assign(ARRAY[@foreign], 1)",), actor=MONA),
    Attack("records assigned to a portfolio that is not there", "a record that nobody finds",
           ("SELECT * FROM gate.assign(ARRAY[@own], 77)",), EMPTY, actor=MAX),
    Attack("foreign records advanced in a batch by who only reads them", "a colleague's prospects",
           ("SELECT * FROM gate.advance_many(gen_random_uuid(), ARRAY[@foreign], '{}')",), actor=MONA),
    Attack("a batch guessed and undone", "what a colleague did", ("SELECT gate.undo_batch(gen_random_uuid())",), EMPTY),
    Attack("records assigned in a batch by who may not", "a colleague's customers",
           ("SELECT * FROM gate.assign_many(gen_random_uuid(), ARRAY[@foreign], 1, '{}')",)),
    Attack("a batch by who has none", "acts on many records", ("SELECT gate.keep_batch(gen_random_uuid(), 'task', '{}', '{}', '{}')",), actor=MONA),
    Attack("a line of a batch laid by hand", "a way back to a cell of one's choice",
           ("INSERT INTO people_batchitem (batch, contact, cell, cell_before, cell_after) VALUES (1, @own, 13, 23, 13)",)),
    Attack("a cell rewritten by hand", "a record in another portfolio", ("UPDATE people_contact SET cell = 23 WHERE id = @own",)),
    Attack("a company's cell rewritten by hand", "a company in another portfolio", ("UPDATE people_company SET cell = 23",)),
    Attack("more records than a batch", "a lock on everything", ("SELECT * FROM gate.assign(ARRAY(SELECT generate_series(1, 1001)), 1)",),
           actor=MAX, state="22023"),
)  # fmt: skip
