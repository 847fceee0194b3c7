"""Where things stand in a map picture: rings, points, badges that do not cover each other. Pure.

Positions in the picture are (x, y) in pixels, y downwards; directions are degrees from north, clockwise.
"""
from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import atan2, ceil, cos, degrees, hypot, radians, sin

# Steps between rings that are easily said, in metres.
STEPS = tuple(lead * 10**power for power in range(1, 6) for lead in (1, 2, 5))[2:]
MOST_RINGS = 3
BADGE = 12
GAP = 4
Point = tuple[float, float]


def ring_radii(farthest_m: float) -> tuple[int, ...]:
    """Two or three distances in metres, evenly apart, the last of them not below ``farthest_m``."""
    step = next((step for step in STEPS if farthest_m <= step * MOST_RINGS), STEPS[-1])
    count = max(2, min(MOST_RINGS, ceil(farthest_m / step)))
    return tuple(step * number for number in range(1, count + 1))


def direction(origin: tuple[float, float], target: tuple[float, float]) -> float:
    """Degrees from north, 0 to below 360, of ``target`` seen from ``origin``; both (lat, lon)."""
    north = target[0] - origin[0]
    east = (target[1] - origin[1]) * cos(radians(origin[0]))
    # The remainder of a tiny negative number is rounded up to 360 itself.
    return degrees(atan2(east, north)) % 360 % 360


def compass(angle: float) -> int:
    """The nearest of eight winds: 0 north, 1 north-east ... 7 north-west."""
    return round(angle / 45) % 8


def point_at(centre: Point, angle: float, length: float) -> Point:
    """The point ``length`` pixels from ``centre`` in the direction ``angle``."""
    return centre[0] + length * sin(radians(angle)), centre[1] - length * cos(radians(angle))


def place_badges(dots: list[Point], centre: Point, reach: float) -> list[Point]:
    """A centre for the badge of each dot: on the dot where there is room, else the nearest room within ``reach``
    of ``centre``. The asker's own badge stands on ``centre``."""
    placed: list[Point] = []
    for dot in dots:
        placed.append(_room(dot, [centre, *placed], centre, reach))
    return placed


def _room(dot: Point, taken: list[Point], centre: Point, reach: float) -> Point:
    outwards = degrees(atan2(dot[0] - centre[0], centre[1] - dot[1]))
    around = (0, 30, -30, 60, -60, 90, -90, 120, -120, 150, -150, 180)
    tried = [dot, *(point_at(dot, outwards + turn, length) for length, turn in product(range(28, 113, 14), around))]
    inside = [point for point in tried if apart(point, centre) <= reach]
    free = (point for point in inside if clearance(point, taken) >= 2 * BADGE + GAP)
    return next(free, None) or max(inside or [dot], key=lambda point: clearance(point, taken))


def place_ring_label(centre: Point, radius: float, taken: list[Point]) -> Point:
    """The point of the ring that is farthest from all that is there, north first."""
    angles = (0, 45, -45, 90, -90, 135, -135, 180)
    return max((point_at(centre, angle, radius) for angle in angles), key=lambda p: min(clearance(p, taken), 40))


def clearance(point: Point, others: Iterable[Point]) -> float:
    """Pixels to the nearest of ``others``; infinite without any."""
    return min((apart(point, other) for other in others), default=float("inf"))


def apart(one: Point, other: Point) -> float:
    """Pixels between two points."""
    return hypot(one[0] - other[0], one[1] - other[1])
