"""The rules of placement applied to records that are here already, and to those that wait in the tray."""

from uuid import UUID

from licite.desk.tests.test_handovers import carried_out, cells
from licite.people import sealing
from licite.people.tests.ways import as_superuser, get, post, text
from tests.world import EAST, KEY, MAX, WEST, person


def ruled(*rules):
    for position, (portfolio, country, places) in enumerate(rules, 1):
        as_superuser(
            "INSERT INTO access_placement (position, portfolio_id, country, places, sectors) VALUES (%s, %s, %s, %s, '{}')",
            position, portfolio, country, list(places),
        )  # fmt: skip


def placed_at(one, postal_code, department):
    sealed = sealing.seal_values("address", one.public, ["", postal_code, "Ville"])
    as_superuser(
        "UPDATE people_contact SET address = %s, department = %s, country = 'FR' WHERE id = %s",
        sealed,
        department,
        one.id,
    )


def test_the_rules_are_applied_to_records_that_are_here_after_a_preview_and_taken_back(fresh):
    as_superuser("UPDATE people_contact SET country = '', department = ''")
    ruled((EAST, "FR", ["675"]), (WEST, "FR", ["67"]))
    goes, stays = person(WEST, 2), person(WEST, 3)
    placed_at(goes, "67500", "67")
    placed_at(stays, "67000", "67")
    before = cells()
    page = "/portfolios/rules/apply/"
    shown = text(get(MAX, page))
    assert "1 fiche changerait de portefeuille" in shown
    assert "Ouest → Est" in shown
    assert page in text(get(MAX, "/portfolios/"))
    public = UUID(post(MAX, page, {})["Location"].rstrip("/").rsplit("/", 1)[-1])
    carried_out(public)
    assert cells() == before | {12: before[12] - 1, 22: before[22] + 1}
    assert "Selon les règles" in text(get(MAX, f"/portfolios/hand-overs/{public}/"))
    assert "Chaque fiche est là" in text(get(MAX, page))
    post(MAX, f"/portfolios/hand-overs/{public}/undo/", {})
    carried_out(public)
    assert cells() == before


def test_the_rules_are_applied_to_the_tray_alone_where_it_is_asked(fresh):
    as_superuser("UPDATE people_contact SET country = 'FR', department = '67'")
    ruled((EAST, "FR", ["67"]))
    waits, met = person(WEST, 1), person(KEY, 1)
    as_superuser(
        "INSERT INTO people_tray (contact, cell, others, other_cells, objected, at) VALUES (%s, %s, ARRAY[%s]::bigint[], ARRAY[%s], false, now())",
        waits.id, waits.cell, met.id, met.cell,
    )  # fmt: skip
    assert "/portfolios/rules/apply/?only=tray" in text(get(MAX, "/tray/"))
    page = "/portfolios/rules/apply/?only=tray"
    assert "1 fiche changerait" in text(get(MAX, page))
    carried_out(UUID(post(MAX, page, {})["Location"].rstrip("/").rsplit("/", 1)[-1]))
    assert as_superuser("SELECT cell FROM people_contact WHERE id = %s", waits.id) == [(21,)]
    assert cells()[11] == 3
    assert as_superuser("SELECT cell FROM people_tray") == [(21,)]


def test_without_rules_nothing_is_placed(fresh):
    assert "Aucune règle encore" in text(get(MAX, "/portfolios/rules/apply/"))
    assert post(MAX, "/portfolios/rules/apply/", {}).status_code == 200
