"""One may replace what one may not read: empty keeps, a new value replaces, a mask is no value."""

import pytest
from django.db import connection

from licite import vault
from licite.access import reveal
from licite.access.permissions import Field
from licite.access.refusals import Refused
from licite.kit import phones
from licite.people.actions import Changes, edit_contact
from licite.people.models import Token
from licite.people.queries import search
from licite.people.queries.rows import fetch
from licite.people.tests.ways import ALMA, as_superuser, page, post, row
from tests.conftest import inside
from tests.world import ANNA, MAX, PAUL, RITA

NEW = "+33299000999"
URL = f"/contacts/{ALMA.public}/edit/"
FORM = {"first": ALMA.first, "last": ALMA.last, "title": "Acheteur", "company": "Société Ouessant", "country": "FR", "capacity": "professional"}  # fmt: skip


def kept(contact, field):
    return reveal.for_keys(field, contact.public, getattr(contact, field))


def test_a_new_number_replaces_the_one_that_was_never_shown():
    with inside(RITA) as actor:
        assert edit_contact(actor, contact=row(actor), changes=Changes(phones=("02 99 00 09 99",))) == [
            "phones"
        ]
        after = row(actor)
        assert kept(after, Field.PHONE) == [NEW]
        assert after.listing.phone_mask == phones.mask(NEW)
        assert kept(after, Field.EMAIL) == [ALMA.email]


def test_who_said_in_what_capacity_the_person_is_here_is_kept():
    said = "SELECT capacity, mailbox, why, member FROM lawful_classified WHERE contact = %s"
    with inside(RITA) as actor:
        edit_contact(actor, contact=row(actor), changes=Changes(title="Gérante"))
        assert fetch(said, [ALMA.id]) == []
        edit_contact(actor, contact=row(actor), changes=Changes(capacity="consumer"))
        (one,) = fetch(said, [ALMA.id])
        assert (one["capacity"], one["why"], one["member"]) == ("consumer", "declared", RITA.id)
        assert row(actor).capacity == "consumer"


def test_the_new_number_is_found_and_the_old_one_no_more():
    with inside(RITA) as actor:
        edit_contact(actor, contact=row(actor), changes=Changes(phones=(NEW,)))
        assert [one.id for one in search(actor, NEW).rows] == [ALMA.id]
        assert search(actor, ALMA.phone).rows == []
        assert [one.id for one in search(actor, ALMA.email).rows] == [ALMA.id]
        assert ALMA.id in [one.id for one in search(actor, ALMA.last).rows]


def test_empty_keeps_what_the_editor_cannot_read():
    with inside(RITA) as actor:
        assert edit_contact(actor, contact=row(actor), changes=Changes(phones=(), emails=())) == []
        assert kept(row(actor), Field.PHONE) == [ALMA.phone]


def test_empty_takes_away_what_the_editor_reads():
    with inside(MAX) as actor:
        edit_contact(actor, contact=row(actor), changes=Changes(phones=()))
        after = row(actor)
        assert after.phone is None
        assert after.listing.phone_mask == ""
        assert not Token.objects.filter(
            contact=ALMA.id, token=vault.tokens.exact("phone", ALMA.phone)
        ).exists()


@pytest.mark.parametrize(
    "changes",
    [Changes(phones=("+33 2 •• •• •• 01",)), Changes(emails=("a•••@x.example",)), Changes(last="Oue•••")],
)
def test_a_mask_sent_back_is_refused(changes):
    with inside(RITA) as actor, pytest.raises(Refused, match="mask"):
        edit_contact(actor, contact=row(actor), changes=changes)


def test_a_posted_mask_changes_nothing_and_says_so(fresh):
    answer = post(RITA, URL, FORM | {"phones": phones.mask(ALMA.phone)})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    with inside(RITA) as actor:
        assert kept(row(actor), Field.PHONE) == [ALMA.phone]


def test_the_form_saves_and_journals_names_of_fields_without_values(fresh):
    assert post(RITA, URL, FORM | {"last": "Ouessant-Neuve"}).status_code == 303
    assert "Ouessant-Neuve" in page(RITA)
    ((fields,),) = as_superuser("SELECT fields FROM journal.entry WHERE act = 'people:contact:edit'")
    assert fields == ["last"]
    assert "Neuve" not in str(as_superuser("SELECT e::text FROM journal.entry e"))


def test_a_faulty_address_is_named_by_its_line_never_repeated(fresh):
    shown = post(RITA, URL, FORM | {"emails": "bonne@x.example\nsans arobase"}).content.decode()
    errors = shown[shown.index('class="problems"') : shown.index("</ul>", shown.index('class="problems"'))]
    assert "2" in errors
    assert "sans arobase" not in errors


def test_a_company_can_be_taken_away(fresh):
    post(RITA, URL, FORM | {"company": ""})
    with inside(RITA) as actor:
        assert row(actor).company_id is None


def test_a_prospector_edits_only_in_the_cells_of_the_grant():
    with inside(RITA) as actor:
        contact = row(actor)
    with inside(PAUL) as actor:
        edit_contact(actor, contact=row(actor), changes=Changes(title="Acheteuse"))
        assert row(actor).listing.title == "Acheteuse"
    with inside(ANNA) as actor, pytest.raises(Refused, match="act"):
        edit_contact(actor, contact=contact, changes=Changes(title="Acheteuse"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people_contact SET country = 'BE' WHERE id = 1",
        "DELETE FROM people_token WHERE contact = 1",
        "UPDATE people_task SET done_at = now()",
        "UPDATE people_interaction SET outcome = 'done'",
        "UPDATE people_company SET name = 'x'",
    ],
)
def test_an_assistant_changes_nothing_even_in_sql(sql):
    with inside(ANNA), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == 0
