"""Workers share one server, and a horizon is the whole server's: wait out the transactions of other workers."""

import time
from datetime import datetime
from typing import Any

import psycopg
import pytest

from tests.plugin import database_name, superuser

OWN = """
    SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
           (SELECT min(backend_xid::text::bigint) FROM pg_stat_activity WHERE datname = current_database())
"""


@pytest.fixture(autouse=True, scope="session")
def patient_horizon(database: None) -> None:
    """The sealer's own horizon, asked again until nothing but this worker's transactions holds it back."""
    from licite.journal import seals

    real = seals.horizon

    def patient(connection: psycopg.Connection[Any]) -> tuple[int, datetime]:
        with superuser(database_name()) as watch:
            for _ in range(800):
                end, oldest = watch.execute(OWN).fetchone() or (0, None)
                found = real(connection)
                if found[0] >= min(end, oldest or end):
                    return found
                time.sleep(0.025)
        return found

    seals.horizon = patient
