"""Reading the environment: a missing or wrong value stops the start with a clear word."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit


class BadSetting(SystemExit):
    """A setting cannot be used; the message says which and what it should be."""

    def __init__(self, name: str, wish: str) -> None:
        super().__init__(f"{name}: {wish}")


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that NAME_FILE points to, or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE", f"cannot be read ({error.strerror})") from None
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """1, true, yes, on or 0, false, no, off."""
    raw = text(name).lower()
    if raw in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return raw in {"1", "true", "yes", "on"} if raw else default
    raise BadSetting(name, "write 1 or 0")


def choice(name: str, among: tuple[str, ...]) -> str:
    """One of the words; the first is the default."""
    raw = text(name, among[0])
    if raw not in among:
        raise BadSetting(name, f"write one of {', '.join(among)}")
    return raw


def words(name: str, default: str = "") -> list[str]:
    """Words between commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str) -> list[str]:
    """Host names between commas; all hosts at once is no answer: links in mails are made from the host asked for."""
    found = words(name)
    if any("*" in word or "/" in word or word == "." for word in found):
        raise BadSetting(name, "write host names such as crm.societe.fr, between commas; * is refused")
    return found


def url(name: str) -> SplitResult:
    """An address as postgresql://host:port/name; empty when the variable is."""
    try:
        found = urlsplit(text(name))
        found.port  # noqa: B018 - read here, because a wrong one is only found out when read
    except ValueError:
        raise BadSetting(name, "write postgresql://host:port/name, the port from 0 to 65535") from None
    return found


def site(name: str, default: str) -> str:
    """Scheme and host of a site, as https://crm.firm.fr, without a path or a final slash."""
    raw = text(name, default).rstrip("/")
    try:
        found = urlsplit(raw)
        found.port  # noqa: B018 - read here, because a wrong one is only found out when read
    except ValueError:
        found = urlsplit("")
    if (
        found.scheme not in {"http", "https"}
        or not found.hostname
        or not raw.isascii()
        or raw != f"{found.scheme}://{found.netloc}"
    ):
        raise BadSetting(name, "write the site's own address, as https://crm.societe.fr")
    return raw


def networks(name: str, default: str = "") -> list[IPv4Network | IPv6Network]:
    """Networks between commas, as 192.0.2.0/24."""
    try:
        return [ip_network(word) for word in words(name, default)]
    except ValueError:
        raise BadSetting(name, "write networks such as 192.0.2.0/24, between commas") from None
