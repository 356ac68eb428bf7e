"""`sees()` over every combination: never more than a grant gives, and always with the grant that gives it."""

from hypothesis import given
from hypothesis import strategies as st

from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.permissions import Act, Field, Level
from licite.access.sees import sees

CELLS = [portfolio * 10 + stage for portfolio in (1, 2, 3) for stage in (1, 2, 3, 4)]
grants = st.lists(
    st.builds(
        Grant,
        id=st.integers(1, 9),
        profile=st.sampled_from(["rep", "assistant"]),
        acts=st.frozensets(st.sampled_from(list(Act))),
        permissions=st.just(frozenset()),
        levels=st.dictionaries(
            st.sampled_from([str(field) for field in Field]), st.sampled_from(list(Level))
        ),
        reveals=st.integers(0, 40),
        portfolios=st.lists(st.sampled_from([1, 2, 3]), unique=True).map(tuple),
        stages=st.lists(st.sampled_from([1, 2, 3, 4]), unique=True).map(tuple),
        until=st.none(),
    ),
    max_size=4,
)


@given(grants, st.sampled_from(CELLS))
def test_nothing_is_open_where_no_grant_reaches(held, cell):
    outside = [grant for grant in held if not grant.covers(cell)]
    sight = sees(outside, cell)
    assert not sight.any
    assert not sight.acts
    assert all(level is Level.HIDDEN and grant is None for level, grant in sight.fields.values())


@given(grants, st.sampled_from(CELLS))
def test_each_answer_names_a_grant_that_covers_the_record_and_gives_just_that(held, cell):
    sight = sees(held, cell)
    for act, grant in sight.acts.items():
        assert grant.covers(cell)
        assert act in grant.acts
    for field, (level, grant) in sight.fields.items():
        if grant is not None:
            assert grant.covers(cell)
            assert grant.levels[field] == level
        assert level == max(
            (
                one.levels.get(field, Level.HIDDEN)
                for one in held
                if one.covers(cell) and Act.READ in one.acts
            ),
            default=Level.HIDDEN,
        )


@given(grants, grants, st.sampled_from(CELLS))
def test_one_more_grant_never_closes_anything(held, more, cell):
    before, after = sees(held, cell), sees([*held, *more], cell)
    assert set(before.acts) <= set(after.acts)
    assert all(after.fields[field][0] >= level for field, (level, _) in before.fields.items())


@given(grants, st.sampled_from(CELLS))
def test_the_actor_says_what_sees_says(held, cell):
    actor = Actor(1, "Une Personne", "fr", notice_read=True, grants=tuple(held), portfolios={})
    sight = sees(held, cell)
    assert {act for act in Act if actor.may(act, cell)} == set(sight.acts)
    assert all(actor.level(cell, field) == level for field, (level, _) in sight.fields.items())


@given(grants, st.sampled_from(CELLS))
def test_the_reasons_are_the_grants_used_each_once(held, cell):
    reasons = sees(held, cell).because
    assert len(reasons) == len({id(grant) for grant in reasons})
    assert all(grant.covers(cell) for grant in reasons)
