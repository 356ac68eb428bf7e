"""The same start under an account that is not root, tried by root."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

import licite
from licite.ops.accounts import Account, can_enter, server_account

SOURCE = Path(licite.__file__).parent.parent
LIBRARIES = Path(psycopg.__file__).parent.parent

PROGRAM = """
import os, sys
from licite.ops.bootstrap import bootstrap
from licite.ops.homes import Home
from licite.ops.postgres import Server
import psycopg

home = Home.at(sys.argv[1])
server = Server(home, fast=True)
server.init()
server.start()
try:
    assert bootstrap(server) == []
    with psycopg.connect(server.dsn("web")) as connection:
        print(connection.execute("SELECT current_user").fetchone()[0], os.geteuid(), home.data)
finally:
    server.stop()
"""


def reachable_python(account: Account) -> str | None:
    """This interpreter, or the system's of the same version when this one lies in a closed home."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for found in (sys.executable, shutil.which(version, path="/usr/local/bin:/usr/bin")):
        if found and can_enter(Path(found).resolve().parent, account):
            return found
    return None


@pytest.mark.skipif(os.geteuid() != 0, reason="root tries it under another account")
def test_an_ordinary_user_runs_everything_in_his_own_home() -> None:
    account = server_account()
    python = reachable_python(account)
    if python is None or not (can_enter(SOURCE, account) and can_enter(LIBRARIES, account)):
        pytest.skip("the account can reach no Python, or not this code")
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, account.uid, account.gid)
        home = Path(folder) / "home"
        done = subprocess.run(
            [python, "-c", PROGRAM, str(home)],
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            env={"PYTHONPATH": f"{SOURCE}:{LIBRARIES}", "PYTHONDONTWRITEBYTECODE": "1", "HOME": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["licite_web", str(account.uid), str(home / "pg")]
