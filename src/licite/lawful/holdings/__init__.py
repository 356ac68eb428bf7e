"""What lawful holds, one file a feature."""

from licite.lawful.holdings import notices, objections, purposes

HOLDINGS = (*notices.HOLDINGS, *objections.HOLDINGS, *purposes.HOLDINGS)
