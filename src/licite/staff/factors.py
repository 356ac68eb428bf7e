"""The second factor: who must have one, who has, and codes that serve once."""

import base64
from ipaddress import ip_address
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.http import HttpRequest

from licite import packs, vault
from licite.access.http import origin_of
from licite.staff.models import Account

SEALED = "totp"
TOTP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
SECRETS = {TOTP: "secret", CODES: "seed"}


def seal_secret(account: int, text: str) -> str:
    """A secret as it rests: it opens for no other account."""
    return base64.b64encode(vault.seal(SEALED, UUID(int=account), text)).decode()


def open_secret(account: int, sealed: str) -> str:
    """The secret. Raises vault.Unsealable when it is another account's."""
    return vault.unseal(SEALED, UUID(int=account), base64.b64decode(sealed))


def resealed(account: int, sealed: str) -> str:
    """The same secret under the ring's active generation."""
    return base64.b64encode(vault.reseal(SEALED, UUID(int=account), base64.b64decode(sealed))).decode()


def trusted(request: HttpRequest) -> bool:
    """Whether a password is enough from where the request comes."""
    if not packs.value("sec.second_factor"):
        return True
    try:
        address = ip_address(origin_of(request))
    except ValueError:
        return False
    return any(address in network for network in settings.TRUSTED_NETWORKS)


def has_totp(account: Account) -> bool:
    """Whether codes are asked of this account."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type=TOTP).exists())


def used(request: HttpRequest, account: Account) -> str:
    """The last way this session proved itself: password, totp, recovery_codes, or nothing."""
    records = get_authentication_records(request, account)
    return str(records[-1].get("type") or records[-1]["method"]) if records else ""


def proved(request: HttpRequest, account: Account) -> bool:
    """Whether a second factor was used in this very session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, account))


def codes_seen(account: Account) -> bool:
    """Whether the recovery codes were shown to their owner."""
    codes = Authenticator.objects.filter(user_id=account.pk, type=CODES).first()
    return codes is None or bool(codes.wrap().did_view)


def burn(account: Account, code: str) -> bool:
    """Takes a code's time step, and every earlier one, out of use; False when it has been used.

    Across processes: the database decides who was first.
    """
    authenticator = Authenticator.objects.get(user_id=account.pk, type=TOTP)
    secret = open_secret(account.pk, authenticator.data["secret"])
    steps = [
        step
        for step in totp.yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step)))
    ]
    return bool(
        steps and Account.objects.filter(pk=account.pk, totp_step__lt=steps[-1]).update(totp_step=steps[-1])
    )
