"""What the command says when asked wrongly, and what it prints when asked well."""

import argparse
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from runpy import run_path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from licite.console import keys, main, up
from licite.console.tests.conftest import ROOT, Run
from licite.ops.homes import Home
from licite.vault import KeyRing
from licite.vault.errors import RingError
from tests.plugin import database_name

Captured = pytest.CaptureFixture[str]
SETTINGS = str(ROOT / "src/licite/settings.py")


def test_without_a_word_the_commands_are_listed(capsys: Captured) -> None:
    assert main.main([]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in main.COMMANDS)


def test_every_command_has_its_module() -> None:
    for command in main.COMMANDS.values():
        name = command.module if "." in command.module else f"licite.console.{command.module}"
        module = __import__(name, fromlist=["run"])
        assert callable(module.run)
        assert callable(module.add_arguments)


def test_an_unknown_command_is_named(capsys: Captured) -> None:
    assert main.main(["sing"]) == 2
    assert capsys.readouterr().err == "licite: there is no command 'sing'; `licite --help` lists them\n"


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1"])
def test_a_wrong_port_is_said(port: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main.main(["up", f"--port={port}"])
    assert stopped.value.code == 2
    assert "write a number from 1 to 65535" in capsys.readouterr().err


def test_a_home_with_data_and_no_ring_does_not_start(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home").create()
    home.data.mkdir(parents=True)
    (home.data / "PG_VERSION").write_text("18")
    with pytest.raises(
        SystemExit, match=r"the key ring .* is missing, and nothing sealed in this home opens"
    ):
        up.have_ring(home)
    assert not home.keys.exists()
    home.remove()


def test_a_new_home_gets_its_ring_first(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    up.have_ring(home)
    assert KeyRing.load(home.keys).envelope.active == 1
    home.remove()


def test_a_ring_is_copied_under_a_passphrase_and_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    secret, copy = tmp_path / "passphrase", tmp_path / "copy"
    secret.write_text("sixteen characters at the least\n")
    monkeypatch.setenv("LICITE_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("LICITE_HOME", str(tmp_path / "home"))
    home = Home.at(tmp_path / "home").create()
    KeyRing.create(home.keys)
    before = home.keys.read_bytes()
    assert ask("copy", "--to", str(copy)) == 0
    assert before not in copy.read_bytes()
    with pytest.raises(SystemExit, match="exists already; nothing was written"):
        ask("copy", "--to", str(copy))
    with pytest.raises(SystemExit, match="exists already; nothing was written"):
        ask("restore", "--from", str(copy))
    home.keys.unlink()
    assert ask("restore", "--from", str(copy)) == 0
    assert home.keys.read_bytes() == before
    assert home.keys.stat().st_mode & 0o777 == 0o600
    home.keys.unlink()
    secret.write_text("another passphrase, just as long")
    with pytest.raises(RingError):
        ask("restore", "--from", str(copy))
    assert not home.keys.exists()
    home.remove()


def ask(*words: str) -> int:
    parser = argparse.ArgumentParser()
    keys.add_arguments(parser)
    return keys.run(parser.parse_args(words))


def test_the_dsn_of_a_role_connects_as_that_role(here: Run) -> None:
    found = conninfo_to_dict(here("dsn", "--role", "web").stdout.strip())
    assert found["dbname"] == "licite"
    with psycopg.connect(**found | {"dbname": database_name()}) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("licite_web",)


def test_a_home_without_demo_has_no_accounts_to_list(here: Run) -> None:
    said = here("demo", "--accounts")
    assert said.returncode == 1
    assert "holds no demo" in said.stderr


def test_the_models_and_the_migrations_agree(licite: Run, tmp_path: Path) -> None:
    said = licite("migrate", "--check-drift", LICITE_HOME=str(tmp_path / "none"))
    assert said.returncode == 0, said.stdout
    assert "No changes detected" in said.stdout


def test_a_database_that_does_not_answer_is_said_in_one_line(licite: Run, tmp_path: Path) -> None:
    said = licite("member", "--home", str(tmp_path / "none"), "list")
    assert said.returncode == 1
    assert said.stderr.startswith(f"licite: the database of {tmp_path / 'none'} does not answer")
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("DATABASE_URL", "postgresql://db.example:99999/licite", "the port from 0 to 65535"),
        ("DATABASE_URL", "postgresql://db.example:x/licite", "the port from 0 to 65535"),
        ("LICITE_HOSTS", "*", "write host names such as crm.societe.fr, between commas; * is refused"),
        ("LICITE_HOSTS", "crm.firm.example,*.firm.example", "* is refused"),
        ("LICITE_HOSTS", "https://crm.firm.example", "write host names"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, word: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        run_path(SETTINGS)
    said = str(stopped.value.code)
    assert said.startswith(f"{name}: ")
    assert word in said
    assert "\n" not in said


def test_a_process_that_cannot_start_says_so_in_one_line(licite: Run) -> None:
    said = licite("member", "list", LICITE_HOSTS="*")
    assert said.returncode == 1
    assert said.stderr.startswith("LICITE_HOSTS: ")
    assert said.stderr.count("\n") == 1


def test_the_names_of_the_site_are_added_to_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICITE_HOSTS", "crm.firm.example")
    hosts = run_path(SETTINGS)["ALLOWED_HOSTS"]
    assert hosts == ["localhost", "127.0.0.1", "[::1]", "crm.firm.example"]


def test_links_lead_to_the_port_of_the_site_unless_its_address_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LICITE_URL", raising=False)
    monkeypatch.setenv("LICITE_PORT", "8123")
    assert run_path(SETTINGS)["SITE_URL"] == "http://localhost:8123"
    monkeypatch.setenv("LICITE_URL", "https://crm.firm.example")
    assert run_path(SETTINGS)["SITE_URL"] == "https://crm.firm.example"


def test_a_database_of_ones_own_is_refused_in_clear_words(licite: Run, tmp_path: Path) -> None:
    said = licite("up", LICITE_HOME=str(tmp_path / "none"), DATABASE_URL="postgresql://db.example/licite")
    assert said.returncode == 1
    assert said.stderr == (
        "DATABASE_URL: not supported yet: this version runs its own PostgreSQL; unset DATABASE_URL\n"
    )
    assert not (tmp_path / "none").exists()


@contextmanager
def site(status: int, body: bytes) -> Iterator[int]:
    """A web server that always answers this; its port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Not on the test's screen."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_the_address_is_announced_when_database_and_schema_are_well(capsys: Captured) -> None:
    with site(503, b'{"database": true, "migrations": true, "worker": false, "sealing": false}') as port:
        up.announce(port)
    assert capsys.readouterr().out == f"Licite: http://localhost:{port}\n"


@pytest.mark.parametrize(
    ("status", "body", "wrong"),
    [
        (400, b"<h1>Bad Request</h1>", "no report at /healthz"),
        (200, b"[]", "no report at /healthz"),
        (503, b'{"database": true, "migrations": false}', "migrations"),
    ],
)
def test_a_site_that_stays_unwell_is_said_once(
    status: int, body: bytes, wrong: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up, "UNWELL", 0.1)
    with site(status, body) as port:
        up.announce(port)
    assert capsys.readouterr().err == f"licite: port {port} answers, but not well: {wrong}\n"


@pytest.mark.parametrize("words", [["--home", "{home}", "list"], ["list", "--home", "{home}"]])
def test_the_home_may_stand_before_or_after_a_verb(words, tmp_path, monkeypatch, here):
    monkeypatch.setenv("LICITE_HOME", "/nowhere")
    done = here("member", *(word.format(home=tmp_path) for word in words))
    assert done.returncode == 0, done.stderr
    assert os.environ["LICITE_HOME"] == str(tmp_path)
