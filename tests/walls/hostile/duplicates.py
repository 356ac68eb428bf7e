"""Pairs and merges: reading who resembles whom, merging what is not one's own, forging what a merge keeps."""

from tests.walls.hostile import EMPTY, Attack
from tests.world import ANNA, BEN, DORA, MONA

NOTHING = "'{}'::jsonb, '{}'::bytea[]"

ATTACKS = (
    Attack("pairs that wait, counted", "how often people are alike, by portfolio", ("SELECT gate.pairs_waiting()",)),
    Attack("pairs of which one objected, named", "who is alike, and who objected", ("SELECT * FROM gate.pairs_apart(50)",)),
    Attack("asking where the objection was noted that a record waits for", "who knows the person elsewhere",
           ("SELECT o FROM unnest(gate.objected_elsewhere(@own)) o", "SELECT o FROM unnest(gate.objected_elsewhere(@foreign)) o"), EMPTY),
    Attack("reading the pairs as a rep", "whom another portfolio knows too", ("SELECT one, other FROM people_pair",), EMPTY),
    Attack("reading the pairs as the protection officer", "pairs without the right to merge", ("SELECT * FROM people_pair",), EMPTY, actor=DORA),
    Attack("reading what merges keep", "the other record's id and texts", ("SELECT gone, gone_public, before, kept FROM people_merge",), EMPTY),
    Attack("reading how far the search went", "how many records there are", ("SELECT last, seen, found FROM people_hunt",), EMPTY),
    Attack("a pair made by hand", "a proposal that lures a manager", ("INSERT INTO people_pair (one, one_cell, other, other_cell, score, reasons, found_at) "
           "VALUES (@own, 13, @foreign, @foreign_cell, 99, '[]', now())",)),
    Attack("a pair judged by hand", "duplicates that nobody sees", ("UPDATE people_pair SET dismissed_at = now()",)),
    Attack("a foreign record merged into one's own", "a colleague's customer, whole", (f"SELECT gate.merge(@own, @foreign, {NOTHING})",)),
    Attack("one's own record merged into a foreign one", "a record that vanishes", (f"SELECT gate.merge(@foreign, @own, {NOTHING})",)),
    Attack("two foreign records merged", "a colleague's base spoilt", (f"SELECT gate.merge(@foreign, @waiting_foreign, {NOTHING})",), actor=ANNA),
    Attack("a merge as marketing, who sees both", "a right to write", (f"SELECT gate.merge(@own, @foreign, {NOTHING})",), actor=MONA),
    Attack("telling two records apart without the right", "a duplicate that stays", ("SELECT gate.tell_apart(@own, @foreign)",)),
    Attack("taking a merge back without the right", "records that come back", ("SELECT gate.unmerge(gen_random_uuid(), '{}')",)),
    Attack("sealing a merge anew", "texts lost for ever", ("SELECT nullif(gate.seal_merge(public, repeat('x', 40)::bytea), false) FROM people_merge",), EMPTY),
    Attack("carrying rows by hand", "a colleague's history", ("SELECT gate.carry(@foreign, @own, gate.held(@foreign), '{}')",)),
    Attack("listing the rows of a record by hand", "how much hangs on it", ("SELECT gate.held(@foreign)",)),
    Attack("reading the plain columns of a record by hand", "where it stands", ("SELECT gate.plain_of(@foreign)",)),
    Attack("putting rows back by hand", "rows made up", ("SELECT gate.put_back(@own, 13, '[]', '{}')",)),
    Attack("being the search", "every cell", ("SELECT gate.enter_duplicates()",)),
    Attack("writing what the search found", "pairs made up",
           ("SELECT gate.keep_pairs(1, NULL, '{}', 0, ARRAY[@own], ARRAY[@foreign], ARRAY[99]::smallint[], ARRAY['name_same'])",)),
    Attack("ordering a search without the right", "the worker kept busy", ("SELECT gate.defer('people.search_duplicates', '{}')",)),
    Attack("asking where a foreign record was merged to", "that it was", ("SELECT gate.merged_into('@foreign_public'::uuid)",), EMPTY),
    Attack("asking where one may merge, without the right", "cells", ("SELECT c FROM unnest(gate.merging()) c",), EMPTY, actor=BEN),
)  # fmt: skip
