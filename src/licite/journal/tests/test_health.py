"""What health says of sealing."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from licite.journal import health, jobs, seals
from tests.plugin import database_name, lay_anew, superuser


@pytest.fixture(autouse=True, scope="module")
def no_row_of_another_file(database: None) -> None:
    """Rows are counted here."""
    lay_anew()


def age_rows(minutes):
    with superuser(database_name()) as attacker:
        attacker.execute("SET session_replication_role = replica")
        attacker.execute("UPDATE journal.trace SET at = at - make_interval(mins => %s)", (minutes,))


def test_sealing_is_well_when_nothing_waits_for_long(places, write):
    write(3)
    seals.seal(places)
    write(1)
    state = health.sealing_state()
    assert state.ok
    assert (state.seq, state.total) == (1, 3)
    assert timedelta(0) < state.lag < timedelta(seconds=30)
    assert state.months_ahead == 12
    assert set(state.as_dict()) == {"ok", "blocks", "entries", "sealed_at", "lag_seconds", "in_default_partition", "months_ahead"}  # fmt: skip


def test_a_row_that_waits_over_five_minutes_makes_it_unwell(write):
    write(1)
    age_rows(6)
    assert not health.sealing_state().ok


def test_rows_in_the_default_partition_raise_the_alarm(places, write):
    write(1)
    age_rows(60 * 24 * 80)
    seals.seal(places)
    state = health.sealing_state()
    assert state.in_default
    assert not state.ok


def test_partitions_are_made_again_when_missing_and_a_month_with_stray_rows_stops_no_other(fresh):
    with superuser(database_name()) as owner:
        months = "SELECT relname FROM pg_class WHERE relname ~ '^trace_[0-9]{6}$' ORDER BY 1"
        names = [name for (name,) in owner.execute(months)]
        owner.execute(f"DROP TABLE journal.{names[3]}, journal.{names[5]}")
        owner.execute(
            "SELECT gate.lay((%s || '-02')::timestamptz, 1, '-', '-', 'x', '{}', '{}', '{}', '-')",
            (f"{names[3][6:10]}-{names[3][10:]}",),
        )
        assert owner.execute("SELECT journal.make_partitions()").fetchone() == (1,)
        assert [name for (name,) in owner.execute(months)] == [*names[:3], *names[4:]]


def test_the_jobs_are_on_the_clock():
    periodic = jobs.app.periodic_registry.periodic_tasks
    crons = {name: task.cron for (name, _), task in periodic.items() if name.startswith("journal.")}
    assert crons == {"journal.seal": "* * * * * */30", "journal.make_partitions": "7 3 * * *"}
    moments = periodic[("journal.seal", "")].croniter
    first, second = moments.get_next(float, start_time=0), moments.get_next(float)
    assert second - first == 30


def test_health_asks_for_no_ticket_and_tells_no_row():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal.block")
        assert cursor.fetchone() == (0,)
    assert health.well()
