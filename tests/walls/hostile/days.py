"""Attacks on promises and absences: tasks taken or given where nobody keeps them, stand-ins beyond one's reach, reminders."""

from tests.walls.hostile import EMPTY, Attack
from tests.world import ANNA, IVAN, MAX, MONA

STAND_IN = "SELECT gate.stand_in(%s, %s, now(), %s)"
WEEK = "now() + interval '7 days'"

ATTACKS = (
    Attack("a foreign task taken over", "a promise that a colleague made", ("SELECT gate.hand_task('@foreign_task_public', 2)",), EMPTY),
    Attack("a foreign task given to the colleague who has it", "that it exists", ("SELECT gate.hand_task('@foreign_task_public', 3)",), EMPTY),
    Attack("a task given to who does not see the record", "a promise that nobody keeps", ("SELECT gate.hand_task('@own_task_public', 3)",), EMPTY),
    Attack("a task given to who only reads", "the same", ("SELECT gate.hand_task('@own_task_public', 4)",), EMPTY),
    Attack("a task given to who left", "the same", ("SELECT gate.hand_task('@own_task_public', 11)",), EMPTY),
    Attack("a task given to nobody", "the same", ("SELECT gate.hand_task('@own_task_public', NULL)",), EMPTY),
    Attack("a task that is not there", "a sign of what is", ("SELECT gate.hand_task('@missing_public', 2)",), EMPTY),
    Attack("a task handed by who only reads", "a colleague's day", ("SELECT gate.hand_task('@own_task_public', 4)",), actor=ANNA),
    Attack("a task handed by marketing", "a colleague's day", ("SELECT gate.hand_task('@foreign_task_public', 6)",), actor=MONA),
    Attack("a task taken by hand", "a promise that a colleague made", ("UPDATE people_task SET member = 2 WHERE contact = @own",)),
    Attack("what a colleague may take, asked aloud", "who works where", ("SELECT gate.takes_tasks(3, 23)",)),
    Attack("reminders taken from a page", "colleagues who forget", ("SELECT * FROM gate.take_reminders()",)),
    Attack("a reminder marked as given", "a colleague who forgets", ("UPDATE people_task SET reminded_at = now() WHERE contact = @own",)),
    Attack("a colleague's mails switched off", "a colleague who forgets",
           ("INSERT INTO people_day (member, since, visited_at, mails) VALUES (3, now(), now(), false)",)),
    Attack("when colleagues look at their day", "who works when", ("SELECT member, visited_at FROM people_day WHERE member <> 2",), EMPTY),
    # Absences.
    Attack("a stand-in laid by a rep", "the East", (STAND_IN % (3, 4, WEEK),)),
    Attack("oneself in the place of the absent", "a colleague's customers", (STAND_IN % (3, 2, WEEK),)),
    Attack("a manager in the place of another", "more than was given", (STAND_IN % (9, 5, WEEK),), actor=MAX),
    Attack("an accomplice in the place of the DPO", "the journal", (STAND_IN % (9, 2, WEEK),), actor=MAX),
    Attack("an accomplice in the place of IT", "the accounts", (STAND_IN % (10, 2, WEEK),), actor=MAX),
    Attack("an accomplice set by IT", "customer data", (STAND_IN % (2, 3, WEEK),), actor=IVAN),
    Attack("an absence without an end", "a grant for ever", (STAND_IN % (2, 3, "NULL"),), actor=MAX, state="22023"),
    Attack("an absence of many years", "a grant for ever", (STAND_IN % (2, 3, "now() + interval '9 years'"),), actor=MAX, state="22023"),
    Attack("an absence that is over", "a history in disorder", (STAND_IN % (2, 3, "now() - interval '1 day'"),), actor=MAX, state="22023"),
    Attack("a stand-in who left", "a way back in", (STAND_IN % (2, 11, WEEK),), actor=MAX, state="22023"),
    Attack("a stand-in for who left", "what the leaver held", (STAND_IN % (11, 3, WEEK),), EMPTY, actor=MAX),
    Attack("a grant made to stand for somebody by hand", "the absent's tasks", ("UPDATE access_grant SET stands_for = 3 WHERE member_id = 2",)),
)  # fmt: skip
