"""The minimisation report: what is filled and unused, and what has no purpose, in counts alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licite.desk.minimisation.report import report
from licite.desk.minimisation.verdicts import Verdict, verdict
from licite.lawful.actions.purposes import tie_field
from licite.people.builtin import BUILTIN
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, text
from tests.conftest import inside
from tests.world import DORA, MAX, PEOPLE, RITA


@pytest.mark.parametrize(
    ("filled", "used", "purposes", "said"),
    [
        (10, 3, 1, Verdict.USED),
        (10, 0, 1, Verdict.UNUSED),
        (0, 0, 1, Verdict.EMPTY),
        (0, None, 2, Verdict.EMPTY),
        (None, None, 2, Verdict.UNCOUNTED),
        (10, None, 1, Verdict.UNCOUNTED),
        (10, 3, 0, Verdict.NO_PURPOSE),
        (0, 0, 0, Verdict.NO_PURPOSE),
    ],
)
def test_a_verdict_follows_from_counts_and_purposes(filled, used, purposes, said):
    assert verdict(filled=filled, used=used, purposes=purposes) is said


def rows(actor):
    return {row.key: row for row in report(actor).rows}


def test_every_field_is_in_the_report_with_its_counts():
    with inside(DORA) as actor:
        found = rows(actor)
        assert set(found) == set(BUILTIN)
        assert found["email"].filled == len(PEOPLE)
        assert found["email"].share == 100
        assert found["note"].filled == len(PEOPLE)
        assert found["task"].filled == 0
        assert found["task"].verdict is Verdict.EMPTY
        assert found["title"].filled is None
        assert found["email"].verdict is (Verdict.USED if found["email"].used else Verdict.UNUSED)
        assert found["country"].verdict is Verdict.UNCOUNTED
        tie_field(actor, field="email", purposes=[])
        assert rows(actor)["email"].verdict is Verdict.NO_PURPOSE


def test_a_reveal_and_a_reading_are_uses(fresh):
    page(RITA)
    assert (
        post(RITA, f"/contacts/{ALMA.public}/reveals/", {"field": "phone", "act": "call_now"}).status_code
        < 400
    )
    page(MAX)
    with inside(DORA) as actor:
        found = rows(actor)
        assert found["phone"].used >= 2
        assert found["email"].used >= 1
        assert found["phone"].verdict is Verdict.USED
        assert found["note"].verdict is Verdict.USED


def test_a_field_of_ones_own_is_counted_and_named_with_what_to_do(fresh):
    as_superuser(
        "INSERT INTO people_field (key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at) "
        "VALUES ('parc', 'Taille du parc', 'Size of the fleet', 'text', '[]', 'prospection', 'ordinary', now())"
    )
    post(RITA, f"/contacts/{ALMA.public}/fields/", {"custom-parc": "12"})
    with inside(DORA) as actor:
        parc = rows(actor)["parc"]
        assert (parc.filled, parc.used, parc.verdict) == (1, 0, Verdict.UNUSED)
    said = text(get(DORA, "/minimisation/"))
    assert "Taille du parc" in said
    assert "rempli, jamais utilisé" in said
    assert "/fields/parc/retire/" in said
    as_superuser("UPDATE lawful_purpose SET retired_at = now() WHERE key = 'prospection'")
    with inside(DORA) as actor:
        assert rows(actor)["parc"].verdict is Verdict.NO_PURPOSE
    as_superuser("UPDATE access_member SET language = 'en' WHERE id = %s", DORA.id)
    assert "without purpose" in text(get(DORA, "/minimisation/"))


def test_the_report_asks_few_statements_and_names_nobody():
    with inside(DORA) as actor:
        with CaptureQueriesContext(connection) as asked:
            report(actor)
        assert len(asked) <= 7
        assert actor.trace.reads["people:field:report"] == ([], set())
