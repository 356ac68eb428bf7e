"""The channels a person can close, and their bits on the record."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """By what means a person is reached; ALL closes every one."""

    PHONE = "phone", _("Phone")
    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Post")
    SOCIAL = "social", _("Social network")
    ROBOT = "robot", _("Automated call")
    TRACKING = "tracking", _("Tracking of opened messages")
    ALL = "all", _("All channels")


BITS = {
    Channel.PHONE: 1,
    Channel.SMS: 2,
    Channel.EMAIL: 4,
    Channel.POST: 8,
    Channel.SOCIAL: 16,
    Channel.ROBOT: 32,
    Channel.TRACKING: 64,
    Channel.ALL: 127,
}


def closed(bits: int, channel: Channel) -> bool:
    """Whether the record's objection bits close this channel."""
    return bits & BITS[channel] == BITS[channel]
