"""In the preview, one answer settles all rows that are doubtful for one reason; it may be changed until the import."""

import re

import pytest

from licite.intake import jobs
from licite.intake.models import Batch
from licite.intake.plans import Plan, Rule
from licite.intake.reports import Report
from licite.intake.tests.conftest import in_worker, run, staged, told
from licite.intake.tests.test_import import HEADER, contact, tell
from licite.intake.tests.test_left_undecided import ALIKE, HERE
from licite.intake.tests.test_pages import prepare, queued
from licite.intake.tests.test_whole_way import spaced
from licite.people import sealing
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import MAX

EMAIL, OTHER, NAME = "doubt.email_other_name", "doubt.other_coordinates", "doubt.name_alone"


def answered(text: str = ALIKE, *, rule: Rule = Rule.MERGE, decisions=None, **alike: Rule) -> Report:
    """Imported with `email=`, `other=`, `name=` answered of all rows of that kind."""
    codes = {"email": EMAIL, "other": OTHER, "name": NAME}
    plan = Plan(rule=rule, alike={codes[one]: said for one, said in alike.items()}, decisions=decisions or {})
    return run(staged(text, plan=plan))


def preview_of(text: str = ALIKE) -> str:
    return prepare(text).url


def page(preview: str) -> str:
    return spaced(browser_of(MAX).get(preview).text)


def select(text: str, name: str) -> list[tuple[str, bool]]:
    """The values of a select, and whether each is the one that is chosen."""
    options = text.partition(f'name="{name}"')[2].partition("</select>")[0]
    return [(value, bool(on)) for value, on in re.findall(r'<option value="(\w*)"( selected)?', options)]


def test_the_answer_for_a_kind_settles_its_rows_and_no_others(bring):
    run(staged(HERE))
    assert tell(answered(other=Rule.MERGE)) == ["waiting", "updated", "waiting"]
    jean = contact("Jean", "Ménard")
    assert sealing.open_values("phone", jean["public"], jean["phone"]) == ["+33199000002"]
    assert tell(answered(email=Rule.KEEP, name=Rule.SKIP)) == ["created", "skipped", "skipped"]


def test_a_row_of_its_own_comes_before_the_answer_for_its_kind(bring):
    run(staged(HERE))
    found = answered(
        email=Rule.KEEP, other=Rule.KEEP, name=Rule.KEEP, decisions={2: None, 4: Rule.SKIP}, rule=Rule.SKIP
    )
    assert tell(found) == ["waiting", "created", "skipped"]


def test_an_answer_for_a_kind_never_chooses_between_two_records(bring):
    run(staged(HERE))
    answered(HEADER + "Jean;Ménard;;jm@ailleurs.example;;;\n", other=Rule.KEEP)
    report = answered(HEADER + "Jean;Ménard;;;;;\n", name=Rule.MERGE)
    assert tell(report) == ["waiting"]
    assert len(report.lines[0].records) == 2


@pytest.mark.parametrize(("rule", "said"), [(Rule.SKIP, Rule.MERGE), (Rule.MERGE, Rule.SKIP)])
def test_the_remark_of_a_row_goes_with_the_answer_and_not_with_the_rule_of_the_file(bring, rule, said):
    run(staged(HERE))
    text = "Prénom;Nom;E-mail;Remarques\nJean;Ménard;jm@ailleurs.example;Rappeler en mai\n"
    answered(text, rule=rule, other=said)
    with superuser(database_name()) as connection:
        notes = connection.execute(
            "SELECT count(*) FROM licite.people_interaction WHERE contact = %s AND kind = 'note'",
            [contact("Jean", "Ménard")["id"]],
        ).fetchone()
    assert notes == (1 if said is Rule.MERGE else 0,)


def test_the_preview_asks_once_for_each_kind_and_counts_again_with_the_answer(fresh, as_worker):
    with as_worker():
        run(staged(HERE))
    preview = preview_of()
    first = page(preview)
    assert "La même réponse pour toutes les lignes d’un même cas" in first
    assert "Le même e-mail sous un autre nom · 1 ligne" in first
    assert select(first, f"all-{OTHER}") == [("", False), ("merge", False), ("keep", False), ("skip", False)]
    browser_of(MAX).post(preview, {"rule": "merge", f"all-{OTHER}": "merge", "row-2": "keep", "shown": "2"})
    again = page(preview)
    assert ("merge", True) in select(again, f"all-{OTHER}")
    assert select(again, "row-3")[:2] == [("", True), ("aside", False)]
    assert "Comme toutes celles de son cas" in again
    # The rows that the answer settled still stand among those to look at, and still count in their kind.
    assert "chip--yes" in again.partition('id="line-3"')[2].partition("</tr>")[0]
    assert "Le même nom, avec un autre e-mail ou téléphone · 1 ligne" in again
    assert queued() == []


def test_the_rows_to_decide_are_there_however_many_others_came_before_them(fresh, as_worker, monkeypatch):
    with as_worker():
        run(staged(HERE))
    monkeypatch.setattr("licite.intake.looking.KEPT", 2)
    known = HERE.removeprefix(HEADER)
    text = page(preview_of(HEADER + known * 3 + ALIKE.removeprefix(HEADER)))
    assert re.findall(r'name="shown" value="(\d+)"', text) == ["5", "6", "2", "3"]
    assert "Le même nom, et rien d’autre pour les distinguer · 1 ligne" in text


def test_an_answer_is_taken_back_before_the_import_and_followed_by_it(fresh, as_worker):
    with as_worker():
        run(staged(HERE))
    preview, browser = preview_of(), browser_of(MAX)
    browser.post(preview, {f"all-{OTHER}": "keep", f"all-{NAME}": "skip", f"all-{EMAIL}": "keep"})
    browser.post(preview, {f"all-{OTHER}": "", "row-2": "aside", "shown": ["2", "3"]})
    back = page(preview)
    assert not any(on for _value, on in select(back, f"all-{OTHER}"))
    assert ("skip", True) in select(back, f"all-{NAME}")
    assert ("aside", True) in select(back, "row-2")
    browser.post(preview, {f"all-{NAME}": "erase", "all-doubt.odd": "keep"})
    report = browser.post(preview, {f"all-{NAME}": "skip", "act": "run"}).url
    with as_worker():
        jobs.import_file(in_worker(), **queued()[-1])
        batch = Batch(public=report.split("/")[2])
        assert tell(told(batch)) == ["waiting", "waiting", "skipped"]
    left = spaced(browser.get(f"{report}left/").text)
    # What the preview was answered is over with it: here each kind is asked anew.
    assert not any(on for _value, on in select(left, f"all-{OTHER}"))


def test_what_was_decided_in_the_preview_is_journalled_in_counts(fresh, as_worker):
    with as_worker():
        run(staged(HERE))
    preview, browser = preview_of(), browser_of(MAX)
    page(preview)
    browser.post(preview, {f"all-{OTHER}": "keep", "row-2": "skip", "shown": "2"})
    browser.post(preview, {f"all-{OTHER}": "keep", "row-2": "skip", "shown": "2"})
    with superuser(database_name()) as connection:
        found = connection.execute(
            "SELECT actor, subjects, (detail::jsonb -> 'rows')::int, (detail::jsonb -> 'alike')::int "
            "FROM journal.entry WHERE act = 'intake:import:decide'"
        ).fetchall()
    assert found == [(MAX.id, [], 1, 1)]
