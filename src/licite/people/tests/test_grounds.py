"""A person is held for stated purposes, each with what shows it; only those that stand are added."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.http import Http404
from django.template.loader import render_to_string

from licite import vault
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.actions.purposes import retire_purpose
from licite.lawful.choices import RetiredFor
from licite.lawful.models import Ground, GroundEvidence
from licite.people import panels
from licite.people.actions.grounds import NewGround, add_ground, end_ground
from licite.people.queries.grounds import grounds_of
from licite.people.tests.ways import ALMA, DAY, EASTERN, FORM, as_superuser, post, row, text
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, MAX, PAUL, RITA

SURVEY = NewGround(
    purpose="satisfaction", source="form", since=DAY, evidence=GroundEvidence.FORM, at=DAY, reference="F-2026-118"
)  # fmt: skip
SALE = NewGround(
    purpose="customer_relationship", source="customer_file", since=DAY, evidence=GroundEvidence.SALE, at=DAY, opted=True,
    reference="C-4471", family="Machines",
)  # fmt: skip


def as_consumer(contact):
    return replace(contact, capacity="consumer")


def test_a_further_purpose_stands_beside_the_first_and_takes_the_organisations_basis():
    with inside(RITA) as actor:
        contact = row(actor)
        add_ground(actor, contact=contact, new=SURVEY)
        add_ground(actor, contact=contact, new=SALE)
        add_ground(actor, contact=as_consumer(contact), new=SALE)
        assert {(one.purpose, one.basis) for one in grounds_of(actor, contact=contact)} == {
            ("satisfaction", "legitimate_interest"),
            ("customer_relationship", "legitimate_interest"),
            ("customer_relationship", "contract"),
        }
        shown = panels.grounds(actor, contact)
        assert shown.lines[0].purpose == "Prospection commerciale"
        assert shown.form is not None
        page = render_to_string("people/_grounds.html", {"grounds": shown, "contact": contact})
        assert "F-2026-118" in page
        assert "Machines" in page
        assert "lawful:ground:add" in actor.trace.reads


def test_the_reference_is_sealed_and_shut_to_who_does_not_read_notes():
    with inside(RITA) as actor:
        contact = row(actor)
        add_ground(actor, contact=contact, new=SURVEY)
        (envelope,) = Ground.objects.values_list("reference", flat=True)
        assert b"F-2026" not in bytes(envelope)
        assert vault.unpack(vault.unseal("ground", contact.public, envelope)) == ["F-2026-118", ""]
        (one,) = grounds_of(replace(actor, grants=(), member=99), contact=contact)
        assert one.reference is None
        panel = panels.grounds(replace(actor, grants=(), member=99), contact)
        assert panel.form is None
        assert "F-2026" not in render_to_string(
            "people/_grounds.html", {"grounds": panel, "contact": contact}
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "unheard"}, "purpose"),
        ({"at": None}, "evidence"),
        ({"evidence": GroundEvidence.DECLARED}, "evidence"),
        ({"since": clock.now() + timedelta(days=2)}, "future"),
        ({"at": clock.now() + timedelta(days=2)}, "future"),
        ({"reference": "+33 6 •• •• •• 12"}, "mask"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_does_not_stand_or_is_not_shown_is_refused(changes, code):
    with inside(RITA) as actor, pytest.raises(Refused, match=code):
        add_ground(actor, contact=row(actor), new=replace(SURVEY, **changes))


def test_consent_is_given_and_not_declared():
    with inside(RITA) as actor, pytest.raises(Refused, match="basis"):
        add_ground(actor, contact=as_consumer(row(actor)), new=replace(SURVEY, purpose="newsletter"))


def test_a_contract_is_shown_by_what_the_person_signed_or_bought():
    with inside(RITA) as actor:
        contact = as_consumer(row(actor))
        with pytest.raises(Refused, match="evidence"):
            add_ground(actor, contact=contact, new=replace(SALE, evidence=GroundEvidence.CALL))
        until = date(2027, 5, 1)
        add_ground(actor, contact=contact, new=replace(SALE, evidence=GroundEvidence.CONTRACT, until=until))
        (one,) = grounds_of(actor, contact=contact)
        assert (one.until, one.opted) == (until, False)


def test_a_ground_ends_once_and_is_not_opened_again():
    with inside(RITA) as actor:
        contact = row(actor)
        add_ground(actor, contact=contact, new=SURVEY)
        (one,) = grounds_of(actor, contact=contact)
        end_ground(actor, contact=contact, ground=one.public)
        (ended,) = grounds_of(actor, contact=contact)
        assert ended.ended_at is not None
        with pytest.raises(Http404):
            end_ground(actor, contact=contact, ground=one.public)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE lawful_ground SET ended_at = NULL, ended_by = NULL")
            assert cursor.rowcount == 0


@pytest.mark.parametrize("change", ["basis = 'consent'", "evidence = 'order'", "member = 3", "since = now()"])
def test_a_ground_is_never_rewritten(change):
    with inside(RITA) as actor, connection.cursor() as cursor:
        add_ground(actor, contact=row(actor), new=SURVEY)
        with pytest.raises(DatabaseError):
            cursor.execute(f"UPDATE lawful_ground SET {change}")


@pytest.mark.parametrize("member", [ANNA, DORA], ids=lambda member: member.profile)
def test_who_does_not_edit_records_adds_no_purpose(member):
    with inside(member) as actor, pytest.raises(Refused, match="act"):
        add_ground(actor, contact=row(actor), new=SURVEY)


HOSTILE = """
    INSERT INTO lawful_ground (contact, cell, purpose, basis, source, since, evidence, opted, member, created_at)
    VALUES (%s, %s, 'satisfaction', 'legitimate_interest', 'form', now(), 'declared', false, %s, now())
