"""A manager's acts without script: duplicates, stand-ins, hand-overs, invitations, grants, profiles, rules, a whole import."""

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.plain import box, follow, press, told, unfold

WORK = 30_000
"""Until the worker has done it, in milliseconds; the page asks itself again every three seconds."""
FILE = """Nom;Prénom;E-mail;Tél;Société
Sansfil;Éloïse;eloise.sansfil@clients.example;02 61 91 78 31;Forges
Sansfil;Éloïse;eloise.sansfil@clients.example;02 61 91 78 31;Forges
Sansadresse;Léo;pas-un-mail;;
"""


def test_two_records_are_compared_merged_and_the_merge_taken_back_without_script(visit: Visit):
    page = visit("manager", javascript=False)
    page.goto("/duplicates/")
    follow(page, "Comparer")
    expect(page.locator("main")).to_contain_text("Ce que fait la fusion")
    press(page, "Fusionner les deux fiches")
    told(page, "Les deux fiches n’en font plus qu’une.")
    page.goto("/duplicates/")
    follow(page.locator("#merged"), "Annuler…")
    press(page, "Annuler la fusion")
    expect(page.locator("#flashes")).not_to_be_empty()
    page.goto("/duplicates/")
    press(page, "Chercher maintenant")
    expect(page.locator("main")).to_contain_text("Dernière recherche terminée", timeout=WORK)


def test_somebody_stands_in_and_stops_without_script(visit: Visit):
    page = visit("manager", javascript=False)
    page.goto("/team/")
    follow(page, "Quelqu’un s’absente…")
    box(page, "Qui s’absente").select_option(label="Lucas Wendling")
    box(page, "Qui remplace").select_option(label="Chloé Marchais")
    box(page, "Dernier jour").fill(f"{date.today() + timedelta(days=3)}")
    press(page, "Confier le remplacement")
    told(page, "Chloé Marchais remplace Lucas Wendling.")
    press(page.locator("#away .rows > div", has_text="Chloé Marchais"), "Y mettre fin")
    told(page, "Chloé Marchais ne remplace plus.")


def test_a_portfolio_is_handed_over_with_a_preview_and_comes_back_without_script(visit: Visit):
    page = visit("manager", javascript=False)
    page.goto("/portfolios/")
    follow(page, "Grand Est")
    follow(page, "Le transmettre…")
    box(page, "Les fiches passent à").select_option(label="Grands comptes")
    for stage in ("Prospect froid", "Prospect qualifié", "Client"):
        page.get_by_label(stage, exact=True).uncheck()
    press(page, "Voir ce que cela changerait")
    expect(page.locator("main")).to_contain_text("Les verront")
    press(page, "Transmettre maintenant")
    expect(page.locator("main")).to_contain_text("Terminée", timeout=WORK)
    unfold(page, "Annuler cette transmission…")
    press(page, "Annuler cette transmission")
    expect(page.locator("main")).to_contain_text("Annulée", timeout=WORK)


def test_a_member_is_invited_given_a_grant_and_it_is_ended_without_script(visit: Visit):
    page = visit("manager", javascript=False)
    page.goto("/grants/")
    follow(page, "Inviter un membre")
    box(page, "Prénom et nom").fill("Zoé Sanslien")
    box(page, "E-mail").fill("zoe.sanslien@ateliers-brevallon.example")
    box(page, "Profil").select_option("assistant")
    box(page, "Ouest").check()
    box(page, "Client").check()
    press(page, "Inviter")
    expect(page.locator("main code")).to_contain_text("/invitation/")
    follow(page, "Revenir aux membres")
    follow(page, "Zoé Sanslien")
    box(page, "Profil").select_option("rep")
    box(page, "Grand Est").check()
    box(page, "Prospect qualifié").check()
    press(page, "Voir ce que cela ouvrirait")
    expect(page.locator("main")).to_contain_text("Ce qu’elle ouvre")
    press(page, "Donner cette habilitation")
    told(page, "L’habilitation vaut dès maintenant")
    grant = page.locator(".card", has=page.get_by_role("heading", name="Force de vente"))
    unfold(grant, "Changer la fin…")
    box(grant, "Dernier jour").fill(f"{date.today() + timedelta(days=30)}")
    press(grant, "Enregistrer")
    expect(page.locator("#flashes")).not_to_be_empty()
    follow(grant, "Terminer…")
    expect(page.locator("main")).to_contain_text("Ce que sa fin ferme")
    press(page, "La terminer maintenant")
    expect(grant).to_have_count(0)


def test_a_profile_is_changed_and_changed_back_without_script(visit: Visit):
    page = visit("manager", javascript=False)
    for level in ("1", "3"):
        page.goto("/profiles/")
        follow(page, "Comptabilité")
        box(page, "Montants").select_option(level)
        press(page, "Voir qui cela toucherait")
        expect(page.locator("main")).to_contain_text("Qui gagne, qui perd")
        box(page, "Raison").fill("Essai sans script")
        press(page, "Enregistrer ce changement")
        expect(page.locator("main")).to_contain_text("Essai sans script")


def test_a_rule_says_which_portfolio_takes_whom_without_script(visit: Visit):
    page = visit("manager", javascript=False)
    page.goto("/portfolios/")
    follow(page, "Modifier les règles")
    box(page, "Rang 1").fill("1")
    box(page, "Départements ou débuts de code postal 1").fill("98799")
    box(page, "Portefeuille 1").select_option(label="Grand Est")
    press(page, "Poser ces règles")
    told(page, "Les règles valent dès maintenant")
    follow(page, "Modifier les règles")
    box(page, "Portefeuille 1").select_option("")
    press(page, "Poser ces règles")
    expect(page.locator("main")).to_contain_text("Aucune règle")


def test_a_file_is_brought_in_settled_row_by_row_and_undone_without_script(visit: Visit, tmp_path: Path):
    page = visit("manager", javascript=False)
    page.goto("/imports/new/")
    paper = tmp_path / "sans-script.csv"
    paper.write_bytes(FILE.encode("cp1252"))
    box(page, "Fichier").set_input_files(paper)
    press(page, "Lire le fichier")
    press(page, "Relire le fichier")
    press(page, "Suite : la provenance")
    box(page, "Portefeuille et étape").select_option("13")
    box(page, "D’où vient ce fichier").select_option("fair")
    box(page, "Ces personnes ont reçu").check()
    box(page, "Pour quoi faire").select_option("customer_relationship")
    box(page, "Sur quelle base légale").select_option("legitimate_interest")
    box(page, "Professionnels ou particuliers").select_option("professional")
    press(page, "Suite : l’aperçu")
    expect(page.locator("main")).to_contain_text("rien n’est encore entré", timeout=WORK)
    page.get_by_label("Votre décision 3").select_option(label="Ne pas l’importer")
    press(page, "Recompter avec ces choix")
    expect(page.get_by_label("Votre décision 3").locator("option:checked")).to_have_text(
        "Ne pas l’importer", timeout=WORK
    )
    press(page, "Importer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compte rendu d’import", timeout=WORK)
    expect(page.locator("#rows")).to_contain_text("Sansfil")
    unfold(page, "Annuler tout l’import")
    press(page.locator("main details"), "Annuler tout l’import")
    expect(page.locator("main")).to_contain_text("Cet import a été annulé", timeout=WORK)
