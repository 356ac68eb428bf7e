"""A deal's life: made, said anew, moved, ended with its reason; what each reader sees of it; what the database writes."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.http import Http404

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.people.queries import contact_for
from licite.sales.actions import Terms, close_deal, create_deal, edit_deal, hand_deal, move_deal
from licite.sales.choices import CHANCES, REASONS, Reason, Step
from licite.sales.models import Deal
from licite.sales.omnibox import find
from licite.sales.queries.agenda import steps_due
from licite.sales.queries.board import board
from licite.sales.queries.deals import deal_for, steps_of
from licite.sales.queries.filters import DealFilters
from licite.sales.tests.ways import lay
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, EAST, MAX, MONA, PAUL, RITA, SAM, WEST, person

ALMA, LEAD, THEIRS = person(WEST, 3), person(WEST, 2), person(EAST, 3)
SOON = date(2027, 1, 15)
TERMS = Terms(
    title="Dotation gants", cents=1_240_050, expected_on=SOON, next_step="Relancer", next_on=date(2027, 1, 4)
)


def made(actor: Actor, contact: UUID = ALMA.public, terms: Terms = TERMS, step: Step = Step.NEEDS) -> UUID:
    return create_deal(actor, contact=contact_for(actor, contact), terms=terms, step=step)


def test_a_new_deal_is_its_makers_for_the_contacts_company_with_the_probability_of_its_step():
    with inside(RITA) as actor:
        deal = deal_for(actor, made(actor))
        assert (deal.title, deal.cents, deal.next_step, deal.owner) == (
            "Dotation gants",
            1_240_050,
            "Relancer",
            RITA.id,
        )
        assert (deal.step, deal.probability, deal.company) == ("needs", CHANCES["needs"], "Société Ouessant")
        assert [(one.before, one.after, one.by) for one in steps_of(actor, deal=deal)] == [
            ("", "needs", RITA.name)
        ]


def test_its_texts_lie_sealed_and_its_amount_apart():
    with inside(RITA) as actor:
        public = made(actor)
        row = Deal.objects.get(public=public)
        assert b"gants" not in bytes(row.title or b"")
        assert b"Relancer" not in bytes(row.next_step or b"")
        assert not hasattr(row, "cents")


def test_a_deal_is_said_anew_and_what_is_not_said_stays():
    with inside(RITA) as actor:
        deal = deal_for(actor, made(actor))
        edit_deal(actor, deal=deal, terms=Terms(title="Dotation casques", expected_on=SOON, probability=40))
        after = deal_for(actor, deal.public)
        assert (after.title, after.probability, after.cents) == ("Dotation casques", 40, 1_240_050)
        assert (after.next_step, after.next_on) == ("", None)


def test_a_move_takes_the_probability_of_the_step_and_is_written_by_the_database():
    with inside(RITA) as actor:
        deal = deal_for(actor, made(actor))
        move_deal(actor, deal=deal, step=Step.NEGOTIATION)
        after = deal_for(actor, deal.public)
        assert (after.step, after.probability) == ("negotiation", 75)
        assert [one.after for one in steps_of(actor, deal=after)] == ["negotiation", "needs"]


def test_a_deal_ends_with_a_reason_and_opens_again_without_it():
    with inside(RITA) as actor:
        deal = deal_for(actor, made(actor))
        close_deal(actor, deal=deal, step=Step.LOST, reason=Reason.BUDGET, note="Report à 2028")
        lost = deal_for(actor, deal.public)
        assert (lost.closed, lost.probability, lost.reason, lost.note) == (True, 0, "budget", "Report à 2028")
        assert lost.closed_at == lost.step_at
        move_deal(actor, deal=lost, step=Step.PROPOSAL)
        again = deal_for(actor, deal.public)
        assert (again.closed_at, again.reason, again.note, again.probability) == (None, "", "", 50)


@pytest.mark.parametrize("step", [Step.WON, Step.LOST])
def test_an_end_without_its_reason_is_refused(step: Step):
    wrong = (
        next(reason for reason in Reason if reason not in REASONS[step]) if step is Step.WON else Reason.OTHER
    )
    with inside(RITA) as actor:
        deal = deal_for(actor, made(actor))
        with pytest.raises(Refused, match="reason"):
            move_deal(actor, deal=deal, step=step)
        if step is Step.WON:
            with pytest.raises(Refused, match="reason"):
                close_deal(actor, deal=deal, step=step, reason=wrong)
        with pytest.raises(IntegrityError):
            Deal.objects.filter(id=deal.id).update(step=step, probability=CHANCES[step])


def test_winning_a_deal_moves_no_record():
    with inside(RITA) as actor:
        deal = deal_for(actor, made(actor, LEAD.public))
        close_deal(actor, deal=deal, step=Step.WON, reason=Reason.PRICE)
        assert contact_for(actor, LEAD.public).cell == LEAD.cell


def test_a_deal_follows_its_contact_from_cell_to_cell_with_all_that_hangs_on_it():
    with inside(RITA) as actor, connection.cursor() as cursor:
        deal = deal_for(actor, made(actor, LEAD.public))
        cursor.execute("SELECT gate.move_stage(%s, 'win')", [LEAD.id])
        cursor.execute(
            "SELECT d.cell, a.cell, s.cell FROM sales_deal d JOIN sales_amount a ON a.deal = d.id "
            "JOIN sales_stepchange s ON s.deal = d.id WHERE d.id = %s",
            [deal.id],
        )
        assert cursor.fetchall() == [(13, 13, 13)]


def test_whoever_only_reads_makes_and_moves_nothing(swept: None):
    public = lay(ALMA, MAX, cents=50_000)
    with inside(ANNA) as actor:
        with pytest.raises(Refused, match="act"):
            made(actor)
        with pytest.raises(Refused, match="act"):
            move_deal(actor, deal=deal_for(actor, public), step=Step.PROPOSAL)


def test_a_foreign_deal_is_a_missing_one():
    with inside(RITA) as actor:
        public = made(actor)
        with pytest.raises(Http404):
            made(actor, THEIRS.public)
        assert deal_for(actor, public)
    with inside(BEN) as other, pytest.raises(Http404):
        deal_for(other, public)


def test_a_restricted_record_gets_no_new_deal():
    with inside(MAX) as actor, connection.cursor() as cursor:
        cursor.execute("SELECT gate.restrict(%s, 'accuracy', now())", [ALMA.id])
        with pytest.raises(Refused, match="restricted"):
            made(actor)


def test_a_number_that_may_not_be_kept_is_refused_in_every_text():
    iban = "FR76 3000 6000 0112 3456 7890 189"
    with inside(RITA) as actor:
        with pytest.raises(Refused, match="number"):
            made(actor, terms=Terms(title=iban, expected_on=SOON))
        deal = deal_for(actor, made(actor))
        with pytest.raises(Refused, match="number"):
            close_deal(actor, deal=deal, step=Step.LOST, reason=Reason.PRICE, note=iban)


def test_the_board_sums_each_step_and_counts_what_it_does_not_show():
    with inside(RITA) as actor:
        for _ in range(31):
            made(actor, terms=Terms(title="Lot", cents=100_00, expected_on=SOON), step=Step.PROPOSAL)
        close_deal(actor, deal=deal_for(actor, made(actor)), step=Step.WON, reason=Reason.FIT)
        columns = {column.step: column for column in board(actor, filters=DealFilters())}
        proposal = columns[Step.PROPOSAL]
        assert (len(proposal.deals), proposal.held, proposal.more, proposal.cents) == (30, 31, 1, 310_000)
        assert columns[Step.WON].held == 1


def test_the_next_steps_of_ones_own_deals_come_by_their_day():
    with inside(RITA) as actor:
        made(actor)
        found = steps_due(
            actor, member=actor.member, day_from=date(2027, 1, 4), day_to=date(2027, 1, 4), limit=9
        )
        assert [(one.next_step, one.contact_public) for one in found] == [("Relancer", ALMA.public)]
        assert (
            steps_due(
                actor,
                member=actor.member,
                day_from=date(2027, 1, 5),
                day_to=SOON + timedelta(days=9),
                limit=9,
            )
            == []
        )


def test_a_prospector_reads_no_text_of_a_colleagues_deal_and_an_empty_one_keeps_it(swept: None):
    public = lay(LEAD, RITA, cents=50_000)
    with inside(PAUL) as actor:
        deal = deal_for(actor, public)
        assert (deal.title, deal.next_step, deal.cents) == (None, None, 50_000)
        edit_deal(actor, deal=deal, terms=Terms(title="", expected_on=SOON))
        kept = Deal.objects.get(public=public)
        assert kept.title is not None
        assert kept.expected_on == SOON
        own = deal_for(actor, made(actor, LEAD.public))
        assert own.title == "Dotation gants"


def test_deals_are_found_by_whom_they_are_with_and_by_their_company():
    with inside(RITA) as actor:
        made(actor)
        for words in (ALMA.last, "Société Oue"):
            (hit,) = find(actor, words=words, limit=5)
            assert (hit.kind, hit.title) == ("deal", "Dotation gants")
            assert "12\u202f400,50" in hit.detail
        assert find(actor, words=THEIRS.last, limit=5) == []
        assert find(actor, words="x", limit=5) == []


def test_a_search_tells_an_assistant_no_amount_and_others_no_deal(swept: None):
    lay(ALMA, RITA, cents=700_000)
    with inside(ANNA) as actor:
        assert ["€" in hit.detail for hit in find(actor, words=ALMA.last, limit=5)] == [False]
    for member in (MONA, DORA, SAM):
        with inside(member) as actor:
            assert find(actor, words=ALMA.last, limit=5) == []


ACTS = {
    "edit": lambda actor, deal: edit_deal(actor, deal=deal, terms=Terms(title="Autre", expected_on=SOON)),
    "move": lambda actor, deal: move_deal(actor, deal=deal, step=Step.NEEDS),
    "close": lambda actor, deal: close_deal(actor, deal=deal, step=Step.LOST, reason=Reason.PRICE),
    "hand": lambda actor, deal: hand_deal(actor, deal=deal, to=RITA.id),
}


@pytest.mark.parametrize("act", list(ACTS))
def test_the_deals_of_a_restricted_record_stand_still(act):
    with inside(MAX) as actor, connection.cursor() as cursor:
        public = made(actor)
        cursor.execute("SELECT gate.restrict(%s, 'accuracy', now())", [ALMA.id])
        deal = deal_for(actor, public)
        with pytest.raises(Refused, match="restricted"):
            ACTS[act](actor, deal)
