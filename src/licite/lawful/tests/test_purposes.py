"""Purposes stand on one basis for each kind of person, and a legitimate interest on its balancing test."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.http import Http404

from licite.access import gate
from licite.access.refusals import Refused
from licite.lawful import balancing
from licite.lawful.actions import purposes as actions
from licite.lawful.choices import RetiredFor
from licite.lawful.queries.purposes import purposes_now, stands, versions_of
from licite.lawful.standing import Category, PurposeNow, category_of, misfit, standing
from licite.people.tests.ways import as_superuser
from licite.web.dates import today
from tests.conftest import inside
from tests.workers import as_worker
from tests.world import ANNA, BEN, DORA, IVAN, MAX, MONA, RITA

DAY = date(2026, 11, 22)
ANSWERS = {question.key: f"Une réponse entière : {question.key}" for question in balancing.QUESTIONS}


def purpose(**changes: object) -> PurposeNow:
    return PurposeNow(
        **{
            "key": "relance", "name_fr": "Relance", "name_en": "Reminder", "kind": "service", "basis_consumer": "contract",
            "basis_professional": "legitimate_interest", "builtin": False, "retired_at": None, "approved": 2, "holds": True,
            "review_on": DAY, "last": 2, "drafted": False,
        } | changes
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "basis", "category", "code"),
    [
        ({}, "legitimate_interest", Category.PROFESSIONAL, ""),
        ({}, "contract", Category.CONSUMER, ""),
        # law.md 3, row 14: the contact persons of a company are no party to its contract.
        ({}, "contract", Category.PROFESSIONAL, "basis"),
        ({}, "legitimate_interest", Category.CONSUMER, "basis"),
        ({"basis_consumer": ""}, "", Category.CONSUMER, "basis"),
        ({"retired_at": datetime(2026, 1, 1, tzinfo=UTC)}, "contract", Category.CONSUMER, "purpose"),
        ({"review_on": DAY - timedelta(days=1)}, "legitimate_interest", Category.PROFESSIONAL, "balancing"),
        ({"review_on": DAY - timedelta(days=1)}, "contract", Category.CONSUMER, ""),
        ({"holds": False}, "legitimate_interest", Category.PROFESSIONAL, "balancing"),
        ({"review_on": None, "holds": False, "approved": 0}, "legitimate_interest", Category.PROFESSIONAL, "balancing"),
    ],
)  # fmt: skip
def test_a_purpose_stands_or_says_why_not(changes, basis, category, code):
    assert standing(purpose(**changes), basis=basis, category=category, today=DAY) == code


def test_a_purpose_that_is_not_there_stands_for_nobody():
    assert standing(None, basis="consent", category=Category.CONSUMER, today=DAY) == "purpose"


@pytest.mark.parametrize("capacity", ["consumer", "sole_trader", "unknown", "anything"])
def test_who_is_not_known_to_be_a_professional_is_treated_as_a_consumer(capacity):
    assert category_of(capacity) is Category.CONSUMER
    assert category_of("professional") is Category.PROFESSIONAL


@pytest.mark.parametrize(
    ("kind", "consumer", "professional", "field"),
    [
        ("service", "contract", "legitimate_interest", None),
        ("service", "contract", "contract", "basis_professional"),
        ("service", "", "", "basis_consumer"),
        ("service", "legal_obligation", "", "basis_consumer"),
        ("legal", "legal_obligation", "legal_obligation", None),
        ("legal", "consent", "", "basis_consumer"),
        ("marketing", "consent", "legitimate_interest", None),
        ("marketing", "contract", "", "basis_consumer"),
        ("marketing", "", "legal_obligation", "basis_professional"),
        ("survey", "legitimate_interest", "", None),
        ("survey", "contract", "", "basis_consumer"),
    ],
)
def test_a_basis_that_does_not_fit_is_refused_with_its_reason_and_by_the_database_too(
    kind, consumer, professional, field
):
    found = misfit(kind, consumer=consumer, professional=professional)
    assert (found and found[0]) == field
    with inside(DORA) as actor:
        asked = {"key": "essai", "french": "Essai", "english": "Test", "kind": kind}
        if field is None:
            assert actions.add_purpose(actor, **asked, consumer=consumer, professional=professional)
            assert not actions.add_purpose(actor, **asked, consumer=consumer, professional=professional)
        else:
            with pytest.raises(DatabaseError):
                actions.add_purpose(actor, **asked, consumer=consumer, professional=professional)


def test_the_house_starts_with_the_purposes_of_the_table_of_bases():
    with inside(ANNA):
        bases = {
            key: (one.kind, one.basis_consumer, one.basis_professional) for key, one in purposes_now().items()
        }
    assert bases == {
        "prospection": ("marketing", "legitimate_interest", "legitimate_interest"),
        "customer_relationship": ("service", "contract", "legitimate_interest"),
        "newsletter": ("marketing", "consent", "legitimate_interest"),
        "satisfaction": ("survey", "legitimate_interest", "legitimate_interest"),
        "invoicing": ("legal", "legal_obligation", "legal_obligation"),
    }  # fmt: skip


def test_nobody_is_held_for_a_legitimate_interest_before_its_test_is_approved():
    with inside(DORA) as actor:
        actions.add_purpose(
            actor, key="parrainage", french="Parrainage", english="Referrals", kind="marketing",
            consumer="", professional="legitimate_interest",
        )  # fmt: skip
        wanted = {"purpose": "parrainage", "basis": "legitimate_interest", "capacity": "professional"}
        with pytest.raises(Refused, match="balancing"):
            actions.require_ground(actor, **wanted)
        version = actions.draft_balancing(actor, purpose="parrainage", answers=ANSWERS, holds=True)
        assert version == 1
        with pytest.raises(Refused, match="balancing"):
            actions.require_ground(actor, **wanted)
        review = today() + timedelta(days=300)
        assert approve(actor, "parrainage", 1, review) == ""
        actions.require_ground(actor, **wanted)
        assert [(one.version, one.approved) for one in versions_of("parrainage")] == [(1, True)]
        # A later draft takes nothing away; an approved test that concludes otherwise does.
        assert actions.draft_balancing(actor, purpose="parrainage", answers=ANSWERS, holds=False) == 2
        actions.require_ground(actor, **wanted)
        assert approve(actor, "parrainage", 2, review) == ""
        with pytest.raises(Refused, match="balancing"):
            actions.require_ground(actor, **wanted)


def test_one_row_that_does_not_stand_stops_the_whole_file():
    with inside(MAX) as actor:
        good = ("prospection", "legitimate_interest", "professional")
        actions.require_grounds(actor, wanted=[good, good])
        actions.require_grounds(actor, wanted=[])
        with pytest.raises(Refused, match="basis"):
            actions.require_grounds(actor, wanted=[good, ("prospection", "contract", "consumer")])
        with pytest.raises(Refused, match="purpose"):
            actions.require_grounds(actor, wanted=[good, ("statistics", "consent", "consumer")])
        assert stands("customer_relationship", "contract", Category.CONSUMER) == ""
        assert stands("customer_relationship", "contract", Category.PROFESSIONAL) == "basis"


def test_a_test_is_approved_whole_with_an_opinion_and_a_review_within_the_year():
    with inside(DORA) as actor:
        draft = {"purpose": "prospection", "holds": True}
        review = today() + timedelta(days=365)
        assert actions.draft_balancing(actor, answers={**ANSWERS, "minors": " "}, **draft) == 2
        assert approve(actor, "prospection", 2, review) == "incomplete"
        assert actions.draft_balancing(actor, answers=ANSWERS, **draft) == 3
        assert approve(actor, "prospection", 2, review) == "stale"
        assert approve(actor, "prospection", 9, review) == "missing"
        assert approve(actor, "prospection", 3, review, opinion=" ") == "opinion"
        assert approve(actor, "prospection", 3, today()) == "review"
        assert approve(actor, "prospection", 3, today() + timedelta(days=400)) == "review"
        assert approve(actor, "prospection", 3, review) == ""
        assert approve(actor, "prospection", 3, review) == "approved"
        assert [(one.version, one.approved) for one in versions_of("prospection")][0] == (3, True)


@pytest.mark.parametrize(
    ("changed", "holds", "why"),
    [
        ({"minors": "Non."}, True, "thin"),
        ({"minors": ANSWERS["impact"].upper() + " "}, True, "thin"),
        ({"channels": ["email", "tracking"]}, True, "channels"),
        ({"channels": ["robot"]}, True, "channels"),
        ({"channels": ["robot"]}, False, ""),
        ({"channels": ["email", "phone"]}, True, ""),
    ],
)
def test_the_database_approves_no_empty_words_and_no_channel_that_takes_a_consent(changed, holds, why):
    with inside(MAX) as actor:
        answers = {**ANSWERS, **changed}
        assert actions.draft_balancing(actor, purpose="prospection", answers=answers, holds=holds) == 2
        assert approve(actor, "prospection", 2, today() + timedelta(days=30)) == why
        assert bool(balancing.weak(answers)) is (why == "thin")
        assert (holds and balancing.on_consent(answers)) is (why == "channels")


def test_the_worked_examples_would_be_approved():
    for answers in balancing.starting_points().values():
        assert not balancing.weak(answers)
        assert not balancing.on_consent(answers)


def test_marketing_drafts_and_managers_or_the_data_protection_officer_approve():
    for member in (MONA, MAX, DORA):
        with inside(member) as actor:
            assert actions.draft_balancing(actor, purpose="prospection", answers=ANSWERS, holds=True) == 2
            assert versions_of("prospection")[0].author == member.name
            if member is MONA:
                with pytest.raises(Refused, match="act"):
                    approve(actor, "prospection", 2, today() + timedelta(days=30))
            else:
                assert approve(actor, "prospection", 2, today() + timedelta(days=30)) == ""
    for member in (RITA, BEN, ANNA, IVAN):
        with inside(member) as actor, pytest.raises(Refused, match="act"):
            actions.draft_balancing(actor, purpose="prospection", answers=ANSWERS, holds=True)


def test_a_retired_purpose_lets_nobody_in_and_is_not_retired_twice():
    with inside(DORA) as actor:
        actions.retire_purpose(actor, key="satisfaction", because=RetiredFor.STOPPED)
        assert stands("satisfaction", "legitimate_interest", Category.CONSUMER) == "purpose"
        with pytest.raises(Http404):
            actions.retire_purpose(actor, key="satisfaction", because=RetiredFor.STOPPED)
        with pytest.raises(Http404):
            actions.draft_balancing(actor, purpose="satisfaction", answers=ANSWERS, holds=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lawful_purpose SET retired_at = NULL",
        "INSERT INTO lawful_purpose (key, name_fr, name_en, kind, basis_consumer, basis_professional, builtin, created_at) "
        "VALUES ('x', 'x', 'x', 'service', 'consent', '', false, now())",
        "UPDATE lawful_balancing SET review_on = '2099-01-01'",
        "DELETE FROM lawful_balancing",
        "INSERT INTO lawful_balancing (purpose, version, state, answers, holds, written_at, opinion) "
        "VALUES ('newsletter', 9, 'draft', '{}', true, now(), '')",
        "DELETE FROM lawful_fieldpurpose",
        "SELECT gate.add_purpose('x', 'x', 'x', 'service', 'consent', '')",
        "SELECT gate.retire_purpose('prospection')",
        "SELECT gate.draft_balancing('prospection', '{}', true)",
        "SELECT gate.approve_balancing('prospection', 1, 'x', current_date + 1)",
        "SELECT gate.seed_balancing('prospection', '{}', 'x')",
        "SELECT gate.tie_field('title', 'prospection', false)",
    ],
)
def test_a_rep_changes_nothing_of_it_in_sql(statement):
    with inside(RITA), connection.cursor() as cursor, pytest.raises(DatabaseError) as caught:
        cursor.execute(statement)
    assert getattr(caught.value.__cause__, "sqlstate", "") == "42501"


def test_the_officer_cannot_seed_what_only_the_installation_seeds():
    with inside(DORA), pytest.raises(DatabaseError):
        actions.approve_seed(["newsletter"])


def test_every_worked_test_answers_every_question():
    assert set(balancing.starting_points()) == {
        "prospection",
        "customer_relationship",
        "satisfaction",
        "newsletter",
    }
    for answers in balancing.starting_points().values():
        assert balancing.whole(answers)
        assert answers["opinion"]
    for language in ("fr", "en"):
        assert balancing.whole(balancing.example(language))


def approve(actor, purpose, version, review, opinion="Avis favorable"):
    return actions.approve_balancing(
        actor, purpose=purpose, version=version, opinion=opinion, review_on=review
    )


def test_the_demonstration_starts_with_approved_tests(fresh):
    as_superuser("DELETE FROM lawful_balancing WHERE purpose <> 'newsletter'")
    with as_worker(), gate.as_system("demo"):
        assert sorted(actions.approve_seed()) == ["customer_relationship", "prospection", "satisfaction"]
        assert actions.approve_seed(["prospection"]) == []
    with inside(DORA):
        assert stands("prospection", "legitimate_interest", Category.CONSUMER) == ""
        (seeded,) = versions_of("prospection")
        assert (seeded.author, seeded.approved, seeded.opinion != "") == ("", True, True)
    with as_worker(), gate.as_system("rotate"), pytest.raises(DatabaseError):
        actions.approve_seed(["prospection"])
