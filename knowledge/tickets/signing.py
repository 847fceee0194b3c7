"""By what a ticket system knows that a text comes from us and is no older one sent again. Pure."""
from __future__ import annotations

import hmac
from datetime import datetime


def signed(body: bytes, key: str, delivery: str, at: datetime) -> dict[str, str]:
    """The headers of a posted body: HMAC-SHA256 under ``key`` of the instant in Unix seconds, a full stop and the body.
    ``delivery`` is the same at each try: who has it already need not take it again."""
    seconds = str(int(at.timestamp()))
    code = hmac.new(key.encode(), seconds.encode() + b"." + body, "sha256").hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8", "X-Jumin-Delivery": delivery, "X-Jumin-Timestamp": seconds,
        "X-Jumin-Signature": f"sha256={code}",
    }
