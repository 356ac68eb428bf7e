"""Homes of those who plan nothing: figures that each lead to the page with the same rows, and nothing they may not open."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import translation

from licite.desk.days.home import exchange
from licite.kit import clock
from licite.people.queries.lately import Event, consents_ending, count_consents_ending
from licite.people.tests.proofs import given, keep
from licite.people.tests.ways import ALMA, as_superuser, get, text
from tests.conftest import inside
from tests.world import ADA, ANNA, DORA, EAST, IVAN, MONA, PAUL, RITA, SAM, WEST, person

FIGURE = re.compile(r'<a class="card[^"]*" href="([^"]*)"><h2>([^<]*)</h2><b>([^<]*)</b>')


def figures(who) -> dict[str, tuple[str, str]]:
    return {label: (value, url) for url, label, value in FIGURE.findall(text(get(who, "/")))}


def object_now(one, *, days=0):
    as_superuser(
        "INSERT INTO lawful_objection (contact, cell, channel, at, told_by, created_at) "
        "VALUES (%s, %s, 'phone', now(), 'letter', %s)", one.id, one.cell, clock.now() - timedelta(days=days))  # fmt: skip


@pytest.mark.parametrize("who", [MONA, DORA, ADA, IVAN], ids=lambda one: one.profile)
def test_every_figure_leads_to_a_page_that_the_profile_may_open(who):
    found = figures(who)
    assert len(found) >= 3
    for value, url in found.values():
        assert value
        assert url.startswith("#") or get(who, url.partition("#")[0]).status_code == 200


def test_whoever_plans_has_a_day_and_no_figures():
    assert figures(RITA) == figures(SAM) == {}


def test_the_dpo_counts_the_objections_of_the_week_and_opens_the_same_ones(fresh):
    object_now(ALMA)
    object_now(person(EAST, 2), days=6)
    object_now(person(EAST, 3), days=8)
    value, url = figures(DORA)["Oppositions en sept jours"]
    shown = text(get(DORA, url))
    assert (value, shown.count('<td class="name">')) == ("2", 2)
    assert ALMA.last in shown
    assert "Par courrier" in shown
    assert text(get(PAUL, url)).count('<td class="name">') == 1, "in one's own sight alone"


def test_whom_to_inform_and_who_is_late_are_two_figures(fresh):
    before = figures(DORA)
    as_superuser(
        "UPDATE people_contact SET informed_at = NULL, notice_due = '2026-01-01' WHERE id = %s", ALMA.id
    )
    after = figures(DORA)
    for label in ("Personnes à informer", "Hors délai d’information"):
        assert int(after[label][0]) == int(before[label][0]) + 1
        assert ALMA.last in text(get(DORA, after[label][1].replace("&amp;", "&")))


def test_marketing_counts_the_consents_that_end_soon_but_for_those_renewed_or_withdrawn(fresh):
    words = keep()
    ones = [given(words), given(words, one=person(WEST, 2)), given(words, one=person(WEST, 3))]
    given(words, one=person(WEST, 2))
    soon = clock.now() + timedelta(days=20)
    for public in ones:
        as_superuser("UPDATE lawful_consent SET valid_until = %s WHERE public = %s", soon, public)
    as_superuser(
        "INSERT INTO lawful_withdrawal (contact, cell, consent_id, at, told_by, created_at) "
        "SELECT contact, cell, id, now(), 'phone', now() FROM lawful_consent WHERE public = %s", ones[2])  # fmt: skip
    with inside(MONA) as actor:
        assert [one.contact for one in consents_ending(actor)] == [ALMA.id]
        assert count_consents_ending(actor) == 1
        assert actor.trace.reads
    value, url = figures(MONA)["Consentements finissant sous 30 jours"]
    assert value == "1"
    assert ALMA.last in text(get(MONA, url))


def test_it_sees_accounts_and_parts_and_nobody():
    found = figures(IVAN)
    bare, url = found["Sans second facteur"]
    assert text(get(IVAN, url)).count('<td class="name">') == int(bare)
    assert int(found["Sessions ouvertes"][0]) >= 1, "this very one"
    shown = text(get(IVAN, "/"))
    assert 'id="health"' in shown
    assert ALMA.last not in shown


def test_accounting_reads_what_was_won_this_month_with_its_amount(fresh):
    as_superuser(
        "WITH d AS (INSERT INTO sales_deal (public, contact, cell, step, step_at, probability, expected_on, owner, created_at, "
        "closed_at, reason) VALUES (gen_random_uuid(), %s, %s, 'won', now(), 100, now(), 2, now(), now(), 'price') "
        "RETURNING id, contact, cell) INSERT INTO sales_amount (deal, contact, cell, cents) SELECT id, contact, cell, 123400 FROM d",
        person(WEST, 3).id, person(WEST, 3).cell)  # fmt: skip
    value, url = figures(ADA)["Gagné ce mois-ci"]
    assert value.replace("\u202f", " ") == "1 234 €"
    assert url == "/forecast/"


def test_an_assistant_finds_the_open_tasks_of_colleagues_and_the_latest_exchanges(fresh):
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', now() + interval '1 day', %s, now())", ALMA.id, ALMA.cell, RITA.id)  # fmt: skip
    shown = text(get(ANNA, "/"))
    around = shown.partition("Tâches ouvertes autour de vous")[2].partition("</section>")[0]
    assert ALMA.last in around
    assert RITA.name in around
    assert shown.partition("Derniers échanges")[2].count("E-mail · reçu") >= 1
    assert "La personne" not in shown.partition("Derniers échanges")[2]
    assert person(EAST, 1).last not in shown


def test_a_journal_that_nobody_verified_asks_for_it(fresh):
    card = text(get(DORA, "/")).split("Dernière vérification")[0].rpartition("<a ")[2]
    assert "figure--care" in card
    assert "#seal" in card


def test_whoever_only_looks_on_reads_which_call_the_law_stops(fresh):
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', now() + interval '1 hour', %s, now())", ALMA.id, ALMA.cell, RITA.id)  # fmt: skip
    as_superuser(
        "UPDATE people_contact SET next_task_at = now() + interval '1 hour', restricted = true WHERE id = %s",
        ALMA.id,
    )
    assert (
        "fiche limitée"
        in text(get(ANNA, "/")).partition("Tâches ouvertes autour de vous")[2].partition("</section>")[0]
    )
    assert "fiche limitée" in text(get(ANNA, f"/contacts/{ALMA.public}/")).partition('id="tasks"')[2]


def test_an_exchange_says_what_it_was_and_from_whom_in_words():
    def said(kind: str, more: str) -> str:
        return str(exchange(Event(1, uuid.UUID(int=1), "", kind, more, clock.now())))

    with translation.override("fr"):
        assert said("visit", "ours done") == "Visite"
        assert said("call", "ours reached") == "Appel · de notre part · Personne jointe"
        assert said("email", "theirs done") == "E-mail · reçu"
