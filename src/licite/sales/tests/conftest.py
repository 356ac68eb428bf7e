"""Deals that a test has laid go when it ends."""

from collections.abc import Iterator

import pytest

from licite.sales.tests.ways import sweep


@pytest.fixture
def swept() -> Iterator[None]:
    """No deal before, none after."""
    sweep()
    yield
    sweep()
