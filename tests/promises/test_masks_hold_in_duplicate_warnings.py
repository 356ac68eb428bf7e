"""The warning that a person is in the base already names the person and shows no coordinate that you did not type."""

from tests.promises.masks import OWN, entry, post
from tests.world import EAST, RITA, person


def test_the_warning_is_covered(fresh):
    by_mail = post(RITA, "/contacts/new/", entry(phones="", first="Autre", last="Nom"), typed=[OWN.email])
    assert OWN.last in by_mail
    by_phone = post(RITA, "/contacts/new/", entry(emails="", first="Autre", last="Nom"), typed=[OWN.phone])
    assert OWN.last in by_phone
    by_name = post(RITA, "/contacts/new/", entry(emails="", phones=""))
    assert OWN.last in by_name


def test_a_duplicate_out_of_sight_brings_no_warning(fresh):
    other = person(EAST, 3)
    answer = post(
        RITA, "/contacts/new/", entry(other, first="Autre", last="Nom"), typed=[other.email, other.phone]
    )
    assert other.last not in answer
