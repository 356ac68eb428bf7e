"""Deals: hung on a foreign record, read or moved in another's place; amounts read where they are closed."""

from tests.walls.hostile import EMPTY, Attack
from tests.world import ADA, ANNA, BEN, DORA, MAX, MONA, SAM

NEW = ("INSERT INTO sales_deal (public, contact, cell, step, probability, expected_on, owner, created_at, reason) "
       "VALUES (gen_random_uuid(), %s, %s, 'needs', 25, '2027-01-01', %s, now(), '')")  # fmt: skip
JOINED = ("INSERT INTO sales_deal (public, contact, cell, company_id, step, probability, expected_on, owner, created_at, reason) "
          "VALUES (gen_random_uuid(), @own, 13, 2, 'needs', 25, '2027-01-01', 2, now(), '')")  # fmt: skip
LOST = "UPDATE sales_deal SET step = 'lost', probability = 0, reason = 'price' WHERE id = %s"
LATER = "UPDATE sales_deal SET expected_on = '2030-01-01' WHERE id = @own_deal"
HAND = "SELECT gate.hand_deal(%s, %s)"
WORTH = "SELECT gate.value_deals(ARRAY[%s::bigint], ARRAY[1::bigint])"

ATTACKS = (
    Attack(
        "a deal hung on a foreign record", "a claim on another's customer", (NEW % ("@foreign", "23", "2"),)
    ),
    Attack(
        "a deal hung on a foreign record under one's own cell",
        "a claim on another's customer",
        (NEW % ("@foreign", "13", "2"),),
        state="23503",
    ),
    Attack("a deal in a colleague's name", "somebody else's doing", (NEW % ("@own", "13", "3"),)),
    Attack("a deal in nobody's name", "nobody's doing", (NEW % ("@own", "13", "NULL"),)),
    Attack("a deal by a read-only assistant", "a right to write", (NEW % ("@own", "13", "4"),), actor=ANNA),
    Attack("a deal by the support", "a right to write", (NEW % ("@own", "13", "7"),), actor=SAM),
    Attack("a deal for a company out of sight", "a way to see the company", (JOINED,), state="23503"),
    Attack(
        "a number of one's choice for a deal",
        "which numbers exist, and clashes later",
        ("INSERT INTO sales_deal (id) VALUES (900001)",),
    ),
    Attack("a foreign deal moved", "another's success", (LOST % "@foreign_deal",), EMPTY),
    Attack(
        "every foreign deal moved",
        "the whole pipeline",
        ("UPDATE sales_deal SET next_on = '2030-01-01' WHERE cell > 20",),
        EMPTY,
    ),
    Attack("a deal moved by a read-only assistant", "a right to write", (LATER,), EMPTY, actor=ANNA),
    Attack("a deal moved by accounting", "a right to write", (LATER,), EMPTY, actor=ADA),
    Attack(
        "one's own deal hung on a foreign record",
        "a claim on another's customer",
        ("UPDATE sales_deal SET contact = @foreign, cell = 23 WHERE id = @own_deal",),
    ),
    Attack(
        "a colleague's deal taken over",
        "another's success",
        ("UPDATE sales_deal SET owner = 2 WHERE id = @own_deal",),
    ),
    Attack(
        "one's own deal dated back",
        "a success in time for the bonus",
        ("UPDATE sales_deal SET closed_at = '2026-01-01' WHERE id = @own_deal",),
    ),
    Attack("a deal deleted", "a failure forgotten", ("DELETE FROM sales_deal WHERE id = @own_deal",)),
    Attack(
        "a step written by hand",
        "false history",
        (
            "INSERT INTO sales_stepchange (deal, contact, cell, at, before, after) VALUES (@own_deal, @own, 13, now(), '', 'needs')",
        ),
    ),
    Attack(
        "the steps of a deal deleted",
        "a failure forgotten",
        ("DELETE FROM sales_stepchange WHERE deal = @own_deal",),
    ),
    Attack(
        "a foreign amount read",
        "another's prices",
        ("SELECT cents FROM sales_amount WHERE deal = @foreign_deal",),
        EMPTY,
    ),
    Attack(
        "foreign deals counted",
        "the size of another's pipeline",
        ("SELECT count(*) FROM sales_deal WHERE cell > 20",),
        EMPTY,
    ),
    Attack(
        "an amount that is closed, in one's own cell",
        "prices",
        ("SELECT cents FROM sales_amount WHERE deal = @own_deal",),
        EMPTY,
        actor=ANNA,
    ),
    Attack(
        "a sum of amounts that are closed",
        "turnover",
        ("SELECT sum(cents) FROM sales_amount",),
        EMPTY,
        actor=ANNA,
    ),
    Attack(
        "an order by amounts that are closed",
        "who pays most",
        ("SELECT a.deal FROM sales_deal d JOIN sales_amount a ON a.deal = d.id ORDER BY a.cents DESC",),
        EMPTY,
        actor=ANNA,
    ),
    Attack("deals read by marketing", "the pipeline", ("SELECT * FROM sales_deal",), EMPTY, actor=MONA),
    Attack("deals read by the DPO", "the pipeline", ("SELECT * FROM sales_deal",), EMPTY, actor=DORA),
    Attack(
        "steps read by the support", "the pipeline", ("SELECT * FROM sales_stepchange",), EMPTY, actor=SAM
    ),
    Attack(
        "an amount written by hand",
        "another price",
        ("UPDATE sales_amount SET cents = 1 WHERE deal = @own_deal",),
    ),
    Attack("an amount said of a foreign deal", "another price", (WORTH % "@foreign_deal",), EMPTY),
    Attack(
        "an amount said by a read-only assistant", "another price", (WORTH % "@own_deal",), EMPTY, actor=ANNA
    ),
    Attack(
        "an amount said by the rep of another portfolio",
        "another price",
        (WORTH % "@own_deal",),
        EMPTY,
        actor=BEN,
    ),
    Attack("a deal handed over by a rep", "a colleague's success", (HAND % ("@own_deal", "2"),)),
    Attack(
        "a deal handed to somebody who does not reach it",
        "a deal that nobody works on",
        (HAND % ("@own_deal", "3"),),
        EMPTY,
        actor=MAX,
    ),
    Attack(
        "a deal handed to somebody who only reads",
        "a deal that nobody works on",
        (HAND % ("@own_deal", "4"),),
        EMPTY,
        actor=MAX,
    ),
)
