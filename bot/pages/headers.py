"""The headers of every page: nothing comes from another origin."""
from __future__ import annotations

HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
