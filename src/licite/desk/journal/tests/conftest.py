from collections.abc import Iterator

import pytest

from licite.journal.checkpoints import Checkpoints


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch) -> Iterator[Checkpoints]:
    """The workers of a test run share one home: this test's checkpoints are its own."""
    places = Checkpoints(tmp_path / "checkpoints.log")
    monkeypatch.setattr(Checkpoints, "of_home", classmethod(lambda cls: places))
    return places
