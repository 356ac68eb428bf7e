"""Views kept of the list: one's own, shared with a portfolio, the one it opens in; nobody else's."""

import uuid
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import DatabaseError

from licite.access.refusals import Refused
from licite.people.actions.saved import save_view
from licite.people.models.saved import SavedView
from licite.people.queries.saved import views_of
from licite.people.queries.tags import tag_token
from licite.people.sealing import seal_values
from tests.conftest import browser_of, inside
from tests.plugin import database_name, superuser
from tests.world import ANNA, BEN, EAST, MAX, PAUL, RITA, WEST, person

SHAPE = {"stage": "3", "cols": "stage.next", "sort": "name"}


def page(member, path="/contacts/"):
    return browser_of(member).get(path).content.decode()


def keep(member, name, *, portfolio="", first=False, shape=SHAPE):
    """Keeps a view by the form; its public id."""
    typed = {"name": name, "portfolio": portfolio, **({"first": "on"} if first else {})}
    answer = browser_of(member).post(f"/contacts/views/?{urlencode(shape)}", typed)
    return parse_qs(urlsplit(answer["Location"]).query)["view"][0]


def test_a_view_is_kept_from_the_list_and_is_a_tab_of_it(fresh):
    browser = browser_of(RITA)
    answer = browser.post(
        "/contacts/views/?stage=3&cols=stage&cols=next&q=alma&after=x",
        {"name": "Mes clients", "portfolio": ""},
    )
    assert answer.status_code == 303
    assert "q=" not in answer["Location"]
    shown = browser.get(answer["Location"]).content.decode()
    assert "Mes clients" in shown
    assert "Coordonnées" not in shown
    assert "4 fiches" in shown


def test_nobody_else_sees_a_private_view_and_only_its_portfolio_a_shared_one(fresh):
    keep(RITA, "Relances privées")
    keep(RITA, "Clients de l’Ouest", portfolio=WEST)
    for member in (PAUL, ANNA, MAX):
        shown = page(member)
        assert "Clients de l’Ouest" in shown
        assert "Relances privées" not in shown
    assert "Clients de l’Ouest" not in page(BEN)
    with inside(BEN) as actor:
        assert views_of(actor) == []


def test_a_view_is_shared_only_by_whom_may_and_where_they_work(fresh):
    with inside(RITA) as actor, pytest.raises(Refused):
        save_view(actor, name="x", shape={}, portfolio=EAST, first=False)
    with inside(ANNA) as actor, pytest.raises(Refused):
        save_view(actor, name="x", shape={}, portfolio=WEST, first=False)
    for member, portfolio, owner in (
        (RITA, EAST, RITA),
        (ANNA, WEST, ANNA),
        (RITA, WEST, BEN),
        (RITA, None, BEN),
    ):
        with pytest.raises(DatabaseError), inside(member) as actor:
            SavedView.objects.create(
                public=uuid.uuid4(), member=owner.id, portfolio=portfolio, content=b"x",
                created_at="2026-11-02T09:00Z", changed_at="2026-11-02T09:00Z",
            )  # fmt: skip


def test_the_list_opens_in_ones_first_view_and_the_whole_is_one_step_away(fresh):
    keep(RITA, "Mes clients", first=True)
    shown = page(RITA)
    assert "4 fiches" in shown
    assert "/contacts/?view=all" in shown
    assert "16 fiches" in page(RITA, "/contacts/?view=all")


def test_a_shared_view_may_be_ones_first_until_it_ends(fresh):
    public = keep(RITA, "Clients", portfolio=WEST)
    browser = browser_of(ANNA)
    assert browser.post(f"/contacts/views/{public}/first/").status_code == 303
    assert "4 fiches" in page(ANNA)
    assert browser.post(f"/contacts/views/{public}/end/").status_code == 404, "it is not hers to delete"
    assert browser_of(RITA).post(f"/contacts/views/{public}/end/").status_code == 303
    assert "16 fiches" in page(ANNA)


def test_a_view_is_renamed_shared_and_replaced(fresh):
    public = keep(RITA, "Clients")
    browser = browser_of(RITA)
    browser.post(f"/contacts/views/{public}/", {"name": "Clients fidèles", "portfolio": str(WEST)})
    browser.post(f"/contacts/views/{public}/replace/?stage=2&view={public}")
    with inside(ANNA) as actor:
        (view,) = views_of(actor)
    assert (view.name, dict(view.shape), view.own) == ("Clients fidèles", {"stage": "2"}, False)


def test_names_and_values_rest_sealed(fresh):
    keep(RITA, "Madame Ouessant", shape={"company": "00000000-0000-4000-8000-000000000001"})
    with superuser(database_name()) as connection:
        (content,) = connection.execute("SELECT content FROM licite.people_savedview").fetchone()
    assert b"Ouessant" not in bytes(content)
    assert b"company" not in bytes(content)


def test_a_view_keeps_a_tag_by_its_word_and_opens_by_its_token(fresh):
    one = person(WEST, 1)
    with superuser(database_name()) as connection:
        connection.execute(
            "INSERT INTO licite.people_tag (contact, cell, token, value, created_at) VALUES (%s, %s, %s, %s, now())",
            (one.id, one.cell, tag_token("Salon"), seal_values("tag", one.public, ["Salon"])),
        )
    keep(RITA, "Salon", shape={"tag": str(tag_token("salon"))}, first=True)
    shown = page(RITA)
    assert "1 fiche" in shown
    assert f"tag={tag_token('salon')}" in shown
    assert "Étiquette" in shown
    assert "Salon" in page(RITA, "/contacts/?view=all&cols=tags")
