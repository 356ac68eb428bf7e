"""Which rows fall into which block, and what happens around crashes and second sealers."""

import stat
import threading
import time
from datetime import timedelta

import psycopg
import pytest

from licite.journal import blocks, checkpoints, connect, seals, verify
from licite.journal.checkpoints import Checkpoints
from licite.journal.faults import Broken, Fault
from licite.kit import clock
from licite.vault.ring import ring
from tests.plugin import database_name, superuser


def sealed_ids():
    """(id, number of blocks that cover it) of each row that a block covers."""
    with superuser(database_name()) as connection:
        return connection.execute(
            "SELECT e.id, count(*) FROM journal.entry e JOIN journal.block b ON e.xid >= b.first_xid AND e.xid < b.horizon GROUP BY 1"
        ).fetchall()


def test_nothing_to_seal_makes_no_block(places, write):
    assert seals.seal(places) == seals.Sealed(0, 0)
    assert verify.verify(places).ok


def test_blocks_leave_no_gap_and_count_up(places, write):
    for count in (3, 1, 7):
        write(count)
        seals.seal(places)
        seals.seal(places)
    with connect.connect() as connection:
        found = blocks.after(connection, 0, 10)
    assert [(block.seq, block.entries, block.total) for block in found] == [(1, 3, 3), (2, 1, 4), (3, 7, 11)]
    assert found[0].first_xid == 0
    assert [block.first_xid for block in found[1:]] == [block.horizon for block in found[:-1]]
    assert [line.seq for line in checkpoints.read(places.log, checkpoints.size_of(places.log))] == [1, 2, 3]


def test_a_block_is_cut_between_transactions_never_inside_one(places, write, monkeypatch):
    monkeypatch.setattr(seals, "BLOCK_ROWS", 10)
    monkeypatch.setattr(seals, "BATCH_ROWS", 25)
    for count in (4, 4, 4, 30, 4, 4):
        write(count)
    assert seals.seal(places) == seals.Sealed(3, 50)
    verdict = verify.verify(places)
    assert (verdict.ok, verdict.blocks, verdict.entries, verdict.unsealed) == (True, 3, 50, 0)


def test_a_backlog_of_hours_sealed_in_several_blocks_raises_no_alarm(places, write, monkeypatch):
    monkeypatch.setattr(seals, "BLOCK_ROWS", 5)
    monkeypatch.setattr(seals, "BATCH_ROWS", 12)
    monkeypatch.setattr(verify, "BLOCKS_AT_ONCE", 4)
    monkeypatch.setattr(verify, "ROWS_AT_ONCE", 12)
    with superuser(database_name()) as connection:
        for minutes in range(300, 0, -20):
            connection.execute(
                "SELECT gate.lay(clock_timestamp() - make_interval(mins => %s), 1, '-', 'page', 'x', '{1}', '{}', '{}', '-')"
                " FROM generate_series(1, 3)",
                (minutes,),
            )
    assert seals.seal(places).blocks > 4
    verdict = verify.verify(places)
    assert (verdict.ok, verdict.unsealed) == (True, 0)


def test_rows_of_an_open_transaction_are_sealed_later_and_exactly_once(places, write):
    with superuser(database_name()) as slow:
        slow.autocommit = False
        slow.execute("SELECT gate.write('people:contact:read', '{1}', '{}', '{}', '-')")
        write(2)  # younger, and over before the older one
        assert seals.seal(places).entries == 0
        slow.execute("SELECT gate.write('people:contact:read', '{2}', '{}', '{}', '-')")
        slow.commit()
    assert seals.seal(places).entries == 4
    assert seals.seal(places).entries == 0
    assert [times for _, times in sealed_ids()] == [1, 1, 1, 1]
    assert verify.verify(places).ok


def test_a_rolled_back_transaction_leaves_no_gap(places, write):
    write(1)
    with superuser(database_name()) as undone:
        undone.autocommit = False
        undone.execute("SELECT gate.write('people:contact:read', '{1}', '{}', '{}', '-')")
        undone.rollback()
    write(1)
    assert seals.seal(places).entries == 2
    assert verify.verify(places).ok


