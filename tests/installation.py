"""A whole installation under test: `licite up` on a home of its own, and a visitor who signs in over http."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener, urlopen

import psycopg

from licite.ops.homes import Home
from licite.ops.postgres import Server

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "licite.console.main")


class Installation:
    """One home, one port; started and stopped as an operator does it."""

    def __init__(self, folder: Path) -> None:
        self.home = Home.at(folder / "home")
        self.log = folder / "up.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Ours, without what the test run's own server says; the site is called as a customer calls it."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("LICITE_", "DJANGO_"))
        }
        return kept | {
            "PYTHONPATH": str(ROOT / "src"),
            "LICITE_HOME": str(self.home.path),
            "LICITE_HOSTS": "crm.societe.example",
        }

    def start(self, *words: str) -> float:
        """Start, wait for the ready line; seconds it took."""
        began = time.monotonic()
        with self.log.open("ab") as output:
            size = self.log.stat().st_size
            argv = [*COMMAND, "up", "--port", str(self.port), *words]
            self.process = subprocess.Popen(argv, env=self.environment, stdout=output, stderr=output)
        while b"Licite: http" not in self.log.read_bytes()[size:]:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() - began < 60, self.log.read_text()
            time.sleep(0.02)
        return time.monotonic() - began

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def run(self, *words: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """One `licite` command on this home."""
        return subprocess.run(
            [*COMMAND, *words],
            env=self.environment | environment,
            check=check,
            capture_output=True,
            text=True,
        )

    def accounts(self) -> list[dict[str, Any]]:
        """Who can sign in to the demo."""
        found: list[dict[str, Any]] = json.loads(self.run("demo", "--accounts").stdout)
        return found

    def superuser(self) -> psycopg.Connection:
        """To count what is really there."""
        return psycopg.connect(Server(self.home).dsn("super"), autocommit=True)

    def health(self) -> dict[str, bool]:
        """What /healthz says."""
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:
                raw = answer.read()
        except HTTPError as error:
            raw = error.read()
        found: dict[str, bool] = json.loads(raw)
        return found

    def remove(self) -> None:
        """Stop what runs, forget the home."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        if self.home.path.exists():
            self.home.remove()


class _Stay(HTTPRedirectHandler):
    """An answer is read as it is."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Visitor:
    """A browser without scripts: cookies, forms, no following of redirects."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar), _Stay)

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body (or where it leads); raises OSError where nobody answers."""
        body = urlencode(data).encode() if data is not None else None
        try:
            with self.opener.open(Request(self.url + path, body), timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.headers.get("Location") or error.read().decode(errors="replace")

    def form(self, path: str) -> dict[str, str]:
        """The hidden token of a page's form."""
        status, page = self.ask(path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None, f"{path}: {status} {page[:300]}"
        return {"csrfmiddlewaretoken": found[1]}

    def sign_in(self, email: str, password: str) -> None:
        """By the sign-in page; the notice of the first day is read."""
        status, where = self.ask("/sign-in/", self.form("/sign-in/") | {"login": email, "password": password})
        assert status in {302, 303}, where
        status, where = self.ask("/")
        if "/notice/" in where and status in {302, 303}:
            self.ask("/notice/", self.form("/notice/"))
