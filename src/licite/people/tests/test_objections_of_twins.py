"""Two records that look like one person and do not bear the same objections: said, and for whom."""

import re

import pytest

from licite.people.tests.test_duplicates import COMPARED, TWIN, searched, twin  # noqa: F401 (a fixture)
from licite.people.tests.ways import ALMA, as_superuser, get, text
from tests.world import DORA, MAX


@pytest.mark.usefixtures("twin")
def test_a_pair_of_which_one_objected_is_said_to_be_one_to_whoever_decides_and_to_whoever_watches():
    searched()
    assert "oppositions différentes" not in text(get(MAX, "/duplicates/"))
    as_superuser("UPDATE people_contact SET objections = 8 WHERE id = %s", TWIN.id)
    assert "oppositions différentes" in text(get(MAX, "/duplicates/"))
    assert "l’autre fiche y reste ouverte" in text(get(MAX, COMPARED))
    watched = text(get(DORA, "/duplicates/waiting/"))
    assert "Dans 1 paire" in watched
    named = watched.partition('id="apart"')[2].partition("</section>")[0]
    for record in (ALMA, TWIN):
        assert f'<a href="/contacts/{record.public}/">{record.first} {record.last}</a>' in named
    assert named.count('href="/contacts/') == 2, "this pair alone"
    assert "refusé : Courrier" in named
    assert MAX.name in named, "and who may decide"
    assert 'href="/duplicates/waiting/#apart"' in text(get(DORA, "/objections/"))
    assert "1 personne qui s’est opposée" in text(get(DORA, "/objections/"))
    assert "deuxième fiche" not in text(get(MAX, "/objections/")), "who decides reads it where they decide"


def test_the_names_of_such_a_pair_are_read_in_the_journal_and_masked_as_everywhere(twin):  # noqa: F811
    searched()
    as_superuser("UPDATE people_contact SET objections = 8 WHERE id = %s", TWIN.id)
    get(DORA, "/duplicates/waiting/")
    ((subjects,),) = as_superuser("SELECT subjects FROM journal.entry WHERE act = 'people:pair:read'")
    assert set(subjects) == {ALMA.id, TWIN.id}
    as_superuser("""UPDATE access_profile SET levels = levels || '{"name": "masked"}' WHERE key = 'dpo'""")
    masked = text(get(DORA, "/duplicates/waiting/"))
    assert f"{TWIN.first} {TWIN.last}" not in masked
    assert f"/contacts/{TWIN.public}/" in masked


def test_a_pair_out_of_the_watchers_sight_is_neither_counted_nor_named(twin):  # noqa: F811
    searched()
    as_superuser("UPDATE people_contact SET objections = 8 WHERE id = %s", TWIN.id)
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", DORA.id)
    assert f"/contacts/{ALMA.public}/" not in text(get(DORA, "/duplicates/waiting/"))


def test_what_one_record_closes_is_masked_on_both_sides_of_the_comparison_never_said_to_be_missing(twin):  # noqa: F811
    open_to_both = text(get(MAX, COMPARED))
    assert TWIN.phone[-4:] in open_to_both.replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    as_superuser("UPDATE people_contact SET objections = 9 WHERE id = %s", TWIN.id)
    shown = text(get(MAX, COMPARED))
    phones, addresses = (
        shown.partition(f'<th scope="row">{label}')[2].partition("</tr>")[0]
        for label in ("Téléphone", "Adresse")
    )
    assert phones.count("••") >= 2
    assert ALMA.phone[-6:] not in re.sub(r"\W", "", phones)
    assert addresses.count("masquée") == 2
    assert "–" not in addresses


def test_the_comparison_says_that_an_objection_restarts_no_clock(twin):  # noqa: F811
    as_superuser("UPDATE people_contact SET person_act_at = now() WHERE id = %s", TWIN.id)
    assert "Une opposition ne le relance pas." in text(get(MAX, COMPARED))
