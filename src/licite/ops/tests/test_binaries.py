"""Where the programs are run from."""

import os
from pathlib import Path

import pytest

from licite.ops.accounts import SERVICE_ROOT, can_enter, server_account
from licite.ops.binaries import programs


def test_the_account_of_the_server_reaches_its_programs() -> None:
    assert can_enter(programs(), server_account())
    assert {"postgres", "initdb", "pg_dump"} <= {path.name for path in programs().iterdir()}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root copies")
def test_as_root_the_programs_are_a_copy_of_ours_that_nobody_else_can_change() -> None:
    copy = SERVICE_ROOT / "programs"
    assert copy in programs().parents
    assert not list(copy.rglob("include"))
    found = [path.stat() for path in copy.rglob("*") if not path.is_symlink()]
    assert {status.st_uid for status in found} == {0}
    assert not any(status.st_mode & 0o022 for status in found)


@pytest.mark.skipif(os.geteuid() == 0, reason="root runs a copy")
def test_an_ordinary_user_runs_them_where_they_were_installed() -> None:
    assert Path("site-packages") in [Path(part.name) for part in programs().parents]
