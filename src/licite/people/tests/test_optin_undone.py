"""A question that is called back: by the person's refusal, or because no mail server took it."""

import re
from contextlib import nullcontext
from typing import Any

import pytest
from django.test import Client

from licite.kit.mail import MailFailed
from licite.people.jobs.optin import send_optin
from licite.people.tests.mailbox import Box, link, orders, visit, work
from licite.people.tests.proofs import TEXT, keep
from licite.people.tests.ways import ALMA, as_superuser, post
from tests.workers import as_worker
from tests.world import RITA

pytestmark = pytest.mark.usefixtures("swept")


def ask() -> Any:
    return post(RITA, f"/contacts/{ALMA.public}/consents/ask/", {"wording": str(keep(TEXT))})


def test_a_refusal_on_ones_own_page_calls_the_question_back_and_ends_what_stands(box: Box):
    ask()
    work()
    visit(link(box.mails[0]), "yes")
    ask()
    work()
    stop = re.sub(r"^<https?://[^/]+|>$", "", box.mails[1]["List-Unsubscribe"])
    Client().post(stop, {"List-Unsubscribe": "One-Click"})
    assert as_superuser("SELECT told_by FROM lawful_withdrawal") == [("person",)]
    assert as_superuser("SELECT answer, cancelled_at IS NOT NULL FROM lawful_optin ORDER BY id") == [
        ("yes", False),
        ("", True),
    ]
    assert "Ce lien ne sert plus" in visit(link(box.mails[1]), "yes")


@pytest.mark.parametrize(("last", "called_back"), [(False, False), (True, True)])
def test_a_server_that_is_down_is_tried_for_hours_and_then_said(
    box: Box, settings: Any, last: bool, called_back: bool
):
    ask()
    ((optin, member),) = orders()
    settings.MAIL = "smtp://127.0.0.1:1?from=crm@maison.example"
    with as_worker(), nullcontext() if last else pytest.raises(MailFailed):
        send_optin(optin, member, last=last)
    assert as_superuser("SELECT sent_at, cancelled_at IS NOT NULL FROM lawful_optin") == [(None, called_back)]
