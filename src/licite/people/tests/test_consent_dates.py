"""A consent is no older than its text, and what lapsed by itself stays so."""

import re
from datetime import UTC, datetime

import pytest

from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.actions import consents as actions
from licite.lawful.models import ConsentSource, PositiveAct, Wording
from licite.lawful.panels import consents as panels
from licite.lawful.proofs.sealing import ConsentDetails
from licite.lawful.queries import consents as queries
from licite.people.tests.proofs import (
    CALLS,
    TEXT,
    give,
    given,
    keep,
    path,
)
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from tests.conftest import inside
from tests.world import DORA, MAX, RITA

pytestmark = pytest.mark.usefixtures("swept")


def test_a_consent_is_no_older_than_its_text():
    new_text = keep(used_since="")
    assert "n’existait pas encore" in str(give(new_text).context["form"].errors["on"])
    since = keep(goods="nos abat-jour", used_since="2026-11-16")
    assert "on" in give(since, on="2026-11-15T23:59").context["form"].errors
    consent = given(since, on="2026-11-16T00:00")
    with inside(RITA) as actor:
        new = actions.NewConsent(
            wording=Wording.objects.get(public=new_text), act=PositiveAct.BUTTON, given_at=datetime(2026, 11, 16, tzinfo=UTC),
            zone="Europe/Paris", source=ConsentSource.URL, details=ConsentDetails(identifier="x", reference="x"),
        )  # fmt: skip
        with pytest.raises(Refused, match="consent"):
            actions.record_consent(actor, contact=row(actor), new=new)
    copied = post(MAX, path(consent, "copy/"), {}).content.decode()
    for shown in (text(get(RITA, path(consent))), copied):
        assert re.search(
            r"Enregistré ici.+le \d+ \w+ 2026 [0-9:]+ \(Europe/Paris, UTC.{6}\), par Rita", shown
        )
        assert "16 novembre 2026" in shown


def test_a_day_since_when_is_said_of_a_copied_text_alone():
    assert "text" in post(DORA, "/wordings/new/", TEXT | {"used_since": "2026-01-01"}).context["form"].errors
    copied = TEXT | {"text": "x", "used_since": "2099-01-01"}
    assert "used_since" in post(DORA, "/wordings/new/", copied).context["form"].errors


def test_what_had_lapsed_was_not_taken_back():
    text_of = keep(CALLS)
    old, new = given(text_of, on="2025-10-01T10:00"), given(text_of)
    post(RITA, path(new, "withdraw/"), {})
    with inside(RITA) as actor:
        found = queries.consents_of(actor, contact=ALMA.id)
        states = {one.public: queries.state(one, clock.now()).value for one in found}
        assert states == {old: "expired", new: "withdrawn"}
        lines = panels.consents(actor, row(actor)).lines
        assert [line.said.split()[0] for line in lines] == ["Retiré", "Terminé"]
    assert as_superuser("SELECT count(*) FROM lawful_withdrawal") == [(1,)]
