"""A person enters: sealed, found, checked inside one's sight on screen and outside it in silence."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from licite import vault
from licite.access.permissions import Field
from licite.access.refusals import Refused
from licite.access.reveal import reveal
from licite.kit.cells import Stage
from licite.lawful.channels import Channel
from licite.lawful.models import GroundEvidence, ToldBy
from licite.people.actions import create_contact, create_contacts, decide_tray, record_objection
from licite.people.actions.newcomers import OwnAct
from licite.people.forms import NewForm
from licite.people.queries import contact_for, search
from licite.people.queries.tray import tray
from licite.people.tests.ways import ALMA, DAY, EASTERN, FORM, as_superuser, post, row, somebody, text
from tests.conftest import inside
from tests.world import ANNA, BEN, EAST, MAX, PAUL, RITA, WEST

EDIT = {"first": ALMA.first, "last": ALMA.last, "title": "Acheteur", "company": "Société Ouessant", "country": "FR", "capacity": "professional"}  # fmt: skip


def public_of(contact):
    return as_superuser("SELECT public FROM people_contact WHERE id = %s", contact)[0][0]


def seen_by(actor, made):
    return contact_for(actor, made.public)


def waiting():
    return as_superuser("SELECT contact, others, objected FROM people_tray ORDER BY id")


def test_what_is_typed_is_tidied_sealed_and_found():
    with inside(RITA) as actor:
        made = create_contact(actor, new=somebody(first="jean-pierre", last="DE LA TOUR", title="acheteur"))
        assert seen_by(actor, made).listing[:3] == ("Jean-Pierre", "de La Tour", "acheteur")
        assert [one.id for one in search(actor, "noe.nouveau@ailleurs.example").rows] == [made.id]
        assert [one.id for one in search(actor, "02 99 01 77 01").rows] == [made.id]
        assert actor.trace.reads["people:contact:create"][0] == [made.id]


def test_many_enter_in_order():
    with inside(RITA) as actor:
        rows = [somebody(last=f"Rang{n}", emails=(f"r{n}@ailleurs.example",), phones=()) for n in range(7)]
        made = create_contacts(actor, rows=rows)
        assert [seen_by(actor, one).listing.last for one in made] == [row.last for row in rows]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"portfolio": EAST}, "cell"),
        ({"first": "", "last": " "}, "name"),
        ({"emails": ("pas une adresse",)}, "email"),
        ({"phones": ("12",)}, "phone"),
        ({"phones": ("+33 6 •• •• •• 12",)}, "mask"),
    ],
)
def test_what_cannot_be_kept_is_refused(wrong, code):
    with inside(RITA) as actor, pytest.raises(Refused, match=code):
        create_contact(actor, new=somebody(**wrong))


def test_a_prospector_creates_in_the_stages_of_the_grant_only():
    with inside(PAUL) as actor:
        create_contact(actor, new=somebody(stage=Stage.LEAD))
        with pytest.raises(Refused, match="cell"):
            create_contact(actor, new=somebody(stage=Stage.CUSTOMER))
    with inside(ANNA) as actor, pytest.raises(Refused, match="cell"):
        create_contact(actor, new=somebody())


def test_an_objection_that_comes_with_the_person_holds_at_once():
    with inside(RITA) as actor:
        made = create_contact(actor, new=somebody(objections=((Channel.PHONE, DAY),)))
        assert seen_by(actor, made).objections == 1


def test_the_form_creates_and_leads_to_the_record(fresh):
    answer = post(RITA, "/contacts/new/", FORM)
    ((public,),) = as_superuser("SELECT public FROM people_contact ORDER BY id DESC LIMIT 1")
    assert (answer.status_code, answer["Location"]) == (303, f"/contacts/{public}/")
    assert as_superuser("SELECT waiting FROM people_contact ORDER BY id DESC LIMIT 1") == [(False,)]


def test_a_company_typed_by_name_is_found_or_made(fresh):
    post(RITA, "/contacts/new/", FORM | {"company": "SOCIETE OUESSANT"})
    post(
        RITA,
        "/contacts/new/",
        FORM | {"company": "Ateliers Neufs", "first": "Zoé", "emails": "", "phones": ""},
    )
    found = as_superuser(
        "SELECT k.name, k.cell / 10 FROM people_contact c JOIN people_company k ON k.id = c.company_id ORDER BY c.id DESC LIMIT 2"
    )
    assert found == [("Ateliers Neufs", WEST), ("Société Ouessant", WEST)]


@pytest.mark.parametrize(
    "same", [{"emails": ALMA.email.upper()}, {"phones": ALMA.phone}, {"first": "ALMA", "last": "ouessant"}]
)
def test_somebody_alike_in_sight_is_shown_masked_before_creating(fresh, same):
    answer = post(RITA, "/contacts/new/", FORM | same)
    shown = text(answer)
    assert answer.status_code == 200
    assert f"/contacts/{ALMA.public}/" in shown
    if "emails" not in same:
        assert ALMA.email not in shown
    if "phones" not in same:
        assert ALMA.phone not in shown
    assert re.search(r'<button[^>]* name="anyway" value="on"[^>]*>Créer quand même</button>', shown)
    assert "Vérifier à nouveau" in shown
    assert post(RITA, "/contacts/new/", FORM | same | {"anyway": "on"}).status_code == 303


def test_somebody_alike_out_of_sight_is_answered_like_anybody_new(fresh):
    answer = post(RITA, "/contacts/new/", FORM | {"emails": EASTERN.email})
    plain = post(
        RITA, "/contacts/new/", FORM | {"emails": "autre@ailleurs.example", "phones": "", "first": "Zoé"}
    )
    assert answer.status_code == plain.status_code == 303
    assert answer.headers.keys() == plain.headers.keys()
    ((contact, others, objected),) = waiting()
    assert (others, objected) == ([EASTERN.id], False)
    assert as_superuser("SELECT waiting FROM people_contact WHERE id = %s", contact) == [(False,)]


def suppress(kind: str, value: str, channel: str) -> None:
    """The person objected on their own page, or a file says so."""
    as_superuser(
        "INSERT INTO lawful_suppression (fingerprint, channel, since, source) VALUES (%s, %s, now(), 'person')",
        vault.fingerprints.fingerprint(kind, value), channel,
    )  # fmt: skip


def test_what_the_suppression_list_knows_is_noted_on_a_newcomer(fresh):
    suppress("email", "noe@ailleurs.example", "email")
    assert post(RITA, "/contacts/new/", FORM | {"emails": "Noe@Ailleurs.example"}).status_code == 303
    assert waiting() == []
    ((objections, waits),) = as_superuser(
        "SELECT objections, waiting FROM people_contact ORDER BY id DESC LIMIT 1"
    )
    assert (objections, waits) == (4, False)


BACK = {"emails": "noe@ailleurs.example", "phones": "", "came_by": "form_id", "came_ref": "F-2041"}


def test_whoever_refused_everything_enters_only_by_an_act_of_their_own(fresh):
    suppress("email", "noe@ailleurs.example", "all")
    refused = post(RITA, "/contacts/new/", FORM | {"emails": "noe@ailleurs.example", "phones": ""})
    assert refused.status_code == 200
    assert "liste d’opposition" in text(refused)
    assert 'name="came_by"' in text(refused)
    assert post(RITA, "/contacts/new/", FORM | BACK | {"came_ref": ""}).status_code == 200
    assert as_superuser("SELECT count(*) FROM people_contact WHERE created_by = %s", RITA.id) == [(0,)]
    assert post(RITA, "/contacts/new/", FORM | BACK).status_code == 303
    ((objections, notes),) = as_superuser(
        "SELECT objections, (SELECT count(*) FROM lawful_objection o WHERE o.contact = c.id) "
        "FROM people_contact c ORDER BY id DESC LIMIT 1"
    )
    assert (objections, notes) == (0, 1)


def test_an_act_older_than_the_objection_opens_nothing():
    suppress("email", "noe@ailleurs.example", "all")
    old = OwnAct(evidence=GroundEvidence.FORM, at=DAY - timedelta(days=900), reference="F-1")
    with inside(RITA) as actor, pytest.raises(Refused, match="suppressed"):
        create_contact(actor, new=somebody(emails=("noe@ailleurs.example",), own_act=old))


def test_an_objection_noted_in_sight_closes_the_same_person_at_the_entrance():
    with inside(RITA) as actor:
        record_objection(actor, contact=row(actor), channel=Channel.EMAIL, at=DAY, told_by=ToldBy.EMAIL)
        made = seen_by(actor, create_contact(actor, new=somebody(emails=(ALMA.email,))))
        assert made.opposed(Field.EMAIL)
        with pytest.raises(Refused, match="objection"):
            reveal(actor, contact=made, field="email", act="write_to_person")


def test_an_objection_noted_out_of_sight_is_not_shown_and_stops_the_newcomer_all_the_same(fresh):
    said = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    post(BEN, f"/contacts/{EASTERN.public}/objections/", said)
    with inside(RITA) as actor:
        made = seen_by(actor, create_contact(actor, new=somebody(phones=(EASTERN.phone,))))
        assert made.objections == 0
        with pytest.raises(Refused, match="waiting"):
            reveal(actor, contact=made, field="phone", act="call_now")


def test_a_newcomer_named_like_an_objector_of_the_same_company_is_proposed_to_whoever_sees_both(fresh):
    post(RITA, f"/contacts/{ALMA.public}/objections/",
         {"objection-channel": "all", "objection-told_by": "phone", "objection-on": "2026-11-10"})  # fmt: skip
    alike = {"company": "Société Ouessant", "emails": "", "phones": ""}
    names = ((ALMA.last.upper(), ALMA.first), ("Zoé", ALMA.last))
    for first, last in names:
        post(RITA, "/contacts/new/", FORM | alike | {"first": first, "last": last, "anyway": "on"})
    post(
        RITA,
        "/contacts/new/",
        FORM | alike | {"first": ALMA.first, "last": ALMA.last, "company": "", "anyway": "on"},
    )
    assert [others for _, others, _ in waiting()] == [[ALMA.id]]


def test_a_new_email_of_an_older_record_is_checked_like_a_newcomer(fresh):
    answer = post(RITA, f"/contacts/{ALMA.public}/edit/", EDIT | {"emails": EASTERN.email})
    assert (answer.status_code, answer["Location"]) == (303, f"/contacts/{ALMA.public}/")
    assert waiting() == [(ALMA.id, [EASTERN.id], False)]
    with inside(MAX) as actor:
        (entry,) = tray(actor)
        assert entry.settled
        with pytest.raises(Refused, match="settled"):
            decide_tray(actor, entry=entry.id, decision="refuse")
        decide_tray(actor, entry=entry.id, decision="open")
        assert tray(actor) == []


def test_an_older_record_takes_over_what_the_person_had_refused_elsewhere(fresh):
    said = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    post(BEN, f"/contacts/{EASTERN.public}/objections/", said)
    post(RITA, f"/contacts/{ALMA.public}/edit/", EDIT | {"phones": EASTERN.phone})
    with inside(RITA) as actor, pytest.raises(Refused, match="waiting"):
        reveal(actor, contact=row(actor), field="phone", act="call_now")
    with inside(MAX) as actor:
        (entry,) = tray(actor)
    assert post(MAX, f"/tray/{entry.id}/open/", {}).status_code == 303
    with inside(RITA) as actor, pytest.raises(Refused, match="objection"):
        reveal(actor, contact=row(actor), field="phone", act="call_now")


def test_an_older_record_notes_what_the_list_knows_of_its_new_phone(fresh):
    suppress("phone", "+33299017701", "phone")
    post(RITA, f"/contacts/{ALMA.public}/edit/", EDIT | {"phones": "02 99 01 77 01"})
    with inside(RITA) as actor, pytest.raises(Refused, match="objection"):
        reveal(actor, contact=row(actor), field="phone", act="call_now")


def test_what_was_there_already_is_not_checked_again(fresh):
    post(RITA, f"/contacts/{ALMA.public}/edit/", EDIT | {"emails": EASTERN.email})
    with inside(MAX) as actor:
        (entry,) = tray(actor)
    post(MAX, f"/tray/{entry.id}/open/", {})
    post(RITA, f"/contacts/{ALMA.public}/edit/", EDIT | {"emails": EASTERN.email, "title": "Directrice"})
    assert waiting() == []


def test_arriving_again_with_nothing_to_show_settles_nothing(fresh):
    said = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    post(BEN, f"/contacts/{EASTERN.public}/objections/", said)
    post(RITA, "/contacts/new/", FORM | {"phones": EASTERN.phone})
    ((contact, _, _),) = waiting()
    with inside(RITA) as actor, connection.cursor() as cursor:
        cursor.execute("SELECT gate.arrive(%s, '{}', '{}')", [contact])
        with pytest.raises(Refused, match="waiting"):
            reveal(actor, contact=contact_for(actor, public_of(contact)), field="phone", act="call_now")


def test_nothing_is_chosen_for_whoever_enters_a_person(fresh):
    for name in ("source", "purpose", "cell", "last"):
        before = as_superuser("SELECT count(*) FROM people_contact")
        assert post(RITA, "/contacts/new/", {**FORM, name: ""}).status_code == 200
        assert as_superuser("SELECT count(*) FROM people_contact") == before
    assert post(RITA, "/contacts/new/", FORM | {"first": ""}).status_code == 303


def test_the_only_portfolio_and_stage_is_chosen_already(fresh):
    as_superuser("UPDATE access_grant SET stages = '{1}' WHERE member_id = %s", PAUL.id)
    with inside(PAUL) as actor:
        assert [value for value, _ in NewForm(actor=actor).fields["cell"].choices] == [11]
    with inside(RITA) as actor:
        assert NewForm(actor=actor).fields["cell"].choices[0] == ("", "—")
