"""What is said quietly before and during a call: the hour where the person is, the notice that is owed, the fixed line."""

from datetime import UTC, datetime, timedelta

import pytest

from licite.kit import clock, phones
from licite.people import sealing
from licite.people.panels.coordinates import coordinates
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, row, text
from tests.conftest import inside
from tests.world import RITA

CALLED = f"/contacts/{ALMA.public}/call/"


@pytest.fixture(autouse=True)
def professional(fresh):
    as_superuser(
        "UPDATE people_contact SET capacity = 'professional', basis = 'legitimate_interest' WHERE id = %s",
        ALMA.id,
    )


@pytest.mark.parametrize(("utc", "said"), [(0, "01:44"), (9, ""), (18, ""), (19, "20:44")])
def test_the_hour_is_said_outside_the_day_and_forbids_nothing(utc, said, monkeypatch):
    with inside(RITA) as actor:
        contact = row(actor)
        monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, utc, 44, tzinfo=UTC))
        shown = coordinates(actor, contact)
    assert shown.hour == said
    assert shown.callable


def test_whoever_is_to_be_informed_is_said_to_be_while_the_call_is_noted():
    due = (clock.now() + timedelta(days=3)).date()
    as_superuser("UPDATE people_contact SET informed_at = NULL, notice_due = %s WHERE id = %s", due, ALMA.id)
    begun = post(RITA, CALLED, {"place": "0"}, **{"HX-Request": "true"}).content.decode()
    assert "est à informer" in begun
    assert f"/contacts/{ALMA.public}/notice/" in begun


def test_whoever_was_informed_is_not():
    as_superuser("UPDATE people_contact SET informed_at = now() WHERE id = %s", ALMA.id)
    assert (
        "est à informer" not in post(RITA, CALLED, {"place": "0"}, **{"HX-Request": "true"}).content.decode()
    )


@pytest.mark.parametrize(("number", "fixed"), [("+33299017701", True), ("+33612345678", False), ("+3242223344", True), ("+32470123456", False), ("12", False)])  # fmt: skip
def test_a_fixed_line_is_one_for_sure_only(number, fixed):
    assert phones.landline(number) is fixed


@pytest.mark.parametrize(
    ("numbers", "said"), [(["+33299017701"], True), (["+33299017701", "+33612345678"], False)]
)
def test_a_record_without_a_mobile_says_so_of_text_messages(numbers, said):
    sealed = sealing.seal_values("phone", ALMA.public, numbers)
    as_superuser("UPDATE people_contact SET phone = %s WHERE id = %s", sealed, ALMA.id)
    assert ("aucun numéro de mobile" in page(RITA)) is said
    assert ("aucun numéro de mobile" in text(get(RITA, f"/contacts/{ALMA.public}/may/"))) is said


def test_the_list_and_the_record_say_alike_of_whoever_has_no_address():
    as_superuser("UPDATE people_contact SET address = NULL WHERE purpose = 'prospection'")
    for url in ("/contacts/", f"/contacts/{ALMA.public}/"):
        shown = text(get(RITA, url))
        assert 'class="light none post"' in shown
        assert 'class="light care post"' not in shown
