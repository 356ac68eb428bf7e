"""A rep's day without script: the list and its views, a record written and changed, a call, its next step, a task done.

What a page offers in place with script is a page of its own without; each act says what happened.
"""

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.plain import box, follow, press, told, unfold


def enter(page: Page, first: str, last: str, phone: str, stage: str = "13") -> None:
    """A contact made by hand, up to its record."""
    page.goto("/contacts/new/")
    box(page, "Prénom").fill(first)
    page.locator("[name=last]").fill(last)
    box(page, "E-mails").fill(f"{last.lower()}@sans-script.example")
    box(page, "Téléphones").fill(phone)
    box(page, "Portefeuille et étape").select_option(stage)
    box(page, "D’où vient la fiche").select_option("fair")
    box(page, "À quoi sert cette fiche (finalité)").select_option("customer_relationship")
    box(page, "Qualité").select_option("professional")
    box(page, "La personne a reçu").check()
    press(page, "Créer")
    told(page, "La fiche est créée.")


def test_the_list_is_narrowed_shaped_kept_shared_and_turned_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    page.goto("/contacts/")
    unfold(page, "Filtres")
    follow(page, "Choisir les filtres")
    box(page, "Étape").select_option("3")
    press(page, "Appliquer")
    expect(page.locator(".chips")).to_contain_text("Client")
    unfold(page, "Colonnes")
    follow(page, "Choisir les colonnes")
    box(page, "Société").check()
    box(page, "Dernière activité").uncheck()
    press(page, "Appliquer")
    expect(page.locator("thead")).to_contain_text("Société")
    expect(page.locator("thead")).not_to_contain_text("Dernière activité")
    unfold(page, "Vues")
    follow(page, "Garder cette liste comme vue")
    box(page, "Nom de la vue").fill("Clients et sociétés")
    press(page, "Garder cette vue")
    told(page, "La vue est gardée")
    page.goto("/contacts/")
    follow(page.locator(".tabs"), "Clients et sociétés")
    expect(page.locator("thead")).to_contain_text("Société")
    unfold(page, "Vues")
    follow(page, "Garder cette liste comme vue")
    follow(page.locator("li", has_text="Clients et sociétés"), "Modifier")
    box(page, "Partagée avec").select_option("1")
    press(page, "Enregistrer")
    expect(page.locator(".tabs").get_by_role("link", name="partagée Clients et sociétés")).to_be_visible()
    page.goto("/contacts/")
    first = page.locator("tbody .name a").first.inner_text()
    follow(page, "Suivants")
    expect(page.locator("tbody tr").first).not_to_contain_text(first)
    follow(page, "Précédents")
    expect(page.locator("tbody tr").first).to_contain_text(first)


def test_many_records_are_tagged_with_a_preview_and_it_is_undone_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    page.goto("/contacts/")
    for row in (0, 1):
        page.locator("tbody input[type=checkbox]").nth(row).check()
    press(page, "Agir sur les fiches cochées")
    form = page.locator("form", has=page.locator("[name=tag-tag]"))
    box(page, "Étiquette").fill("Salon de mars")
    press(form, "Aperçu")
    expect(page.locator("main")).to_contain_text("rien n’est encore fait")
    press(page, "Le faire")
    expect(page.locator("main")).to_contain_text("posée sur 2 fiches")
    press(page, "Annuler l’action")
    told(page, "Annulé sur 2 fiches")


def test_a_record_is_made_and_every_part_of_it_changed_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    enter(page, "Aubin", "Sanslien", "+33 2 61 91 77 11")
    coordinates, about = page.locator("#coordinates"), page.locator("#about")
    follow(coordinates, "Modifier")
    page.locator("[name=phone_1_value]").fill("06 39 98 11 22")
    page.locator("[name=email_1_value]").fill("second@sans-script.example")
    page.locator("[name=address_0_line]").fill("3 rue Neuve")
    page.locator("[name=address_0_town]").fill("Rennes")
    press(page, "Enregistrer")
    told(page, "Enregistré.")
    expect(coordinates).to_contain_text("+33 6 •• •• •• 22")
    expect(coordinates).to_contain_text("s•••@sans•••.example")
    follow(about, "Modifier")
    box(page, "Fonction").fill("Acheteur")
    press(page, "Enregistrer")
    expect(page.locator(".head")).to_contain_text("Acheteur")
    follow(about, "Ajouter une étiquette")
    box(page, "Étiquette").fill("Essai")
    press(page, "Enregistrer")
    press(about, "Retirer l’étiquette Essai")
    told(page, "L’étiquette est retirée.")
    about.locator("div", has_text="Langue et souhaits").last.get_by_role("link").click()
    box(page, "Langue").select_option("nl")
    press(page, "Enregistrer")
    expect(about).to_contain_text("Néerlandais")
    fold = unfold(page.locator("#timeline"), "Noter un échange")
    box(fold, "Remarque").last.fill("Préfère être livré le matin.")
    press(fold, "Enregistrer")
    told(page, "C’est noté.")
    unfold(page.locator("#timeline"), "Filtrer")
    follow(page.locator("#timeline"), "Appels")
    expect(page.locator("#timeline")).to_contain_text("livré le matin")
    page.go_back()
    follow(about, "Qui a modifié quoi")
    expect(page.locator("main")).to_contain_text("Fonction")


