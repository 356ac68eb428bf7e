"""What the worker does for staff, on its own clock."""

from procrastinate.contrib.django import app

from licite.staff import actions


@app.periodic(cron="23 3 * * *")
@app.task(name="staff.sweep", queueing_lock="staff.sweep")
def sweep(timestamp: int) -> None:
    """Forgets sessions, links and lockouts that have ended."""
    actions.sweep()
