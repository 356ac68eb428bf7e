"""The suppression list, and the page of somebody else: read, filled, or spoken on in another's name."""

from tests.walls.hostile import EMPTY, Attack, Oracle
from tests.world import DORA, MAX

GUESS = "sha256('a guess'::bytea)"
OBJECT = "SELECT gate.person_objects(%s, '{all}', '', 'fr', '-')"

ATTACKS = (
    # The list.
    *(Attack(f"the suppression list {what}", gain, (sql,), actor=MAX) for what, gain, sql in (
        ("asked for its figures", "how many said no", "SELECT * FROM gate.suppression_summary(now())"),
        ("asked about a print", "whether somebody said no", "SELECT gate.look_up_suppression(ARRAY[decode('@print', 'hex')])"),
        ("asked in bulk", "who said no", "SELECT * FROM gate.listed(ARRAY[decode('@print', 'hex')])"),
        ("filled with others", "a rival's customers out of reach", "SELECT gate.suppress('all', 'hand', now(), "
         "ARRAY[decode('@print', 'hex')], ARRAY[@foreign_token])"),
        ("reviewed in the keeper's place", "a duty that nobody did", "SELECT gate.review_suppression(now())"),
        ("filled past its door", "a rival's customers out of reach", "SELECT gate.close('all', '', now(), 'person', "
         "ARRAY[decode('@print', 'hex')], ARRAY[@foreign_token], 'person')"),
        ("filled as the worker does", "a rival's customers out of reach", "SELECT gate.complete_objection('all', '', now(), '{}', "
         "ARRAY[@foreign_token])"),
        ("filled as a row left out of an import of nobody's", "a rival's customers out of reach", "SELECT gate.hear_left("
         "'@missing_public', 'all', '', now(), ARRAY[decode('@print', 'hex')])"),
    )),
    Attack("the keeper takes a person off the list", "a call to somebody who said no", ("DELETE FROM lawful_suppression",), actor=DORA),
    Attack("the keeper reads the prints", "who said no", ("SELECT fingerprint FROM lawful_suppression",), actor=DORA),
    Attack("the keeper asks in bulk", "who said no", ("SELECT * FROM gate.listed(ARRAY[decode('@print', 'hex')])",), actor=DORA),
    # Files from outside.
    Attack("an opposition file read", "who said no elsewhere", ("SELECT id FROM lawful_oppositionfile",), EMPTY),
    Attack("an opposition file brought in", "a rival's customers out of reach", ("INSERT INTO lawful_oppositionfile (public, member, channel, "
           "state, counts, faults, created_at) VALUES (gen_random_uuid(), 2, 'all', 'staged', '{}', '[]', now())",)),
    Attack("an opposition file taken in", "a rival's customers out of reach",
           ("SELECT gate.defer('lawful.take_opposition_file', '{}')",)),
    Attack("an opposition file stopped", "people who said no, forgotten", ("SELECT gate.stop_opposition_file('@missing_public')",), actor=DORA),
    # Links.
    *(Attack(f"the links of persons {what}", gain, (sql,)) for what, gain, sql in (
        ("read", "who was written to", "SELECT * FROM lawful_link"),
        ("made by hand", "a refusal in another's name", "INSERT INTO lawful_link (public) VALUES (gen_random_uuid())"),
        ("turned to another", "a refusal in another's name", "UPDATE lawful_link SET marks = ARRAY[@foreign_token]"),
        ("deleted", "a refusal that opens nothing", "DELETE FROM lawful_link"),
        ("made as the worker does", "a refusal in another's name", f"SELECT gate.make_link(gen_random_uuid(), {GUESS}, 'email', 'x', "
         "decode('@print', 'hex'), ARRAY[@foreign_token])"),
        ("given a token of one's choice", "a refusal in another's name", f"SELECT gate.mint_link('@link', {GUESS}, "
         "decode('@print', 'hex'), ARRAY[@foreign_token])"),
        ("opened by their number", "an address", "SELECT * FROM gate.sealed_link('@link')"),
        ("followed to the records", "who stands behind", "SELECT * FROM gate.records_of_link('@link')"),
        ("followed by their marks", "who stands behind", "SELECT gate.bearers(ARRAY[@foreign_token])"),
        ("swept away", "a refusal that opens nothing", "SELECT gate.sweep_links()"),
        ("mailed by a job of one's own", "mail in the house's name", "SELECT gate.order_job('lawful.send_link', '{}')"),
        ("mailed by the queue", "mail in the house's name", "SELECT gate.defer('lawful.send_link', '{}')"),
        ("used to close values", "a colleague at a loss", "SELECT gate.shut_reveals(ARRAY[@foreign], 127)"),
    )),
    Attack("a refusal by a guessed link", "a rival's customers out of reach", (OBJECT % GUESS,), EMPTY),
    Attack("a refusal without a link", "a rival's customers out of reach", (OBJECT % "NULL",), EMPTY),
    Attack("a refusal by the number of a link", "a rival's customers out of reach", (OBJECT % "decode(replace('@link', '-', ''), 'hex')",), EMPTY),
    Attack("a refusal by the print", "a rival's customers out of reach", (OBJECT % "decode('@print', 'hex')",), EMPTY),
    Attack("a withdrawal by a guessed link", "proofs ended", (f"SELECT gate.person_withdraws({GUESS}, '-')",), EMPTY),
    Attack("an address by a guessed link", "an address", (f"SELECT * FROM gate.read_link({GUESS})",), EMPTY),
    *(Attack(f"a link asked for {what}", "rows without end", (f"SELECT gate.ask_link({given})",), state="22023") for what, given in (
        ("of no address", "gen_random_uuid(), 'email', 'x', decode('@print', 'hex'), sha256('x'), 'fr'"),
        ("of an address without end", "gen_random_uuid(), 'email', decode(repeat('00', 600), 'hex'), decode('@print', 'hex'), sha256('x'), 'fr'"),
        ("by phone", "gen_random_uuid(), 'phone', decode(repeat('00', 60), 'hex'), decode('@print', 'hex'), sha256('x'), 'fr'"),
        ("from nowhere", "gen_random_uuid(), 'email', decode(repeat('00', 60), 'hex'), decode('@print', 'hex'), NULL, 'fr'"),
    )),
)  # fmt: skip

ORACLES = (
    Oracle(
        "a link read by a print that is listed",
        "whether somebody said no",
        "SELECT count(*) FROM gate.read_link(decode('{0}', 'hex'))",
        ("@print",),
        ("@other_print",),
    ),
)
