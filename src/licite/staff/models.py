"""Accounts, sessions and invitations: the login schema, read and written by the login role alone."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from licite.access.models import Member


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by their e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of an e-mail."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """What a member signs in with; points to the member and holds no right."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    objects = AccountManager()


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
