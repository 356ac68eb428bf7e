"""Those who are still to be informed, as a list; the notice by mail, one by one or to all of the list."""

from datetime import date

import pytest

from licite.people.jobs.notices import send_notice
from licite.people.queries.notices import Wanted, due_count, due_list
from licite.people.tests.letters import body
from licite.people.tests.notices import FAR, LATE, SOON, informed, uninformed
from licite.people.tests.ways import ALMA, as_superuser, get, post, text
from tests.conftest import inside
from tests.workers import as_worker
from tests.world import EAST, MONA, RITA, WEST, person

URL = f"/contacts/{ALMA.public}/notice/"


def test_the_list_shows_those_to_inform_most_urgent_first_and_only_ones_own(fresh):
    first, second, far, eastern = person(WEST, 1), person(WEST, 2), person(WEST, 3), person(EAST, 1)
    uninformed(second, due=SOON)
    uninformed(first, due=LATE)
    uninformed(far, due=FAR)
    uninformed(eastern, due=LATE)
    with inside(RITA) as actor:
        assert [line.row.id for line in due_list(actor, wanted=Wanted()).rows] == [first.id, second.id]
        assert [line.late for line in due_list(actor, wanted=Wanted()).rows] == [True, False]
        assert [line.row.id for line in due_list(actor, wanted=Wanted(show="overdue")).rows] == [first.id]
        assert due_count(actor, wanted=Wanted(show="all")) == 3
    with inside(MONA) as actor:
        assert due_count(actor, wanted=Wanted(show="all")) == 4
        assert due_count(actor, wanted=Wanted(show="all", portfolio=EAST)) == 1
        assert due_count(actor, wanted=Wanted(show="all", source="form")) == 0
        assert due_count(actor, wanted=Wanted(show="all", collected=date(2026, 11, 2))) == 4
        assert due_count(actor, wanted=Wanted(show="all", collected=date(2026, 11, 3))) == 0
    page = text(get(RITA, "/inform/"))
    assert first.last in page
    assert eastern.last not in page
    assert first.email not in page


@pytest.mark.parametrize(
    ("due", "why"),
    [
        ("2026-12-02", "1 mois après la collecte"),
        ("2026-11-02", "personne jointe ou données transmises ce jour-là"),
        ("2026-01-26", "déjà jointe ce jour-là, avant la date de collecte notée"),
        ("2026-12-05", ""),
    ],
)
def test_each_date_has_its_reason(due, why, fresh):
    uninformed(due=due, collected_at="2026-11-02T10:00Z")
    shown = text(get(RITA, "/inform/?show=all"))
    every = ("après la collecte", "transmises ce jour-là", "déjà jointe ce jour-là")
    assert [one for one in every if one in shown] == [one for one in every if one in why]
    assert why in shown


def test_the_list_is_read_page_by_page(fresh):
    for number in (1, 2, 3, 4):
        uninformed(person(WEST, number), due=SOON)
    with inside(RITA) as actor:
        seen, after = [], ""
        while True:
            page = due_list(actor, wanted=Wanted(), after=after, limit=3)
            seen += [line.row.id for line in page.rows]
            after = page.after
            if not after:
                break
        assert seen == [person(WEST, number).id for number in (1, 2, 3, 4)]
        assert due_list(actor, wanted=Wanted(), after="x_y").rows


def test_nobody_to_inform_is_said(fresh):
    assert "Aucune personne à informer" in text(get(RITA, "/inform/"))


def test_the_notice_goes_by_mail_whole_with_a_way_out_and_is_noted(office):
    uninformed(due=SOON)
    assert "Envoyer la mention par e-mail" in text(get(RITA, URL))
    assert post(RITA, f"{URL}send/", {}).status_code == 303
    ((task, args),) = as_superuser(
        "SELECT task_name, args FROM jobs.procrastinate_jobs WHERE task_name LIKE 'people.%%notice%%'"
    )
    assert (task, args) == ("people.send_notice", {"contact": str(ALMA.public), "member": RITA.id})
    with as_worker():
        send_notice(**args)
    (message,) = office.taken
    assert message["To"] == ALMA.email
    assert message["Subject"] == "Nous avons des données sur vous · Maison Essai SAS"
    assert message["List-Unsubscribe"].startswith("<https://crm.maison.example/p/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        said = body(message, kind)
        for part in (
            "Maison Essai SAS, 1 rue des Essais, 44000 Nantes", "à tout moment vous opposer à la prospection",
            "Dans votre cas : un fichier fourni par une société spécialisée", "3 place de Fontenoy", "Version 1 de cette information",
            "https://crm.maison.example/p/",
        ):  # fmt: skip
            assert part in said, (kind, part)
    assert informed() is not None
    assert as_superuser("SELECT channel, member FROM lawful_delivery") == [("email", RITA.id)]
    with as_worker():
        send_notice(**args)
    assert len(office.taken) == 1


@pytest.mark.parametrize(
    "change",
    [{"objections": 4}, {"objections": 127}, {"restricted": True}, {"waiting": True}, {"email": None}],
)
def test_no_mail_goes_where_the_person_or_the_law_says_no(office, change):
    uninformed(due=SOON, **change)
    if "objections" in change:
        as_superuser(
            "INSERT INTO lawful_objection (contact, cell, channel, purpose, at, told_by, created_at) VALUES (%s, %s, %s, '', now(), 'phone', now())",
            ALMA.id,
            ALMA.cell,
            "email" if change["objections"] == 4 else "all",
        )
    with as_worker():
        send_notice(contact=str(ALMA.public), member=RITA.id)
    assert office.taken == []
    assert informed() is None
