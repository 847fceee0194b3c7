"""Columns by day as the numbers of an SVG picture. Pure."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 1000, 170, 22, 24, 8
WIDEST = 64.0


@dataclass(frozen=True)
class Bar:
    """One column in the picture's units; ``label`` stands below it, ``told`` above."""

    x: float
    y: float
    width: float
    height: float
    label: str
    told: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


def bars(values: Sequence[tuple[str, float, str]], most: float = 0.0) -> list[Bar]:
    """Columns of (label, value, told) as high as the values; ``most`` is what the whole height stands for, else the
    highest of them."""
    top = max([most, *(value for _, value, _ in values)], default=0.0) or 1.0
    step = min(WIDEST * 1.5, (WIDTH - 2 * LEFT) / max(len(values), 1))
    width = round(min(WIDEST, step * 0.72), 1)
    room = HEIGHT - TOP - BOTTOM
    return [
        Bar(round(LEFT + place * step, 1), round(TOP + room * (1 - value / top), 1), width,
            round(room * value / top, 1), label, told)
        for place, (label, value, told) in enumerate(values)
    ]
