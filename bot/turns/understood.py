"""What was understood of a text, kept: when a notice comes out a whole city asks the same few questions."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import ujson

KEPT = 20_000
# What these mean depends on the moment.
OF_THE_MOMENT = "at"


class Understood:
    """The parse data of texts for one loaded model, the latest used first; what depends on the moment is not kept.

    It is kept as bytes, so that no turn can change what the next one reads; text with Chinese in it takes twice as many.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self.kept = kept
        self._texts: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, key: Hashable) -> dict[str, Any] | None:
        """What was put under this key, if it is still here."""
        if key not in self._texts:
            return None
        self._texts.move_to_end(key)
        return ujson.loads(self._texts[key])

    def put(self, key: Hashable, parse_data: dict[str, Any]) -> None:
        """Keep it, and let the one longest unused go when there are too many."""
        if any(entity["entity"] == OF_THE_MOMENT for entity in parse_data["entities"]):
            return
        self._texts[key] = ujson.dumps(parse_data, ensure_ascii=False).encode()
        if len(self._texts) > self.kept:
            self._texts.popitem(last=False)
