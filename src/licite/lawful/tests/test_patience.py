"""A mail is tried with growing waits over hours; after the last try the log says so, without address."""

import logging

from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from licite.kit.mail import MailFailed
from licite.lawful.jobs.patience import WAITS, Patience, spent


def job(attempts: int) -> Job:
    return Job(
        id=1, queue="q", lock=None, queueing_lock=None, task_name="people.send_optin", attempts=attempts
    )


def test_it_waits_longer_each_time_and_then_gives_up_aloud(caplog):
    down = MailFailed("unreachable")
    for attempts in range(len(WAITS)):
        assert Patience().get_retry_decision(exception=down, job=job(attempts)) is not None
        assert not spent(job(attempts))
    with caplog.at_level(logging.ERROR):
        assert Patience().get_retry_decision(exception=down, job=job(len(WAITS))) is None
    assert spent(job(len(WAITS)))
    assert [record.getMessage() for record in caplog.records] == [
        "a mail could not leave: people.send_optin gave up, unreachable"
    ]
    assert sum(WAITS) > 17 * 60 * 60


def test_no_use_is_not_tried_and_a_stop_is_no_try():
    assert Patience().get_retry_decision(exception=MailFailed("recipient_refused"), job=job(0)) is None
    assert Patience().get_retry_decision(exception=JobAborted(), job=job(99)) is not None
