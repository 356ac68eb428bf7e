"""Remarks of a file become notes of the history: sealed, of nobody, read again where the law asks, once, and back with it."""

from datetime import UTC, datetime

from licite.access.gate import acting_for
from licite.intake import jobs
from licite.intake.models import Batch
from licite.intake.plans import Plan
from licite.intake.tests import dumps
from licite.intake.tests.acts import asked
from licite.intake.tests.conftest import PURPOSE, codes, in_worker, run, staged, take_back
from licite.intake.tests.test_import import contact, tell
from licite.intake.tests.test_pages import prepare, queued
from licite.intake.tests.test_undo import base
from licite.kit import clock
from licite.people import sealing
from licite.people.actions import add_interaction
from licite.people.choices import Direction, InteractionKind
from licite.people.models import Interaction
from licite.people.queries import contact_for
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import MAX

HEADER = "Prénom;Nom;E-mail;Remarques;Date de création\n"
ANA = "Ana;Neuve;ana@x.example;rappeler après 18h;02/11/2023\n"
ILL = "Luc;Roy;luc@x.example;en arrêt maladie, dépression;\n"


def notes() -> list[tuple[str, str, str, datetime]]:
    """Words, kind, direction and moment of what imports noted."""
    with acting_for(MAX.id, PURPOSE):
        rows = Interaction.objects.filter(member=None, kind="note").order_by("id")
        publics = dict(asked("SELECT id, public FROM people_contact"))
        return [
            (
                "".join(sealing.open_values("note", publics[one.contact], one.note)),
                one.kind,
                one.direction,
                one.at,
            )
            for one in rows
        ]


def test_a_remark_is_noted_sealed_on_the_day_of_its_row_once_and_moves_no_date(worker):
    assert tell(run(staged(HEADER + ANA))) == ["created"]
    assert notes() == [("rappeler après 18h", "note", "ours", datetime(2023, 11, 1, 23, tzinfo=UTC))]
    assert asked(
        "SELECT active_at = collected_at FROM people_contact WHERE id = %s", contact("Ana", "Neuve")["id"]
    ) == [(True,)]
    with superuser(database_name()) as connection:
        (held,) = connection.execute(
            "SELECT string_agg(r::text, '') FROM licite.people_interaction r"
        ).fetchone()
    assert "rappeler" not in held
    again = run(staged(HEADER + ANA))
    assert codes(again) == ["known.here"]
    more = run(staged(HEADER + ANA.replace("rappeler après 18h", "client fidèle")))
    assert (tell(more), codes(more)) == (["updated"], ["known.here", "gained.remark"])
    assert [one[0] for one in notes()] == ["rappeler après 18h", "client fidèle"]


def test_a_remark_that_speaks_of_health_is_shown_before_it_enters_and_read_again_after(fresh, as_worker):
    text = HEADER + ANA + ILL
    page = browser_of(MAX).get(prepare(text).url).text
    assert "Remarques à relire avant d’importer" in page
    assert "en arrêt maladie, dépression" in page.partition('id="touchy"')[2]
    assert "rappeler après 18h" not in page.partition('id="touchy"')[2].partition("</table>")[0]
    with as_worker():
        report = run(staged(text, plan=Plan(keeps_touchy=True)))
        assert "remark.sensitive" in codes(report)
        assert asked("SELECT place, category FROM lawful_flag") == [("interaction", "health")]


def test_flagged_remarks_stay_out_unless_one_says_otherwise_and_the_report_counts_them(fresh, as_worker):
    browser, path = browser_of(MAX), prepare(HEADER + ANA + ILL).url
    page = browser.get(path).text
    assert '<option value="out">Ne pas les importer (conseillé)</option>' in page
    assert '<option value="keep">' in page
    report = browser.post(path, {"act": "run", "touchy": "out"}).url
    with as_worker():
        jobs.import_file(in_worker(), **queued()[-1])
        assert [words for words, *_ in notes()] == ["rappeler après 18h"]
    assert "1 remarque a été laissée de côté" in browser.get(report).text


def test_flagged_remarks_come_in_where_one_says_so(fresh, as_worker):
    browser, path = browser_of(MAX), prepare(HEADER + ILL).url
    browser.post(path, {"act": "decide", "touchy": "keep"})
    page = browser.get(path).text
    assert '<option value="keep" selected>' in page
    assert "en arrêt maladie, dépression" in page.partition('id="touchy"')[2]
    browser.post(path, {"act": "run"})
    with as_worker():
        jobs.import_file(in_worker(), **queued()[-1])
        assert [words for words, *_ in notes()] == ["en arrêt maladie, dépression"]


def test_an_undoing_takes_remarks_back_of_whom_it_made_and_of_whom_it_met(worker):
    run(staged(HEADER + ANA.replace("rappeler après 18h", "")))
    before, whole = base(), dumps.people()
    batch = staged(HEADER + ANA + ILL)
    assert tell(run(batch)) == ["updated", "created"]
    take_back(batch)
    assert notes() == []
    assert base() == before
    assert {name: rows for name, rows in dumps.people().items() if rows != whole[name]} == {}
    with acting_for(MAX.id, PURPOSE):
        counts = Batch.objects.get(public=batch.public).counts
    assert (counts["gone"], counts["restored"], counts["kept"]) == (1, 1, 0)


def test_a_record_on_which_somebody_worked_since_stays_with_its_remark(worker):
    batch = staged(HEADER + ANA)
    run(batch)
    ana = contact("Ana", "Neuve")
    with acting_for(MAX.id, PURPOSE) as actor:
        add_interaction(
            actor,
            contact=contact_for(actor, ana["public"]),
            at=clock.now(),
            kind=InteractionKind.NOTE,
            direction=Direction.OURS,
            outcome="",
            note="vue au salon",
        )
    take_back(batch)
    assert contact("Ana", "Neuve")["id"] == ana["id"]
    assert [one[0] for one in notes()] == ["rappeler après 18h"]


def test_a_remark_with_a_card_number_or_without_end_is_left_out_and_said(worker):
    report = run(
        staged(
            HEADER
            + ANA.replace("rappeler après 18h", "CB 4111 1111 1111 1111")
            + ILL.replace("en arrêt", "x" * 2100)
        )
    )
    assert {"remark.number", "remark.too_long"} <= set(codes(report))
    assert notes() == []
