"""The server's settings, passed on its command line.

Not in a file of the data folder: root would have to write where the service user may plant links, and
ALTER SYSTEM could undo them.
"""

from pathlib import Path

MIB = 1024 * 1024


def server_settings(sockets: Path, *, fast: bool = False, memory: int | None = None) -> dict[str, str]:
    """Return PostgreSQL settings for a socket folder and `memory` in bytes (by default this machine's)."""
    total = memory_limit() if memory is None else memory
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": _quoted(sockets),
        # Web and worker run under the server's uid or as root, which passes.
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        # A batch of an import holds a lock for each e-mail and phone of its rows.
        "max_locks_per_transaction": "256",
        "shared_buffers": f"{_bounded(total // 8, 64 * MIB, 2048 * MIB) // MIB}MB",
        "effective_cache_size": f"{_bounded(total // 2, 128 * MIB, 16384 * MIB) // MIB}MB",
        "random_page_cost": "1.1",
        "jit": "off",
        "synchronous_commit": "on",
        "idle_in_transaction_session_timeout": "60s",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "off",
        # Nothing personal in the log: no statement, no parameter, and no DETAIL, which quotes whole rows.
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_error_verbosity": "terse",
    }
    return chosen | (_FAST if fast else {})


_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
}


def memory_limit() -> int:
    """Return the bytes of memory that this process may count on: the machine's, or its cgroup's if less."""
    total = 1024 * MIB
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemTotal:"):
            total = int(line.split()[1]) * 1024
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdigit() else total


def _bounded(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def _quoted(folder: Path) -> str:
    """The setting is a list: a comma or a space in the path must not split it."""
    return '"' + str(folder).replace('"', '""') + '"'
