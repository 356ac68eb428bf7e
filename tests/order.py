"""Files that start processes and wait for them come first: two workers then end together, and waiting is filled with work."""

import pytest

FIRST = (
    "tests/test_kill.py",
    "tests/walls/test_permission_table.py",
    "src/licite/console/tests/test_worker.py",
    "src/licite/intake/tests/test_beside.py",
    "src/licite/ops/tests/test_supervisor.py",
    "src/licite/ops/tests/test_postgres.py",
    "src/licite/lawful/tests/test_may_properties.py",
    "src/licite/console/tests/test_commands.py",
    "src/licite/console/tests/test_rotation.py",
    "tests/walls/test_hostile.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Their order among themselves is that of their length; all others stay as they are."""
    rank = {path: place for place, path in enumerate(FIRST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(FIRST)))
