"""How the web processes take connections: what gunicorn has a hook for and no word on its command line.

Browsers open connections ahead and leave them silent. A web process answers one connection at a time, so two silent
ones would hold two processes until they say something or the process is given up. The kernel keeps a connection to
itself until it has said something.
"""

import socket
from typing import Any

SILENT = 600
"""How long the kernel keeps a silent connection, in seconds, as far as it counts them; browsers give up long before."""


def when_ready(server: Any) -> None:
    """Gunicorn's hook, once it listens; where the kernel knows no such thing, nothing changes."""
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        for listener in server.LISTENERS:
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT)
