"""A share that was counted, with how far the true one may lie from it. Pure."""
from __future__ import annotations

from dataclasses import dataclass

from scipy.stats import binomtest

SURENESS = 0.95


@dataclass(frozen=True)
class Share:
    """``count`` of ``all``."""

    count: int
    all: int

    @property
    def value(self) -> float:
        """0 to 1; 0 of none."""
        return self.count / self.all if self.all else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with a sureness of 95 per cent (Wilson's)."""
        if not self.all:
            return 0.0, 1.0
        found = binomtest(self.count, self.all).proportion_ci(SURENESS, "wilson")
        return float(found.low), float(found.high)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{100 * self.value:5.1f} %  ({100 * low:.1f} to {100 * high:.1f}; {self.count} of {self.all})"
