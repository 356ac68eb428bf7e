"""Pages of the CRM leave the login role alone; pages of the login are one transaction of it."""

import pytest
from django.db import connections

from licite.staff import lockouts
from licite.staff.models import Lockout, Session, SignIn
from licite.staff.tests.door import browser, give_password, journal, sign_in
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import RITA, WEST, person


@pytest.mark.parametrize("path", ["/", "/contacts/", f"/contacts/{person(WEST, 3).public}/"])
def test_a_page_of_the_crm_opens_no_connection_of_the_login_role(path: str) -> None:
    client = browser_of(RITA)
    connections["auth"].close()
    assert client.get(path).status_code == 200
    assert connections["auth"].connection is None


def test_a_refused_sign_in_stays_counted() -> None:
    give_password(RITA)
    assert sign_in(browser(), RITA, "not this one").status_code == 200
    assert Lockout.objects.get(key=lockouts.account_key(RITA.email)).failures == 1
    assert len(journal("staff:session:refuse")) == 1


@pytest.mark.usefixtures("fresh")
def test_a_sign_in_that_cannot_be_journalled_leaves_nothing() -> None:
    give_password(RITA)
    with superuser(database_name()) as connection:
        connection.execute("ALTER TABLE login.staff_signin ADD CONSTRAINT shut CHECK (false) NOT VALID")
    assert sign_in(browser(), RITA).status_code == 503
    assert not SignIn.objects.exists()
    assert not Session.objects.exists()
    assert RITA.id not in [row[0] for row in journal("staff:session:open")]
