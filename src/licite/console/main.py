"""The `licite` command: one word a task, each in its own file, loaded only when asked for."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from licite import __version__
from licite.ops.accounts import OpsError
from licite.ops.homes import Home
from licite.vault.errors import RingError


@dataclass(frozen=True)
class Command:
    """A module with `add_arguments(parser)` and `run(args) -> int`; `process` is None where Django is not needed."""

    module: str
    help: str
    process: str | None = "console"


COMMANDS = {
    "up": Command("up", "run database, web and worker until Ctrl-C or SIGTERM", None),
    "worker": Command("worker", "run the jobs (`up` starts it)", "worker"),
    "prepare": Command("prepare", "check, migrate and collect static files (`up` runs it first)"),
    "migrate": Command("schema", "bring the database's schema up to date"),
    "member": Command("members", "add, list and end members"),
    "portfolio": Command("portfolios", "add and list portfolios"),
    "import": Command("licite.intake.command", "bring in a file of contacts, exchanges or purchases"),
    "suppress": Command(
        "licite.lawful.suppression.command", "bring in a file of people who objected elsewhere"
    ),
    "journal": Command("journals", "verify and seal the journal"),
    "keys": Command("keys", "rotate the keys; copy and restore the key ring"),
    "doctor": Command("doctor", "say what is wrong with this installation"),
    "demo": Command("accounts", "list the accounts of a demo", None),
    "dsn": Command("dsn", "print how to connect to the database, password included", None),
    "bench": Command(
        "bench", "seed many contacts; measure pages, search, journal, imports, verdicts, space", None
    ),
    "messages": Command("messages", "compile the translations", None),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. What an operator can mend is said in one line, without a trace."""
    given = list(sys.argv[1:] if words is None else words)
    name = given.pop(0) if given else "--help"
    if name in {"-h", "--help", "help"}:
        print(overview())
        return 0
    if name == "--version":
        print(__version__)
        return 0
    command = COMMANDS.get(name)
    if command is None:
        print(f"licite: there is no command {name!r}; `licite --help` lists them", file=sys.stderr)
        return 2
    try:
        return run(name, command, given)
    except (OpsError, RingError) as error:
        print(f"licite: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    """The list of commands."""
    lines = [f"  {name:10} {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(
        ["usage: licite COMMAND [--home DIR] …", "", *lines, "", "licite COMMAND --help says more."]
    )


def run(name: str, command: Command, words: list[str]) -> int:
    """Read the home, set Django up if the command needs it, read the other words, run."""
    common = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    common.add_argument("--home", metavar="DIR", help="home folder (default: LICITE_HOME, else ~/.licite)")
    # Taken out first, so that it may stand anywhere, after a verb too.
    asked, rest = common.parse_known_args(words)
    if asked.home:
        os.environ["LICITE_HOME"] = str(Home.at(asked.home).path)
    if command.process:
        set_up(command.process)
    module = import_module(command.module if "." in command.module else f"licite.console.{command.module}")
    parser = argparse.ArgumentParser(
        prog=f"licite {name}", description=command.help, parents=[common], allow_abbrev=False
    )
    module.add_arguments(parser)
    args = parser.parse_args(rest, namespace=asked)
    return answered(module, args) if command.process else int(module.run(args))


def set_up(process: str) -> None:
    """Configure Django for a console or worker process."""
    os.environ["LICITE_PROCESS"] = process
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licite.settings")
    import django
    from django.utils import translation

    from licite.kit import collector

    django.setup()
    collector.settle()
    translation.activate("en")  # the operator's language; members have their own


def answered(module: ModuleType, args: argparse.Namespace) -> int:
    """Run it; a database that does not answer is said in one line."""
    from django.db import OperationalError

    try:
        return int(module.run(args))
    except OperationalError as error:
        print(f"licite: {no_answer(error)}", file=sys.stderr)
        return 1


def no_answer(error: Exception) -> str:
    """The driver's first line says whether nobody listens, or who was refused; it holds no value."""
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return f"the database of {Home.from_env().path} does not answer; is `licite up` running? ({first})"


if __name__ == "__main__":
    sys.exit(main())
