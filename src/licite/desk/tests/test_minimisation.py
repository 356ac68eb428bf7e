"""The minimisation report: what is filled and unused, and what has no purpose, in counts alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licite.desk.minimisation.report import report
from licite.desk.minimisation.verdicts import Verdict, verdict
from licite.lawful.actions.purposes import tie_field
from licite.people import sealing
from licite.people.builtin import BUILTIN
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, text
from tests.conftest import inside
from tests.world import DORA, MAX, PEOPLE, RITA


def aged() -> None:
    """A journal that goes back 40 days."""
    as_superuser(
        "SELECT gate.lay(now() - interval '40 days', NULL, '-', 'page', 'people:contact:list', '{}', '{}', '{}', '-')"
    )


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


def test_nothing_is_unused_before_thirty_days_of_journal_nor_where_the_law_needs_it():
    assert verdict(filled=10, used=0, purposes=1, covered=False) is Verdict.EARLY
    assert verdict(filled=10, used=3, purposes=1, covered=False) is Verdict.USED
    assert verdict(filled=10, used=0, purposes=2, legal=True) is Verdict.LEGAL
    assert verdict(filled=10, used=3, purposes=2, legal=True) is Verdict.USED


def test_a_young_journal_concludes_nothing_and_says_since_when_it_counts(fresh):
    page(RITA)
    shown = text(get(DORA, "/minimisation/"))
    assert "ne remonte pas encore à 30 jours" in shown
    assert "utilisations comptées depuis le" in shown
    assert "jamais utilisé" not in shown
    assert "exigé par la loi" in shown


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
        assert found["email"].verdict is (Verdict.USED if found["email"].used else Verdict.EARLY)
        assert found["address"].verdict in (Verdict.LEGAL, Verdict.USED)
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


def test_notes_and_titles_read_elsewhere_than_on_the_record_are_uses_too(fresh):
    sealed = sealing.seal_values("task", ALMA.public, ["Rappeler"])
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, title, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', %s, now(), %s, now())", ALMA.id, ALMA.cell, sealed, RITA.id,
    )  # fmt: skip
    with inside(DORA) as actor:
        before = rows(actor)
    get(RITA, "/")
    get(RITA, "/contacts/")
    as_superuser(
        "INSERT INTO lawful_flag (contact, cell, place, row_id, category, state, found_at, seen) "
        "SELECT contact, cell, 'interaction', id, 'health', 'open', now(), '' FROM people_interaction "
        "WHERE contact = %s AND note IS NOT NULL LIMIT 1", ALMA.id,
    )  # fmt: skip
    get(DORA, "/notes/")
    with inside(DORA) as actor:
        after = rows(actor)
    for key in ("task", "title", "note"):
        assert after[key].used > before[key].used, key
    before = after
    page(RITA)
    with inside(DORA) as actor:
        after = rows(actor)
    assert after["task"].used == before["task"].used + 1
    assert after["note"].used == before["note"].used + 1, "a title of a task is no note"


def test_a_field_of_ones_own_is_counted_and_named_with_what_to_do(fresh):
    as_superuser(
        "INSERT INTO people_field (key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at) "
        "VALUES ('parc', 'Taille du parc', 'Size of the fleet', 'text', '[]', 'prospection', 'ordinary', now())"
    )
    post(RITA, f"/contacts/{ALMA.public}/fields/", {"custom-parc": "12"})
    with inside(DORA) as actor:
        parc = rows(actor)["parc"]
        assert (parc.filled, parc.used, parc.verdict) == (1, 0, Verdict.EARLY)
    aged()
    with inside(DORA) as actor:
        assert rows(actor)["parc"].verdict is Verdict.UNUSED
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
        assert len(asked) <= 8
        assert actor.trace.reads["people:field:report"] == ([], set())
