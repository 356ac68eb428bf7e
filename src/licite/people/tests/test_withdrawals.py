"""A consent taken back: it ends wherever the person is known, shows where it may, and no older paper revives it."""

import psycopg
import pytest

from licite.access.refusals import Refused
from licite.lawful.asking import ask
from licite.lawful.models import Wording
from licite.lawful.queries import consents as queries
from licite.people.actions import consents as actions
from licite.people.tests.proofs import give, given, keep, path
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from tests.conftest import inside
from tests.world import BEN, DORA, EAST, RITA, Person, person

pytestmark = pytest.mark.usefixtures("swept")

AGAIN = """
    INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source,
        details, upstream, names_us, age, member, created_at)
    SELECT gen_random_uuid(), contact, cell, purpose, channel, wording_id, act, %s, zone, valid_until - interval '1 year', rule, source,
        details, upstream, names_us, age, member, created_at
    FROM lawful_consent WHERE public = %s RETURNING id
"""


@pytest.mark.usefixtures("fresh")
def test_a_withdrawal_reaches_the_record_of_another_portfolio_without_showing_there():
    east, text_of = person(EAST, 1), keep()
    consent, foreign = given(text_of), given(text_of, who=BEN, one=east)
    alike(east)
    as_superuser(
        "UPDATE people_contact SET capacity = 'consumer', purpose = 'newsletter', basis = 'consent' WHERE id = %s",
        east.id,
    )
    there = path(foreign, one=east)
    before = get(BEN, there).context["parts"]
    with inside(BEN) as actor:
        assert ask(actor, contact=east.id, channel="email", purpose="newsletter").code == "consent"
    post(RITA, path(consent, "withdraw/"), {})
    assert get(BEN, there).context["parts"] == before, "who else knows the person is not theirs to learn"
    with inside(BEN) as actor:
        assert ask(actor, contact=east.id, channel="email", purpose="newsletter").code == "waiting"
        planned = ask(actor, contact=east.id, channel="email", purpose="newsletter", planned=True)
        assert planned.code == "consent", "the answer of the page"
    with inside(DORA) as actor:
        assert ended(queries.proof(actor, contact=east.id, public=foreign)) == ("list", None)
        assert ask(actor, contact=east.id, channel="email", purpose="newsletter").code == "consent_withdrawn"
    given(text_of, who=BEN, one=east, on="2026-11-15T10:30")
    with inside(BEN) as actor:
        assert ask(actor, contact=east.id, channel="email", purpose="newsletter").code == "waiting", (
            "an old paper"
        )
    post(BEN, path(foreign, "withdraw/", one=east), {})
    with inside(BEN) as actor:
        assert ended(queries.proof(actor, contact=east.id, public=foreign)) == ("phone", BEN.id)
        assert ask(actor, contact=east.id, channel="email", purpose="newsletter").code == "consent_withdrawn"


@pytest.mark.usefixtures("fresh")
def test_what_the_person_takes_back_themselves_shows_wherever_it_ends():
    east, text_of = person(EAST, 1), keep()
    consent, foreign = given(text_of), given(text_of, who=BEN, one=east)
    alike(east)
    post(RITA, path(consent, "withdraw/"), {})
    as_superuser(
        "SELECT gate.withdraw_for(ARRAY(SELECT token FROM people_token WHERE contact = %s AND exact), 'person', now())",
        ALMA.id,
    )
    with inside(BEN) as actor:
        assert ended(queries.proof(actor, contact=east.id, public=foreign)) == ("person", None)


def ended(proof: queries.Proof) -> tuple[str, int | None]:
    """How we were told of what ended it, and by whom it was noted."""
    assert proof.withdrawal is not None
    return proof.withdrawal.told_by, proof.withdrawal.member


def test_a_paper_of_before_the_withdrawal_is_refused_in_words():
    text_of = keep()
    consent = given(text_of)
    post(RITA, path(consent, "withdraw/"), {})
    late = give(text_of, on="2026-11-17T10:00")
    assert late.status_code == 403
    assert "a retiré ce consentement après ce jour" in text(late)
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(1,)]


@pytest.mark.usefixtures("fresh")
def test_what_was_said_on_a_record_that_moved_or_is_gone():
    """Moved, it hides as before; gone, the word is the house's, and shows (decision 3)."""
    east, text_of = person(EAST, 1), keep()
    consent, foreign = given(text_of), given(text_of, who=BEN, one=east)
    alike(east)
    post(RITA, path(consent, "withdraw/"), {})
    as_superuser("UPDATE people_contact SET cell = 12 WHERE id = %s", ALMA.id)
    assert as_superuser("SELECT heard_in FROM lawful_withdrawal WHERE heard_on = %s", ALMA.id) == [(12,)]
    as_superuser("SELECT gate.forget(%s)", ALMA.id)
    with inside(BEN) as actor:
        assert ended(queries.proof(actor, contact=east.id, public=foreign)) == ("list", None)


def test_the_database_lets_no_paper_of_before_the_withdrawal_in_and_one_of_after_it():
    consent = given(keep())
    post(RITA, path(consent, "withdraw/"), {})
    as_superuser("UPDATE lawful_withdrawal SET at = '2026-11-18T10:00Z'")
    for late in ("2026-11-17T10:00Z", "2026-11-18T10:00Z"):
        with pytest.raises(psycopg.errors.CheckViolation):
            as_superuser(AGAIN, late, consent)
    as_superuser(AGAIN, "2026-11-18T10:01Z", consent)
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(2,)]


def test_the_question_put_already_is_refused_by_the_act_itself():
    """Not only by its page: two may ask at once."""
    text_of = keep()
    with inside(RITA) as actor:
        said = Wording.objects.get(public=text_of)
        actions.ask_for_consent(actor, contact=row(actor), wording=said)
        with pytest.raises(Refused) as refused:
            actions.ask_for_consent(actor, contact=row(actor), wording=said)
        assert refused.value.code == "asked"


def alike(one: Person) -> None:
    """The record has Alma's e-mail and phone from now on."""
    as_superuser(
        "INSERT INTO people_token (token, cell, contact, exact) SELECT token, %s, %s, exact FROM people_token "
        "WHERE contact = %s AND exact", one.cell, one.id, ALMA.id,
    )  # fmt: skip
