"""Members and portfolios from a terminal; committed, on a database made anew afterwards."""

import argparse

import pytest

from licite.console import members
from licite.console.tests.conftest import Run
from tests.plugin import database_name, superuser
from tests.workers import as_worker


def act_of(act: str) -> list[tuple[object, ...]]:
    with superuser(database_name()) as connection:
        return connection.execute(
            "SELECT actor, purpose, origin, detail FROM journal.entry WHERE act = %s", (act,)
        ).fetchall()


@pytest.mark.usefixtures("fresh")
def test_a_member_is_added_with_a_grant_listed_and_shut_out(licite: Run) -> None:
    assert licite("portfolio", "add", "Nord").stdout == "portfolio Nord added\n"
    assert "already a portfolio" in licite("portfolio", "add", "Nord").stderr
    words = [
        "member",
        "add",
        "zoe@maison.example",
        "--profile",
        "rep",
        "--portfolio",
        "Nord",
        "--stage",
        "lead",
    ]
    said = licite(*words, "--until", "2099-06-30", "--name", "Zoé Nouvelle")
    assert said.returncode == 0, said.stderr
    listed = licite("member", "list").stdout
    assert "Zoé Nouvelle <zoe@maison.example> active\n    rep: Nord; lead until 2099-06-30\n" in listed
    ((_, purpose, origin, detail),) = act_of("access:grant:add")
    assert (purpose, origin) == ("system:console", "console")
    assert "zoe" not in str(detail).lower()

    assert licite("member", "off", "zoe@maison.example").returncode == 0
    listed = licite("member", "list").stdout
    assert "Zoé Nouvelle <zoe@maison.example> left" in listed
    assert "rep: Nord" not in listed


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (("add", "nobody", "--profile", "rep"), "'nobody' is no e-mail address"),
        (("add", "a@b.example", "--profile", "king"), "no profile 'king'; there are accounting, assistant"),
        (("add", "a@b.example", "--profile", "rep"), "which portfolios?"),
        (
            ("add", "a@b.example", "--profile", "rep", "--portfolio", "Sud"),
            "no portfolio 'Sud'; there are Est,",
        ),
        (("add", "a@b.example", "--profile", "rep", "--portfolio", "Est"), "a new member needs a name"),
        (("add", "a@b.example", "--profile", "it_admin", "--until", "2001-01-01"), "2001-01-01 has passed"),
        (("off", "a@b.example"), "no member has the address a@b.example"),
    ],
)
def test_what_cannot_be_done_is_said_in_clear_words(words: tuple[str, ...], word: str) -> None:
    parser = argparse.ArgumentParser()
    members.add_arguments(parser)
    with as_worker(), pytest.raises(SystemExit) as stopped:
        members.run(parser.parse_args(words))
    assert str(stopped.value).startswith("licite: ")
    assert word in str(stopped.value)
