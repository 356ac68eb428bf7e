"""A row of the journal that is evidence says of each person only what that person said."""

from licite.access.actor import Trace


def test_nobody_bears_the_words_of_another_person_of_the_same_transaction():
    trace = Trace()
    for one, channel in ((1, "phone"), (2, "email"), (3, "phone"), (1, "phone")):
        trace.noted("lawful:objection:write", [one], [channel], prints=1)
    trace.saw("people:contact:create", [1, 2, 3], ["name"])
    assert trace.rows() == [
        ("lawful:objection:write", [1, 3], {"phone"}, {"prints": 1}),
        ("lawful:objection:write", [2], {"email"}, {"prints": 1}),
        ("people:contact:create", [1, 2, 3], {"name"}, {}),
    ]
    assert trace.rows() == []
