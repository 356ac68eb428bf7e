"""Mails to members: one text file each, its first line the subject, in the member's language."""

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from django.utils import translation

from licite.kit.mail import Mail, MailFailed, mailer

log = logging.getLogger("licite.staff")


def configured() -> bool:
    """Whether a mail can leave at all (EMAIL_URL)."""
    return mailer(settings.MAIL).configured


def post(to: str, template: str, context: Mapping[str, Any], *, language: str) -> bool:
    """Sends a text template; whether the server took it. Says why not in the log, without the address."""
    with translation.override(language):
        subject, _line, text = render_to_string(template, dict(context)).strip().partition("\n")
    try:
        return mailer(settings.MAIL).send(Mail(to=to, subject=subject, text=text.strip() + "\n"))
    except MailFailed as failure:
        log.error("the mail %r did not leave: %s", template, failure.reason)
        return False


class Behind:
    """One thread of this process for what is done after an answer, and a queue of at most `waiting` pieces of work."""

    def __init__(self, waiting: int) -> None:
        self.queue: queue.Queue[Callable[[], object]] = queue.Queue(waiting)
        self.starting = threading.Lock()
        self.thread: threading.Thread | None = None

    def take(self, work: Callable[[], object]) -> None:
        """Queues work; when the queue is full the work is not done, and the log says so."""
        try:
            self.queue.put_nowait(work)
        except queue.Full:
            log.error("too much work behind the pages: some was not taken")
            return
        with self.starting:
            # Started late, and anew after a fork: a child process has the queue and no thread.
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self.serve, name="licite-mail", daemon=True)
                self.thread.start()

    def serve(self) -> None:
        """The thread: work by work, each with fresh connections."""
        while True:
            work = self.queue.get()
            try:
                work()
            except Exception as error:  # noqa: BLE001 - nobody waits for it: the log is where it is seen
                log.error("work behind a page failed: %s", type(error).__name__)
            finally:
                connections.close_all()
                self.queue.task_done()


BEHIND = Behind(waiting=50)


def behind(work: Callable[[], object]) -> None:
    """Does work after the answer: the time a page takes tells nothing, and a flood of them costs one connection."""
    BEHIND.take(work)
