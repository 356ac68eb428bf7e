"""The command as an operator runs it, on this worker's database and a key ring of its own; and the same in this process."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from licite.console import main
from licite.ops.homes import Home
from tests.workers import as_worker

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


@pytest.fixture
def here() -> Run:
    """`here("member", "list")`: what `licite` answers, without the second that a process of its own takes to start."""

    def run(*words: str) -> Done:
        name, *rest = words
        out, err = io.StringIO(), io.StringIO()
        command = replace(main.COMMANDS[name], process=None)  # Django is set up
        with as_worker(), translation.override("en"), redirect_stdout(out), redirect_stderr(err):
            try:
                code = main.run(name, command, rest)
            except SystemExit as stopped:
                print(stopped.code, file=err)
                code = 1
        return Done(words, code, out.getvalue(), err.getvalue())

    return run
