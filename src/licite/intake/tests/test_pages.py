"""The browser's way: declare, upload, follow, read the report; no coordinate in clear, nothing of others."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licite.intake import jobs
from licite.intake.models import Batch, Draft, Part
from licite.intake.tests.conftest import in_worker
from tests.conftest import browser_of, inside
from tests.plugin import database_name, superuser
from tests.world import BEN, MAX, RITA, WEST, person

FILE = (
    "Nom,Prénom,Mail,Tél,Date de naissance\nMénard,Jean,jean.menard@fonderie.example,01 99 00 12,1970-01-01\n"
)
GIVEN = {
    "cell": "11", "source": "customer_file", "purpose": "prospection", "basis": "legitimate_interest",
    "capacity": "unknown", "country": "FR", "collected": "", "capacity_column": "",
}  # fmt: skip


def upload(text: str | bytes = FILE, member=MAX):
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("clients.csv", content, "text/csv")
    return browser_of(member).post("/imports/new/", {"file": file})


def selects(page: str) -> dict[str, str]:
    """What the page of columns has chosen."""
    found = re.findall(r'<select[^>]* name="(column-\d+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    return {name: re.findall(r'<option value="(\w+)" selected', options)[0] for name, options in found}


def prepare(text: str | bytes = FILE, *, told: dict[str, str] | None = None, **changes):
    """From the file to the preview; the answer to the last step that was sent."""
    answer = upload(text)
    if answer.status_code != 302:
        return answer
    browser = browser_of(MAX)
    answer = browser.post(answer.url, selects(browser.get(answer.url).text) | (told or {}))
    return browser.post(answer.url, GIVEN | changes) if answer.status_code == 302 else answer


def post(text: str = FILE, **changes):
    """All the steps, and the import."""
    answer = prepare(text, **changes)
    assert answer.status_code == 302
    assert browser_of(MAX).get(answer.url).status_code == 200
    return browser_of(MAX).post(answer.url, {"rule": "merge", "act": "run"})


def queued() -> list[dict]:
    with superuser(database_name()) as connection:
        return [args for (args,) in connection.execute("SELECT args FROM jobs.procrastinate_jobs").fetchall()]


def test_from_upload_to_report(fresh, as_worker):
    answer = post()
    assert answer.status_code == 302
    page = browser_of(MAX).get(answer.url)
    assert "http-equiv" in page.text
    assert "0 ligne lue sur 1" in page.text.replace("\xa0", " ")
    (args,) = queued()
    assert args.keys() == {"batch", "member"}
    assert args["member"] == MAX.id
    with as_worker():
        jobs.import_file(in_worker(), **args)
    moving = browser_of(MAX).get(answer.url + "progress/")
    assert moving.headers["HX-Refresh"] == "true"
    page = browser_of(MAX).get(answer.url)
    assert page.status_code == 200
    assert "Téléphone : trop court ; non conservé" in page.text.replace("\xa0", " ").replace("\u202f", " ")
    assert "naissance" in page.text
    assert not re.search(r"menard@|01 99 00", page.text)
    assert "clients.csv" in page.text
    listed = browser_of(MAX).get("/imports/")
    assert answer.url in listed.text
    assert browser_of(MAX).get(answer.url + "?outcome=refused").status_code == 200
    assert browser_of(MAX).get(answer.url + "?outcome=nothing&start=abc").status_code == 200


def test_the_report_names_its_records_with_links_and_masks_and_says_what_was_declared(fresh, as_worker):
    known = person(WEST, 3)
    text = (
        "Nom,Prénom,Mail,Opposition\nMénard,Jean,jean.menard@fonderie.example,oui\nRoy,<b>Lise</b>,lise@roy.example,\n"
        f"{known.last},{known.first},autre@ailleurs.example,\n"
    )
    answer = post(text, source="purchased_list", seller="Données <SA>")
    (args,) = queued()
    with as_worker():
        jobs.import_file(in_worker(), **args)
    page = browser_of(MAX).get(answer.url).text.replace("\xa0", " ")
    assert (
        "Fichier acheté (acheté à Données &lt;SA&gt;) · Prospection · Intérêt légitime · Qualité inconnue</p>"
        in page
    )
    assert "1 opposition appliquée" in page
    assert re.search(r'href="/contacts/[-0-9a-f]{36}/">Jean Ménard</a> <span class="masked"', page)
    assert "&lt;b&gt;Lise&lt;/b&gt; Roy</a>" in page
    assert "<b>Lise" not in page
    assert re.search(rf'Ressemble à : <a href="/contacts/{known.public}/">', page)
    assert "à trancher" in page
    assert "Comparer et trancher" in page
    assert not re.search(r"menard@|lise@|autre@", page)
    listed = browser_of(MAX).get("/imports/").text
    assert "clients.csv</a>" in listed
    assert "2 créées · 1 à trancher · 1 opposition appliquée <a" in listed
    with superuser(database_name()) as connection:
        ((subjects,),) = connection.execute(
            "SELECT subjects FROM journal.entry WHERE act = 'intake:report:read'"
        ).fetchall()
        ((declared, counts),) = connection.execute(
            "SELECT declared::text, counts::text FROM licite.intake_batch"
        ).fetchall()
    assert len(subjects) == 3
    assert known.id in subjects
    assert "clients" not in declared + counts
    assert "Données" not in declared + counts


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source": ""}, "Veuillez"),
        ({"source": "purchased_list"}, "De qui ce fichier a-t-il été acheté"),
        ({"basis": "consent"}, "Un consentement a sa preuve pour chaque personne"),
        ({"purpose": ""}, "Veuillez"),
        ({"basis": ""}, "Veuillez"),
        ({"capacity": ""}, "Veuillez"),
        ({"capacity": "column"}, "Choisissez la colonne"),
        ({"collected": "2099-01-01"}, "dans le futur"),
        ({"text": "Nom\n"[:0]}, "vide"),
        ({"text": "%PDF-1.7"}, "PDF"),
        (
            {"told": {"column-0": "none", "column-1": "none", "column-2": "none", "column-3": "none"}},
            "Aucune colonne",
        ),
        (
            {"told": {"column-0": "last_name", "column-1": "last_name"}},
            "Deux colonnes ne peuvent pas être la même chose",
        ),
        ({"cell": "99"}, "Veuillez"),
    ],
)
def test_nothing_starts_without_its_declaration_and_each_refusal_is_said_in_french(changes, said):
    answer = prepare(**({"text": FILE} | changes))
    assert answer.status_code == 200
    assert said in answer.text.replace("\xa0", " ").partition("problems")[2]
    assert queued() == []


def test_what_was_sent_of_the_provenance_is_there_again_whether_it_stood_or_not(fresh):
    preview = prepare(source="purchased_list", seller="Données SA", collected="2025-02-03")
    page = browser_of(MAX).get(preview.url.replace("preview", "provenance")).text
    for kept in ("purchased_list", "prospection", "legitimate_interest", "unknown", "11", "FR"):
        assert f'<option value="{kept}" selected>' in page
    assert 'value="Données SA"' in page
    assert 'value="2025-02-03"' in page
    refused = browser_of(MAX).post(
        preview.url.replace("preview", "provenance"), GIVEN | {"source": "fair", "basis": ""}
    )
    assert refused.status_code == 200
    page = browser_of(MAX).get(preview.url.replace("preview", "provenance")).text
    assert '<option value="fair" selected>' in page
    with superuser(database_name()) as connection:
        plans = connection.execute("SELECT plan FROM licite.intake_draft").fetchall()
    assert not any(b"fair" in bytes(plan) for (plan,) in plans)


def test_each_purpose_says_its_basis_and_a_refusal_names_the_one_that_holds(fresh):
    address = prepare(purpose="customer_relationship", basis="contract").url.replace("preview", "provenance")
    page = browser_of(MAX).get(address).text.replace("\xa0", " ")
    assert "Relation client (particuliers : contrat, professionnels : intérêt légitime)" in page
    wrong = GIVEN | {"purpose": "customer_relationship", "basis": "contract", "capacity": "professional"}
    answer = browser_of(MAX).post(address, wrong).text.replace("\xa0", " ")
    assert "particuliers : contrat, professionnels : intérêt légitime. Qui n’est" in answer
    assert '<a href="/purposes/">' in answer
    assert '<option value="contract" selected>' in answer


def test_choosing_a_purpose_offers_its_basis_and_keeps_what_was_typed(fresh):
    address = prepare().url.replace("preview", "provenance")
    chosen = GIVEN | {
        "purpose": "customer_relationship",
        "basis": "",
        "capacity": "professional",
        "act": "basis",
    }
    answer = browser_of(MAX).post(address, chosen)
    assert answer.status_code == 200
    offered = re.findall(r'<select name="basis".*?</select>', answer.text, re.DOTALL)[0]
    assert re.findall(r'value="(\w*)"( selected)?', offered) == [
        ("", ""),
        ("legitimate_interest", " selected"),
    ]
    assert '<option value="customer_relationship" selected>' in browser_of(MAX).get(address).text
    said = answer.text.replace("\xa0", " ").partition('id="id_basis_helptext"')[2].partition("</div>")[0]
    assert "C’est celle que l’organisation a retenue" in said
    assert "ceux qui travaillent dans une société cliente" in said
    assert "Contrat" not in said


def test_before_a_purpose_is_chosen_no_basis_is_offered_that_a_file_cannot_have(fresh):
    draft = upload(FILE.encode()).url.replace("columns", "provenance")
    page = browser_of(MAX).get(draft).text.replace("\xa0", " ")
    offered = re.findall(r'<select name="basis".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r'value="(\w*)"', offered) == [
        "",
        "contract",
        "legitimate_interest",
        "legal_obligation",
    ]
    assert "Dites d’abord à quoi sert le fichier" in page


def test_a_basis_chosen_is_not_lost_while_those_of_another_choice_are_on_their_way(fresh):
    address = prepare().url.replace("preview", "provenance")
    without = {name: value for name, value in GIVEN.items() if name != "basis"}
    browser_of(MAX).post(address, without | {"capacity": "column", "act": "basis"})
    assert '<option value="legitimate_interest" selected>' in browser_of(MAX).get(address).text


def test_a_row_that_meets_another_line_of_the_file_names_it(fresh):
    text = "Nom,Prénom,Mail\nMénard,Jean,jean@x.example\nRoy,Lise,jean@x.example\nRoy,Léa,jean@x.example\n"
    page = browser_of(MAX).get(prepare(text).url).text
    decided = page.partition('id="decide"')[2].partition("</form>")[0]
    assert "Jean Ménard · Ligne 2" in re.sub(r"<[^>]+>", "", decided)
    assert '<a href="#line-2">déjà à la ligne 2 de ce fichier</a>' in decided
    assert page.count('id="line-2"') == 1
    assert "côte à côte" in decided


def test_decisions_made_in_the_preview_are_kept_when_one_goes_back_by_its_steps(fresh):
    known = person(WEST, 3)
    preview = prepare(f"Nom,Prénom,Mail\n{known.last},{known.first},autre@ailleurs.example\n").url
    page = browser_of(MAX).get(preview).text
    assert re.search(
        r'<button type="submit" class="filter" form="decide" name="act" value="provenance">', page
    )
    answer = browser_of(MAX).post(
        preview, {"rule": "merge", "shown": "2", "row-2": "keep", "act": "provenance"}
    )
    assert answer.url == preview.replace("preview", "provenance")
    assert browser_of(MAX).post(answer.url, GIVEN).url == preview
    assert '<option value="keep" selected>' in browser_of(MAX).get(preview).text


def test_a_member_without_the_permission_is_refused_and_a_colleague_sees_no_import_of_mine(fresh):
    assert upload(member=RITA).status_code == 403
    draft = upload().url
    assert browser_of(RITA).get("/imports/").status_code == 403
    address = post().url
    with superuser(database_name()) as connection:
        connection.execute(
            "UPDATE licite.access_profile SET permissions = permissions || '{intake:import:run}' WHERE key = 'rep'"
        )
    assert browser_of(BEN).get(address).status_code == 404
    assert browser_of(BEN).get(draft).status_code == 404
    assert browser_of(BEN).post(address + "undo/").status_code == 404
    assert browser_of(BEN).get(address + "report.csv").status_code == 404
    assert browser_of(BEN).get(address + "progress/").status_code == 404
    with inside(BEN):
        assert Batch.objects.count() == Draft.objects.count() == Part.objects.count() == 0


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", re.IGNORECASE)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "templates").rglob("*.html")), ids=lambda p: p.name
)
def test_no_template_holds_anything_inline(path):
    assert not INLINE.search(path.read_text())
