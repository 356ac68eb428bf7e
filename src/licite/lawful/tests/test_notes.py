"""Free texts are read with the lists of the pack: law.md, table 9."""

import pytest

from licite import packs
from licite.kit import numbers
from licite.lawful.models.notes import Category
from licite.lawful.notes import REFUSED, categories, scan

LAW = packs.law("FR")

# One row of table 9: the word lists, in the three languages.
SPEAKS_OF = [
    (Category.HEALTH, ["En arrêt maladie jusqu’en mars", "Elle est ENCEINTE", "Hij is ziek", "He had a heart attack",
                       "Suit une chimiothérapie", "reconnue RQTH", "is zwanger", "Atteint de diabète"]),
    (Category.RELIGION, ["Ne vient pas : c’est le ramadan", "Il est catholique pratiquant", "zij is moslima",
                         "gaat naar de moskee", "She is Jewish", "témoin de Jéhovah"]),
    (Category.ORIGIN, ["D’origine étrangère", "c’est un Marocain", "van Marokkaanse afkomst", "his skin colour"]),
    (Category.POLITICS, ["Militant d’extrême droite", "stemt op Vlaams Belang", "a trade show for the far right"]),
    (Category.UNION, ["Déléguée syndicale CGT", "lid van de vakbond", "trade union rep", "il fait grève"]),
    (Category.SEXUAL_LIFE, ["Il est gay", "vie sexuelle", "zij is lesbisch", "homosexuel"]),
    (Category.OFFENCES, ["Sort de prison", "a été condamné", "veroordeeld", "criminal record"]),
    (Category.INSULTS, ["Quel abruti", "un vrai connard", "een klootzak", "what an idiot"]),
    (Category.JUDGMENTS, ["Menteur et radin", "très désagréable", "onbeleefd", "he is lazy"]),
]  # fmt: skip
ORDINARY = [
    "Souhaite recevoir le tarif 2027 et une démonstration en janvier.",
    "Rappeler mardi après 14 h, au bureau de Nantes ; demander Mme Leconte.",
    "Connexion au portail à refaire, conseil demandé sur les conditions de paiement.",
    "Le fournisseur actuel livre en retard ; comparer avec notre offre à 12 500 € HT.",
    "Grossiste en beurre et fromages, cinq magasins, deux entrepôts.",
    "Intéressé par la gamme bois ; décision au comité de février.",
    "Contrat à renouveler en mars, garantie 24 mois, une personne à former.",
    "A demandé un devis pour 40 postes et un prix au kilo.",
    "Bel en dinsdag terug, offerte gestuurd, wacht op akkoord van de directie.",
    "Wants five licences and a discount; will confirm after the trade fair.",
    "Commande n° 2026-118 livrée, facture réglée, reçu envoyé par courriel.",
    "Tour de table prévu, retour positif du service achats.",
    "Adresse e-mail invalide, à redemander ; connecté au portail client.",
    "Présente ses confrères ; réunion à la mairie de Sainte-Luce.",
]


@pytest.mark.parametrize(
    "category,text", [(category, text) for category, texts in SPEAKS_OF for text in texts]
)
def test_a_listed_word_is_a_sign_of_its_category(category: Category, text: str):
    assert category in categories(scan(text, LAW))


@pytest.mark.parametrize("text", ORDINARY)
def test_a_note_of_sales_is_no_sign(text: str):
    assert scan(text, LAW) == ()


def test_accents_capitals_and_invisible_characters_hide_no_word():
    for text in ("MALADIE", "mala\u200bdie", "hand\u0069\u0301cap", "Sante\u0301 : hémiplégique, invalidité"):
        assert categories(scan(text, LAW)) == (Category.HEALTH,)


def test_a_hit_is_where_the_word_is():
    text = "Il est en « arrêt maladie » depuis lundi"
    (first, *_) = scan(text, LAW)
    assert text[first.start : first.end] == "arrêt maladie"


def test_numbers_are_told_apart_and_refused():
    text = "NIR 295109912611193, NISS 85.07.30-033.28, FR76 3000 6000 0112 3456 7890 189, 4111 1111 1111 1111, CVV 123"
    found = categories(scan(text, LAW))
    assert found == (Category.NATIONAL_NUMBER, Category.BANK, Category.CARD)
    assert set(found) == REFUSED
    assert {numbers.Kind.NIR, numbers.Kind.NRN} <= {one.kind for one in numbers.find(text)}


@pytest.mark.parametrize("country", ["FR", "BE", None])
def test_every_category_that_is_no_number_has_its_list_in_every_pack(country):
    law = packs.law(country)
    for category in Category:
        if category not in REFUSED:
            assert law[f"words.{category}"].codes


def test_the_lists_of_the_organisation_are_those_that_count():
    law = LAW.replacing("words.health", ("patraque",))
    assert categories(scan("Il est patraque, et malade", law)) == (Category.HEALTH,)
    assert len(scan("Il est patraque, et malade", law)) == 1