def test_a_file_is_attached_opened_and_removed_without_script(visit: Visit, tmp_path: Path):
    page = visit("rep", javascript=False)
    page.goto("/contacts/?sort=name")
    page.locator("tbody .name a").first.click()
    about = page.locator("#about")
    paper = tmp_path / "plan-sans-script.txt"
    paper.write_text("Plan de l’atelier")
    follow(about, "Joindre un fichier")
    box(page, "Fichier").set_input_files(paper)
    press(page, "Joindre")
    with page.expect_download() as given:
        press(about, "plan-sans-script.txt")
    assert Path(given.value.path()).read_text() == "Plan de l’atelier"
    line = about.locator("form", has_text=re.compile("Retirer"))
    press(line.last, "Retirer")
    expect(about).not_to_contain_text("plan-sans-script.txt")


def test_a_call_its_outcome_and_its_next_step_are_noted_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    enter(page, "Berthe", "Appelante", "+33 2 61 91 77 22")
    press(page.locator("#coordinates"), "Appeler")
    # The number goes out of sight by itself when its minute is over, and what is being typed stays.
    expect(page.locator(".revealed")).to_contain_text("+33 2 61 91 77 22")
    expect(page.locator(".revealed")).to_have_css("animation-name", "goes")
    expect(page.locator(".revealed")).to_have_css("animation-duration", re.compile(r"^[3-6]\ds$"))
    expect(page.locator(".masked-again")).to_be_hidden()
    box(page, "Personne jointe").check()
    box(page, "Remarque").fill("Veut un devis pour deux machines.")
    box(page, "Et ensuite").select_option("follow_up")
    box(page, "Quand").select_option(label="Dans une semaine")
    press(page, "Noter l’appel")
    told(page, "Prochaine étape : relance")
    expect(page.locator("#timeline")).to_contain_text("Veut un devis")
    expect(page.locator("#tasks")).to_contain_text("Relance")
    press(page.locator("#tasks"), "Fait")
    told(page, "C’est fait, pour")
    fold = unfold(page.locator("#tasks"), "Planifier")
    fold.locator("[name=task-kind]").select_option("other")
    fold.locator("[name=task-due]").fill(f"{date.today() + timedelta(days=9)}T09:30")
    fold.locator("[name=task-title]").fill("Préparer le devis")
    press(fold, "Planifier")
    told(page, "C’est planifié.")
    press(page.locator("#tasks li", has_text="Préparer le devis"), "Fait")
    told(page, "C’est fait, pour")


def test_an_objection_closes_the_channel_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    enter(page, "Cyprien", "Opposé", "+33 2 61 91 77 13")
    fold = unfold(page.locator("#objections"), "Noter une opposition")
    fold.locator("[name=objection-channel]").select_option("phone")
    press(fold, "Noter l’opposition")
    expect(page.locator("#objections")).to_contain_text("Téléphone")
    expect(page.locator("#coordinates").get_by_role("button", name="Appeler", exact=True)).to_have_count(0)


def test_the_day_and_the_week_are_worked_through_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    line = page.locator("#day .task", has=page.get_by_role("button", name="Fait")).first
    name = line.locator("b").last.inner_text()
    press(line, "Fait")
    told(page, "C’est fait, pour")
    press(page.locator("#flashes"), "Annuler")
    told(page, "La tâche est reprise.")
    press(
        page.locator("#day .task", has_text=name).filter(has=page.get_by_role("button", name="Fait")).first,
        "Fait",
    )
    page.locator("#day .part--closed summary").click()
    press(page.locator("#day .part--closed .task", has_text=name), "Reprendre")
    told(page, "La tâche est reprise.")
    line = page.locator("#day .task", has=page.get_by_role("link", name="Fait")).first
    follow(line, "Fait")
    page.locator("[name=call-outcome]").first.check()
    press(page, "Enregistrer")
    told(page, "Noté dans l’historique")
    line = page.locator("#day .task", has=page.locator("details", has_text="Plus")).first
    unfold(line, "Plus")
    press(line, "Annuler la tâche")
    told(page, "Tâche annulée.")
    page.goto("/week/")
    follow(page, "Semaine suivante")
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d"))
    movable = page.locator(".slot", has=page.get_by_role("link", name="Déplacer", exact=True))
    if not movable.count():  # early in a week all that is planned lies in this one
        page.goto("/week/")
    follow(movable.first, "Déplacer")
    box(page, "Nouvelle date").fill(f"{date.today() + timedelta(days=15)}T10:00")
    press(page, "Déplacer")
    told(page, "C’est déplacé.")


def test_what_the_law_forbids_is_refused_with_its_reason_and_the_way_back_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    page.goto("/contacts/?sort=name")
    page.locator("tbody tr").filter(has=page.locator(".light.no.tel")).first.locator("a").first.click()
    expect(page.locator("#coordinates [data-barred]").first).to_contain_text("Pas d’appel")
    unfold(page.locator("#may"), "Quelle règle")
    expect(page.locator("#may")).to_contain_text("notre règle")
