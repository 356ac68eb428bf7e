from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from licite.ops.homes import Home
from licite.vault.ring import KeyClass, KeyRing, configure, ring


@pytest.fixture(autouse=True)
def ring_file(tmp_path: Path) -> Iterator[Path]:
    """A fresh ring for each test, the one `ring()` serves; afterwards the run's own serves again."""
    path = tmp_path / "keys.json"
    KeyRing.create(path)
    configure(path)
    yield path
    configure(Home.from_env().keys)


@pytest.fixture
def rotate(ring_file: Path) -> Callable[[KeyClass], int]:
    """Add a generation as `licite keys rotate` does, in another process's ring, and let it be noticed."""

    def turn(key_class: KeyClass) -> int:
        number = KeyRing.load(ring_file).add_generation(key_class)
        ring(fresh=True)
        return number

    return turn
