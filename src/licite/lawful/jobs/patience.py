"""How long a mail is tried: a server that is down is up again within the day, and whoever waits is told when it is not."""

import logging
from typing import Final

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from licite.kit.mail import MailFailed
from licite.lawful import mail

WAITS: Final = (60, 5 * 60, 15 * 60, 60 * 60, 4 * 60 * 60, 12 * 60 * 60)
"""Seconds before each further try: over seventeen hours in all."""

log = logging.getLogger(__name__)


class Patience(BaseRetryStrategy):
    """Tries with growing waits; none where trying again is no use; a stop of the worker is none of them."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """At once where the worker was asked to stop; None after the last try, which the log says without address."""
        if isinstance(exception, JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, MailFailed) and mail.lasting(exception):
            return None
        if spent(job):
            if isinstance(exception, MailFailed):
                log.error("a mail could not leave: %s gave up, %s", job.task_name, exception.reason)
            return None
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts]})


def spent(job: Job) -> bool:
    """Whether this is the last try."""
    return job.attempts >= len(WAITS)
