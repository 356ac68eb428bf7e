"""A mail server for tests: real SMTP on this machine, what it took, and what the person does with it."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.test import Client

from licite.people.jobs.optin import send_optin
from licite.people.tests.ways import as_superuser
from tests.workers import as_worker


class Box:
    """What the test's mail server took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses:
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 ok"


@contextmanager
def mail_server(settings: Any) -> Iterator[Box]:
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL = f"smtp://127.0.0.1:{port}?from=crm@maison.example"
    settings.SITE_URL = "https://crm.maison.example"
    try:
        yield box
    finally:
        controller.stop()


def orders() -> list[tuple[str, int]]:
    """What pages ordered, for the worker: the question and its asker."""
    found = as_superuser(
        "SELECT args ->> 'optin', (args ->> 'member')::int FROM jobs.procrastinate_jobs WHERE task_name = 'people.send_optin' ORDER BY id"
    )
    return [(str(optin), member) for optin, member in found]


def work() -> None:
    """The worker does what was ordered."""
    for optin, member in orders():
        with as_worker():
            send_optin(optin=optin, member=member)


def link(mail: EmailMessage) -> str:
    """The path of the page in a mail."""
    body = mail.get_body()
    assert body is not None
    found = re.search(r"https://crm\.maison\.example(/consent/[\w-]+/)", body.get_content())
    assert found, body.get_content()
    return found[1]


def visit(path: str, answer: str = "") -> str:
    """The page as the person sees it, without any cookie."""
    client = Client()
    response = client.post(path, {"answer": answer}) if answer else client.get(path)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")
