"""The ground a bench stands on: a database that answers, and a home that is a demo."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from licite.console.main import set_up
from licite.console.up import have_ring
from licite.ops.bootstrap import bootstrap
from licite.ops.homes import Home
from licite.ops.postgres import Server


@contextmanager
def database() -> Iterator[None]:
    """The home's database: the one that runs, else one that runs meanwhile. Sets Django up."""
    home = Home.from_env()
    server = Server(home)
    if os.environ.get("DATABASE_URL") or server.running():
        set_up("console")
        yield
        return
    home.create()
    have_ring(home)
    server.init()
    server.start()
    try:
        bootstrap(server)
        set_up("console")
        yield
    finally:
        from django.db import connections

        connections.close_all()
        server.stop()


def is_demo() -> bool:
    """Whether the home holds a whole demo."""
    return (Home.from_env().path / "demo.json").exists()
