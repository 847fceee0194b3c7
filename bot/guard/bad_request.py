"""The one way in which what comes over HTTP is refused."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

# The process that writes to the store reads requests with this, and no server is loaded into it.
if TYPE_CHECKING:
    from sanic.request import Request
    from sanic.response import HTTPResponse


class BadRequest(ValueError):
    """A request that is refused: HTTP status, code for programs, sentence for people, and when it may be sent again."""

    def __init__(self, status: int, code: str, message: str, again_after: int | None = None):
        super().__init__(message)
        self.status, self.code, self.message, self.again_after = status, code, message, again_after


def refusals_told(tell: Callable[[str], None]) -> Callable[[Request, HTTPResponse], None]:
    """What looks at each response and has ``tell`` count one that refuses something, by its HTTP status. /ready says
    its own state and refuses nothing."""
    def look(request: Request, response: HTTPResponse) -> None:
        if response.status >= 400 and request.path != "/ready":
            tell(str(response.status))

    return look
