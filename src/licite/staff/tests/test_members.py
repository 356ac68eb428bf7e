"""Who joins, who leaves, and what the one who manages members sees."""

import re
import socket
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.utils import ProgrammingError

from licite.access import gate
from licite.access.models import Member
from licite.kit import clock
from licite.staff import actions, mail
from licite.staff.models import Account, PasswordLink
from licite.staff.tests.door import PASSWORD, browser, give_password, journal, opens, sign_in, ticketed
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.world import IVAN, LEO, MAX, PAUL, RITA

pytestmark = pytest.mark.usefixtures("fresh")
NEWCOMER = {"name": "Nina Nouvelle", "email": "Nina.Nouvelle@Maison.example", "language": "fr"}


def invited() -> str:
    page = ticketed(IVAN).post("/members/new/", NEWCOMER)
    assert page.status_code == 200, page
    found = re.search(r"http://testserver(/invitation/[^<]+/)", page.content.decode())
    assert found
    return found.group(1)


def join(path: str, password: str = PASSWORD) -> int:
    return browser().post(path, {"password1": password, "password2": password}).status_code


def test_without_a_mail_server_the_link_is_shown_once_and_lets_one_in() -> None:
    path = invited()
    assert path not in ticketed(IVAN).get("/members/").content.decode()
    assert not Account.objects.get(email="nina.nouvelle@maison.example").is_active
    assert "Nina Nouvelle" in browser().get(path).content.decode()
    assert join(path) == 302
    client = browser()
    answer = client.post("/sign-in/", {"login": NEWCOMER["email"], "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/account/sessions/")["Location"].startswith("/notice/")
    member = Account.objects.get(email="nina.nouvelle@maison.example").member_id
    assert journal("staff:member:invite") == [(IVAN.id, {"member": member}, "127.0.0.1")]
    assert journal("staff:member:join") == [(None, {"member": member}, "127.0.0.1")]


def test_an_invitation_serves_once() -> None:
    path = invited()
    assert join(path) == 302
    assert join(path, "Peniche-2027-Rouge") == 404
    assert browser().get(path).status_code == 404


def test_an_invitation_ends_after_seven_days() -> None:
    path = invited()
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        assert browser().get(path).status_code == 404
        assert join(path) == 404


def test_a_weak_password_is_refused_and_the_link_still_serves() -> None:
    path = invited()
    assert join(path, "nina.nouvelle") == 200
    assert join(path) == 302


def test_a_second_invitation_replaces_the_first_until_one_has_joined() -> None:
    first = invited()
    public = Member.objects.using("auth").get(name="Nina Nouvelle").public
    page = ticketed(IVAN).post(f"/members/{public}/invitation/").content.decode()
    second = re.search(r"http://testserver(/invitation/[^<]+/)", page)
    assert second
    assert browser().get(first).status_code == 404
    assert join(second.group(1)) == 302
    assert ticketed(IVAN).post(f"/members/{public}/invitation/").status_code == 403


def test_the_link_is_kept_only_as_a_hash() -> None:
    token = invited().split("/")[2]
    (row,) = PasswordLink.objects.all()
    assert token not in str(row.__dict__)


@pytest.mark.parametrize("email", [RITA.email, RITA.email.upper(), LEO.email, "no address"])
def test_a_taken_or_faulty_address_is_said(email: str) -> None:
    page = ticketed(IVAN).post("/members/new/", NEWCOMER | {"email": email})
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Member.objects.using("auth").filter(name="Nina Nouvelle").exists()


def test_the_list_says_rights_and_second_factors_and_names_no_customer() -> None:
    page = ticketed(IVAN).get("/members/").content.decode()
    assert RITA.email in page
    assert "Ouest" in page
    assert "Ouessant" not in page
    assert page.index("Paul Prospecteur") < page.index("Léo Parti")
    assert journal("staff:member:list")[-1][0] == IVAN.id


def test_when_everybody_has_a_second_factor_the_page_says_so_instead_of_an_empty_table() -> None:
    assert "<tbody>" in ticketed(IVAN).get("/members/?factor=none").content.decode()
    with superuser(database_name()) as cursor:
        cursor.execute(
            "INSERT INTO login.mfa_authenticator (type, data, created_at, user_id) SELECT 'totp', '{}', now(), id "
            "FROM login.staff_account WHERE id NOT IN (SELECT user_id FROM login.mfa_authenticator)"
        )
    page = ticketed(IVAN).get("/members/?factor=none").content.decode()
    assert "Personne n’entre sans second facteur" in page
    assert "<tbody>" not in page


@pytest.mark.parametrize("member", [RITA, MAX, PAUL], ids=lambda member: member.profile)
def test_only_who_manages_members_gets_there(member: object) -> None:
    client = ticketed(member)  # type: ignore[arg-type]
    public = f"00000000-0000-4000-8000-{LEO.id:012x}"
    assert client.get("/members/").status_code == 403
    assert client.get("/members/new/").status_code == 403
    assert client.post("/members/new/", NEWCOMER).status_code == 403
    assert client.post(f"/members/{public}/off/").status_code == 403
    assert client.post(f"/members/{public}/invitation/").status_code == 403


def test_the_database_too_refuses_the_roll_to_others() -> None:
    with inside(RITA), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.roll()")


def test_a_departure_asks_then_ends_everything() -> None:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    url = f"/members/00000000-0000-4000-8000-{RITA.id:012x}/off/"
    admin = ticketed(IVAN)
    assert admin.get(url).status_code == 200
    assert opens(client)
    answer = admin.post(url)
    assert answer.status_code == 302
    assert "Rita" not in answer.cookies["messages"].value
    assert not opens(client)
    assert sign_in(browser(), RITA).status_code == 200
    assert journal("staff:member:end") == [(IVAN.id, {"member": RITA.id}, "127.0.0.1")]


def test_nobody_ends_their_own_access() -> None:
    admin = ticketed(IVAN)
    assert admin.post(f"/members/00000000-0000-4000-8000-{IVAN.id:012x}/off/").status_code == 403
    assert opens(admin)


def test_an_unknown_member_is_a_404() -> None:
    admin = ticketed(IVAN)
    assert admin.get("/members/00000000-0000-4000-8000-00000000ffff/off/").status_code == 404


def test_an_invitation_of_a_leaver_opens_nothing() -> None:
    path = invited()
    public = Member.objects.using("auth").get(name="Nina Nouvelle").public
    ticketed(IVAN).post(f"/members/{public}/off/")
    assert browser().get(path).status_code == 404


def test_when_the_mail_does_not_arrive_a_link_can_be_handed_over(settings: Any) -> None:
    settings.MAIL = "smtp://127.0.0.1:9?from=crm@maison.example"
    admin = ticketed(IVAN)
    assert admin.post("/members/new/", NEWCOMER)["Location"] == "/members/"
    mail.BEHIND.queue.join()
    page = admin.get("/members/").content.decode()
    assert "L’invitation est en route." in page
    public = Member.objects.using("auth").get(name="Nina Nouvelle").public
    assert f"/members/{public}/invitation/" in page
    page = admin.post(f"/members/{public}/invitation/", {"show": "1"}).content.decode()
    found = re.search(r"http://testserver(/invitation/[^<]+/)", page)
    assert found
    assert join(found.group(1)) == 302


def test_a_slow_mail_server_holds_no_page_and_no_transaction(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings.MAIL = f"smtp://127.0.0.1:{deaf.getsockname()[1]}?from=crm@maison.example"
        assert ticketed(IVAN).post("/members/new/", NEWCOMER).status_code == 302
        talk, _address = deaf.accept()  # the mail is being sent: the page has answered, all is committed
        assert Account.objects.filter(email=NEWCOMER["email"].lower()).exists()
        talk.close()
    mail.BEHIND.queue.join()


def test_an_account_that_cannot_follow_its_member_is_said_and_no_mail_leaves(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL = "smtp://127.0.0.1:9?from=crm@maison.example"
    with superuser(database_name()) as connection:
        connection.execute("REVOKE INSERT ON login.staff_account FROM licite_auth")
    page = ticketed(IVAN).post("/members/new/", NEWCOMER)
    assert page.status_code == 500
    assert "Enregistré, mais pas achevé" in page.content.decode()
    mail.BEHIND.queue.join()
    assert "did not leave" not in caplog.text
    assert Member.objects.using("auth").filter(name="Nina Nouvelle").exists()
    assert len(journal("staff:member:invite")) == 1


def test_members_are_found_by_their_e_mail_until_they_leave() -> None:
    assert actions.member_by_email(RITA.email.upper()) == RITA.id
    assert actions.member_by_email(LEO.email) is None
    assert actions.member_by_email("nobody@maison.example") is None


def test_the_page_role_cannot_speak_for_the_house() -> None:
    with pytest.raises(ProgrammingError), gate.as_system("console"):
        actions.add_member("Nina Nouvelle", "nina@maison.example", "fr", PASSWORD)
