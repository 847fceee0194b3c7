"""Why a file is not read."""
from __future__ import annotations


class Unreadable(ValueError):
    """The message is a key of ``files`` in console/web/words.yml, where the sentence stands that says what to do."""


EMPTY, SCAN, BROKEN, ENCRYPTED, UNKNOWN = "empty", "scan", "broken", "encrypted", "unknown"
OLD_WORD, TOO_LARGE, TOO_LONG, TOO_SLOW = "old_word", "too_large", "too_long", "too_slow"
REASONS = (EMPTY, SCAN, BROKEN, ENCRYPTED, UNKNOWN, OLD_WORD, TOO_LARGE, TOO_LONG, TOO_SLOW)
