"""Every column is accounted for: used, kept apart, or left out for a stated reason."""

import pytest

from licite.intake import words
from licite.intake.columns import MapRefused, assign, read_map
from licite.intake.headings import FORBIDDEN, UNWANTED, Target
from licite.intake.special import REASONS
from licite.people.labels import REFUSED, TOUCHY


def found(headers: str, told=None) -> list[str]:
    return [column.target or column.reason for column in assign(headers.split(","), told or {})]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("Civilité,Nom,Prénom,Raison sociale,Fonction", "civility last_name first_name company title"),
        ("Courriel,Tél. fixe,Portable,N° de fax,GSM", "email phone phone fax phone"),
        ("Nom complet,Rue,Code postal,Localité,Pays", "full_name address postal_code town country"),
        ("Name,Job Title,Phone number,ZIP,City,State", "full_name title phone postal_code town state"),
        ("first_name,last_name,company_name,email_2", "first_name last_name company email"),
        (
            "Nom,Adresse de l’entreprise,Ville société,Taille de l’entreprise",
            "full_name address town no_field",
        ),
        ("Nom,Ne pas contacter,Désinscrit,Date de collecte", "full_name no_contact no_email collected_at"),
        (
            "Nom,Mail,Opt-in newsletter,Commentaires,Langue,",
            "full_name email consent remark no_field no_header",
        ),
        ("Prénom,Nom,Nom complet,Nom de famille", "first_name last_name field_taken field_taken"),
        ("Nom,Particulier ou pro,ID client,Commercial", "full_name capacity reference colleague"),
        ("Nom,N° client,Id,UUID", "full_name reference identifier identifier"),
        ("CustomerId,Code tiers,Client,Réf. interne", "reference field_taken full_name identifier"),
    ],
)
def test_headers_are_understood_in_french_and_english(headers, expected):
    assert found(headers) == expected.split()


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("N° de sécurité sociale", "national_number"), ("NIR", "national_number"), ("Registre national", "national_number"),
        ("Date de naissance", "birth"), ("Âge", "birth"), ("Birthday", "birth"), ("Religion", "religion"),
        ("Syndicat", "union"), ("Handicap", "health"), ("Allergies", "health"), ("Situation familiale", "family"),
        ("Nombre d’enfants", "family"), ("Revenu annuel", "income"), ("IBAN", "bank"), ("Mot de passe", "secret"), ("Ethnie", "origin"), ("Burgerlijke staat", "family"), ("Photo", "image"),
    ],
)  # fmt: skip
def test_a_forbidden_column_is_named_and_left_out_even_when_a_map_wants_it(header, kind):
    columns = assign(["Nom", header], {header: "title"})
    assert (columns[1].target, columns[1].reason) == (None, f"forbidden_{kind}")
    assert words.column("left_out", "", columns[1].reason)


def test_a_birth_name_is_a_name():
    assert found("Prénom,Nom de naissance") == ["first_name", "last_name"]


def test_every_reason_has_words():
    for kind in (*REFUSED, *TOUCHY, "secret"):
        assert f"forbidden_{kind}" in words.COLUMNS
    assert set(REASONS.values()) <= words.COLUMNS.keys()
    for kind, _ in FORBIDDEN:
        assert f"forbidden_{kind}" in words.COLUMNS
    assert {reason for reason, _ in UNWANTED} <= words.COLUMNS.keys()
    assert words.TARGETS.keys() == set(Target)


def test_a_map_comes_before_guesses():
    told = read_map('Truc = "last_name"\n"E-mail" = "none"\n')
    assert found("Truc,E-mail,Tél", told) == ["last_name", "not_wanted", "phone"]
    assert read_map('{"columns": {"A b": "email"}}') == {"A b": "email"}


@pytest.mark.parametrize(
    ("headers", "told", "reason"),
    [
        ("Nom,Mail", {"Nim": "last_name"}, "map_column_unknown"),
        ("Nom,Mail", {"Nom": "surname"}, "map_field_unknown"),
        ("Jean Dupont,jean@dupont.example", {}, "no_header_row"),
        ("Dupont,06 39 98 12 34", {}, "no_header_row"),
        ("Couleur,Taille", {}, "nothing_to_read"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_its_reason(headers, told, reason):
    with pytest.raises(MapRefused) as refused:
        assign(headers.split(","), told)
    assert refused.value.reason == reason
    assert words.refusal(reason, refused.value.name)


@pytest.mark.parametrize("text", ["", "a = 1", "{", "[1]", "x", '{"a": {"b": "c"}}'])
def test_a_map_that_is_none_is_refused(text):
    if text == "":
        assert read_map(text) == {}
        return
    with pytest.raises(MapRefused):
        read_map(text)
