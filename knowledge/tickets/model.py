"""What becomes of a text that is to be posted: when it is tried again, and when no more. Pure."""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WAITING, ARRIVED, GIVEN_UP = "waiting", "arrived", "given_up"
# Before the second try, the third and so on; a system that is away for a night is asked again in the morning.
SECONDS = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in SECONDS)
# Nobody else posts it meanwhile; a process that was killed in the middle of it leaves it to the next one.
LEASE = timedelta(seconds=60)
LONGEST_TROUBLE = 120


@dataclass(frozen=True)
class Ticket:
    """``conversation`` is that of the call. ``body`` is posted as it stands, byte for byte the same at each try.
    ``next_at`` (machine time) is when it is tried next, None when it is not; ``trouble`` why the last try failed."""

    key: str
    conversation: str
    by: str
    body: str
    made_at: datetime
    tries: int = 0
    next_at: datetime | None = None
    state: str = WAITING
    trouble: str = ""

    def begun(self, at: datetime) -> Ticket:
        """It is being posted."""
        return replace(self, tries=self.tries + 1, next_at=at + LEASE)

    def arrived(self) -> Ticket:
        """The ticket system has it; what it says is kept no longer here."""
        return replace(self, state=ARRIVED, body="", next_at=None, trouble="")

    def failed(self, trouble: str, at: datetime, may_go_better: bool) -> Ticket:
        """A try has failed; it is tried again where that ``may_go_better`` and there was not enough of it."""
        trouble = trouble[:LONGEST_TROUBLE]
        if may_go_better and self.tries <= len(PAUSES):
            return replace(self, trouble=trouble, next_at=at + PAUSES[self.tries - 1])
        return replace(self, trouble=trouble, next_at=None, state=GIVEN_UP)
