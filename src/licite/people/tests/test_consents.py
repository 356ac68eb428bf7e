"""Consents of a contact: proved field by field, ended at once, never lengthened, never lost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string

from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.facts import verdicts
from licite.lawful.panels import consents as panels
from licite.lawful.panels.proofs import masked
from licite.lawful.proofs.sealing import open_details
from licite.lawful.queries import consents as queries
from licite.people.panels import coordinates
from licite.people.tests.proofs import (
    CALLS,
    FILE,
    TEXT,
    given,
    keep,
    path,
    stored,
)
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from tests.conftest import inside
from tests.world import ANNA, DORA, MAX, MONA, RITA

pytestmark = pytest.mark.usefixtures("swept")

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


# law.md 6, row by row: the field of the proof that answers it.
ROWS = {
    "person ref; identifier as given (address, number)": {"person", "identifier"},
    "controller and, if any, third party acting for it, by **name**": {"controller", "third_party"},
    "purpose (one each); channel": {"purpose", "channel", "goods"},
    "exact text shown: immutable version id + hash + language; screenshot/form version; notice version": {"text", "used_since", "written", "version", "digest", "language", "notice", "evidence"},
    "positive act: box unticked, button, signature, double opt-in; **pre-worded acceptance, CGU, continued browsing = none**": {"act", "confirmation"},
    "timestamp with zone": {"given_at"},
    "source: URL, form id, campaign, agent, event, file import": {"source", "recorded"},
    "technical evidence (IP only if justified, short)": {"technical"},
    "**valid_until**": {"valid_until", "rule", "renewal"},
    "agreed date/hour exception": {"agreed_at"},
    "right to withdraw + how, as shown; access to durable proof, as shown": {"withdrawal_shown", "proof_access"},
    "withdrawal: time, channel, by whom, propagation log": {"withdrawn_at", "withdrawn_by", "withdrawal_noted", "propagation"},
    "evidence of upstream consent (bought data): seller, form, date, audit": {"seller", "seller_form", "seller_date", "audit", "names_us"},
    "minor / parent": {"age"},
}  # fmt: skip


@pytest.mark.parametrize("channel", ["email", "phone"])
def test_every_field_of_the_table_is_in_the_proof(channel: str):
    text_of = keep(CALLS if channel == "phone" else TEXT, third_party="Appels & Cie")
    consent = given(text_of, act="oral", file=FILE)
    post(RITA, path(consent, "withdraw/"), {})
    shown = get(DORA, path(consent)).context["parts"]
    fields = {field.key: field.value for part in shown for field in part.fields}
    assert set(fields) == set().union(*ROWS.values())
    assert all(value for value in fields.values())
    assert fields["controller"] == "Maison Lumière SARL"
    assert fields["third_party"] == "Appels & Cie"
    assert "16 novembre 2026 10:30 (Europe/Paris, UTC+01:00)" in fields["given_at"]
    assert "REPERE-12" in fields["source"]
    assert fields["withdrawn_by"] == "Par téléphone"
    assert re.fullmatch("[0-9a-f]{64}", fields["digest"])
    assert ALMA.email not in str(fields)
    assert ALMA.phone not in str(fields)


def test_a_french_consent_to_calls_ends_after_one_year_whatever_was_hoped():
    consent = given(keep(CALLS))
    assert stored(consent, "valid_until - given_at, rule") == [timedelta(days=365), "phone.consent.months"]
    refused = post(DORA, "/wordings/new/", {**CALLS, "months": "13"})
    assert "months" in refused.context["form"].errors
    assert "months" in post(DORA, "/wordings/new/", {**CALLS, "months": ""}).context["form"].errors


def test_nothing_renews_a_consent_to_calls():
    """A second consent is a second proof, of its own day: the first ends when it ends."""
    text_of = keep(CALLS)
    first, second = given(text_of, on="2026-11-01T10:00"), given(text_of, on="2026-11-10T10:00")
    assert stored(first, "valid_until")[0] < stored(second, "valid_until")[0]
    with inside(RITA) as actor:
        found = queries.consents_of(actor, contact=ALMA.id)
        assert {queries.state(one, clock.now()).value for one in found} == {"live"}
        assert {queries.state(one, clock.now() + timedelta(days=400)).value for one in found} == {"expired"}


def test_a_consent_counts_from_its_hour_to_its_end_and_not_at_its_end():
    given(keep(CALLS))
    with inside(RITA) as actor:
        (one,) = queries.consents_of(actor, contact=ALMA.id)
        for moment, count in (
            (one.given_at - timedelta(seconds=1), 0),
            (one.given_at, 1),
            (one.valid_until - timedelta(seconds=1), 1),
            (one.valid_until, 0),
        ):
            assert len(queries.live([ALMA.id], moment).get(ALMA.id, [])) == count


def test_a_withdrawal_holds_at_once_and_the_proof_stays():
    consent = given(keep(), file=FILE)
    answer = post(ANNA, path(consent, "withdraw/"), {f"withdrawal-{consent}-told_by": "in_person"})
    assert answer.status_code == 303
    with inside(RITA) as actor:
        assert queries.live([ALMA.id], clock.now()) == {}
        proof = queries.proof(actor, contact=ALMA.id, public=consent)
        assert proof.withdrawal is not None
        assert (proof.withdrawal.told_by, proof.withdrawal.member) == ("in_person", ANNA.id)
        assert len(proof.evidence) == 1
        assert open_details(ALMA.public, proof.consent.details).identifier == ALMA.email
    with inside(RITA) as actor:
        (line,) = panels.consents(actor, row(actor)).lines
        assert line.said.startswith("Retiré le")
        assert line.form is None
    assert post(RITA, path(consent, "withdraw/"), {}).status_code == 303, "twice changes nothing"
    assert as_superuser("SELECT count(*) FROM lawful_withdrawal") == [(1,)]


def test_a_consent_recorded_by_the_form_opens_its_channel_for_its_purpose():
    as_superuser(
        "UPDATE people_contact SET informed_at = now(), capacity = 'consumer' WHERE id = %s", ALMA.id
    )
    asked = {"purpose": "newsletter", "channels": [Channel.EMAIL, Channel.SMS], "at": clock.now()}
    with inside(RITA) as actor:
        assert verdicts(actor, [ALMA.id], **asked)[ALMA.id][Channel.EMAIL].light == "no"
    given(keep())
    with inside(RITA) as actor:
        found = verdicts(actor, [ALMA.id], **asked)[ALMA.id]
        assert found[Channel.EMAIL].light == "yes", found
        assert found[Channel.SMS].light == "no"


def test_of_a_restricted_record_a_consent_may_be_recorded_and_nothing_is_asked_or_revealed():
    text_of = keep()
    with inside(RITA) as actor:
        assert coordinates(actor, row(actor)).reveals
    as_superuser("UPDATE people_contact SET restricted = true WHERE id = %s", ALMA.id)
    with inside(RITA) as actor:
        panel = panels.consents(actor, row(actor))
        assert panel.new_url
        assert not panel.ask_url
        assert not coordinates(actor, row(actor)).reveals
    assert "rien n’est révélé" in text(get(RITA, f"/contacts/{ALMA.public}/coordinates/"))
    assert "rien n’est demandé" in render_to_string("lawful/consents/_panel.html", {"consents": panel})
    asked = post(RITA, f"/contacts/{ALMA.public}/consents/ask/", {"wording": str(text_of)})
    assert "question par e-mail comprise" in text(asked)
    assert as_superuser("SELECT count(*) FROM lawful_optin") == [(0,)]
    given(text_of)


def test_a_withdrawal_ends_every_proof_of_that_purpose_and_channel_and_no_other():
    letters, calls = keep(), keep(CALLS)
    first, second, other = given(letters), given(letters, on="2026-11-17T10:00"), given(calls)
    post(RITA, path(first, "withdraw/"), {})
    ended = {consent for (consent,) in as_superuser(
        "SELECT c.public FROM lawful_withdrawal w JOIN lawful_consent c ON c.id = w.consent_id")}  # fmt: skip
    assert ended == {first, second}
    assert other not in ended


def test_the_withdrawal_is_offered_on_the_page_of_the_record_in_one_gesture():
    consent = given(keep())
    for who in (RITA, ANNA, MONA, DORA):
        assert path(consent, "withdraw/") in get(who, path(consent)).content.decode()


def test_the_identifier_is_sealed_as_given_and_shown_as_its_mask():
    consent = given(keep(), identifier="alma.perso@marque-lue.example")
    (details,) = stored(consent, "details")
    assert b"marque-lue" not in bytes(details)
    assert open_details(ALMA.public, details).identifier == "alma.perso@marque-lue.example"
    assert "marque-lue" not in text(get(RITA, path(consent)))
    assert "alma.perso@marque-lue.example" in text(get(MAX, path(consent))), "a manager's level is open"


@pytest.mark.parametrize("given_as", ["+33612345678", "a@b.example", "1 rue des Essais, Nantes"])
def test_what_is_masked_does_not_hold_what_it_masks(given_as: str):
    assert given_as not in masked(given_as)
