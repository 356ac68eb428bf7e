"""An import of acts, and its undoing, killed at any statement, end as if nothing had happened."""

import pytest

from licite.intake.kinds import Kind
from licite.intake.models import Batch
from licite.intake.tests import dumps
from licite.intake.tests.acts import asked, staged_acts
from licite.intake.tests.conftest import told
from licite.intake.tests.test_killed import bring, counted, die, order, take_back
from tests.world import PEOPLE

FILE = "E-mail;Date;Type;Sens;Résultat;Commentaire\n" + "".join(
    f"{one.email};{day}/03/2024;Appel;{side};Joint;Note {day}\n"
    for one in PEOPLE[:6] for day, side in ((10, "Sortant"), (11, "Entrant"), (10, "Sortant"))
)  # fmt: skip
POINTS = (0.25, 0.6, 0.9)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr("licite.intake.actions.ROWS", 4)
    monkeypatch.setattr("licite.intake.undoing.AT_ONCE", 2)


def result(batch: Batch) -> tuple[object, ...]:
    """What the base and the report say, whatever numbers the database gave."""
    lines = [(one.number, one.outcome, one.reasons, one.records) for one in told(batch).lines]
    acts = asked(
        "SELECT contact, at, kind, direction, outcome, evidence FROM people_interaction ORDER BY 1, 2, 3, 4, 5"
    )
    dates = asked("SELECT id, active_at, person_act_at FROM people_contact ORDER BY id")
    ((counts,),) = asked("SELECT counts FROM intake_batch")
    return lines, acts, dates, counts, asked("SELECT count(*) FROM intake_event")


@pytest.mark.parametrize("share", POINTS)
def test_killed_and_taken_up_it_ends_the_same_and_goes_back_whole(worker, share):
    before = dumps.people()
    batch = staged_acts(FILE, Kind.INTERACTIONS, proven=True)
    with counted() as coming:
        bring(batch)
    expected = result(batch)
    order(batch)
    with counted() as going:
        take_back(batch)
    assert dumps.people() == before

    asked("DELETE FROM intake_part RETURNING 1")
    asked("DELETE FROM intake_batch RETURNING 1")
    batch = staged_acts(FILE, Kind.INTERACTIONS, proven=True)
    die(bring, batch, int(coming[0] * share))
    assert result(batch) != expected
    bring(batch)
    assert result(batch) == expected
    order(batch)
    die(take_back, batch, int(going[0] * share))
    take_back(batch)
    assert dumps.people() == before
