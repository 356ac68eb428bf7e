"""Without script: the search, companies, deals, one's account, and what the data protection officer and the administrator do."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, sign_in
from tests.browser.plain import box, follow, press, told, unfold


def test_signing_in_and_out_needs_no_script(visit: Visit, site: Site):
    page = visit(None, javascript=False)
    sign_in(page, site.accounts["assistant"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour")
    press(page, "Se déconnecter")
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()


def test_the_search_answers_by_enter_and_by_its_button_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    page.goto("/contacts/?sort=name")
    name = page.locator("tbody .name a").first.inner_text()
    page.goto("/week/")
    for send in (lambda: page.keyboard.press("Enter"), lambda: press(page, "Rechercher")):
        page.get_by_role("searchbox").fill(name.split()[-1])
        send()
        expect(page).to_have_url(re.compile(r"/search/\?q="))
        expect(page.locator("main .card").first.get_by_role("link", name=name).first).to_be_visible()
    follow(page.locator("main .card"), name)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_company_is_made_changed_and_given_a_place_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    page.goto("/companies/")
    follow(page, "Nouvelle société")
    box(page, "Nom").fill("Ateliers Sansfil")
    press(page, "Créer")
    follow(page, "Modifier")
    box(page, "Site web").fill("https://ateliers-sansfil.example")
    press(page, "Enregistrer")
    expect(page.locator("main")).to_contain_text("ateliers-sansfil.example")
    fold = unfold(page, "Ajouter un établissement")
    box(fold, "Nom").fill("Usine")
    box(fold, "Ville").fill("Redon")
    press(fold, "Ajouter l’établissement")
    expect(page.locator("#sites")).to_contain_text("Redon")
    press(page.locator("#sites"), "Retirer")
    expect(page.locator("#sites")).not_to_contain_text("Redon")
    page.goto("/companies/")
    page.locator("tbody .name a").first.click()
    follow(page, "Voir les affaires")
    expect(page.get_by_role("heading", level=1)).to_have_text("Affaires")


def test_a_deal_is_opened_moved_won_opened_again_and_lost_without_script(visit: Visit):
    page = visit("rep", javascript=False)
    page.goto("/contacts/?stage=3&sort=name")
    page.locator("tbody .name a").last.click()
    follow(page, "Nouvelle affaire")
    box(page, "Ce qui est vendu").fill("Deux presses")
    box(page, "Montant").fill("1 200,50")
    box(page, "Conclusion prévue le").fill(f"{date.today() + timedelta(days=40)}")
    press(page, "Créer")
    told(page, "L’affaire est créée.")
    page.locator("#step").select_option("negotiation")
    press(page, "Déplacer")
    told(page, "Négociation")
    follow(page, "Gagnée")
    box(page, "Raison principale").select_option("price")
    press(page, "Enregistrer")
    expect(page.locator(".head")).to_contain_text("Gagnée")
    press(page, "Rouvrir")
    follow(page, "Perdue")
    box(page, "Raison principale").select_option("budget")
    box(page, "En quelques mots").fill("Budget gelé jusqu’en mars.")
    press(page, "Enregistrer")
    expect(page.locator("main")).to_contain_text("Budget gelé")
    page.goto("/deals/list/")
    unfold(page, "Filtres")
    page.locator("main [name=step]").select_option("lost")
    press(page, "Appliquer")
    expect(page.locator("tbody")).to_contain_text("Deux presses")


def test_who_saw_a_person_and_what_a_member_read_are_found_without_script(visit: Visit):
    page = visit("dpo", javascript=False)
    page.goto("/contacts/?sort=name")
    name = page.locator("tbody .name a").first.inner_text()
    page.goto("/journal/")
    fold = unfold(page, "Filtres")
    box(fold, "Personne concernée").fill(name)
    press(fold, "Appliquer")
    follow(page.locator("main .card"), name)
    expect(page.locator(".head")).to_contain_text(f"Qui a vu {name}")
    page.goto("/journal/")
    fold = unfold(page, "Filtres")
    box(fold, "Membre").select_option(label="Chloé Marchais")
    press(fold, "Appliquer")
    expect(page.locator("tbody tr").first).to_contain_text("Chloé Marchais")
    page.locator("tbody .name a").first.click()
    expect(page.locator("main")).to_contain_text("Ce qui a été écrit")
    page.goto("/journal/")
    press(page, "Vérifier maintenant")
    expect(page.locator("main")).to_contain_text("Le journal est entier.")


def test_purposes_notices_and_fields_are_settled_without_script(visit: Visit):
    page = visit("dpo", javascript=False)
    page.goto("/purposes/")
    follow(page, "Nouvelle finalité")
    box(page, "Nom en français").fill("Essai sans script")
    box(page, "Nom en anglais").fill("Trial without script")
    box(page, "Base légale pour les professionnels").select_option("consent")
    press(page, "Ajouter la finalité")
    told(page, "La finalité est ajoutée.")
    page.goto("/notices/")
    page.locator("tbody .name a").first.click()
    expect(page.locator("#changes")).to_contain_text("Essai sans script")
    page.goto("/purposes/")
    follow(page.locator("tr", has_text="Essai sans script"), "Ne plus utiliser")
    box(page, "Pourquoi").select_option(index=1)
    press(page, "Cesser de l’utiliser")
    expect(page.locator("main")).to_contain_text("Plus utilisées")
    follow(page, "Nouvelle finalité")
    follow(page, "Annuler")
    page.goto("/fields/new/")
    box(page, "Nom en français").fill("Essai de champ")
    box(page, "Nom en anglais").fill("Trial field")
    box(page, "Finalité").select_option("prospection")
    press(page, "Ajouter le champ")
    told(page, "Le champ est ajouté")
    follow(page.locator("tr", has_text="Essai de champ"), "Y mettre fin")
    press(page, "Y mettre fin et supprimer ses valeurs")
    expect(page.locator("tr", has_text="Essai de champ")).to_contain_text("terminé")


def test_a_rule_is_changed_with_its_reason_and_comes_back_without_script(visit: Visit):
    page = visit("dpo", javascript=False)
    page.goto("/rules/")
    follow(page, "Appels téléphoniques")
    page.goto("/rules/FR/phone.attempts/")
    box(page, "Nouvelle valeur").fill("3")
    press(page, "Voir ce que cela changerait")
    box(page, "Raison").fill("Essai sans script")
    press(page, "Enregistrer ce changement")
    expect(page.locator("main")).to_contain_text("Valeur de l’organisme")
    press(page, "Revenir à la règle d’origine")
    box(page, "Raison").fill("Fin de l’essai")
    press(page, "Enregistrer ce changement")
    expect(page.locator("main")).not_to_contain_text("Valeur de l’organisme")
    page.goto("/suppression/")
    box(page, "E-mail ou téléphone de la personne").fill("personne@sans-script.example")
    press(page, "Chercher")
    expect(page.locator("main")).to_contain_text("Cette adresse n’est pas sur la liste.")


def test_ones_language_and_sessions_are_ones_own_without_script(visit: Visit):
    page = visit("support", javascript=False)
    page.goto("/account/")
    box(page, "Langue").select_option("en")
    press(page, "Enregistrer")
    told(page, "Your language has been changed.")
    box(page, "Language").select_option("fr")
    press(page, "Save")
    told(page, "Votre langue est changée.")
    follow(page, "Voir mes sessions")
    here = page.locator("tbody tr", has_text="celle-ci")
    press(here, "Terminer")
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()


def test_an_administrator_invites_and_lets_go_without_script(visit: Visit):
    page = visit("it_admin", javascript=False)
    page.goto("/members/")
    follow(page, "Inviter un membre")
    box(page, "Prénom et nom").fill("Yann Sanslien")
    box(page, "E-mail").fill("yann.sanslien@ateliers-brevallon.example")
    press(page, "Inviter")
    follow(page, "Revenir aux membres")
    row = page.locator("tr", has_text="Yann Sanslien")
    press(row, "Inviter de nouveau")
    page.goto("/members/")
    follow(row, "Départ…")
    press(page, "Mettre fin à tout accès maintenant")
    expect(row).to_contain_text("parti")
