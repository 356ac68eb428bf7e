"""A field of one's own exists for a purpose, holds nothing prohibited, is sealed, and ends with its values."""

import pytest
from django.db import DatabaseError, connection
from django.http import Http404
from django.template.loader import render_to_string

from licite.access.refusals import Refused
from licite.lawful.actions.purposes import retire_purpose
from licite.lawful.choices import RetiredFor
from licite.people import labels, panels
from licite.people.actions.customs import add_field, fill_customs, retire_field
from licite.people.actions.notes import strike_text
from licite.people.models import CustomValue
from licite.people.queries.customs import customs, customs_of
from licite.people.tests.ways import ALMA, EASTERN, as_superuser, get, page, post, row, text
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, MAX, PAUL, RITA

FLEET = {
    "key": "parc", "french": "Taille du parc", "english": "Size of the fleet", "kind": "text", "choices": (),
    "purpose": "prospection", "sensitivity": "ordinary",
}  # fmt: skip


@pytest.fixture
def fields(fresh):
    with_choice = "INSERT INTO people_field (key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at) VALUES "
    as_superuser(
        with_choice
        + "('parc', 'Taille du parc', 'Size of the fleet', 'text', '[]', 'prospection', 'ordinary', now()), "
        "('rythme', 'Rythme', 'Pace', 'choice', '[\"Annuel\", \"Mensuel\"]', 'prospection', 'personal', now()), "
        "('visite', 'Dernière visite', 'Last visit', 'date', '[]', 'customer_relationship', 'ordinary', now()), "
        "('essai', 'Essai fait', 'Trial done', 'yes_no', '[]', 'prospection', 'ordinary', now())"
    )


def values(actor, one=ALMA):
    contact = row(actor, one)
    return {held.field.key: held.value for held in customs_of(actor, contact=contact, fields=customs(actor))}


def given(actor, **said):
    return {field: said[field.key] for field in customs(actor) if field.key in said}


def test_no_purpose_no_field():
    with inside(DORA) as actor:
        assert not add_field(actor, **{**FLEET, "purpose": "unheard"})
        retire_purpose(actor, key="satisfaction", because=RetiredFor.STOPPED)
        assert not add_field(actor, **{**FLEET, "purpose": "satisfaction"})
        assert add_field(actor, **FLEET)
        assert not add_field(actor, **FLEET)
        assert [(one.key, one.label) for one in customs(actor)] == [("parc", "Taille du parc")]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Numéro de sécurité sociale", "special"),
        ("Groupe sanguin", "special"),
        ("Religion", "special"),
        ("Origine ethnique", "special"),
        ("Casier judiciaire", "special"),
        ("Numéro de carte", "special"),
        ("IBAN", "special"),
        ("Situation familiale", "personal"),
        ("Date de naissance", "personal"),
        ("Photo", "personal"),
        ("Revenus", "personal"),
    ],
)
def test_what_the_law_prohibits_is_no_field_and_the_touchy_is_declared_so(label, code):
    with inside(DORA) as actor:
        with pytest.raises(Refused, match=code):
            add_field(actor, **{**FLEET, "french": label})
        if code == "personal":
            assert add_field(actor, **{**FLEET, "french": label, "sensitivity": "personal"})
        else:
            with pytest.raises(Refused, match=code):
                add_field(actor, **{**FLEET, "french": label, "sensitivity": "personal"})


@pytest.mark.parametrize(
    "label", ["Taille du parc", "Origine du contact", "Rythme d’achat", "Agence", "Partenaire"]
)
def test_a_harmless_name_speaks_of_nothing(label):
    assert labels.spoken_of([label], labels.REFUSED + labels.TOUCHY) == ""


def test_a_list_of_choices_is_read_too():
    with inside(DORA) as actor, pytest.raises(Refused, match="special"):
        add_field(actor, **{**FLEET, "kind": "choice", "choices": ("Catholique", "Religion")})


def test_values_are_sealed_and_read_as_notes_are(fields):
    with inside(RITA) as actor:
        contact = row(actor)
        assert fill_customs(
            actor, contact=contact, given=given(actor, parc="12 machines", rythme="Annuel")
        ) == [
            "parc",
            "rythme",
        ]
        assert values(actor) == {"parc": "12 machines", "rythme": "Annuel", "visite": "", "essai": ""}
        assert not any(
            b"machines" in bytes(one) for one in CustomValue.objects.values_list("value", flat=True)
        )
        shown = panels.customs(actor, contact)
        rendered = render_to_string("people/_customs.html", {"customs": shown, "contact": contact})
        assert "12 machines" in rendered
        assert actor.trace.details["people:contact:read"]["customs"] == ["parc", "rythme"]


def test_a_hidden_level_shows_nothing_and_keeps_what_is_left_empty(fields):
    answer = post(
        RITA,
        f"/contacts/{ALMA.public}/fields/",
        {"custom-parc": "12 machines", "custom-visite": "2026-11-02"},
    )
    assert answer.status_code == 303
    with inside(PAUL) as actor:
        contact = row(actor)
        assert values(actor) == {"parc": None, "rythme": "", "visite": None, "essai": ""}
        shown = panels.customs(actor, contact)
        assert shown.lines == []
        rendered = render_to_string("people/_customs.html", {"customs": shown, "contact": contact})
        assert "machines" not in rendered
        assert fill_customs(actor, contact=contact, given=given(actor, parc="", rythme="Mensuel")) == [
            "rythme"
        ]
    blind = {"custom-parc": "", "custom-rythme": "", "custom-visite": "", "custom-essai": ""}
    assert post(PAUL, f"/contacts/{ALMA.public}/fields/", blind).status_code == 303
    assert post(RITA, f"/contacts/{ALMA.public}/fields/", {}).status_code == 303
    with inside(RITA) as actor:
        assert values(actor)["parc"] == "12 machines"
        assert "02/11/2026" in [line.value for line in panels.customs(actor, row(actor)).lines]
    assert post(RITA, f"/contacts/{ALMA.public}/fields/", {"custom-parc": ""}).status_code == 303
    with inside(RITA) as actor:
        assert values(actor) == {"parc": "", "rythme": "", "visite": "2026-11-02", "essai": ""}