def test_rows_written_while_sealing_are_sealed_exactly_once(places, write):
    stop = threading.Event()

    def busy():
        with superuser(database_name()) as connection:
            connection.autocommit = False
            while not stop.is_set():
                connection.execute("SELECT gate.write('people:contact:read', '{1}', '{}', '{}', '-')")
                connection.commit()
                time.sleep(0.002)

    writers = [threading.Thread(target=busy) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        for turn in range(12):
            seals.seal(places)
            assert turn % 4 or verify.verify(places).ok
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    seals.seal(places)
    verdict = verify.verify(places)
    found = sealed_ids()
    assert verdict.ok
    assert verdict.unsealed == 0
    assert len(found) == verdict.entries > 15
    assert {times for _, times in found} == {1}


def test_a_crash_between_commit_and_checkpoint_is_mended_by_the_next_sealing(places, write):
    write(1)
    seals.seal(places)
    whole = places.log.read_bytes()
    write(1)
    seals.seal(places)
    places.log.write_bytes(whole + b"licite-journal-1 2 2 ab")
    write(1)
    seals.seal(places)
    assert verify.verify(places).ok
    assert len(places.log.read_text().splitlines()) == 3


def test_the_sealer_stops_rather_than_bury_a_loss(places, write):
    for _ in range(3):
        write(2)
        seals.seal(places)
    with superuser(database_name()) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM journal.block WHERE seq = 3")
    write(1)
    with pytest.raises(Broken) as broken:
        seals.seal(places)
    assert (broken.value.fault, broken.value.seq) == (Fault.TRUNCATED, 3)


def test_a_journal_restored_into_another_cluster_is_said_to_be_one(places, write):
    write(1)
    seals.seal(places)
    key = ring().seal_key
    with superuser(database_name()) as connection:
        connection.execute("SET session_replication_role = replica")
        head = blocks.last(connection)
        far = blocks.Block(*head.content()[:2], 10**12, *head.content()[3:]).signed(key)
        connection.execute("DELETE FROM journal.block")
        blocks.insert(connection, far)
    places.log.unlink()
    places.append([far], key)
    verdict = verify.verify(places)
    assert (verdict.ok, verdict.fault, verdict.first_bad) == (False, Fault.ANOTHER_CLUSTER, None)
    with pytest.raises(Broken):
        seals.seal(places)


def test_checkpoints_are_private_and_go_to_the_second_place_once_an_hour(places, write):
    for _ in range(2):
        write(1)
        seals.seal(places)
    assert stat.S_IMODE(places.log.stat().st_mode) == 0o600
    assert len(places.copy.read_text().splitlines()) == 1
    places.copy_out(ring().seal_key, clock.now() + timedelta(minutes=59))
    assert checkpoints.newest_in(places.copy).seq == 1
    places.copy_out(ring().seal_key, clock.now() + timedelta(minutes=61))
    assert checkpoints.newest_in(places.copy).seq == 2
    assert verify.verify(places).ok


def test_a_second_place_that_is_away_does_not_stop_the_sealing(tmp_path, write, caplog):
    write(1)
    assert seals.seal(Checkpoints(tmp_path / "c.log", tmp_path / "nowhere" / "c.log")).entries == 1
    assert "second place" in caplog.text


def test_the_second_place_alone_shows_a_cut_end(places, write):
    for _ in range(2):
        write(1)
        seals.seal(places)
        places.copy_out(ring().seal_key, clock.now() + timedelta(hours=2))
    with superuser(database_name()) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM journal.block WHERE seq = 2")
    places.log.write_text(places.log.read_text().splitlines(keepends=True)[0])
    verdict = verify.verify(places)
    assert (verdict.fault, verdict.first_bad) == (Fault.TRUNCATED, 2)


@pytest.mark.parametrize(
    ("damage", "fault", "first_bad"),
    [
        (lambda lines: [], Fault.CHECKPOINTS_GONE, None),
        (lambda lines: [lines[0], "nonsense\n", lines[2]], Fault.CHECKPOINT_DAMAGED, 2),
        (lambda lines: [lines[0], lines[1].replace(" 2 ", " 3 ", 1), lines[2]], Fault.CHECKPOINT_DAMAGED, 2),
    ],
)
def test_damaged_checkpoints_are_found(places, write, damage, fault, first_bad):
    for _ in range(3):
        write(1)
        seals.seal(places)
    if fault is Fault.CHECKPOINTS_GONE:
        places.copy.unlink()
    places.log.write_text("".join(damage(places.log.read_text().splitlines(keepends=True))))
    verdict = verify.verify(places)
    assert (verdict.fault, verdict.first_bad) == (fault, first_bad)


def test_the_sealer_can_add_blocks_and_read_rows_and_nothing_else(write):
    write(1)
    with connect.connect() as connection:
        for order in (
            "UPDATE journal.trace SET actor = 3",
            "DELETE FROM journal.trace",
            "TRUNCATE journal.trace",
            "UPDATE journal.deed SET act = 'x'",
            "DELETE FROM journal.deed",
            "TRUNCATE journal.deed",
            "UPDATE journal.block SET entries = 1",
            "DELETE FROM journal.block",
            "INSERT INTO journal.trace DEFAULT VALUES",
            "INSERT INTO journal.deed (purpose, act, fields) SELECT purpose, act, fields FROM journal.deed",
            "SELECT * FROM licite.people_contact",
            "SELECT * FROM gate.ticket",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(order)
