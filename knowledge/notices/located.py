"""Content that knows the file and line it was written on, so that a refusal can name them."""
from __future__ import annotations

from typing import Any


class ContentError(ValueError):
    """Content that is refused; the message is ``file:line: sentence``."""


class Located(dict):
    """A mapping read from a file. ``lines`` holds the line (from 1) of each key, ``line`` that of the mapping."""

    def __init__(self, values: dict, file: str, line: int, lines: dict[Any, int] | None = None):
        super().__init__(values)
        self.file, self.line, self.lines = file, line, lines or {}

    def refuse(self, sentence: str, key: Any = None) -> ContentError:
        """An error that names where ``key`` (or the whole mapping) stands; the caller raises it."""
        return ContentError(f"{self.file}:{self.lines.get(key, self.line)}: {sentence}")

    def allow(self, *keys: str) -> None:
        """Refuse every key that is not in ``keys``."""
        for key in self:
            if key not in keys:
                raise self.refuse(f"unknown key {key!r}; known are {', '.join(keys)}.", key)

    def text(self, key: str, default: str | None = None) -> str:
        """The non-empty text under ``key``; refused when it is missing (without a default) or not a text."""
        value = self.get(key, default)
        if value is None:
            raise self.refuse(f"{key!r} is missing.")
        if not isinstance(value, str) or not value.strip():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return str(value)
            raise self.refuse(f"{key!r} must be a text that is not empty.", key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``; empty when the key is not there."""
        value = self.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.refuse(f"{key!r} must be a list of texts.", key)
        return tuple(value)

    def tables(self, key: str) -> list[Located]:
        """The list of mappings under ``key``; refused when it is missing or holds anything else."""
        value = self.get(key)
        if not isinstance(value, list) or not all(isinstance(v, Located) for v in value):
            raise self.refuse(f"{key!r} must be a list of entries.", key)
        return value
