"""The command as an operator runs it, on this worker's database and a key ring of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from licite.ops.homes import Home

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
ROOT = Path(__file__).parents[4]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The run's server seen from a second home: same sockets and secrets, own ring (the others keep theirs)."""
    real, seen = Home.from_env(), tmp_path / "home"
    seen.mkdir(mode=0o700)
    (seen / "run").symlink_to(real.sockets)
    (seen / "secrets").symlink_to(real.secrets)
    shutil.copy2(real.keys, seen / "keys.json")
    return Home(seen)


@pytest.fixture
def licite(home: Home) -> Run:
    """`licite("member", "list")`; the process that ended, its texts read."""

    def run(*words: str, **environment: str) -> Done:
        env = os.environ | {"LICITE_HOME": str(home.path), "PYTHONPATH": f"{ROOT / 'src'}"} | environment
        return subprocess.run(
            [sys.executable, "-m", "licite.console.main", *words],
            env=env,
            check=False,
            capture_output=True,
            text=True,
        )

    return run
