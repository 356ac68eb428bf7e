"""What holds of every verdict, whoever the person is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from licite.lawful.may import Agreement, Ask, Facts, Hour, Refusal, calls_weigh, may, source_weighs
from licite.lawful.may.engine import closes
from licite.lawful.tests.cases import LAWS, NOWHERE
from licite.packs.law import Law
from licite.packs.rules import BadValue
from licite.packs.units import LISTS, Editor, Regime, Stricter, Unit

CHANNELS = ("phone", "sms", "email", "post", "social", "robot", "tracking")
PURPOSES = ("prospection", "newsletter")
RANK = {"no": 0, "care": 1, "yes": 2}
EVERY_LAW = (*LAWS.values(), NOWHERE)

moments = st.datetimes(datetime(2025, 6, 1), datetime(2027, 2, 1)).map(lambda at: at.replace(tzinfo=UTC))
purposes = st.sampled_from(PURPOSES)
channels = st.sampled_from(CHANNELS)
refusals = st.builds(Refusal, st.sampled_from((*CHANNELS, "all")), st.sampled_from(("", *PURPOSES)), moments)
agreements = st.builds(
    Agreement, channels, purposes, moments, st.none() | moments, st.none() | moments, st.booleans()
)
# Mostly somebody who could be reached: otherwise every example ends at the first wall.
likely = st.sampled_from((True, True, True, False))
rarely = st.sampled_from((False, False, False, True))
people = st.builds(
    Facts,
    country=st.sampled_from(("FR", "BE", "", "DE")),
    zone=st.sampled_from(("Europe/Paris", "Indian/Reunion", "America/Cayenne")),
    capacity=st.sampled_from(("consumer", "professional", "sole_trader", "unknown")),
    mailbox=st.sampled_from(("nominative", "personal", "impersonal", "unknown")),
    basis=st.sampled_from(
        ("consent", "contract", "legitimate_interest", "legal_obligation", "legitimate_interest")
    ),
    kind=st.sampled_from(("marketing", "marketing", "service", "survey", "legal")),
    source=st.sampled_from(("fair", "form", "purchased_list")),
    grounded=likely,
    balanced=likely,
    sale=rarely,
    account=rarely,
    contract=rarely,
    own_act_at=st.none() | moments,
    objections=st.just(()) | st.lists(refusals, max_size=2).map(tuple),
    consents=st.lists(agreements, max_size=3).map(tuple),
    restricted=rarely,
    minor=rarely,
    informed_at=st.none() | moments,
    notice_due=st.none() | st.dates(date(2025, 6, 1), date(2027, 2, 1)),
    attempts=st.lists(moments, max_size=6).map(tuple),
    screened_at=st.none() | moments,
    screened_listed=rarely,
    agreed=st.lists(st.builds(Hour, moments, moments), max_size=1).map(tuple),
    callback_at=st.none() | moments,
    waiting=rarely,
    sectors=st.sampled_from(((), (), ("energy_renovation",))),
)
asks = st.builds(Ask, purposes, channels, moments)
laws = st.sampled_from(EVERY_LAW)


def freedom(verdict) -> tuple[bool, int]:
    """Allowed, then how bright the light."""
    return verdict.allowed, RANK[verdict.light]


@settings(max_examples=400)
@given(people, asks, laws, refusals)
def test_an_objection_is_never_overridden(facts, ask, law, refusal):
    """Only an act of the person's own, later than the objection, opens the purpose that it was for."""
    facts = replace(facts, objections=(*facts.objections, refusal))
    came_back = facts.own_act_at is not None and refusal.at < facts.own_act_at <= ask.at
    if closes(refusal, ask) and not came_back:
        verdict = may(facts, ask, law)
        assert not verdict.allowed
        assert verdict.code == "objection"


@settings(max_examples=400)
@given(people, asks, laws)
def test_every_verdict_names_a_rule_that_exists(facts, ask, law):
    verdict = may(facts, ask, law)
    assert verdict.rule in law
    assert verdict.country == law.country
    assert law[verdict.rule].source


@settings(max_examples=400)
@given(people, asks, laws)
def test_unknown_is_never_freer_than_consumer(facts, ask, law):
    unknown = may(replace(facts, capacity="unknown"), ask, law)
    assert freedom(unknown) <= freedom(may(replace(facts, capacity="consumer"), ask, law))


