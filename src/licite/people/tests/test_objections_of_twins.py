"""Two records that look like one person and do not bear the same objections: said, and for whom."""

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
    assert ALMA.last not in watched
    assert "1 personne qui s’est opposée" in text(get(DORA, "/objections/"))
    assert "deuxième fiche" not in text(get(MAX, "/objections/")), "who decides reads it where they decide"
