"""What the database answers as jsonb."""

import json
from typing import Any


def read(raw: Any) -> Any:
    """The value of a jsonb column: Django's connections leave it as text, psycopg's own read it."""
    return json.loads(raw) if isinstance(raw, str) else raw
