"""The one way in which what comes over HTTP is refused."""
from __future__ import annotations


class BadRequest(ValueError):
    """A request that is refused: HTTP status, code for programs, sentence for people, and when it may be sent again."""

    def __init__(self, status: int, code: str, message: str, again_after: int | None = None):
        super().__init__(message)
        self.status, self.code, self.message, self.again_after = status, code, message, again_after
