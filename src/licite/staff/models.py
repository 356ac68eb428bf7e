"""Accounts, sessions, links and lockouts: the login schema, read and written by the login role alone."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

from licite.access.models import Member


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by their e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of an e-mail."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """What a member signs in with; points to the member and holds no right.

    `totp_step` is the time step of the last code that was taken: a code serves once.
    """

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    totp_step = models.BigIntegerField(db_default=0)

    USERNAME_FIELD = "email"
    objects = AccountManager()

    class Meta:
        """E-mails are looked up as they are stored, so they are stored in small letters."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="staff_account_email_in_small_letters"
            )
        ]


class Session(AbstractBaseSession):
    """A browser's session: `session_key` is the SHA-256 of the cookie, so a copy of the table opens nothing."""

    session_key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")


class SignIn(models.Model):
    """One sign-in: what a member sees in the list of own sessions, and how to end it (session and ticket)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=64, unique=True)
    ticket = models.BinaryField()
    address = models.CharField(max_length=64, blank=True)
    device = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """The list of one's own sessions."""

        indexes = [models.Index(fields=["account", "opened_at"], name="staff_signin_account_opened")]


class PasswordLink(models.Model):
    """A link whose bearer may choose an account's password once; only the hash of its token is kept."""

    class Purpose(models.TextChoices):
        """What the link is for: to join, or to come back after a forgotten password."""

        JOIN = "join"
        RESET = "reset"

    token_hash = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=5, choices=Purpose)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class Lockout(models.Model):
    """Failed sign-ins under one keyed token of an e-mail, known or not, or of an address.

    `failures` in a row since the last success; `today` in the 24 hours from `day_at`.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    today = models.PositiveIntegerField()
    day_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
