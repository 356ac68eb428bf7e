"""Words that a customer base may not keep are read again wherever one may type them: tags, files, places, deals."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licite.kit import clock
from licite.lawful.models.notes import Place
from licite.people import sealing
from licite.people.actions import add_task
from licite.people.actions.bulk import Plan, carry_out
from licite.people.choices import BulkAct, TaskKind
from licite.people.tests.texts import HERE, ILL, flags, inside_for_good, nightly
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from licite.sales.actions import Terms, close_deal, create_deal, edit_deal
from licite.sales.choices import Reason, Step
from licite.sales.queries.deals import deal_for
from tests.conftest import browser_of
from tests.world import DORA, RITA, WEST, person

SICK = "arrêt maladie"
TERMS = Terms(title=SICK, expected_on=date(2027, 1, 5), next_step=f"après {SICK}")


def deal(terms=TERMS):
    with inside_for_good(RITA) as actor:
        return create_deal(actor, contact=row(actor), terms=terms, step=Step.NEEDS)


def test_a_tag_a_file_and_a_place_are_read_again(fresh):
    post(RITA, f"{HERE}/tags/", {"tag-tag": SICK})
    browser_of(RITA).post(
        f"{HERE}/files/", {"file-file": SimpleUploadedFile(f"{SICK}.pdf", b"%PDF-1.4\n%%EOF")}
    )
    with inside_for_good(RITA) as actor:
        add_task(actor, contact=row(actor), kind=TaskKind.APPOINTMENT, due_at=clock.now(), place=ILL)
    assert {place for place, _category, _state in flags()} == {"tag", "file", "place"}
    shown = text(get(DORA, "/notes/"))
    for word in ("Étiquette", "Nom d’un fichier", "Lieu d’un rendez-vous"):
        assert word in shown
    assert shown.count("<mark>") == 3


def test_the_texts_of_a_deal_are_read_again_and_settled_by_another(fresh):
    public = deal()
    assert flags() == [("deal", "health", "open"), ("deal_next", "health", "open")]
    assert "Objet d’une affaire" in text(get(DORA, "/notes/"))
    with inside_for_good(RITA) as actor:
        edit_deal(
            actor, deal=deal_for(actor, public), terms=Terms(title="Devis", expected_on=date(2027, 1, 5))
        )
    assert flags()[0] == ("deal", "health", "corrected")
    with inside_for_good(RITA) as actor:
        close_deal(actor, deal=deal_for(actor, public), step=Step.LOST, reason=Reason.PRICE, note=ILL)
    assert ("deal_note", "health", "open") in flags()


def test_a_tag_put_on_many_is_read_again_and_stands_in_their_history(fresh):
    others = [person(WEST, 1, index) for index in (1, 2)]
    with inside_for_good(RITA) as actor:
        carry_out(actor, chosen=[one.public for one in others], plan=Plan(act=BulkAct.TAG, tag=SICK))
    assert flags() == [("tag", "health", "open")] * 2
    assert as_superuser("SELECT contact, field FROM people_change ORDER BY contact") == [
        (one.id, "tag") for one in others
    ]


@pytest.mark.parametrize("place", ["tag", "file", "place", "deal", "deal_next"])
def test_what_is_withdrawn_is_gone_and_what_is_taken_away_waits_no_more(fresh, place):
    if place == "tag":
        post(RITA, f"{HERE}/tags/", {"tag-tag": SICK})
    elif place == "file":
        browser_of(RITA).post(
            f"{HERE}/files/", {"file-file": SimpleUploadedFile(f"{SICK}.pdf", b"%PDF-1.4\n%%EOF")}
        )
    elif place == "place":
        with inside_for_good(RITA) as actor:
            add_task(actor, contact=row(actor), kind=TaskKind.APPOINTMENT, due_at=clock.now(), place=ILL)
    else:
        deal(Terms(title=SICK if place == "deal" else "Devis", expected_on=date(2027, 1, 5), next_step=SICK))
    ((flag,),) = as_superuser("SELECT id FROM lawful_flag WHERE place = %s", place)
    assert post(DORA, f"/notes/{flag}/strike/", {}).status_code == 303
    assert (place, "health", "corrected") in flags()
    kept = {"tag": "people_tag.value", "file": "people_file.name", "place": "people_task.place",
            "deal": "sales_deal.title", "deal_next": "sales_deal.next_step"}[place]  # fmt: skip
    table, column = kept.split(".")
    rows = as_superuser(f"SELECT {column} FROM {table} WHERE contact = %s", ALMA.id)
    classes = {"file": "file_name"}
    said = ["".join(sealing.open_values(classes.get(place, place), ALMA.public, one)) for (one,) in rows]
    assert said == [] if place == "tag" else "retiré" in said[0]


def test_a_tag_taken_away_waits_for_nobody(fresh):
    post(RITA, f"{HERE}/tags/", {"tag-tag": SICK})
    as_superuser("DELETE FROM people_tag")
    assert flags() == []


def test_the_nightly_reading_finds_what_came_another_way(fresh):
    with inside_for_good(RITA) as actor:
        public = create_deal(
            actor, contact=row(actor), terms=Terms(title="Devis", expected_on=date(2027, 1, 5))
        )
    as_superuser(
        "UPDATE sales_deal SET title = %s WHERE public = %s",
        sealing.seal_values("deal", ALMA.public, [ILL]),
        public,
    )
    nightly()
    assert flags() == [(Place.DEAL.value, "health", "open")]
