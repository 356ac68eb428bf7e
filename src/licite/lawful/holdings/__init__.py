"""What lawful holds, one file a feature."""

from licite.lawful.holdings import objections

HOLDINGS = (*objections.HOLDINGS,)
