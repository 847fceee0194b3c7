"""What both readers of tables hand on."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cells:
    """One line of a table as stripped strings; ``expected`` is the width it must have, None for any."""

    line: int
    values: tuple[str, ...]
    expected: int | None = None
