"""Members and portfolios from a terminal; committed, and put back afterwards."""

import argparse
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from licite.console import members
from licite.console.tests.conftest import Run
from licite.staff.models import Account
from licite.staff.tests.door import PASSWORD, give_password
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import LEO, RITA


def act_of(act: str) -> list[tuple[object, ...]]:
    with superuser(database_name()) as connection:
        return connection.execute(
            "SELECT actor, purpose, origin, detail FROM journal.entry WHERE act = %s", (act,)
        ).fetchall()


@pytest.mark.usefixtures("fresh")
def test_a_member_is_added_with_a_grant_listed_and_shut_out(licite: Run, here: Run) -> None:
    assert licite("portfolio", "add", "Nord").stdout == "portfolio Nord added\n"
    assert "already a portfolio" in here("portfolio", "add", "Nord").stderr
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
    said = here(*words, "--until", "2099-06-30", "--name", "Zoé Nouvelle")
    assert said.returncode == 0, said.stderr
    listed = licite("member", "list").stdout
    assert "Zoé Nouvelle <zoe@maison.example> active\n    rep: Nord; lead until 2099-06-30\n" in listed
    ((_, purpose, origin, detail),) = act_of("access:grant:add")
    assert (purpose, origin) == ("system:console", "console")
    assert "zoe" not in str(detail).lower()

    assert here("member", "off", "zoe@maison.example").returncode == 0
    listed = here("member", "list").stdout
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


def path_in(said: str) -> str:
    found = re.search(r"/invitation/\S+/", said)
    assert found, said
    return found[0]


@pytest.mark.usefixtures("fresh")
def test_who_lost_the_password_gets_a_link_that_serves_once(here: Run) -> None:
    first = path_in(here("member", "link", RITA.email).stdout)
    said = here("member", "link", RITA.email)
    assert Client().get(first).status_code == 404
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    assert Client().post(path_in(said.stdout), chosen).status_code == 302
    assert Client().post(path_in(said.stdout), chosen).status_code == 404
    assert act_of("staff:member:link")[-1][1:] == (
        "system:console",
        "console",
        {"member": RITA.id, "without_second_factor": False},
    )


@pytest.mark.usefixtures("fresh")
def test_who_lost_the_second_factor_starts_anew_by_the_link_alone(here: Run) -> None:
    account = give_password(RITA)
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user_id=account.pk, type=kind, data={})
    assert here("member", "link", RITA.email).returncode == 0
    assert Authenticator.objects.filter(user_id=account.pk).count() == 2
    said = here("member", "link", RITA.email, "--without-second-factor")
    assert not Authenticator.objects.filter(user_id=account.pk).exists()
    assert not Account.objects.get(pk=account.pk).has_usable_password()
    assert Client().get(path_in(said.stdout)).status_code == 200
    ((*_, before), (*_, after)) = act_of("staff:member:link")
    assert (before["without_second_factor"], after["without_second_factor"]) == (False, True)  # type: ignore[index]


@pytest.mark.usefixtures("fresh")
def test_a_member_without_account_gets_one(here: Run) -> None:
    with superuser(database_name()) as connection:
        connection.execute("DELETE FROM login.staff_account WHERE member_id = %s", (RITA.id,))
    assert "no member has the address" in here("member", "link", RITA.email).stderr
    assert "no members without account are called" in here("member", "link", RITA.email, "--name", "X").stderr
    said = here("member", "link", RITA.email, "--name", RITA.name)
    assert Client().get(path_in(said.stdout)).status_code == 200
    assert Account.objects.get(member_id=RITA.id).email == RITA.email
    taken = here("member", "link", LEO.email, "--name", LEO.name)
    assert taken.returncode == 1
