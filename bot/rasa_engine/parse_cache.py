"""A cache of parse data by text: when a notice comes out a whole city asks the same few questions."""
from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import ujson
from cachetools import TTLCache

from knowledge import clock

KEPT = 20_000
# A text is understood anew each minute, since the hour decides what is open.
SECONDS = 60.0
# What these mean depends on the moment.
OF_THE_MOMENT = "at"


class ParseCache:
    """The parse data of texts for one loaded model; what depends on the moment is not kept.

    It is kept as bytes, so that no turn can change what the next one reads; text with Chinese in it takes twice as
    many.
    """

    def __init__(self, kept: int = KEPT, timer: Callable[[], float] = clock.machine_seconds) -> None:
        self.texts: TTLCache[Hashable, bytes] = TTLCache(kept, SECONDS, timer)

    def get(self, key: Hashable) -> dict[str, Any] | None:
        """What was put under this key, if it is still here."""
        known = self.texts.get(key)
        return None if known is None else ujson.loads(known)

    def put(self, key: Hashable, parse_data: dict[str, Any]) -> None:
        """Keep it."""
        if not any(entity["entity"] == OF_THE_MOMENT for entity in parse_data["entities"]):
            self.texts[key] = ujson.dumps(parse_data, ensure_ascii=False).encode()
