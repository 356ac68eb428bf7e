"""Changing what is not one's own, or one's own without the right."""

from tests.walls.hostile import EMPTY, OWN, Attack
from tests.world import ANNA, MAX, PAUL

NEW = ("INSERT INTO people_contact (public, cell, listing, bucket, capacity, country, department, source, purpose, basis, "
       "collected_at, created_at, created_by, active_at, person_act_at, objections, next_task_at) SELECT gen_random_uuid(), %s, "
       "listing, bucket, capacity, country, department, source, purpose, basis, now(), now(), %s, now(), %s, %s, %s "
       "FROM people_contact WHERE id = @own RETURNING id")  # fmt: skip


def new(cell="13", by="2", act="NULL", objections="0", task="NULL") -> str:
    return NEW % (cell, by, act, objections, task)


NOTE = ("INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, member, created_at) "
        "VALUES (%s, %s, now(), 'call', 'ours', 'reached', '', %s, now())")  # fmt: skip
TASK = ("INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', now(), 2, now())")  # fmt: skip
TOKEN = "INSERT INTO people_token (token, exact, cell, contact) VALUES (1, true, %s, %s)"
BATCH = ("INSERT INTO intake_batch (public, cell, member, source, purpose, basis, declared, state, counts, created_at) "
         "VALUES (gen_random_uuid(), %s, %s, 'fair', 'prospection', 'consent', '{}', 'new', '{}', now())")  # fmt: skip

