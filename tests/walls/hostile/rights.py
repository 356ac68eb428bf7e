"""Rights taken, widened or read by hand; records moved to where they are not one's to move."""

from tests.walls.hostile import EMPTY, Attack
from tests.world import IVAN, MAX, MONA

ATTACKS = (
    # Records from one portfolio to another.
    Attack("a foreign record assigned to one's own portfolio", "a colleague's customer", ("SELECT * FROM gate.assign(ARRAY[@foreign], 1)",)),
    Attack("one's own record assigned away", "a customer that a colleague must answer for", ("SELECT * FROM gate.assign(ARRAY[@own], 2)",)),
    Attack("records assigned by IT", "records laid out for an accomplice", ("SELECT * FROM gate.assign(ARRAY[@foreign], 1)",), actor=IVAN),
    Attack("records assigned by who only reads them", "a right to write", ("SELECT * FROM gate.assign(ARRAY[@foreign], 1)",), actor=MONA),
    Attack("records assigned to a portfolio that is not there", "a record that nobody finds",
           ("SELECT * FROM gate.assign(ARRAY[@own], 77)",), EMPTY, actor=MAX),
    Attack("a cell rewritten by hand", "a record in another portfolio", ("UPDATE people_contact SET cell = 23 WHERE id = @own",)),
    Attack("a company's cell rewritten by hand", "a company in another portfolio", ("UPDATE people_company SET cell = 23",)),
    Attack("more records than a batch", "a lock on everything", ("SELECT * FROM gate.assign(ARRAY(SELECT generate_series(1, 1001)), 1)",),
           actor=MAX, state="22023"),
)  # fmt: skip
