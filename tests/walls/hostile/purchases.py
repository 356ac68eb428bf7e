"""Purchases, acts that a file brought and numbers of other tools: read out of sight, made up, or said of others' records."""

from tests.walls.hostile import EMPTY, Attack
from tests.world import ANNA, BEN, MAX, MONA, SAM

BRING = (
    "SELECT gate.bring_events(gen_random_uuid(), ARRAY[@own::bigint], ARRAY[now()], '{order}', '{theirs}', '{done}', '{order}', "
    "ARRAY[NULL::bytea], '{1}', '{x}')"
)
NUMBER = "INSERT INTO people_reference (contact, cell, token, value, member, created_at) VALUES (%s, %s, 77, 'x', %s, now())"

ATTACKS = (
    Attack("a foreign purchase read", "another's sales", ("SELECT * FROM sales_purchase WHERE id = @foreign_bought",), EMPTY),
    Attack("a foreign purchase's sum read", "another's sales", ("SELECT cents FROM sales_spent WHERE purchase = @foreign_bought",), EMPTY),
    Attack("foreign purchases counted", "another's turnover", ("SELECT count(*) FROM sales_purchase WHERE cell > 20",), EMPTY),
    Attack("the sums of one's own cells, closed to an assistant", "turnover", ("SELECT sum(cents) FROM sales_spent",), EMPTY, actor=ANNA),
    Attack("an order by sums that are closed", "who pays most",
           ("SELECT p.id FROM sales_purchase p JOIN sales_spent s ON s.purchase = p.id ORDER BY s.cents",), EMPTY, actor=ANNA),
    Attack("purchases read by marketing", "what people bought", ("SELECT * FROM sales_purchase",), EMPTY, actor=MONA),
    Attack("purchases read by the support", "what people bought", ("SELECT * FROM sales_purchase",), EMPTY, actor=SAM),
    Attack("a purchase made up", "an act of the person that never was",
           ("INSERT INTO sales_purchase (contact, cell, interaction, bought_on) VALUES (@own, 13, 1, now())",)),
    Attack("a sum made up", "another turnover", ("INSERT INTO sales_spent (purchase, contact, cell, cents) VALUES (@own_bought, @own, 13, 1)",)),
    Attack("a sum changed", "another turnover", ("UPDATE sales_spent SET cents = 1 WHERE purchase = @own_bought",)),
    Attack("a purchase taken away", "an act of the person forgotten", ("DELETE FROM sales_purchase WHERE id = @own_bought",)),
    Attack("acts brought from a page", "acts in nobody's name, which restart a clock", (BRING,)),
    Attack("acts brought from a manager's page", "acts in nobody's name", (BRING,), actor=MAX),
    Attack("acts of an import taken back from a page", "a history without its acts", ("SELECT gate.undo_events(gen_random_uuid(), 9)",), actor=MAX),
    Attack("purchases kept from a page", "a turnover made up",
           ("SELECT gate.keep_purchases('{1}', '{2026-01-01}', '{x}', '{1}')",), actor=MAX),
    Attack("where a file may be written, asked", "a list of rights", ("SELECT gate.cells_of_file('purchases')",)),
    Attack("what a file brought of a foreign record", "who knows whom", ("SELECT * FROM intake_event WHERE contact = @foreign",), EMPTY),
    Attack("an act of an import made up", "an act that a file is said to have brought",
           ("INSERT INTO intake_event (contact, cell, interaction, token, key) VALUES (@own, 13, 1, 1, 'x')",)),
    Attack("the imports that hold somebody else's", "who imports what", (
           "SELECT * FROM gate.imports_of_others('@missing_public')",), EMPTY, actor=MAX),
    Attack("a remark noted under nobody's import", "words in nobody's name", (
           "SELECT gate.bring_remarks('@missing_public', ARRAY[@own::bigint], ARRAY[now()], ARRAY['x'::bytea], ARRAY[1::bigint], "
           "ARRAY['x'::bytea])",)),
    Attack("an act of an import detached", "an import that cannot be undone", ("UPDATE intake_event SET batch_id = NULL WHERE contact = @own",)),
    Attack("a foreign number read", "who is a customer of another", ("SELECT * FROM people_reference WHERE contact = @foreign",), EMPTY),
    Attack("a number put on a foreign record", "a claim on another's customer", (NUMBER % ("@foreign", "23", "2"),)),
    Attack("a number put on a foreign record under one's own cell", "a claim on another's customer",
           (NUMBER % ("@foreign", "13", "2"),), state="23503"),
    Attack("a number in a colleague's name", "somebody else's doing", (NUMBER % ("@own", "13", "3"),)),
    Attack("a number by a read-only assistant", "a right to write", (NUMBER % ("@own", "13", "4"),), actor=ANNA),
    Attack("a number rewritten", "another person under it", ("UPDATE people_reference SET token = 1 WHERE contact = @own",)),
    Attack("a number of another portfolio taken away", "a file that finds nobody",
           ("DELETE FROM people_reference WHERE contact = @own RETURNING contact",), EMPTY, actor=BEN),
)  # fmt: skip
