"""Attacks on why persons are held: purposes, balancing tests, grounds, and the organisation's own fields."""

from tests.walls.hostile import EMPTY, OWN, Attack
from tests.world import ANNA, MONA

GROUND = ("INSERT INTO lawful_ground (contact, cell, purpose, basis, source, since, evidence, opted, member, created_at{2}) "
          "VALUES ({0}, 'satisfaction', 'legitimate_interest', 'form', now(), 'declared', false, {1}, now(){3})")  # fmt: skip
VALUE = ("INSERT INTO people_value (contact, cell, field, value, member, written_at) "
         "SELECT {0}, id, 'x', {1}, now() FROM people_field")  # fmt: skip

ATTACKS = (
    Attack("a balancing test approved without the right", "prospecting that nobody weighed",
           ("SELECT gate.approve_balancing('newsletter', 2, 'x', current_date + 30)",), actor=MONA),
    Attack("a balancing test approved by hand", "prospecting that nobody weighed",
           ("INSERT INTO lawful_balancing (purpose, version, state, answers, holds, written_at, opinion, approved_at, review_on) "
            "VALUES ('newsletter', 9, 'approved', '{}', true, now(), 'x', now(), '2099-01-01')",)),
    Attack("a balancing test seeded from a page", "prospecting that nobody weighed", ("SELECT gate.seed_balancing('newsletter', '{}', 'x')",)),
    Attack("a review put off", "prospecting for ever", ("UPDATE lawful_balancing SET review_on = '2099-01-01'",)),
    Attack("a balancing test rewritten", "another reasoning than the one approved", ("UPDATE lawful_balancing SET answers = '{}'",)),
    Attack("a purpose of one's own", "a reason to hold anybody", ("SELECT gate.add_purpose('x', 'x', 'x', 'service', 'contract', '')",)),
    Attack("a purpose brought back", "a reason to hold anybody", ("UPDATE lawful_purpose SET retired_at = NULL",)),
    Attack("a purpose ended by a rep", "colleagues' work stopped", ("SELECT gate.retire_purpose('prospection')",)),
    Attack("a field tied to a purpose by a rep", "a field without a reason", ("SELECT gate.tie_field('title', 'invoicing', true)",)),
    Attack("a field of one's own", "data nobody weighed", ("SELECT gate.add_field('x', 'x', 'x', 'text', '[]', 'prospection', 'ordinary')",)),
    Attack("a field ended by a rep", "colleagues' values gone", ("SELECT gate.retire_field('parc')",)),
    Attack("a ground on a foreign record", "another's customer", (GROUND.format("@foreign, 23", "2", "", ""),)),
    Attack("a ground on a foreign record under one's own cell", "another's customer", (GROUND.format("@foreign, 13", "2", "", ""),),
           state="23503"),
    Attack("a ground in a colleague's name", "somebody else's doing", (GROUND.format("@own, 13", "3", "", ""),)),
    Attack("a ground in nobody's name", "nobody's doing", (GROUND.format("@own, 13", "NULL", "", ""),)),
    Attack("a ground ended beforehand", "history that was not", (GROUND.format("@own, 13", "2", ", ended_at", ", now()"),)),
    Attack("a ground by a read-only assistant", "a right to write", (GROUND.format("@own, 13", "4", "", ""),), actor=ANNA),
    Attack("a ground deleted", "a reason hidden", ("DELETE FROM lawful_ground",)),
    Attack("foreign grounds ended", "a colleague's customer lost", ("UPDATE lawful_ground SET ended_at = now(), ended_by = 2 WHERE cell = 23",),
           EMPTY),
    Attack("a ground rewritten", "another basis", ("UPDATE lawful_ground SET basis = 'consent'",)),
    Attack("grounds read", "a colleague's customers", ("SELECT cell, contact, reference FROM lawful_ground",), OWN),
    Attack("values of fields read", "a colleague's customers", ("SELECT cell, contact, value FROM people_value",), OWN),
    Attack("a value on a foreign record", "a plant in the East", (VALUE.format("@foreign, 23", "2"),)),
    Attack("a value in a colleague's name", "somebody else's doing", (VALUE.format("@own, 13", "3"),)),
    Attack("a value by a read-only assistant", "a right to write", (VALUE.format("@own, 13", "4"),), actor=ANNA),
    Attack("foreign values deleted", "a colleague's work", ("DELETE FROM people_value WHERE cell = 23",), EMPTY),
    Attack("a value rewritten", "a colleague's word", ("UPDATE people_value SET value = 'x'",)),
)  # fmt: skip
