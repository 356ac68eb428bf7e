"""The home folder: modes, secrets, and places elsewhere."""

import os
import stat
from pathlib import Path

import pytest

from licite.ops.accounts import Account, OpsError, can_enter, server_account
from licite.ops.homes import SOCKET_LIMIT, SOCKET_NAME, Home
from licite.ops.roles import LOGINS


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_secrets_are_private(home: Home) -> None:
    home.create()
    assert mode(home.path) == (0o711 if os.geteuid() == 0 else 0o700)
    assert {mode(folder) for folder in (home.secrets, home.logs, home.sockets)} == {0o700}
    files = {path.name: mode(path) for path in home.secrets.iterdir()}
    assert files == {f"{role}.pw": 0o600 for role in LOGINS} | {"app.key": 0o600, "django.key": 0o600}


def test_each_role_has_its_own_password_of_32_bytes(home: Home) -> None:
    home.create()
    passwords = {home.password(role) for role in LOGINS}
    assert len(passwords) == len(LOGINS)
    assert {len(password) for password in passwords} == {43}  # 32 bytes in base64
    assert len((home.secrets / "app.key").read_bytes()) == 32


def test_creating_again_keeps_every_secret(home: Home) -> None:
    home.create()
    before = {path: path.read_bytes() for path in home.secrets.iterdir()}
    home.create()
    assert {path: path.read_bytes() for path in home.secrets.iterdir()} == before


def test_a_missing_secret_is_said_without_a_traceback_of_values(home: Home) -> None:
    with pytest.raises(OpsError, match=r"licite_web\.pw cannot be read"):
        home.password("licite_web")


def test_a_folder_that_others_can_change_is_refused(home: Home) -> None:
    home.path.mkdir()
    home.path.chmod(0o777)
    with pytest.raises(OpsError, match="writable by you alone"):
        home.create()


def test_the_mode_of_an_existing_folder_and_of_its_parents_is_left_alone(home: Home) -> None:
    home.path.mkdir(mode=0o750)
    before = [mode(folder) for folder in (home.path, *home.path.parents)]
    home.create()
    assert [mode(folder) for folder in (home.path, *home.path.parents)] == before


def test_a_deep_home_gets_a_socket_folder_short_enough(tmp_path: Path) -> None:
    deep = Home.at(tmp_path / ("d" * 60) / ("e" * 60) / "home").create()
    try:
        assert len(os.fsencode(deep.sockets / SOCKET_NAME)) <= SOCKET_LIMIT
        assert mode(deep.sockets) == 0o700
        assert deep.sockets.stat().st_uid == server_account().uid
    finally:
        deep.remove()
    assert not deep.sockets.exists()


def test_a_socket_folder_that_somebody_else_made_is_refused(tmp_path: Path) -> None:
    deep = Home.at(tmp_path / ("d" * 60) / ("e" * 60) / "home").create()
    try:
        deep.sockets.chmod(0o777)
        with pytest.raises(OpsError, match="not a private folder"):
            deep.open_sockets(server_account())
    finally:
        deep.remove()


def test_the_home_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LICITE_HOME", str(tmp_path / "here"))
    assert Home.from_env().path == tmp_path / "here"
    monkeypatch.delenv("LICITE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Home.from_env().path == tmp_path / ".licite"


def test_a_closed_parent_shuts_another_account_out(tmp_path: Path) -> None:
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)
    stranger = Account("nobody", 65534, 65534)
    assert not can_enter(inner, stranger)
    assert can_enter(Path("/"), stranger)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root places data elsewhere")
def test_as_root_a_closed_home_keeps_its_data_with_the_service_user(home: Home) -> None:
    home.create()
    assert not can_enter(home.path, server_account())  # pytest's folders are closed
    assert home.data.parent.parent == Path("/var/lib/licite")
    assert home.sockets.parent == home.data.parent
