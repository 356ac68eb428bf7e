"""How alike two records are: symmetric, 1 for oneself, explained; and the ways in which people write one name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licite.people.duplicates.likeness import SHOWN_FROM, Reason, Traits, likeness

WORD = st.text(st.characters(codec="utf-8", categories=["L", "Zs", "Pd"]), max_size=12)
TRAITS = st.builds(
    Traits,
    first=WORD,
    last=WORD,
    emails=st.lists(st.sampled_from(["a.b@x.example", "ab@y.example", "info@x.example"]), max_size=2).map(
        tuple
    ),
    phones=st.lists(st.sampled_from(["+33240000001", "+32240000001", "+33240000002"]), max_size=2).map(tuple),
    company=st.sampled_from(["", "7", "8"]),
    address=st.sampled_from([(), ("1 rue A", "44000", "Nantes"), ("", "44000", "Nantes")]),
)


@settings(max_examples=150, deadline=None)
@given(TRAITS, TRAITS)
def test_it_is_the_same_from_either_side_and_bounded(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other).value <= 1


@settings(max_examples=80, deadline=None)
@given(TRAITS)
def test_a_record_is_wholly_like_itself_where_it_says_anything(one):
    says = any((one.given, one.family, one.emails, one.phones, one.company, any(one.place)))
    assert likeness(one, one).value == (1.0 if says else 0.0)


MARIE = Traits("Marie-Hélène", "Lefèvre", ("mh.lefevre@atelier.example",), ("+33240123456",), "7")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Traits("Marie Helene", "LEFEVRE", (), ("+33240123456",), "7"), Reason.NAME_SAME),
        (Traits("Lefèvre", "Marie-Hélène", ("mh.lefevre@atelier.example",)), Reason.NAME_SWAPPED),
        (Traits("Mariehélène", "Lefèvre", (), (), "7"), Reason.NAME_JOINED),
        (Traits("M.-H.", "Lefèvre", ("mh.lefevre@atelier.example",)), Reason.NAME_INITIALS),
        (Traits("Marie-Hélène", "Lefebvre", (), ("+33240123456",)), Reason.NAME_CLOSE),
        (Traits("Marie-Hélène", "Lefèvre", ("lefevre.mh@perso.example",), (), "7"), Reason.EMAIL_ALIKE),
    ],
)
def test_the_ways_of_writing_one_person_are_found_and_named(other, reason):
    score = likeness(MARIE, other)
    assert score.value >= SHOWN_FROM
    assert reason in score.reasons


@pytest.mark.parametrize(
    "other",
    [
        Traits("Jean", "Lefèvre", ("jean@atelier.example",), ("+33240999999",), "7"),
        Traits("Marie-Hélène", "Dubois", ("mh.dubois@ailleurs.example",), ("+33699999999",), "8"),
        Traits("Marie-Hélène", "Lefèvre", ("autre@ailleurs.example",), ("+33699999999",), "8"),
        Traits("Paul", "Durand", (), ("+33240123456",), "7"),
    ],
)
def test_a_shared_name_company_or_switchboard_alone_is_nobody_twice(other):
    assert likeness(MARIE, other).value < SHOWN_FROM


def test_namesakes_are_not_told_alike_by_addresses_that_say_the_name_alone():
    one = Traits("Julie", "Hoffmann", ("julie.hoffmann@atelier.example",), ("+33240123456",), "7")
    other = Traits("Julie", "Hoffmann", ("hoffmann.julie@ailleurs.example",), (), "8")
    assert likeness(one, other).value < SHOWN_FROM
    assert Reason.EMAIL_ALIKE not in likeness(one, other).reasons
