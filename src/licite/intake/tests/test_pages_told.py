"""What the pages of an import say: plural headings, names beside lines, what choices changed, what was declared."""

from licite.intake import jobs
from licite.intake.guesses import veiled
from licite.intake.models import Batch
from licite.intake.plans import Rule
from licite.intake.tests.conftest import in_worker, run, staged
from licite.intake.tests.test_answers_by_kind import EMAIL, page, preview_of
from licite.intake.tests.test_left_out import ANA, PAULE, spaced
from licite.intake.tests.test_left_undecided import HERE
from licite.intake.tests.test_pages import post, prepare, queued, selects, upload
from licite.intake.tests.test_rules import ruled
from tests.conftest import browser_of, inside
from tests.world import MAX

OLD = "Nom;Prénom;Mail;Date de collecte\nNeuve;Ana;ana@x.example;12/03/2024\n"


def test_the_heading_of_a_number_is_in_the_plural_whatever_the_number(fresh):
    said = spaced(browser_of(MAX).get(prepare().url).text)
    assert ("<h2>Créées</h2><b>1</b>" in said, "<h2>Refusées</h2><b>0</b>" in said) == (True, True)


def test_a_row_left_out_by_decision_says_so_in_its_report(fresh, as_worker):
    with as_worker():
        run(staged(ANA))
        ruled(Rule.MERGE, PAULE, line_2=Rule.SKIP)
    with inside(MAX):
        public = Batch.objects.order_by("-id").values_list("public", flat=True)[0]
    said = spaced(browser_of(MAX).get(f"/imports/{public}/").text)
    assert ">écartée</span>" in said
    assert "Déjà là ou écartées 1" in said


def test_a_row_with_something_to_say_is_named_even_where_it_is_refused(fresh):
    said = browser_of(MAX).get(prepare("Nom,Prénom,Mail\nNeuve,Ana,\nRoy,Lise,lise(at)x\n").url).text
    others = spaced(said.partition('id="others"')[2])
    assert "Neuve Ana<small>Ligne 2</small>" in others
    assert "Roy Lise<small>Ligne 3</small>" in others
    assert 'value="run"' in others
    assert said.count('value="run"') == 2


def test_counting_again_says_what_changed_and_comes_back_to_the_answers(bring):
    run(staged(HERE))
    preview = preview_of()
    assert "À trancher</h2><b>3</b>" in page(preview)
    browser, given = browser_of(MAX), {"rule": "merge", f"all-{EMAIL}": "keep", "act": "decide"}
    assert browser.post(preview, given).url == preview + "#kinds"
    assert "Recompté : créées 0 → 1 · à trancher 3 → 2." in spaced(browser.get(preview).text)
    browser.post(preview, given)
    browser.post(preview, given)
    assert "Recompté : rien ne change." in spaced(browser.get(preview).text)


def test_whoever_enters_late_may_enter_and_is_informed_then_and_a_tick_stays_in_the_report(fresh, as_worker):
    said = spaced(browser_of(MAX).get(prepare(OLD).url).text)
    assert "1 fiche entrerait bloquée" in said
    assert "Elles peuvent entrer quand même" in said
    assert '<a href="/inform/">À informer</a>' in said

    def report(**declared: str) -> str:
        address = post(OLD.replace("ana@", f"{len(declared)}@"), **declared).url
        with as_worker():
            jobs.import_file(in_worker(), **queued()[-1])
        return spaced(browser_of(MAX).get(address).text)

    ticked, left = report(informed="on"), report()
    assert "ces personnes ont reçu notre mention d’information lors de la collecte" in ticked
    assert "Personne n’a déclaré que ces personnes étaient informées" not in ticked
    assert "Personne n’a déclaré que ces personnes étaient informées" in left
    assert '<a href="/inform/">À informer</a>' in left


def test_a_day_that_does_not_exist_is_shown_and_a_phone_is_not():
    assert veiled("31/02/2024", shown=True) == "31/02/2024"
    assert veiled("2024-02-31", shown=True) == "2024-02-31"
    assert "99" not in veiled("01 99 00 12 34", shown=True)


def test_the_remarks_of_a_file_of_calls_are_shown_like_those_of_persons(fresh):
    draft = upload("Date;N° client;Type;Commentaire\n09/05/2026;C1;Appel;rappeler en mars\n").url
    answer = browser_of(MAX).post(
        draft, {"act": "read", "kind": "interactions", "encoding": "utf-8", "delimiter": ";"}
    )
    said = browser_of(MAX).get(answer.url).text
    assert selects(said)["column-3"] == "note"
    assert "rappeler en mars" in said
