"""What lawful holds, one file a feature."""

from licite.lawful.holdings import consents, notices, objections, purposes

HOLDINGS = (*consents.HOLDINGS, *notices.HOLDINGS, *objections.HOLDINGS, *purposes.HOLDINGS)
