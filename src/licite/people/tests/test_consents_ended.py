"""Consents of a record: what ends them, and what the proof then says."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from licite.access.refusals import Refused
from licite.lawful.actions import consents as actions
from licite.lawful.models import ConsentSource, PositiveAct, Wording
from licite.lawful.panels import consents as panels
from licite.lawful.proofs.sealing import ConsentDetails
from licite.people.tests.proofs import (
    CALLS,
    FILE,
    acts,
    give,
    given,
    keep,
    path,
    stored,
)
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, RITA, WEST, person

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


@pytest.mark.parametrize("act", ["pre_ticked", "terms", "continued", "double_opt_in", ""])
def test_what_is_no_positive_act_cannot_be_recorded(act: str):
    answer = give(keep(), act=act)
    assert answer.status_code == 200
    assert "act" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"on": "2030-01-01T10:00"}, "on"),
        ({"age": "with_parent"}, "parent"),
        ({"agreed_on": "2026-12-01T19:30"}, "agreed_on"),
        ({"reference": ""}, "reference"),
        ({"wording": "6f0c0a52-0000-4000-8000-000000000000"}, "wording"),
    ],
)
def test_what_does_not_hold_together_is_said_at_its_field(other: dict[str, str], field: str):
    keep(CALLS)
    answer = give(keep(), **other)
    assert field in answer.context["form"].errors


def test_a_consent_to_be_called_may_name_the_agreed_hour():
    consent = given(keep(CALLS), agreed_on="2026-12-01T20:30", zone="Indian/Reunion")
    agreed, given_at = stored(consent, "agreed_at, given_at")
    assert agreed == datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert given_at == datetime(2026, 11, 16, 6, 30, tzinfo=UTC)


def test_a_minor_is_not_recorded_as_an_adult():
    as_superuser("UPDATE people_contact SET minor = true WHERE id = %s", ALMA.id)
    text_of = keep()
    assert "age" in give(text_of).context["form"].errors
    consent = given(text_of, age="with_parent", parent="Claire PARENT-MARQUE")
    assert "PARENT-MARQUE" in text(get(DORA, path(consent)))
    assert b"PARENT-MARQUE" not in bytes(stored(consent, "details")[0])


def test_a_consent_in_the_name_of_a_machine_is_not_written_by_hand():
    text_of = keep()
    with inside(RITA) as actor:
        new = actions.NewConsent(
            wording=Wording.objects.get(public=text_of), act=PositiveAct.DOUBLE_OPT_IN, given_at=NOW, zone="Europe/Paris",
            source=ConsentSource.URL, details=ConsentDetails(identifier="x", reference="x"),
        )  # fmt: skip
        with pytest.raises(Refused):
            actions.record_consent(actor, contact=row(actor), new=new)


def test_each_act_is_in_the_journal_with_ids_and_no_value():
    consent = given(keep(), file=FILE)
    get(RITA, path(consent))
    post(RITA, path(consent, "withdraw/"), {})
    rows = acts()
    assert {act for act, _, _ in rows} == {
        "lawful:wording:write", "lawful:consent:write", "lawful:evidence:write", "lawful:consent:read", "lawful:consent:withdraw",
    }  # fmt: skip
    assert all(subjects == [ALMA.id] for act, subjects, _ in rows if act != "lawful:wording:write")
    assert ALMA.email not in str(rows)
    assert "REPERE" not in str(rows)


def test_the_panel_of_the_record_says_what_stands_and_leads_to_each_proof():
    consent = given(keep(CALLS))
    with inside(RITA) as actor:
        panel = panels.consents(actor, row(actor))
        (line,) = panel.lines
        assert line.url == path(consent)
        assert line.said == "Donné le 16 novembre 2026, jusqu’au 16 novembre 2027".replace("’", "’")
        assert line.form is not None
        assert panel.new_url
        drawn = render_to_string("lawful/consents/_panel.html", {"consents": panel})
        assert path(consent, "withdraw/") in drawn
    with inside(ANNA) as actor:
        panel = panels.consents(actor, row(actor))
        assert not panel.new_url
        assert panel.lines[0].form is not None, "whoever reads the record may note the person's word"


def test_a_consent_out_of_sight_is_missing():
    consent = given(keep())
    assert get(BEN, path(consent)).status_code == 404
    assert post(BEN, path(consent, "withdraw/"), {}).status_code == 404
    assert get(RITA, path(consent, one=person(WEST, 2))).status_code == 404


def test_the_person_who_only_reads_records_no_consent():
    text_of = keep()
    assert give(text_of, who=ANNA).status_code == 403
