"""`licite messages`: compiles every room's translations. The compiled files are made at installation, not kept."""

import argparse
import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOMS = Path(__file__).parents[1]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Compile all."""
    for source in sorted(ROOMS.glob("*/locale/*/LC_MESSAGES/django.po")):
        compile_one(source)
    return 0


def compile_one(source: Path) -> None:
    """Write django.mo beside django.po, whole or not at all (tests on two processes may both do it)."""
    draft = source.with_suffix(f".mo.{os.getpid()}")
    with source.open("rb") as text, draft.open("wb") as compiled:
        write_mo(compiled, read_po(text, locale=source.parents[1].name))
    draft.replace(source.with_suffix(".mo"))