def test_a_value_is_of_its_kind_and_no_mask(fields):
    for wrong in (
        {"rythme": "Parfois"},
        {"visite": "demain"},
        {"parc": "+33 6 •• •• •• 12"},
        {"essai": "peut-être"},
    ):
        answer = post(RITA, f"/contacts/{ALMA.public}/fields/", {f"custom-{k}": v for k, v in wrong.items()})
        assert answer.status_code == 200, wrong
    with inside(RITA) as actor:
        assert set(values(actor).values()) == {""}
        with pytest.raises(Refused, match="mask"):
            fill_customs(actor, contact=row(actor), given=given(actor, parc="••••"))


def test_who_does_not_edit_fills_nothing(fields):
    with inside(ANNA) as actor, pytest.raises(Refused, match="act"):
        fill_customs(actor, contact=row(actor), given=given(actor, parc="x"))


def test_a_field_ends_with_its_values_in_every_portfolio(fields):
    for member, one in ((RITA, ALMA), (BEN, EASTERN)):
        with_value = {"custom-parc": "3"}
        assert post(member, f"/contacts/{one.public}/fields/", with_value).status_code == 303
    with inside(DORA) as actor:
        assert retire_field(actor, key="parc") == 2
        assert CustomValue.objects.count() == 0
        assert "parc" not in values(actor)
        with pytest.raises(Http404):
            retire_field(actor, key="parc")
        assert not add_field(actor, **FLEET)
    with inside(RITA) as actor, pytest.raises(Refused, match="act"):
        retire_field(actor, key="parc")


INSERT = "INSERT INTO people_value (contact, cell, field, value, member, written_at) SELECT {0}, {1}, id, 'x', {2}, now() FROM people_field LIMIT 1"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_value SET value = 'x'",
        "UPDATE people_field SET purpose = 'invoicing'",
        "INSERT INTO people_field (key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at) "
        "VALUES ('x', 'x', 'x', 'text', '[]', 'prospection', 'ordinary', now())",
        "SELECT gate.add_field('x', 'x', 'x', 'text', '[]', 'prospection', 'ordinary')",
        "SELECT gate.retire_field('parc')",
        INSERT.format(EASTERN.id, EASTERN.cell, RITA.id),
        INSERT.format(EASTERN.id, ALMA.cell, RITA.id),
        INSERT.format(ALMA.id, ALMA.cell, BEN.id),
    ],
)
def test_a_rep_bends_no_field_in_sql(fields, statement):
    with inside(RITA), connection.cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute(statement)


def test_pages_of_fields_in_french_and_english(fields):
    said = text(get(DORA, "/fields/"))
    assert "Taille du parc" in said
    assert "Annuel, Mensuel" in said
    assert "Intitulés des tâches" in said
    made = post(DORA, "/fields/new/", {
        "french": "Secteur d’activité", "english": "Line of business", "kind": "choice", "choices": "Agro\nLuxe",
        "purpose": "prospection", "sensitivity": "ordinary",
    })  # fmt: skip
    assert made.status_code == 303
    refused = text(post(DORA, "/fields/new/", {
        "french": "Religion", "english": "Religion", "kind": "text", "choices": "", "purpose": "prospection", "sensitivity": "ordinary",
    }))  # fmt: skip
    assert "RGPD" in refused
    assert post(DORA, "/fields/title/purposes/", {"purposes": ["newsletter"]}).status_code == 303
    assert "Lettre d’information" in text(get(DORA, "/fields/"))
    assert get(DORA, "/fields/nothing/purposes/").status_code == 404
    assert get(DORA, "/fields/nothing/retire/").status_code == 404
    assert post(DORA, "/fields/parc/retire/", {}).status_code == 303
    assert "Taille du parc" in text(get(DORA, "/fields/"))
    as_superuser("UPDATE access_member SET language = 'en' WHERE id = %s", DORA.id)
    english = text(get(DORA, "/fields/"))
    assert "Line of business" in english
    assert "Fields of a record" in english


def test_a_record_without_own_fields_shows_no_panel(fresh):
    with inside(MAX) as actor:
        assert panels.customs(actor, row(actor)).form is None
    assert "Nos champs" not in page(MAX)


def test_a_text_is_read_for_what_may_not_stand_in_it(fields):
    url = f"/contacts/{ALMA.public}/fields/"
    number = text(post(RITA, url, {"custom-parc": "NIR 1 85 05 78 006 084 91"}))
    assert "identification nationale" in number or "numéro" in number
    asked = text(post(RITA, url, {"custom-parc": "Malade, en arrêt depuis mars"}))
    assert "anyway" in asked
    with inside(RITA) as actor:
        assert values(actor)["parc"] == ""
    insisted = {"custom-parc": "Malade, en arrêt depuis mars", "custom-anyway": "on"}
    assert post(RITA, url, insisted).status_code == 303
    ((flag, place),) = as_superuser("SELECT id, place FROM lawful_flag WHERE state = 'open'")
    assert place == "field"
    with inside(DORA) as actor:
        strike_text(actor, flag=flag)
        assert values(actor)["parc"] == ""
    with inside(RITA) as actor, pytest.raises(Refused, match="number"):
        fill_customs(actor, contact=row(actor), given=given(actor, parc="NIR 1 85 05 78 006 084 91"))
