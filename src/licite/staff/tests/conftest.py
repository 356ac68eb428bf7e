"""Every test of the room commits: each starts from a fresh copy of the world, inside the company's network."""

from ipaddress import ip_network

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _at_the_office(fresh: None, settings: Settings) -> None:
    """The test machine is inside the company's network."""
    settings.TRUSTED_NETWORKS = [ip_network("127.0.0.0/8")]
    cache.clear()