ATTACKS = (
    # Foreign rows.
    Attack("a foreign record rewritten", "another's customer", ("UPDATE people_contact SET country = 'BE' WHERE id = @foreign",), EMPTY),
    Attack("every record rewritten", "the whole base", ("UPDATE people_company SET name = 'x' WHERE cell > 20",), EMPTY),
    Attack("a foreign record rewritten by MERGE", "another's customer",
           ("MERGE INTO people_contact c USING (SELECT 1) s ON c.id = @foreign WHEN MATCHED THEN UPDATE SET country = 'BE'",), EMPTY),
    Attack("a foreign record deleted", "a competitor's favour", ("DELETE FROM people_contact WHERE id = @foreign",)),
    Attack("one's own record deleted", "a trace removed", ("DELETE FROM people_contact WHERE id = @own",)),
    Attack("one's own record deleted by MERGE", "a trace removed",
           ("MERGE INTO people_contact c USING (SELECT 1) s ON c.id = @own WHEN MATCHED THEN DELETE",)),
    Attack("foreign tokens deleted", "a person nobody finds", ("DELETE FROM people_token WHERE contact = @foreign",), EMPTY),
    Attack("TRUNCATE people", "the base", ("TRUNCATE people_contact CASCADE",)),
    Attack("TRUNCATE the search table", "nobody finds anybody", ("TRUNCATE people_token",)),
    Attack("a foreign interaction rewritten", "history", ("UPDATE people_interaction SET outcome = 'done' WHERE contact = @foreign",), EMPTY),
    Attack("a colleague's interaction in one's own cell", "what a colleague wrote",
           ("UPDATE people_interaction SET outcome = 'refused' WHERE contact = @own AND member <> 2",), EMPTY),
    Attack("a foreign task done", "a promise dropped", ("UPDATE people_task SET done_at = now() WHERE contact = @foreign",), EMPTY),
    Attack("another's batch rewritten", "an import's report", ("UPDATE intake_batch SET state = 'x' WHERE member <> 2",), EMPTY),
    # Moving rows.
    Attack("one's own record moved out of scope", "a record hidden", ("UPDATE people_contact SET cell = 23 WHERE id = @own",)),
    Attack("one's own company moved out of scope", "a company hidden", ("UPDATE people_company SET cell = 23 WHERE id = 1",)),
    Attack("one's own interaction moved to a foreign record", "false history",
           ("UPDATE people_interaction SET contact = @foreign, cell = 23 WHERE contact = @own",)),
    Attack("one's own task moved to a foreign record", "a false promise", ("UPDATE people_task SET contact = @foreign, cell = 23",)),
    Attack("one's own token moved to a foreign record", "false search", ("UPDATE people_token SET contact = @foreign, cell = 23",)),
    Attack("a foreign record moved by an act", "another's customer lost", ("SELECT gate.move_stage(@foreign, 'lose')",), EMPTY),
    Attack("a customer moved by a prospector", "a customer taken back", ("SELECT gate.move_stage(@own, 'lose')",), EMPTY, actor=PAUL),
    Attack("a record moved by a read-only assistant", "a stage", ("SELECT gate.move_stage(@own, 'lose')",), EMPTY, actor=ANNA),
    Attack("an act that does not exist", "any stage", ("SELECT gate.move_stage(@own, 'promote')",), EMPTY),
    # Columns nobody sets.
    *(Attack(f"{column} of one's own record rewritten", gain, (f"UPDATE people_contact SET {column} = {value} WHERE id = @own",))
      for column, value, gain in (
          ("objections", "0", "a call to somebody who said no"), ("waiting", "false", "no check at the entrance"),
          ("active_at", "now()", "first of the list"), ("person_act_at", "now()", "kept for ever"),
          ("created_by", "3", "somebody else's doing"), ("public", "gen_random_uuid()", "another identity"),
          ("source", "'fair'", "another provenance"), ("basis", "'consent'", "a consent never given"),
          ("purpose", "'x'", "another purpose"), ("collected_at", "now()", "a younger record"), ("id", "99999", "another number"),
          ("next_task_at", "NULL", "a task hidden"))),
    # Creating.
    Attack("a record created in a foreign cell", "a plant in the East", (new(cell="23"),)),
    Attack("a record created in a cell that does not exist", "a record nobody sees", (new(cell="77"),)),
    Attack("a prospector creates a customer", "a stage without its act", (new(cell="13").replace("@own", "@lead"),), actor=PAUL),
    Attack("an assistant creates", "a right to write", (new(),), actor=ANNA),
    Attack("a record created in a colleague's name", "somebody else's doing", (new(by="3"),)),
    Attack("a record created in nobody's name", "nobody's doing", (new(by="NULL"),)),
    Attack("a record created with an act of the person", "kept for longer, without evidence", (new(act="now()"),)),
    Attack("a record created with objections of one's choice", "an objection without its proof", (new(objections="15"),)),
    Attack("a record created with a task of no one", "a date without its task", (new(task="now()"),)),
    Attack("a record created past the entrance", "no check at the entrance",
           (new().replace("objections, next_task_at)", "objections, next_task_at, waiting)").replace("0, NULL", "0, NULL, false"),)),
    Attack("a number of one's choice for a record", "numbers that clash later", (new().replace("(public", "(id, public").replace(
        "SELECT gen_random_uuid()", "SELECT 5000, gen_random_uuid()"),)),
    *(Attack(f"a number of one's choice in {table}", "which numbers exist, and clashes later", (f"INSERT INTO {table} (id) VALUES (900001)",))
      for table in ("people_interaction", "people_task", "people_company", "intake_batch", "intake_arrival")),
    # Attaching.
    Attack("an interaction attached to a foreign record", "false history", (NOTE % ("@foreign", "23", "2"),)),
    Attack("an interaction attached to a foreign record under one's own cell", "false history", (NOTE % ("@foreign", "13", "2"),),
           state="23503"),
    Attack("an interaction in a colleague's name", "somebody else's doing", (NOTE % ("@own", "13", "3"),)),
    Attack("an interaction in nobody's name", "nobody's doing", (NOTE % ("@own", "13", "NULL"),)),
    Attack("an interaction by a read-only assistant", "a right to write", (NOTE % ("@own", "13", "4"),), actor=ANNA),
    Attack("a task attached to a foreign record", "a false promise", (TASK % ("@foreign", "23"),)),
    Attack("a task attached to a foreign record under one's own cell", "a false promise", (TASK % ("@foreign", "13"),), state="23503"),
    Attack("a task by a read-only assistant", "a right to write", (TASK % ("@own", "13"),), actor=ANNA),
    Attack("a token attached to a foreign record", "a trap in the search", (TOKEN % ("23", "@foreign"),)),
    Attack("a token attached to a foreign record under one's own cell", "a trap in the search", (TOKEN % ("13", "@foreign"),), state="23503"),
    Attack("a token by a read-only assistant", "a right to write", (TOKEN % ("13", "@own"),), actor=ANNA),
    Attack("tokens deleted by a read-only assistant", "a person nobody finds", ("DELETE FROM people_token WHERE contact = @own",), EMPTY,
           actor=ANNA),
    Attack("an objection written by hand", "no proof, no fingerprint", ("INSERT INTO lawful_objection (contact, cell, channel, at, "
           "told_by, created_at) VALUES (@own, 13, 'phone', now(), 'phone', now())",)),
    Attack("an objection deleted", "a call to somebody who said no", ("DELETE FROM lawful_objection",)),
    Attack("an objection noted on a foreign record", "a colleague's customer lost",
           ("SELECT gate.object(@foreign, 'all', '', now(), 'phone', '{}', '{}')",), EMPTY),
    Attack("an objection for a purpose that is no key", "words of one's own on the list",
           ("SELECT gate.object(@own, 'phone', 'no such purpose', now(), 'phone', '{}', '{}')",), state="22023"),
    Attack("an objection with a channel unknown", "a word that no screen shows",
           ("SELECT gate.object(@own, 'carrier', '', now(), 'phone', '{}', '{}')",), EMPTY),
    Attack("fingerprints of no one put on the list of oppositions", "a list that grows without end",
           ("SELECT gate.object(@own, 'phone', '', now(), 'phone', ARRAY['x'::bytea], '{}')",), state="22023"),
    Attack("more fingerprints than a person has coordinates", "a list that grows without end",
           ("SELECT gate.object(@own, 'phone', '', now(), 'phone', ARRAY(SELECT '\\x0100'::bytea || sha256(i::text::bytea) FROM "
            "generate_series(1, 9) i), '{}')",), state="22023"),
    Attack("an objection of another century", "a list in disorder",
           ("SELECT gate.object(@own, 'phone', '', '1900-01-01', 'phone', '{}', '{}')",), state="22023"),
    Attack("an objection told by a word of one's own", "a word that no screen shows",
           ("SELECT gate.object(@own, 'phone', '', now(), 'my aunt', '{}', '{}')",), state="22023"),
    Attack("an objection said on the person's own page", "the person's own word",
           ("SELECT gate.object(@own, 'phone', '', now(), 'person', '{}', '{}')",), state="22023"),
    Attack("an objection for everybody of a name", "a colleague's customers wait",
           ("SELECT gate.object(@own, 'social', '', now(), 'phone', '{}', ARRAY[@foreign_word])",), OWN),
    Attack("an objection by a foreign token", "a colleague's customer waits",
           ("SELECT gate.object(@own, 'robot', '', now(), 'phone', '{}', ARRAY[@foreign_token])",), OWN),
    Attack("a capacity rewritten by hand", "an e-mail without a consent, and nobody who said so",
           ("UPDATE people_contact SET capacity = 'professional', capacity_why = 'declared' WHERE id = @own",)),
    Attack("the list asked without a ticket", "who said no",
           ("SELECT gate.enter(NULL)", "SELECT * FROM gate.foresee('{1}', ARRAY[decode('@print', 'hex')], '{}', '{}')")),
    Attack("the list asked for more than a batch", "who said no",
           ("SELECT * FROM gate.foresee('{}', '{}', ARRAY(SELECT generate_series(1, 4001)), '{}')",), state="22023"),
    Attack("an arrival attached to a foreign record", "a record in one's own batch",
           ("INSERT INTO intake_arrival (batch_id, contact, cell) VALUES (@own_batch, @foreign, 23)",)),
    Attack("an arrival attached to another's batch", "a plant in a colleague's import",
           ("INSERT INTO intake_arrival (batch_id, contact, cell) VALUES (@foreign_batch, @own, 13)",)),
    Attack("a batch in a colleague's name", "somebody else's doing", (BATCH % ("13", "3"),)),
    Attack("a batch into a foreign cell", "an import into the East", (BATCH % ("23", "2"),)),
    Attack("a batch by a read-only assistant", "a right to write", (BATCH % ("13", "4"),), actor=ANNA),
    Attack("a company created in a foreign cell", "a plant in the East", ("INSERT INTO people_company (public, cell, kind, name, sort_key, "
           "country, department, created_at) VALUES (gen_random_uuid(), 23, 'legal', 'x', 'x', '', '', now())",)),
    Attack("a company rewritten by a read-only assistant", "a right to write", ("UPDATE people_company SET name = 'x'",), EMPTY, actor=ANNA),
    Attack("a contact rewritten by a read-only assistant", "a right to write", ("UPDATE people_contact SET country = 'BE'",), EMPTY,
           actor=ANNA),
    Attack("a record upserted over a foreign one", "another's customer",
           ("INSERT INTO people_token (token, exact, cell, contact) VALUES (@foreign_token, true, 23, @foreign) ON CONFLICT DO NOTHING",)),
    # Doors of the gate.
    Attack("a foreign record revealed", "a telephone number", ("SELECT gate.reveal(@foreign, 'phone', 'call', 1) ->> 'reveal'",), EMPTY),
    Attack("a field revealed by an assistant", "a telephone number", ("SELECT gate.reveal(@own, 'phone', 'call', 1) ->> 'reveal'",), EMPTY,
           actor=ANNA),
    Attack("a field revealed that the profile only masks", "a postal address",
           ("SELECT gate.reveal(@lead, 'address', 'call', 8) ->> 'reveal'",), EMPTY, actor=PAUL),
    Attack("a field unknown revealed", "a level that is not there", ("SELECT gate.reveal(@own, 'iban', 'call', 1) ->> 'reveal'",), EMPTY),
    Attack("an objection stepped round by another channel's bit", "a call to somebody who said no",
           ("SELECT gate.reveal(@opposed, 'phone', 'call', 4) ->> 'reveal'",), EMPTY),
    Attack("an objection stepped round by no bit", "a call to somebody who said no",
           ("SELECT gate.reveal(@opposed, 'phone', 'call', 0) ->> 'reveal'",), EMPTY),
    Attack("an objection stepped round by a null bit", "a call to somebody who said no",
           ("SELECT gate.reveal(@opposed, 'phone', 'call', NULL) ->> 'reveal'",), EMPTY),
    Attack("a reveal written by hand", "a number without its quota", ("INSERT INTO access_reveal (member_id, contact, cell, field, act, at, "
           "until) VALUES (2, @own, 13, 'phone', 'call', now(), now() + interval '1 year')",)),
    Attack("one's own reveals made to last", "a number for ever", ("UPDATE access_reveal SET until = now() + interval '1 year'",)),
    Attack("one's own reveals deleted", "a new quota", ("DELETE FROM access_reveal",)),
    Attack("waiting records asked for in bulk", "who is known elsewhere",
           ("SELECT gate.hold_records(ARRAY(SELECT id FROM people_contact), '', 'email')",), state="22023"),
    Attack("a waiting record asked for by who reads alone", "who is known elsewhere",
           ("SELECT gate.hold_records(ARRAY[@waiting]::bigint[], '', 'email')",), EMPTY, actor=ANNA),
    Attack("another's waiting record let in", "no check at the entrance", ("SELECT gate.arrive(@waiting_foreign, '{}', '{}')",), EMPTY),
    Attack("another's waiting record let in among many", "no check at the entrance",
           ("SELECT gate.arrive_all(ARRAY[@waiting_foreign]::bigint[], '{}', '{}', '{}', '{}', '{}', '{}')",), EMPTY),
    Attack("one's own record in the tray let in among many", "a clash used before it was decided",
           ("SELECT gate.arrive_all(ARRAY[@waiting]::bigint[], '{}', '{}', '{}', '{}', '{}', '{}')",
            "SELECT gate.reveal(@waiting, 'phone', 'call', 1) ->> 'reveal'"), EMPTY),
    Attack("one's own waiting record let in past the tray", "a manager's decision",
           ("SELECT gate.arrive(@waiting, '{}', '{}')", "SELECT gate.reveal(@waiting, 'phone', 'call', 1) ->> 'reveal'"), EMPTY),
    Attack("records let in as the demo does", "no check at the entrance", ("SELECT gate.settle(ARRAY[@waiting])",)),
    Attack("a record forgotten by hand", "a colleague's customer gone", ("SELECT gate.forget(@foreign)",)),
    Attack("another's import stopped", "a colleague's work", ("SELECT gate.stop_import('@missing_public')",)),
    Attack("the tray decided without the right", "a manager's decision", ("SELECT gate.decide(@tray, 'open')",)),
    Attack("a tray row deleted", "a clash hidden", ("DELETE FROM people_tray",)),
    Attack("a tray decided that was objected", "a person who said no, back again", ("SELECT gate.decide(@tray_objected, 'open')",), EMPTY,
           actor=MAX),
    Attack("an interaction deleted", "a trace removed", ("DELETE FROM people_interaction WHERE contact = @own",)),
    Attack("a task deleted", "a trace removed", ("DELETE FROM people_task WHERE contact = @own",)),
    Attack("a batch deleted", "a trace removed", ("DELETE FROM intake_batch",)),
)  # fmt: skip
