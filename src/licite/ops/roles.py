"""The database roles and schemas, as data: who may log in, where each one looks, how long it may take."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SUPER = "licite_super"
OWNER = "licite_owner"
GATE = "licite_gate"
MIGRATE = "licite_migrate"
AUTH = "licite_auth"
WEB = "licite_web"
WORKER = "licite_worker"
SEALER = "licite_sealer"


@dataclass(frozen=True)
class Role:
    """A role: may it `login`, does it pass row security (`bypass`), its settings at log-in, and the schemas
    it may look into (`uses`).
    """

    name: str
    login: bool = False
    bypass: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()


def _served(search_path: str, *, statement: str, lock: str, idle: str) -> dict[str, str]:
    """Settings of a role that handles personal data.

    track_activities hides its statements from other sessions of the same role; log_min_messages keeps
    error texts, which quote values, out of the server's log. Neither can be undone by the role itself.
    """
    return {
        "search_path": search_path,
        "track_activities": "off",
        "log_min_messages": "log",
        "statement_timeout": statement,
        "lock_timeout": lock,
        "idle_in_transaction_session_timeout": idle,
        "temp_file_limit": "1GB",
    }


ROLES = (
    Role(OWNER, uses=("gate",)),
    Role(GATE, uses=("licite", "login", "journal", "jobs")),
    Role(
        MIGRATE,
        login=True,
        bypass=True,
        settings={
            "search_path": "licite, login, jobs, journal",
            "log_min_messages": "log",
            "lock_timeout": "10s",
        },
        uses=("licite", "login", "gate", "journal", "jobs"),
    ),
    Role(
        AUTH,
        login=True,
        settings=_served("login, licite", statement="15s", lock="5s", idle="60s"),
        uses=("login", "licite", "gate", "journal"),
    ),
    Role(
        WEB,
        login=True,
        settings=_served("licite", statement="15s", lock="5s", idle="60s"),
        uses=("licite", "gate", "journal"),
    ),
    Role(
        WORKER,
        login=True,
        settings=_served("licite, jobs", statement="5min", lock="10s", idle="2min"),
        uses=("licite", "jobs", "gate", "journal"),
    ),
    Role(
        SEALER,
        login=True,
        settings=_served("journal", statement="2min", lock="5s", idle="60s"),
        uses=("journal",),
    ),
)

LOGINS = (SUPER, *(role.name for role in ROLES if role.login))
"""Roles with a generated password in the home."""

MEMBERSHIPS = (
    # The owner's migrations may act as the gate to write its functions, and never by inheritance.
    (GATE, OWNER, "INHERIT FALSE, SET TRUE"),
    (GATE, MIGRATE, "INHERIT FALSE, SET TRUE"),
    (OWNER, MIGRATE, "INHERIT TRUE, SET TRUE"),
)
"""(role, member, options)."""

SCHEMAS = {"licite": OWNER, "login": OWNER, "gate": GATE, "journal": OWNER, "jobs": OWNER}
"""Schema to owner."""


def full_name(role: str) -> str:
    """Return the role's name in the database: `web` and `licite_web` are the same."""
    return role if role.startswith("licite_") else f"licite_{role}"
