"""The channels a person can close, and their bits on the record."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """By what means a person is reached; ALL closes every one."""

    PHONE = "phone", _("Phone")
    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Post")
    ALL = "all", _("All channels")


BITS = {Channel.PHONE: 1, Channel.SMS: 2, Channel.EMAIL: 4, Channel.POST: 8, Channel.ALL: 15}


def closed(bits: int, channel: Channel) -> bool:
    """Whether the record's objection bits close this channel."""
    return bool(bits & BITS[channel])
