"""The open connections of a process. Beyond so many, the most crowded address gives up the one that was quiet
longest."""
from __future__ import annotations

import resource
from typing import Protocol

MOST_CONNECTIONS = 1000


class Connection(Protocol):
    """What a crowd is made of."""

    busy: bool


def most_connections() -> int:
    """As many as the process may hold files, less those that store, models and logs need."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_CONNECTIONS if files == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, max(1, files // 2))


class Crowd:
    """Connections by their peer's address, each address' own in the order in which they were last heard of."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most or most_connections()
        self._by_peer: dict[str, dict[Connection, None]] = {}
        self._count = 0

    def enter(self, peer: str, connection: Connection) -> Connection | None:
        """Take one in; returns the one that has to go for it, if any."""
        self._by_peer.setdefault(peer, {})[connection] = None
        self._count += 1
        return self._superfluous() if self._count > self.most else None

    def leave(self, peer: str, connection: Connection) -> None:
        """It is over."""
        there = self._by_peer.get(peer, {})
        if connection in there:
            del there[connection]
            self._count -= 1
        if not there:
            self._by_peer.pop(peer, None)

    def heard(self, peer: str, connection: Connection) -> None:
        """It began a request: the others were quiet longer."""
        there = self._by_peer.get(peer, {})
        if connection in there:
            there[connection] = there.pop(connection)

    def _superfluous(self) -> Connection:
        crowded = max(self._by_peer.values(), key=len)
        return next((one for one in crowded if not one.busy), None) or next(reversed(crowded))