"""


@pytest.mark.parametrize(
    "values",
    [
        (EASTERN.id, EASTERN.cell, RITA.id),
        (EASTERN.id, ALMA.cell, RITA.id),
        (ALMA.id, ALMA.cell, BEN.id),
        (ALMA.id, ALMA.cell, None),
    ],
    ids=["a foreign record", "under one's own cell", "in a colleague's name", "in nobody's"],
)
def test_a_ground_is_attached_to_no_foreign_record_and_in_no_other_name(values):
    with inside(RITA), connection.cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute(HOSTILE, values)


def test_a_colleague_of_another_portfolio_sees_none_of_it(fresh):
    assert post(RITA, f"/contacts/{ALMA.public}/grounds/", form()).status_code == 303
    with inside(BEN):
        assert Ground.objects.count() == 0
    with inside(PAUL) as actor:
        (one,) = grounds_of(actor, contact=row(actor))
        # Paul's level hides notes: the reference of another stays shut.
        assert one.reference is None


def form(**changes: str) -> dict[str, str]:
    typed = {
        "purpose": "satisfaction", "since": "2026-11-10", "source": "form", "evidence": "form_id", "on": "2026-11-10",
        "reference": "F-7", "family": "", "until": "",
    } | changes  # fmt: skip
    return {f"ground-{name}": value for name, value in typed.items()}


def test_the_form_offers_what_stands_and_says_what_is_missing(fresh):
    as_superuser("UPDATE lawful_balancing SET review_on = '2026-11-01' WHERE purpose = 'satisfaction'")
    said = text(post(RITA, f"/contacts/{ALMA.public}/grounds/", form(on="2030-01-01")))
    assert "Enquête de satisfaction." in said
    assert "future" not in said
    with inside(RITA) as actor:
        contact = row(actor)
        assert "satisfaction" not in dict(panels.grounds(actor, contact).form.fields["purpose"].choices)
        as_superuser("UPDATE lawful_balancing SET review_on = '2026-11-01' WHERE purpose = 'prospection'")
        (first,) = panels.grounds(actor, contact).lines
        assert first.tested
        page = render_to_string(
            "people/_grounds.html", {"grounds": panels.grounds(actor, contact), "contact": contact}
        )
        assert "/purposes/prospection/balancing/" in page


def test_a_purpose_no_longer_used_shows_on_the_record():
    with inside(DORA) as actor:
        retire_purpose(actor, key="prospection", because=RetiredFor.STOPPED)
        (first,) = panels.grounds(actor, row(actor)).lines
        assert first.code == "purpose"


def test_an_entry_in_the_browser_is_added_and_ended(fresh):
    assert post(MAX, f"/contacts/{ALMA.public}/grounds/", form()).status_code == 303
    with inside(MAX) as actor:
        (one,) = grounds_of(actor, contact=row(actor))
        assert one.reference == "F-7"
        assert one.by == MAX.name
    assert post(MAX, f"/contacts/{ALMA.public}/grounds/{one.public}/end/", {}).status_code == 303
    with inside(MAX) as actor:
        assert grounds_of(actor, contact=row(actor))[0].ended_at is not None


def test_the_basis_of_a_newcomer_follows_from_the_purpose_and_the_capacity(fresh):
    for last, purpose, capacity, basis in (
        ("Un", "customer_relationship", "consumer", "contract"),
        ("Deux", "customer_relationship", "professional", "legitimate_interest"),
        ("Trois", "newsletter", "unknown", "consent"),
        ("Quatre", "satisfaction", "sole_trader", "legitimate_interest"),
    ):
        typed = FORM | {"last": last, "purpose": purpose, "capacity": capacity, "emails": f"{last}@ailleurs.example", "phones": ""}  # fmt: skip
        assert post(RITA, "/contacts/new/", typed).status_code == 303
        ((made,),) = as_superuser("SELECT basis FROM people_contact ORDER BY id DESC LIMIT 1")
        assert made == basis


def test_a_newcomer_is_refused_with_the_reason_and_the_way_out(fresh):
    as_superuser("UPDATE lawful_balancing SET review_on = '2026-11-01' WHERE purpose = 'prospection'")
    as_superuser("UPDATE lawful_purpose SET basis_consumer = '' WHERE key = 'satisfaction'")
    as_superuser("UPDATE lawful_purpose SET retired_at = now() WHERE key = 'newsletter'")
    before = as_superuser("SELECT count(*) FROM people_contact")
    said = text(post(RITA, "/contacts/new/", FORM))
    assert "mise en balance manque" in said
    assert 'href="/purposes/prospection/balancing/"' in said
    said = text(post(RITA, "/contacts/new/", FORM | {"purpose": "satisfaction", "capacity": "consumer"}))
    assert "ne conserve pas de consommateurs" in said
    assert 'href="/purposes/"' in said
    assert post(RITA, "/contacts/new/", FORM | {"purpose": "newsletter"}).status_code == 200
    assert as_superuser("SELECT count(*) FROM people_contact") == before
