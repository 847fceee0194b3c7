"""How the console of this installation and its serving process know each other."""
from __future__ import annotations

import hmac

PATH, KEY = "/internal/hotline", "X-Jumin-Key"


def key_of(secret: str) -> str:
    """What the console shows; ``secret`` is the service's."""
    return hmac.new(secret.encode(), b"hotline", "sha256").hexdigest()
