"""Django's database sessions with the key hashed and the content sealed at rest (Django keeps both in clear).

While a second factor is being set up the content holds its secret, hence the seal.
"""

import base64
import hashlib
import json
from typing import Any, NoReturn
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession

from licite import vault
from licite.staff.models import Session

CONTENT = "session"
EVERY = UUID(int=0)


def hashed(key: str) -> str:
    """What the table knows of a cookie."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """Every look-up by key goes through its hash; the cookie itself is nowhere."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content as a sealed text."""
        return base64.b64encode(vault.seal(CONTENT, EVERY, json.dumps(session_dict))).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The content; nothing when it does not open: altered, or sealed under a key that has gone."""
        try:
            content: dict[str, Any] = json.loads(vault.unseal(CONTENT, EVERY, base64.b64decode(session_data)))
        except (ValueError, vault.Unsealable):
            return {}
        return content

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """The login schema's own table."""
        return Session

    def _get_session_from_db(self) -> Any:
        clear = self._session_key
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

    async def aload(self) -> NoReturn:
        """Not offered: Django's own would look the cookie up in clear."""
        raise NotImplementedError

    async def asave(self, must_create: bool = False) -> NoReturn:  # noqa: FBT001, FBT002 - Django's signature
        """Not offered: Django's own would store the cookie in clear."""
        raise NotImplementedError
