"""An objection is said wherever somebody decides by it: beside the consents, in the list, before a question by mail."""

import re

import pytest

from licite.people.tests.mailbox import Box
from licite.people.tests.proofs import CALLS, given, keep
from licite.people.tests.ways import ALMA, as_superuser, get, post, text
from licite.web.dates import date_format, today
from tests.world import DORA, RITA

pytestmark = pytest.mark.usefixtures("swept")

URL = f"/contacts/{ALMA.public}/objections/"
DOSSIER = f"/contacts/{ALMA.public}/dossier/"
NO_CALLS = {"objection-channel": "phone", "objection-told_by": "letter", "objection-on": "2026-11-10"}


def test_a_consent_that_an_objection_closed_is_not_said_to_be_in_force():
    given(keep(CALLS))
    assert "en vigueur" in text(get(DORA, DOSSIER))
    post(RITA, URL, NO_CALLS)
    shown = text(get(DORA, DOSSIER))
    assert "en vigueur" not in shown
    assert "fermé par une opposition" in shown
    assert 'id="objections"' in shown


def test_a_consent_to_what_the_objection_left_open_stays_in_force():
    given(keep(CALLS))
    post(RITA, URL, NO_CALLS | {"objection-channel": "post"})
    shown = text(get(DORA, DOSSIER))
    assert "en vigueur" in shown
    assert "fermé par une opposition" not in shown


def test_the_list_says_when_it_was_said_when_it_was_noted_and_by_whom():
    post(RITA, URL, NO_CALLS)
    shown = text(get(DORA, "/objections/"))
    assert "10 novembre 2026" in shown
    assert f"par {RITA.name}" in shown


def test_of_a_file_or_the_list_only_the_last_day_on_which_it_can_have_been_said_is_known():
    told = "INSERT INTO lawful_objection (contact, cell, channel, at, told_by, created_at) VALUES (%s, %s, %s, %s, %s, now())"
    as_superuser(told, ALMA.id, ALMA.cell, "phone", "2026-11-12T12:00Z", "import")
    for shown in (text(get(DORA, "/objections/")), text(get(DORA, DOSSIER))):
        assert "inconnue, au plus tard le 12 novembre 2026" in shown
    as_superuser(told, ALMA.id, ALMA.cell, "post", "2026-07-17T12:00Z", "letter")
    assert "inconnue, au plus tard le 17 juillet" not in text(get(DORA, "/objections/"))


def test_the_proofs_say_who_noted_it_when_and_where_it_is_proved():
    post(RITA, URL, NO_CALLS)
    shown = text(get(DORA, DOSSIER))
    assert re.search(rf"notée le \d+ \w+ 2026, \d\d:\d\d par {RITA.name}", shown)
    assert f'href="/journal/?contact={ALMA.public}"' in shown
    assert "Pour imprimer" in shown
    assert "Le lire dans le journal" not in text(get(RITA, DOSSIER)), "for whoever reads the journal"


def test_the_home_says_the_day_on_which_it_was_said_and_when_it_was_noted():
    post(DORA, URL, NO_CALLS)
    at_home = text(get(RITA, "/"))
    assert "Opposition · Téléphone, exprimée le 10 nov." in at_home
    assert f'<span class="end small">{date_format(today(), "j N")}</span>' in at_home


def test_whoever_has_no_email_is_offered_no_question_by_mail(fresh):
    as_superuser("UPDATE people_contact SET email = NULL WHERE id = %s", ALMA.id)
    shown = text(get(RITA, f"/contacts/{ALMA.public}/consents/ask/"))
    assert "pas d’e-mail" in shown
    assert "Envoyer" not in shown


def test_whoever_refused_calls_is_not_asked_by_mail_to_accept_them(box: Box):
    words = keep(CALLS)
    post(RITA, URL, NO_CALLS)
    answer = post(RITA, f"/contacts/{ALMA.public}/consents/ask/", {"wording": str(words)})
    assert answer.status_code == 403
    assert as_superuser("SELECT count(*) FROM lawful_optin") == [(0,)]


def test_what_a_person_refused_in_one_breath_is_one_line_of_the_list():
    for channel in ("phone", "sms"):
        post(RITA, URL, NO_CALLS | {"objection-channel": channel})
    told = "INSERT INTO lawful_objection (contact, cell, channel, at, told_by, created_at) VALUES (%s, %s, 'post', '2026-11-12T12:00Z', 'letter', now())"
    as_superuser(told, ALMA.id, ALMA.cell)
    shown = text(get(DORA, "/objections/"))
    assert "SMS · Téléphone" in shown
    assert shown.count(f'href="/contacts/{ALMA.public}/"') == 2, (
        "what was said on another day, otherwise, is another line"
    )


def test_on_paper_the_proofs_say_whose_they_are_of_which_record_and_who_printed_them():
    shown = text(get(DORA, DOSSIER))
    paper = shown.partition('<dl class="pairs on-paper">')[2].partition("</dl>")[0]
    for word in (f"{ALMA.first} {ALMA.last}", f"/contacts/{ALMA.public}/", DORA.name, "Imprimé le"):
        assert word in paper
