"""How many, where nobody says one number: at least so many and at most. Pure."""
from __future__ import annotations

from dataclasses import dataclass

Value = int | list[int | None]


@dataclass(frozen=True)
class Amount:
    """At least so many and at most; ``most`` is None where nobody can tell."""

    least: int
    most: int | None

    @property
    def exact(self) -> int | None:
        """The number, where it is one."""
        return self.least if self.least == self.most else None

    def __add__(self, other: Amount) -> Amount:
        most = None if self.most is None or other.most is None else self.most + other.most
        return Amount(self.least + other.least, most)

    def without(self, taken: int) -> Amount:
        """What is left; never less than none."""
        return Amount(max(0, self.least - taken), None if self.most is None else max(0, self.most - taken))

    def as_value(self) -> Value:
        """As a slot keeps it: the number, or ``[least, most]``."""
        return self.least if self.exact is not None else [self.least, self.most]


def amount_of(value: Value | None) -> Amount | None:
    """Out of a slot."""
    if value is None:
        return None
    return Amount(value, value) if isinstance(value, int) else Amount(*value)
