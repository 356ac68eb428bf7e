"""One row → one person or the reasons why not."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licite.intake import words
from licite.intake.columns import LEFT_OUT, assign
from licite.intake.declared import DeclarationRefused, declare
from licite.intake.kinds import TARGETS, Kind
from licite.intake.rows import read_row
from licite.lawful.channels import Channel
from licite.people.actions import NewContact

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
GIVEN = {
    "portfolio": 1, "stage": 1, "source": "fair", "purpose": "prospection", "basis": "legitimate_interest",
    "capacity": "unknown", "country": "FR", "at": AT, "told": {},
}  # fmt: skip


def read(row: dict[str, str], **changes):
    declared = declare(**(GIVEN | changes))
    columns = assign(list(row), dict(declared.told))
    return read_row(2, list(row.values()), columns, declared)


def told(reading) -> list[str]:
    """Codes, but for the one that most of these short rows would earn."""
    codes = [note.code for note in (*reading.reasons, *reading.warnings)]
    return [code for code in codes if code not in ("row.no_coordinate", "name.case")]


def test_a_french_row_comes_out_tidy():
    person = read({
        "Nom": "DE LA TOUR", "Prénom": "jean-françois", "Société": "  Fonderies   du  Léman ", "Fonction": "Acheteur",
        "E-mail": "JF.Delatour@Fonderie.example", "Tél.": "01 99 00 12 34", "Portable": "0639981234",
        "Adresse": "1 rue du Lac", "Complément d’adresse": "Bât. B", "CP": "74000", "Ville": "Annecy", "Pays": "Belgique",
    }).person  # fmt: skip
    assert (person.first, person.last) == ("Jean-François", "de La Tour")
    assert person.company == "Fonderies du Léman"
    assert person.emails == ("JF.Delatour@fonderie.example",)
    assert person.country == "BE"
    assert person.address == ("1 rue du Lac, Bât. B", "74000", "Annecy")
    assert person.collected_at == AT


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("BOURG-EN-BRESSE", "Bourg-en-Bresse"),
        ("saint-jean-de-luz", "Saint-Jean-de-Luz"),
        ("LE MANS", "Le Mans"),
        ("Aix-En-Provence", "Aix-En-Provence"),
    ],
)
def test_a_town_in_one_case_is_written_as_towns_are(typed, town):
    assert read({"Nom": "Zola", "Ville": typed, "E-mail": "z@x.example"}).person.address.town == town


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Jean Dupont", "Jean", "Dupont"),
        ("DUPONT Jean", "Jean", "Dupont"),
        ("Dupont, Jean", "Jean", "Dupont"),
        ("JEAN DUPONT", "Jean", "Dupont"),
        ("Dupont", "", "Dupont"),
        ("Marie VAN DEN BERG", "Marie", "van den Berg"),
        ("M. Jean DUPONT", "Jean", "Dupont"),
        ("Mme Zoé Le Goff", "Zoé", "Le Goff"),
        ("M Jean Dupont", "Jean", "Dupont"),
        ("Dupont, Mlle Jeanne", "Jeanne", "Dupont"),
        ("M Dupont", "M", "Dupont"),
        ("Mme ZOÉ LE GOFF", "Zoé", "Le Goff"),
        ("Madame", "", "Madame"),
    ],
)
def test_a_whole_name_is_cut_as_people_write_it(full, first, last):
    person = read({"Nom complet": full, "Mail": "a@b.example"}).person
    assert (person.first, person.last.lower()) == (first, last.lower())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"Nom": "", "E-mail": "", "Société": ""}, "row.empty"),
        ({"Nom": "", "E-mail": "", "Société": "Fonderies"}, "row.only_company"),
        ({"Nom": "", "E-mail": "info@fonderie.example", "Société": ""}, "row.no_name"),
        ({"Nom": "", "E-mail": "pas une adresse", "Ville": "Nantes"}, "row.nobody"),
    ],
)
def test_a_row_without_a_person_is_refused_with_its_reason_in_french(row, reason):
    from django.utils import translation

    reading = read(row)
    assert reading.person is None
    assert told(reading)[0] == reason
    with translation.override("fr"):
        assert words.note(reading.reasons[0])


def test_a_faulty_value_is_named_and_not_kept():
    reading = read(
        {
            "Nom": "Dupont",
            "Tél": "123",
            "Mail": "dupont.example",
            "Portable": "06 39 98 12 34 / 01 99 00 12 34",
        }
    )
    assert reading.person.phones == reading.person.emails == ()
    assert told(reading) == ["email.at_sign_missing", "phone.too_short", "phone.several_numbers"]


def test_a_mask_brought_back_is_no_value():
    reading = read({"Nom": "Dupont", "Tél": "+33 6 •• •• •• 12", "Mail": "c•••@gmail.com", "Ville": "•••"})
    assert reading.person.phones == reading.person.emails == ()
    assert set(told(reading)) == {"phone.mask", "email.mask", "town.mask"}


@pytest.mark.parametrize(
    ("header", "value", "channels"),
    [
        ("Opposition", "oui", (Channel.ALL,)),
        ("Opposition", "x", (Channel.ALL,)),
        ("Opposition", "Téléphone, SMS", (Channel.PHONE, Channel.SMS)),
        ("Ne pas appeler", "1", (Channel.PHONE, Channel.SMS)),
        ("Email opt-out", "yes", (Channel.EMAIL,)),
        ("Désinscrit", "VRAI", (Channel.EMAIL,)),
        ("Opposition", "non", ()),
        ("Opposition", "", ()),
        ("Opposition", "0", ()),
    ],
)
def test_an_objection_column_closes_the_channels_it_names(header, value, channels):
    assert read({"Nom": "Dupont", header: value}).person.objections == channels


def test_a_word_nobody_understands_in_an_objection_column_closes_everything():
    reading = read({"Nom": "Dupont", "Opposition": "voir avec Paul"})
    assert reading.person.objections == (Channel.ALL,)
    assert told(reading) == ["objection.unclear"]


@pytest.mark.parametrize(
    ("value", "capacity"),
    [
        ("Particulier", "consumer"),
        ("B2B", "professional"),
        ("pro", "professional"),
        ("", "unknown"),
        ("VIP", "unknown"),
    ],
)
def test_a_capacity_column_speaks_row_by_row(value, capacity):
    reading = read({"Nom": "Dupont", "Type de client": value}, capacity="column:Type de client")
    assert reading.person.capacity == capacity
    assert told(reading) == (["capacity.unknown"] if value == "VIP" else [])


def test_the_date_of_collection_may_come_from_the_file():
    person = read({"Nom": "Dupont", "Date de collecte": "03/04/2025"}).person
    assert person.collected_at.date().isoformat() == "2025-04-02"  # midnight in Paris
    assert told(read({"Nom": "Dupont", "Date de collecte": "03/04/2052"}))[0] == "collected_at.future"
    assert told(read({"Nom": "Dupont", "Date de collecte": "hier"}))[0] == "collected_at.unreadable"


def test_a_french_number_on_a_belgian_row_is_read_as_french_and_said():
    found = read({"Nom": "Delvaux", "Tél.": "01.84.55.66.68", "Portable": "0644281677", "Pays": "Belgique"})
    assert found.person.phones == ("+33184556668", "+33644281677")
    assert told(found) == ["phone.read_as_fr", "phone.read_as_fr"]
    assert not any(note.mended for note in found.warnings if note.code == "phone.read_as_fr")


def test_a_number_of_no_plan_is_kept_as_written():
    found = read({"Nom": "Delvaux", "Tél.": "070 12 34 567", "Pays": "Belgique"})
    assert found.person.phones == ("0701234567",)
    assert told(found) == ["phone.as_written"]


def test_a_phone_without_a_country_is_not_guessed():
    reading = read({"Nom": "Dupont", "Tél": "01 99 00 12 34", "Pays": "Atlantide"}, country="")
    assert told(reading) == ["country.unknown", "phone.country_unknown"]


def test_a_company_that_bears_its_owners_name_is_a_person():
    assert read({"Nom": "Dupont", "Prénom": "Jean", "Société": "Plomberie Jean DUPONT"}).person.sole
    assert not read({"Nom": "Dupont", "Prénom": "Jean", "Société": "Dupont SA"}).person.sole


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("=HYPERLINK(A1)", True), ("+Dupont", True), ("-1+cmd", True), ("@SUM(1)", True), ("<script>x</script>", True),
        ("Jean <img src=x>", True), ("Dupont-Martin", False), ("a - b", False), ("O’Brien", False), ("a < b", False),
    ],
)  # fmt: skip
def test_a_name_that_looks_like_a_formula_or_like_code_is_kept_as_text_with_a_warning(name, warned):
    reading = read({"Prénom": "Jean", "Nom": name, "Société": name, "Mail": "a@b.example"})
    assert told(reading) == (["row.suspicious_text"] if warned else [])
    assert reading.person.company == name


@pytest.mark.parametrize(
    ("row", "warned"),
    [
        ({"Fonction": "Acheteur", "Ville": "Nantes"}, True),
        ({"Mail": "a@b.example"}, False),
        ({"Tél": "01 99 00 12 34"}, False),
        ({"Adresse": "1 rue du Lac"}, False),
    ],
)
def test_a_person_whom_nothing_reaches_is_named(row, warned):
    reading = read({"Nom": "Dupont"} | row)
    assert ("row.no_coordinate" in {note.code for note in reading.warnings}) is warned


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"source": "purchased_list"}, "seller"),
        ({"source": "Fichier acheté", "seller": " "}, "seller"),
        ({"basis": "consent"}, "consent"),
    ],
)
def test_a_declaration_that_does_not_stand_is_refused_in_words(changes, reason):
    with pytest.raises(DeclarationRefused) as refused:
        declare(**(GIVEN | changes))
    assert refused.value.reason == reason
    assert words.refusal(reason)


def test_the_seller_of_a_purchased_list_is_kept_and_of_nothing_else():
    assert declare(**(GIVEN | {"source": "purchased_list", "seller": "Données SA"})).seller == "Données SA"
    assert declare(**(GIVEN | {"seller": "Données SA"})).seller == ""


def test_words_of_ones_own_are_kept_where_no_source_fits():
    assert [(one.source, one.source_words) for one in (
        declare(**(GIVEN | {"source": said})) for said in ("fair", "Salon", "other", "Salon de Lyon"))
    ] == [("fair", ""), ("fair", ""), ("other", ""), ("other", "Salon de Lyon")]  # fmt: skip


HEADERS = {"H" + target: target.value for target in TARGETS[Kind.CONTACTS]} | {"rien": LEFT_OUT}
CELL = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "06 12 34 56 78",
        "a@b.fr",
        "oui",
        "Dupont",
        "1e9",
        "+33(0)6",
        "•••",
        "03/04/2025",
        "\ud800",
        "\x00",
        "ﬁ",
        "🙂",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(CELL, max_size=len(HEADERS) + 2), st.sampled_from(["", "FR", "BE"]))
def test_no_text_whatever_breaks_a_row_and_what_comes_out_can_enter(cells, country):
    declared = declare(**(GIVEN | {"told": HEADERS, "country": country}))
    reading = read_row(2, cells, assign(list(HEADERS), HEADERS), declared)
    for note in (*reading.reasons, *reading.warnings):
        assert words.note(note)
        assert not re.search(r"\d{6,}", note.shown)
    assert (reading.person is None) == bool(reading.reasons)
    if reading.person:
        one = reading.person
        new = NewContact(
            portfolio=1, stage=declared.stage, first=one.first, last=one.last, title=one.title, emails=one.emails,
            phones=one.phones, address=one.address, capacity=one.capacity, country=one.country, source="fair",
            purpose="prospection", basis="consent", collected_at=one.collected_at,
        )  # fmt: skip
        tidied = new.normalised()
        # What `entering` relies on when it calls these values tidy.
        assert [tidied.emails, tidied.phones] == [list(new.emails), list(new.phones)]
        assert replace(tidied, emails=new.emails, phones=new.phones) == new
