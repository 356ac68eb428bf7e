"""One demo for the whole run, one Chromium; each visitor gets a context of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ROOT = Path(__file__).parent.parent.parent
PICTURES = os.environ.get("LICITE_PICTURES")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """A served demo."""

    url: str
    home: Path
    accounts: dict[str, dict[str, str]]


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """`licite up --demo` on a home and a port of its own, stopped afterwards as an operator would."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    home = Path(tempfile.mkdtemp(prefix="licite-browser-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LICITE_")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "licite.settings"}
    command = [sys.executable, "-m", "licite.console.main"]
    server = subprocess.Popen(
        [*command, "up", "--home", str(home), "--port", str(port), "--demo", "--contacts", "300"],
        env=environment,
    )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}/healthz", server)
        listed = subprocess.run(
            [*command, "demo", "--accounts", "--home", str(home)],
            env=environment,
            check=True,
            capture_output=True,
        )
        accounts = {account["profile"]: account for account in reversed(json.loads(listed.stdout))}
        yield Site(f"http://localhost:{port}", home, accounts)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    """Until every part is well; two minutes are far more than it needs."""
    for _ in range(600):
        assert server.poll() is None, "licite up ended"
        try:
            with urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise AssertionError("the demo did not become healthy")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """The session of each profile that has signed in, for its next visitors: signing in has its own tests."""
    return {}


@pytest.fixture
def visit(site: Site, chromium: Browser, sessions: dict[str, StorageState]) -> Iterator[Visit]:
    """`visit("rep", javascript=False, phone=True, dark=True)`: a signed-in page of that profile."""
    contexts: list[BrowserContext] = []

    def open_as(
        profile: str | None, *, javascript: bool = True, phone: bool = False, dark: bool = False
    ) -> Page:
        context = chromium.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 1000},
            color_scheme="dark" if dark else "light",
            locale="fr-FR",
            timezone_id="Europe/Paris",
            storage_state=sessions.get(profile) if profile else None,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems(page, message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems(page, str(error)))
        if profile is not None:
            sign_in(page, site.accounts[profile])
            sessions[profile] = context.storage_state()
        return page

    yield open_as
    for context in contexts:
        context.close()


def problems(page: Page, text: str) -> None:
    """What the browser complains of (a refused style, a script error) fails the test that saw it."""
    page.complaints = [*getattr(page, "complaints", []), text]  # type: ignore[attr-defined]


def sign_in(page: Page, account: dict[str, str]) -> None:
    """By the sign-in page unless a session is open, and past the notice the first time."""
    page.goto("/")
    if not urlsplit(page.url).path.startswith("/sign-in/"):
        return
    page.get_by_label("E-mail").fill(account["email"])
    page.get_by_label("Mot de passe").fill(account["password"])
    page.get_by_role("button", name="Se connecter").click()
    notice = page.get_by_role("button", name="J’ai compris")
    if notice.count():
        notice.click()


def picture(page: Page, name: str) -> None:
    """A screenshot for looking at, when LICITE_PICTURES names a folder."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