@settings(max_examples=300)
@given(people, asks, laws)
def test_restriction_is_never_freer(facts, ask, law):
    assert not may(replace(facts, restricted=True), ask, law).allowed


@settings(max_examples=300)
@given(people, asks)
def test_no_country_is_freer_than_the_law_of_none(facts, ask):
    """Where no pack is, the answer is at least as strict as every pack's to a consumer."""
    nowhere = may(facts, ask, NOWHERE)
    for law in LAWS.values():
        assert freedom(nowhere) <= freedom(may(replace(facts, capacity="consumer"), ask, law))


@settings(max_examples=300)
@given(people, asks, laws)
def test_a_no_says_why_and_a_yes_has_no_hour_to_wait_for(facts, ask, law):
    verdict = may(facts, ask, law)
    assert verdict.code
    assert verdict.light == "no" or verdict.allowed or verdict.next_at
    assert not (verdict.allowed and verdict.next_at)
    assert verdict.next_at is None or verdict.next_at > ask.at


@settings(max_examples=300)
@given(people, asks, laws)
def test_the_hour_that_is_told_is_a_good_one(facts, ask, law):
    """Waiting as long as told never meets the same wall again."""
    verdict = may(facts, ask, law)
    if verdict.next_at:
        assert may(facts, replace(ask, at=verdict.next_at), law).code != verdict.code


def stricter_values(rule) -> list[object]:
    """Values of a rule that are stricter on us, within its bounds."""
    if rule.stricter is Stricter.NONE or rule.editable_by is Editor.NOBODY:
        return []
    if rule.unit is Unit.REGIME:
        return [one for one in Regime if one.rank > rule.value.rank]
    if rule.unit is Unit.YES_NO:
        return [rule.stricter is Stricter.MORE]
    if rule.unit in LISTS:
        return [rule.value[:-1]] if rule.stricter is Stricter.LESS else [(*rule.value, "dncm")]
    step = -1 if rule.stricter is Stricter.LESS else 1
    return [rule.value + step, rule.value + 6 * step]


def stricter_laws(law: Law) -> list[Law]:
    """The law with one of its rules made stricter, in every way that the bounds allow."""
    made = []
    for key, rule in law.items():
        if key.startswith(("chan.", "src.", "sale.", "phone.", "consent.", "balancing.", "notice.")):
            for value in stricter_values(rule):
                try:
                    made.append(law.replacing(key, value))
                except BadValue:
                    continue
    return made


STRICTER = {law.country: stricter_laws(law) for law in EVERY_LAW}


@settings(max_examples=500)
@given(people, asks, laws, st.data())
def test_a_stricter_override_never_loosens(facts, ask, law, data):
    stricter = data.draw(st.sampled_from(STRICTER[law.country]))
    assert freedom(may(facts, ask, stricter)) <= freedom(may(facts, ask, law))


def test_there_are_stricter_laws_to_try():
    assert all(len(made) > 20 for made in STRICTER.values())


@settings(max_examples=300)
@given(people, asks, laws, moments)
def test_whether_somebody_was_informed_counts_and_never_when(facts, ask, law, moment):
    """Lists judge alike those who differ in nothing else (`Known.verdicts`), nor in a due date once informed."""
    informed = replace(facts, informed_at=moment)
    assert may(informed, ask, law) == may(replace(informed, informed_at=ask.at, notice_due=None), ask, law)


@settings(max_examples=300)
@given(people, asks, laws)
def test_a_source_that_is_no_seller_and_a_notice_not_due_yet_change_no_answer(facts, ask, law):
    """Lists judge alike whoever comes from a fair or a form, and whoever is to be informed next week or next month."""
    assume(not source_weighs(facts.source))
    plain = replace(facts, source="")
    assert may(facts, ask, law) == may(plain, ask, law)
    tomorrow = ask.at.astimezone(UTC).date() + timedelta(days=1)
    assert may(replace(plain, notice_due=tomorrow), ask, law) == may(
        replace(plain, notice_due=None), ask, law
    )


@settings(max_examples=300)
@given(people, asks, laws)
def test_calls_too_few_to_weigh_change_no_answer(facts, ask, law):
    """Lists judge those who were called a little as those who never were (`Known.verdicts`)."""
    assume(not calls_weigh(len(facts.attempts), law))
    assert may(facts, ask, law) == may(replace(facts, attempts=()), ask, law)
