"""What lawful holds, one file a feature."""

from licite.lawful.holdings import consents, notes, notices, objections, phone, purposes, suppression

HOLDINGS = (
    *consents.HOLDINGS,
    *notes.HOLDINGS,
    *notices.HOLDINGS,
    *objections.HOLDINGS,
    *phone.HOLDINGS,
    *purposes.HOLDINGS,
    *suppression.HOLDINGS,
)
