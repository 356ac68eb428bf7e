"""The tray: what waits, why, and the decision of whoever sees both sides."""

import re

import pytest
from django.http import Http404

from licite.access.refusals import Refused
from licite.people import panels
from licite.people.actions import decide_tray
from licite.people.queries.tray import tray
from licite.people.tests.ways import EASTERN, FORM, as_superuser, get, post, text
from tests.conftest import inside
from tests.world import BEN, DORA, MAX, RITA


def test_the_tray_shows_both_sides_and_their_keepers_to_who_sees_both(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    with inside(MAX) as actor:
        ((entry),) = panels.tray_lines(actor, tray(actor))
        assert [met.contact.name for met in entry.others] == [f"{EASTERN.first} {EASTERN.last}"]
        assert BEN.name in entry.others[0].viewers
        assert RITA.name in entry.newcomer.viewers
    for other in (RITA, BEN):
        with inside(other) as actor:
            assert tray(actor) == []
            with pytest.raises(Http404):
                decide_tray(actor, entry=entry.id, decision="open")


def test_the_manager_opens_or_sets_aside(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    post(RITA, "/contacts/new/", FORM | {"emails": "", "phones": EASTERN.phone, "first": "Zoé"})
    with inside(MAX) as actor:
        first, second = tray(actor)
    assert post(MAX, f"/tray/{first.id}/open/", {}).status_code == 303
    assert post(MAX, f"/tray/{second.id}/refuse/", {}).status_code == 303
    assert as_superuser("SELECT waiting FROM people_contact WHERE id = %s", first.newcomer.row.id) == [
        (False,)
    ]
    assert as_superuser("SELECT id FROM people_contact WHERE id = %s", second.newcomer.row.id) == []
    assert as_superuser("SELECT 1 FROM people_token WHERE contact = %s", second.newcomer.row.id) == []
    acts = {act for (act,) in as_superuser("SELECT act FROM journal.entry")}
    assert {"people:tray:open", "people:tray:refuse"} <= acts


def refused(who, channel):
    said = {"objection-channel": channel, "objection-told_by": "phone", "objection-on": "2026-11-10"}
    assert post(who, f"/contacts/{EASTERN.public}/objections/", said).status_code == 303


def test_who_refused_everything_can_only_be_set_aside(fresh):
    refused(BEN, "all")
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    with inside(MAX) as actor:
        (entry,) = tray(actor)
        with pytest.raises(Refused, match="objected"):
            decide_tray(actor, entry=entry.id, decision="open")


def test_the_tray_offers_no_answer_before_the_others_and_says_that_merging_is_one(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    assert "button--main" not in text(get(MAX, "/tray/")).partition('id="entry-')[2]
    refused(BEN, "all")
    shown = text(get(MAX, "/tray/"))
    assert "Fusionnez-la avec la fiche existante" in shown
    assert "ne peut qu’être écartée" not in shown


def test_who_refused_a_channel_is_opened_with_that_channel_closed(fresh):
    refused(BEN, "sms")
    post(RITA, "/contacts/new/", FORM | {"phones": EASTERN.phone})
    with inside(MAX) as actor:
        (entry,) = tray(actor)
    assert post(MAX, f"/tray/{entry.id}/open/", {}).status_code == 303
    assert as_superuser(
        "SELECT objections, waiting FROM people_contact WHERE id = %s", entry.newcomer.row.id
    ) == [(2, False)]


def test_a_rep_does_not_reach_the_tray(fresh):
    assert post(RITA, "/tray/1/open/", {}).status_code == 403


def test_the_tray_says_what_is_shared_who_typed_it_and_shows_what_the_reader_may_read(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email.upper(), "phones": EASTERN.phone})
    with inside(MAX) as actor:
        (entry,) = panels.tray_lines(actor, tray(actor))
        assert [str(one) for one in entry.others[0].shares] == ["même e-mail", "même téléphone"]
        assert entry.newcomer.by == RITA.name
        assert entry.others[0].emails == [EASTERN.email]
        assert {"email", "phone"} <= actor.trace.reads["people:contact:read"][1]
    shown = text(get(MAX, "/tray/"))
    assert EASTERN.email in shown
    assert "visible par" in shown


def test_a_reader_without_the_level_is_told_neither_value_nor_match(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    as_superuser(
        """UPDATE access_profile SET levels = levels || '{"email": "masked"}' WHERE key = 'manager'"""
    )
    with inside(MAX) as actor:
        (entry,) = panels.tray_lines(actor, tray(actor))
        assert list(entry.others[0].shares) == []
    assert EASTERN.email not in text(get(MAX, "/tray/"))


def test_the_tray_says_which_channel_was_refused_and_when_it_can(fresh):
    said = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    post(BEN, f"/contacts/{EASTERN.public}/objections/", said)
    post(RITA, "/contacts/new/", FORM | {"phones": EASTERN.phone})
    shown = text(get(MAX, "/tray/"))
    assert "Téléphone (le 10 novembre 2026)" in shown


def test_setting_aside_takes_a_second_gesture_and_says_what_comes(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    shown = text(get(MAX, "/tray/"))
    assert shown.index("Écarter la nouvelle fiche…") < shown.index("La fiche est effacée ; le journal garde")
    assert "C’est la même personne ?" in shown


def waiting_page(who):
    ((public,),) = as_superuser("SELECT public FROM people_contact ORDER BY id DESC LIMIT 1")
    return text(get(who, f"/contacts/{public}/"))


def test_a_waiting_record_says_so_to_who_decides_and_claims_no_absence_of_objection(fresh):
    post(RITA, "/contacts/new/", FORM)
    usual = waiting_page(RITA)
    assert "Aucune opposition connue" in usual
    assert "Aucune opposition connue" in waiting_page(MAX)
    refused(BEN, "email")
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email, "phones": "", "first": "Zoé"})
    decides, writes = waiting_page(MAX), waiting_page(RITA)
    assert "En attente de contrôle" in decides
    assert 'href="/tray/#entry-' in decides
    assert "Pas avant décision" in decides
    assert "Aucune opposition connue" not in decides
    assert "En attente de contrôle" not in writes
    assert "Aucune opposition connue" in writes


def test_whoever_reads_both_is_told_where_the_objection_stands_and_nobody_else(fresh):
    post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email, "phones": ""})
    ((public,),) = as_superuser("SELECT public FROM people_contact ORDER BY id DESC LIMIT 1")
    page, proofs = f"/contacts/{public}/", f"/contacts/{public}/dossier/"
    before = [steady(RITA, page), steady(RITA, proofs)]
    for path in (page, proofs):
        assert "En attente de contrôle" not in text(get(DORA, path)), (
            "a mere duplicate is used like any other"
        )
    refused(BEN, "email")
    for path in (page, proofs):
        told = text(get(DORA, path))
        assert "En attente de contrôle" in told
        assert f'href="/contacts/{EASTERN.public}/"' in told
    assert "Pas avant décision" in text(get(DORA, page))
    assert "Aucune opposition connue" not in text(get(DORA, page))
    assert {EASTERN.id} <= {
        one
        for (subjects,) in as_superuser("SELECT subjects FROM journal.entry WHERE act = 'people:tray:read'")
        for one in subjects
    }
    assert [steady(RITA, page), steady(RITA, proofs)] == before, "decision 3, byte for byte"


def steady(who, path):
    """A page without what differs at each request."""
    return re.sub(r'csrf[^>]+value="[^"]+"|X-CSRFToken": "[^"]+"', "", get(who, path).content.decode())
