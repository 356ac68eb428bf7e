"""What the bearer of a link does. One statement each; the database knows whose link it is, the page need not."""

from collections.abc import Sequence

from django.db import connection

from licite.lawful.channels import Channel


def object_to(link: bytes, *, channels: Sequence[Channel], language: str, origin: str) -> bool:
    """Closes channels for every purpose, from the commit of the caller's transaction on; False for no such link.

    `link` is the token's digest, `origin` where the request came from.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.person_objects(%s, %s::text[], '', %s, %s)",
            [link, [channel.value for channel in channels], language, origin],
        )
        (done,) = cursor.fetchone()
    return bool(done)


def withdraw(link: bytes, *, origin: str) -> bool:
    """Withdraws every consent of the bearer; False for no such link."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.person_withdraws(%s, %s)", [link, origin])
        (done,) = cursor.fetchone()
    return bool(done)
