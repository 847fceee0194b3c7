"""What a process keeps in its memory of the last minutes, and lets go of: what is erased in the store ends here, too."""
from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

from knowledge import clock

Value = TypeVar("Value")
EVERY_SECONDS = 30.0


class Recent(Generic[Value]):
    """At most ``kept`` values by key, the latest used last; ``forget`` lets those go that were unused for ``seconds``.
    ``now`` counts seconds."""

    def __init__(self, kept: int, seconds: float, now: Callable[[], float] = clock.machine_seconds) -> None:
        self.kept, self.seconds, self.now = kept, seconds, now
        self._values: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def put(self, key: Hashable, value: Value) -> None:
        """Keep it, and let the one longest unused go when there are too many."""
        self._values[key] = self.now(), value
        self._values.move_to_end(key)
        if len(self._values) > self.kept:
            self._values.popitem(last=False)

    def get(self, key: Hashable) -> Value | None:
        """What was put under this key, if it is still here."""
        found = self._values.get(key)
        if found is None:
            return None
        self.put(key, found[1])
        return found[1]

    def pop(self, key: Hashable) -> Value | None:
        """The same, and it is kept no more."""
        return self._values.pop(key, (0.0, None))[1]

    def forget(self) -> None:
        """Let go of what was unused for too long."""
        oldest = self.now() - self.seconds
        while self._values and next(iter(self._values.values()))[0] < oldest:
            self._values.popitem(last=False)


class Forgets(Protocol):
    """What has something to let go of."""

    def forget(self) -> None: ...


async def forget_again_and_again(*all_of_these: Forgets) -> None:
    """Never returns."""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        for one in all_of_these:
            one.forget()
