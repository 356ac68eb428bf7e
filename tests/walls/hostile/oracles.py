"""Existence: the same question about a foreign thing and about a missing one."""

from tests.walls.hostile import Oracle
from tests.walls.hostile.writing import NOTE, TASK, TOKEN

FOREIGN, MISSING = ("@foreign", "@foreign_public", "@foreign_cell"), ("999999", "@missing_public", "77")

ORACLES = (
    *(Oracle(name, gain, sql, FOREIGN, MISSING)
    for name, gain, sql in (
        ("a record by number", "that the number exists", "SELECT id FROM people_contact WHERE id = {0}"),
        ("a record by public id", "that the id exists", "SELECT id FROM people_contact WHERE public = '{1}'"),
        ("an update by number", "that the number exists", "UPDATE people_contact SET country = 'BE' WHERE id = {0}"),
        ("an interaction under its cell", "that the number exists", NOTE % ("{0}", "{2}", "2")),
        ("an interaction under one's own cell", "that the number exists", NOTE % ("{0}", "13", "2")),
        ("a task under its cell", "that the number exists", TASK % ("{0}", "{2}")),
        ("a task under one's own cell", "that the number exists", TASK % ("{0}", "13")),
        ("a token under one's own cell", "that the number exists", TOKEN % ("13", "{0}")),
        ("a stage moved", "that the number exists", "SELECT gate.move_stage({0}, 'lose')"),
        ("a reveal", "that the number exists", "SELECT gate.reveal({0}, 'phone', 'call', 1)"),
        ("an objection", "that the number exists", "SELECT gate.object({0}, 'phone', '', now(), 'phone', '{{}}', '{{}}')"),
        ("an arrival", "that the number exists", "SELECT gate.arrive({0}, '{{}}', '{{}}')"),
        ("an arrival in one's own batch", "that the number exists",
         "INSERT INTO intake_arrival (batch_id, contact, cell) VALUES (@own_batch, {0}, 13)"),
        ("a division by the number", "that the number exists", "SELECT 1 / (id - {0}) FROM people_contact WHERE id >= 25"),
    )),
    Oracle("the version of a row by its place", "that the row exists", "SELECT currtid2('people_interaction', '{0}')::text = '{0}'",
           ("(0,10)",), ("(0,4000)",)),
    Oracle("a company joined", "that the company exists", "UPDATE people_contact SET company_id = {0} WHERE id = @own",
           ("2",), ("999999",)),
    Oracle("an arrival in another's batch", "that the batch exists",
           "INSERT INTO intake_arrival (batch_id, contact, cell) VALUES ({0}, @own, 13)", ("@foreign_batch",), ("999999",)),
    Oracle("an arrival in another's batch, keys checked at once", "that the batch exists",
           "SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO intake_arrival (batch_id, contact, cell) VALUES ({0}, @own, 13)",
           ("@foreign_batch",), ("999999",)),
    Oracle("a task by number", "that the number exists", "UPDATE people_task SET done_at = now() WHERE id = {0}",
           ("@foreign_task",), ("999999",)),
    Oracle("a batch by number", "that the number exists", "UPDATE intake_batch SET state = 'x' WHERE id = {0}",
           ("@foreign_batch",), ("999999",)),
    Oracle("a token inserted that exists elsewhere", "that somebody bears this name",
           "INSERT INTO people_token (token, exact, cell, contact) VALUES ({0}, true, 13, @own)", ("@foreign_token",), ("123456789",)),
    Oracle("a token of a foreign record repeated", "the words of a foreign name",
           "INSERT INTO people_token (token, exact, cell, contact) VALUES ({0}, true, 23, @foreign)", ("@foreign_token",), ("123456789",)),
    Oracle("a member ended", "that the member exists", "SELECT gate.end_member({0})", ("3",), ("999999",)),
    Oracle("a grant ended", "that the grant exists", "SELECT gate.end_grant({0})", ("3",), ("999999",)),
    Oracle("a tray decided", "that something waits", "SELECT gate.decide({0}, 'open')", ("@tray",), ("999999",)),
    Oracle("a portfolio named", "that the name is taken", "SELECT gate.add_portfolio({0})", ("'Est'",), ("'Nulle part'",)),
    Oracle("a job named", "which jobs there are", "SELECT gate.defer({0}, '{{}}')", ("'rights.erase'",), ("'no.such'",)),
    Oracle("an objection already on the list", "that this person objected elsewhere",
           "SELECT gate.object(@own, 'phone', '', now(), 'phone', ARRAY[decode('{0}', 'hex')], '{{}}')",
           ("@print",), ("@other_print",)),
)  # fmt: skip
