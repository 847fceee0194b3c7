"""Which other origins' pages may call the web channel (JUMIN_ORIGINS): browsers ask, and keep replies from the
others."""
from __future__ import annotations

from functools import partial

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

SHARED = "/webhooks/web/"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


def add_origins(app: Sanic, allowed: frozenset[str]) -> None:
    """Nothing is said without origins that are allowed."""
    if allowed:
        app.register_middleware(partial(share, allowed), "response")


def share(allowed: frozenset[str], request: Request, response: HTTPResponse) -> None:
    """Allow the caller's page to read a response, where it is one of ``allowed``; refusals and preflights too."""
    if not request.path.startswith(SHARED):
        return
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("origin")
    if origin not in allowed:
        return
    response.headers.update({"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After"})
    if request.method == "OPTIONS" and response.status == 204:
        response.headers.update(PREFLIGHT)
