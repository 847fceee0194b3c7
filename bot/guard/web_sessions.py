"""Sessions of the web channel: signed tokens that nobody can guess and no table has to hold. Pure."""
from __future__ import annotations

import uuid
from datetime import datetime, timezone

from itsdangerous import BadSignature, URLSafeSerializer

SALT = "web-session"
LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)


class WebSessions:
    """The tokens that ``secret`` signs. A token is the signed name of a conversation, and the name ends with the
    machine instant at which it was opened, in hexadecimal seconds."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeSerializer(secret, salt=SALT)

    def open(self, at: datetime) -> str:
        """The token of a new session."""
        return self._signer.dumps(f"{uuid.uuid4().hex}-{int(at.timestamp()):x}")

    def name(self, token: object) -> str | None:
        """The name of a token's conversation, ended or not; None for a token that was not signed here."""
        try:
            return self._signer.loads(token if isinstance(token, str) else "")
        except BadSignature:
            return None


def opened_at(name: str) -> datetime:
    """When a conversation was opened; long ago for one from before sessions had an end."""
    _, _, seconds = name.partition("-")
    return datetime.fromtimestamp(int(seconds, 16), timezone.utc) if seconds else LONG_AGO
