"""A permission counts in the cells of the grants that carry it: what one may do in the West is not done in the East."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from licite.access.permissions import Permission
from licite.kit import answers
from licite.people.tests.test_merges_forged import ask
from licite.people.tests.ways import ALMA, EASTERN, as_superuser, post
from tests.conftest import browser_of, inside
from tests.world import BEN, RITA

HERE = {
    "people:file:write",
    "people:company:edit",
    "people:stage:move",
    "people:contact:reveal",
    "people:task:write",
}
TRAY = "INSERT INTO people_tray (contact, cell, others, other_cells, objected, settled, closes, at) VALUES "
FILE = (
    "INSERT INTO people_file (public, contact, cell, kind, size, name, content, member, created_at) "
    "VALUES (gen_random_uuid(), %s, %s, 'pdf', 1, 'x', 'x', %s, now())"
)


@pytest.fixture(autouse=True)
def bare(fresh: None) -> None:
    """Rita works in the East too, by a profile with every act and none of these permissions."""
    as_superuser(
        "INSERT INTO access_profile (key, acts, permissions, levels, reveals_a_day) "
        "SELECT 'bare', acts, ARRAY(SELECT unnest(permissions) EXCEPT SELECT unnest(%s::text[])), levels, reveals_a_day "
        "FROM access_profile WHERE key = 'rep'",
        sorted(HERE),
    )
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, id, '{2}', '{1,2,3,4}', now() - interval '1 hour' FROM access_profile WHERE key = 'bare'",
        RITA.id,
    )


def test_the_actor_s_permissions_are_where_their_grants_are():
    with inside(RITA) as actor:
        for name in HERE:
            assert actor.has_in(Permission(name), ALMA.cell)
            assert not actor.has_in(Permission(name), EASTERN.cell)


def test_files_are_kept_and_taken_away_where_one_may():
    as_superuser(FILE, EASTERN.id, EASTERN.cell, BEN.id)
    with inside(RITA):
        assert ask("DELETE FROM people_file RETURNING id") == []
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            ask(FILE.replace("now())", "now()) RETURNING 1"), EASTERN.id, EASTERN.cell, RITA.id)
    sent = {"file-file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 bonjour")}
    assert browser_of(RITA).post(f"/contacts/{EASTERN.public}/files/", sent).status_code == 403


def test_stages_coordinates_and_tasks_of_the_others_stay():
    task = (
        "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', now(), %s, now()) RETURNING public"
    )
    ((public,),) = as_superuser(task, EASTERN.id, EASTERN.cell, BEN.id)
    with inside(RITA):
        assert ask("SELECT gate.move_stage(%s, 'lose')", EASTERN.id) == [(None,)]
        assert ask("SELECT gate.move_stage(%s, 'win')", EASTERN.id) == [(None,)]
        assert (
            ask("SELECT * FROM gate.advance_many(gen_random_uuid(), ARRAY[%s::bigint], '{}')", EASTERN.id)
            == []
        )
        assert ask("SELECT gate.hand_task(%s, %s)", public, BEN.id) == [(False,)]
        ((said,),) = ask("SELECT gate.reveal(%s, 'phone', 'call', 1, 0)", EASTERN.id)
        assert answers.read(said) == {"refused": "act"}


def test_companies_and_their_sites_are_edited_where_one_may():
    ((company, cell),) = as_superuser(
        "SELECT id, cell FROM people_company WHERE cell / 10 = 2 ORDER BY id LIMIT 1"
    )
    as_superuser(
        "INSERT INTO people_site (public, company, cell, label, number, line, postal_code, town, country, department, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'Siège', '', '', '', '', 'FR', '67', now())",
        company, cell,
    )  # fmt: skip
    with inside(RITA):
        assert ask("SELECT 1 FROM people_site WHERE company = %s", company) == [(1,)]
        assert ask("UPDATE people_company SET number = '1' WHERE id = %s RETURNING id", company) == []
        assert ask("UPDATE people_site SET label = 'x' WHERE company = %s RETURNING id", company) == []
        assert ask("DELETE FROM people_site WHERE company = %s RETURNING id", company) == []


def test_a_clash_is_read_and_decided_by_who_decides_on_both_sides():
    as_superuser(
        "UPDATE access_profile SET permissions = permissions || '{people:tray:decide}' WHERE key = 'rep'"
    )
    as_superuser(
        TRAY + "(%s, %s, ARRAY[%s::bigint], ARRAY[%s], false, false, '{}', now())",
        ALMA.id, ALMA.cell, EASTERN.id, EASTERN.cell,
    )  # fmt: skip
    ((which,),) = as_superuser("SELECT id FROM people_tray")
    with inside(RITA):
        assert ask("SELECT 1 FROM people_tray") == []
        assert ask("SELECT gate.decide(%s, 'open')", which) == [(False,)]
    assert post(RITA, f"/tray/{which}/", {"decision": "open"}).status_code in (403, 404)
