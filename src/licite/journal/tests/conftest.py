from collections.abc import Callable
from pathlib import Path

import pytest

from licite.journal.checkpoints import Checkpoints
from tests.plugin import database_name, superuser


@pytest.fixture
def places(tmp_path: Path) -> Checkpoints:
    """Checkpoints of this test alone."""
    return Checkpoints(tmp_path / "checkpoints.log", tmp_path / "away.log")


@pytest.fixture
def write(fresh: None) -> Callable[..., None]:
    """Writes rows as the house does, `count` of them in one transaction."""

    def rows(count: int = 1, act: str = "people:contact:read") -> None:
        with superuser(database_name()) as connection:
            connection.execute(
                "SELECT gate.write(%s, ARRAY[n], '{name}', '{}', '127.0.0.1') FROM generate_series(1, %s::bigint) n",
                (act, count),
            )

    return rows
