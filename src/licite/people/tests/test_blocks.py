"""A record edited in place, value by value; its tags, roles and files; and the history of who changed what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licite.access.permissions import Field
from licite.kit import phones
from licite.people.panels import coordinates
from licite.people.queries import search
from licite.people.queries.about import around
from licite.people.queries.tags import tag_token, tagged, tags_in_use
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, row, text
from tests.conftest import browser_of, inside
from tests.world import ADA, ANNA, BEN, MAX, PAUL, RITA, SAM

URL = f"/contacts/{ALMA.public}/"
COORDINATES = f"{URL}edit/coordinates/"
NEW, NEW_MAIL = "+33299000998", "alma.neuve@ailleurs.example"
PDF = b"%PDF-1.7 rien"
KNOWN = {"first": ALMA.first, "last": ALMA.last, "title": "Acheteur", "company": "Société Ouessant", "country": "FR", "capacity": "professional"}  # fmt: skip


def history(who):
    return text(get(who, f"{URL}changes/"))


def shown(actor, field):
    return [line for line in coordinates(actor, row(actor)).lines if line.field is field]


def test_a_number_is_added_beside_one_that_its_editor_does_not_read(fresh):
    told = {"phone_1_value": "02 99 00 09 98", "phone_1_kind": "m"}
    assert post(RITA, COORDINATES, told).status_code == 303
    with inside(RITA) as actor:
        found = shown(actor, Field.PHONE)
        assert [line.mask for line in found] == [phones.mask(ALMA.phone), phones.mask(NEW)]
        assert [str(line.kind) for line in found] == ["", "Mobile"]
        for number in (ALMA.phone, NEW):
            assert [one.id for one in search(actor, number).rows] == [ALMA.id]


def test_one_value_is_replaced_blind_and_the_other_kept(fresh):
    post(RITA, COORDINATES, {"email_1_value": NEW_MAIL})
    post(RITA, COORDINATES, {"email_0_value": "premiere@ailleurs.example", "email_0_kind": "w"})
    with inside(MAX) as actor:
        found = shown(actor, Field.EMAIL)
        assert [list(line.values) for line in found] == [["premiere@ailleurs.example"], [NEW_MAIL]]
        assert search(actor, ALMA.email).rows == []


def test_the_preferred_value_comes_first_and_its_mask_in_the_list(fresh):
    told = {"phone_0_value": ALMA.phone, "phone_1_value": NEW}
    post(MAX, COORDINATES, told)
    post(MAX, COORDINATES, told | {"phone_preferred": "1"})
    with inside(MAX) as actor:
        values = [list(line.values) for line in shown(actor, Field.PHONE)]
        assert values == [[phones.display(NEW)], [phones.display(ALMA.phone)]]
        assert row(actor).listing.phone_mask == phones.mask(NEW)


def test_only_who_reads_a_value_removes_it(fresh):
    post(RITA, COORDINATES, {"phone_0_remove": "on", "phone_1_value": NEW})
    with inside(MAX) as actor:
        assert len(shown(actor, Field.PHONE)) == 2
    post(MAX, COORDINATES, {"phone_0_value": ALMA.phone, "phone_0_remove": "on", "phone_1_value": NEW})
    with inside(MAX) as actor:
        assert [list(line.values) for line in shown(actor, Field.PHONE)] == [[phones.display(NEW)]]


def test_a_second_address_stands_beside_the_first(fresh):
    told = {"line": "8 quai du Large", "postal_code": "29200", "town": "Brest", "kind": "h"}
    post(RITA, COORDINATES, {f"address_1_{name}": value for name, value in told.items()})
    with inside(MAX) as actor:
        first, second = shown(actor, Field.ADDRESS)
        assert first.values == ["1 rue des Essais", "44000 Nantes"]
        assert second.values == ["8 quai du Large", "29200 Brest"]
        assert row(actor).department == "44"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone_1_value": "12"}, "manque des chiffres"),
        ({"phone_1_value": "bureau"}, "n’est pas un numéro de téléphone"),
        ({"email_1_value": "sans arobase"}, "n’est pas une adresse e-mail"),
        ({"phone_0_value": phones.mask(ALMA.phone)}, "Ceci est le masque"),
    ],
)
def test_a_faulty_value_is_named_beside_its_field_and_nothing_changes(fresh, typed, said):
    assert said in text(post(RITA, COORDINATES, typed))
    assert as_superuser("SELECT count(*) FROM people_change") == [(0,)]


def test_the_form_in_place_shows_masks_and_no_value(fresh):
    form = text(get(RITA, COORDINATES, hx_request="true"))
    assert "<html" not in form
    assert phones.mask(ALMA.phone) in form
    assert ALMA.phone not in form
    assert phones.display(ALMA.phone) not in form


def test_who_changed_what_is_kept_sealed_and_shown_where_the_level_is_open(fresh):
    post(RITA, COORDINATES, {"phone_0_value": NEW})
    post(RITA, f"{URL}edit/identity/", KNOWN | {"last": "Ouessant-Neuve", "title": "Gérante"})
    mine, managers = history(RITA), history(MAX)
    for told in ("Ouessant-Neuve", "Gérante", "Acheteur", RITA.name):
        assert told in mine
    assert "modifié" in mine
    assert NEW not in mine
    assert NEW in managers
    assert ALMA.phone in managers
    assert "Ouessant-Neuve" not in str(as_superuser("SELECT c::text FROM people_change c"))


def test_an_edit_that_changes_nothing_leaves_no_line(fresh):
    post(RITA, COORDINATES, {})
    assert as_superuser("SELECT count(*) FROM people_change") == [(0,)]
    assert "Rien n’a changé" in history(RITA)


def test_a_move_between_stages_is_in_the_history_whoever_makes_it(fresh):
    assert post(RITA, f"{URL}stage/win/", {}).status_code == 303
    found = as_superuser("SELECT field, cell_before, cell_after, member FROM people_change")
    assert found == [("cell", 11, 13, RITA.id)]
    told = history(RITA)
    assert "Prospect froid" in told
    assert "Client" in told


def test_wishes_are_shown_and_open_nothing(fresh):
    post(RITA, f"{URL}edit/wishes/", {"language": "nl", "prefers": ["email", "sms"], "moment": "morning"})
    told = page(RITA)
    assert "Néerlandais" in told
    assert "le matin" in told
    with inside(RITA) as actor:
        assert row(actor).objections == 0


def test_tags_are_sealed_filtered_by_token_and_suggested_among_those_in_sight(fresh):
    for word in ("Salon Nautique", "salon  nautique", "Fidèle"):
        post(RITA, f"{URL}tags/", {"tag-tag": word})
    with inside(RITA) as actor:
        assert [tag.text for tag in around(actor, contact=row(actor)).tags] == ["Salon Nautique", "Fidèle"]
        assert list(tags_in_use(actor).values()) == ["Fidèle", "Salon Nautique"]
        assert tagged("SALON NAUTIQUE") == [tag_token("Salon nautique")]
    with inside(BEN) as actor:
        assert list(tags_in_use(actor).values()) == []
    assert "Salon" not in str(as_superuser("SELECT t::text FROM people_tag t"))
    ((number,),) = as_superuser("SELECT token FROM people_tag ORDER BY id LIMIT 1")
    assert post(RITA, f"{URL}tags/{number}/remove/", {}).status_code == 303
    assert "Salon Nautique" not in page(RITA)
    assert "Salon Nautique" in history(RITA)


def test_a_role_at_a_company_out_of_sight_is_not_given(fresh):
    role = {"role-company": "Société Alsacien", "role-title": "Conseil", "role-since": "2025-01-01"}
    assert "Vous ne voyez aucune société" in text(post(RITA, f"{URL}roles/", role))
    assert post(MAX, f"{URL}roles/", role).status_code == 303
    told = page(RITA)
    assert "Conseil" in told
    assert "Société Alsacien" in told


def attach(who, content=PDF, name="Devis Ouessant.pdf"):
    return browser_of(who).post(f"{URL}files/", {"file-file": SimpleUploadedFile(name, content)})


def test_a_file_is_sealed_downloaded_with_its_trace_and_removed_with_its_line(fresh):
    assert attach(RITA).status_code == 303
    ((public, kind, raw),) = as_superuser("SELECT public, kind, f::text FROM people_file f")
    assert kind == "pdf"
    assert "Devis" not in raw
    assert "Devis Ouessant.pdf" in page(RITA)
    got = post(ANNA, f"{URL}files/{public}/", {})
    assert got.content == PDF
    assert "attachment" in got["Content-Disposition"]
    assert as_superuser("SELECT actor FROM journal.entry WHERE act = 'people:file:read'") == [(ANNA.id,)]
    assert post(RITA, f"{URL}files/{public}/remove/", {}).status_code == 303
    assert as_superuser("SELECT count(*) FROM people_file") == [(0,)]
    assert "Devis Ouessant.pdf" in history(RITA)


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<html><script>", b"", b"PK\x03\x04"])
def test_a_file_is_known_by_its_bytes_not_by_its_name(fresh, content):
    assert attach(RITA, content).status_code == 200
    assert as_superuser("SELECT count(*) FROM people_file") == [(0,)]


def test_a_file_stays_closed_to_who_reads_no_notes(fresh):
    attach(RITA)
    ((public,),) = as_superuser("SELECT public FROM people_file")
    assert "Devis Ouessant" not in page(PAUL)
    assert post(PAUL, f"{URL}files/{public}/", {}).status_code == 403
    assert post(PAUL, f"{URL}files/", {}).status_code == 403


def test_who_may_not_edit_changes_nothing(fresh):
    for path in ("edit/coordinates/", "edit/wishes/", "edit/identity/", "tags/", "roles/"):
        assert post(ANNA, URL + path, {"tag-tag": "x"}).status_code == 403
        assert post(BEN, URL + path, {"tag-tag": "x"}).status_code == 404
    assert "Ajouter une étiquette" not in page(ANNA)
    for who in (ADA, SAM):
        assert get(who, f"{URL}changes/").status_code == 404
