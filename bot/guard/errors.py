"""Every refusal as JSON with a code and a sentence, of both apps; one that may be tried again says when."""
from __future__ import annotations

from sanic import Sanic
from sanic.exceptions import MethodNotSupported, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.guard.bad_request import BadRequest

CODES = {404: "not_found", 405: "wrong_method", 413: "too_long"}


def add_refusals(app: Sanic) -> None:
    """What is refused before, beside and by the routes."""
    app.error_handler.add(BadRequest, refused)
    app.error_handler.add(MethodNotSupported, wrong_method)
    app.error_handler.add(SanicException, http_failure)


def failure(status: int, code: str, message: str, again_after: int | None = None) -> HTTPResponse:
    """A refusal; ``again_after`` is in seconds."""
    headers = None if again_after is None else {"Retry-After": str(again_after)}
    return json({"error": code, "message": message}, status=status, headers=headers)


def refused(request: Request, error: BadRequest) -> HTTPResponse:
    return failure(error.status, error.code, error.message, error.again_after)


def http_failure(request: Request, error: SanicException) -> HTTPResponse:
    status = getattr(error, "status_code", 500)
    return failure(status, CODES.get(status, "malformed"), str(error) or "The request cannot be answered.")


def wrong_method(request: Request, error: MethodNotSupported) -> HTTPResponse:
    """405 that says what is allowed; OPTIONS asks for just that."""
    allowed = {*error.headers["Allow"].split(", "), "OPTIONS"}
    allow = {"Allow": ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))}
    if request.method == "OPTIONS":
        return empty(204, headers=allow)
    response = http_failure(request, error)
    response.headers.update(allow)
    return response
