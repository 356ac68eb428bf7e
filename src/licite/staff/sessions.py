"""Django's database sessions with the key hashed at rest (ASVS 7.2; Django keeps it in clear)."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession

from licite.staff.models import Session


def hashed(key: str) -> str:
    """What the table knows of a cookie."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """Every look-up by key goes through its hash; the cookie itself is nowhere."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """The login schema's own table."""
        return Session

    def _get_session_from_db(self) -> Any:
        clear = self._session_key  # type: ignore[has-type]
        try:
            self._session_key = hashed(clear) if clear else clear
            return super()._get_session_from_db()  # type: ignore[misc]
        finally:
            if self._session_key is not None:
                self._session_key = clear

    def exists(self, session_key: str) -> bool:
        """Whether a session of this cookie is there."""
        return super().exists(hashed(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """A row under the hash, with the account it belongs to once signed in."""
        row = super().create_model_instance(data)
        row.session_key = hashed(row.session_key)
        account = data.get("_auth_user_id")
        row.account_id = int(account) if account else None  # type: ignore[attr-defined]
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Forgets the session of this cookie."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=hashed(key)).delete()
