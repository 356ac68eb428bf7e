"""The room's mails: one text file each, its first line the subject, in the member's language."""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from django.utils import translation

from licite.kit.mail import Mail, MailFailed, mailer

log = logging.getLogger("licite.staff")
BEHIND = "licite-mail"


def configured() -> bool:
    """Whether a mail can leave at all (EMAIL_URL)."""
    return mailer(settings.MAIL).configured


def post(to: str, name: str, context: Mapping[str, Any], *, language: str) -> bool:
    """Sends `staff/mail/<name>.txt`; whether the server took it. Says why not in the log, without the address."""
    with translation.override(language):
        subject, _line, text = (
            render_to_string(f"staff/mail/{name}.txt", dict(context)).strip().partition("\n")
        )
    try:
        return mailer(settings.MAIL).send(Mail(to=to, subject=subject, text=text.strip() + "\n"))
    except MailFailed as failure:
        log.error("the mail %r did not leave: %s", name, failure.reason)
        return False


def behind(work: Callable[[], object]) -> None:
    """Does work after the answer, in a thread with its own connections: the time a page takes tells nothing."""

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - nobody waits for it: the log is where it is seen
            log.error("work behind a page failed: %s", type(error).__name__)
        finally:
            connections.close_all()

    threading.Thread(target=run, name=BEHIND, daemon=True).start()
