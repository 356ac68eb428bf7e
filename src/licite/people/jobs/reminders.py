"""Reminders by mail: each minute, what has fallen due, one mail a member, with how many and a link and nothing of a person.

Taken first and sent after: a mail that is lost is still on the member's next page, and none comes twice.
"""

from django.conf import settings
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app

from licite.staff import mail
from licite.staff.queries import address_of


@app.periodic(cron="* * * * *")
@app.task(name="people.remind", queueing_lock="people.remind", lock="people.remind")
def remind(timestamp: int) -> None:
    """Takes the reminders that are due, and writes to their members; nothing where no mail can leave."""
    if not mail.configured():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT member, language, tasks FROM gate.take_reminders()")
        due = cursor.fetchall()
    for member, language, tasks in due:
        if address := address_of(member):
            week = settings.SITE_URL + reverse("desk:week")
            mail.post(address, "people/mail/reminder.txt", {"n": tasks, "url": week}, language=language)
