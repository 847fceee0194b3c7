"""WGS-84 (browsers, GPS) and BD-09 (Baidu) to GCJ-02 (other Chinese maps, WeChat), by public formulas: eviltransform.

First published with "on4wp7" (WGS84ToGCJ02); the same constants stand in googollee/eviltransform.
"""
from __future__ import annotations

from math import atan2, cos, pi, radians, sin, sqrt

# Krasovsky 1940: half the major axis in metres, and the square of the eccentricity.
AXIS = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
SOUTH, NORTH, WEST, EAST = 0.8293, 55.8271, 72.004, 137.8347


# Decimals of a degree that are kept of a resident's position.
KEPT_DECIMALS = 3


def coarse(lat: float, lon: float) -> tuple[float, float]:
    """A resident's position as far as it is used and stored: to a thousandth of a degree, at most some 70 m off in
    China. Enough to find the nearest site, and no door."""
    return round(lat, KEPT_DECIMALS), round(lon, KEPT_DECIMALS)


def in_china(lat: float, lon: float) -> bool:
    """Whether the shift applies: the formula's own box around China, in degrees."""
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def wgs84_to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """(lat, lon) in GCJ-02 degrees; outside of China the position as it came."""
    if not in_china(lat, lon):
        return lat, lon
    north, east = _shift_metres(lon - 105.0, lat - 35.0)
    squeeze = 1 - ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    degrees_north = north * 180.0 / (AXIS * (1 - ECCENTRICITY_SQUARED) / (squeeze * sqrt(squeeze)) * pi)
    degrees_east = east * 180.0 / (AXIS / sqrt(squeeze) * cos(radians(lat)) * pi)
    return lat + degrees_north, lon + degrees_east


def bd09_to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """(lat, lon) in GCJ-02 degrees of a position that Baidu's map gives; right to about a metre."""
    x, y = lon - 0.0065, lat - 0.006
    turn = pi * 3000 / 180
    radius = sqrt(x * x + y * y) - 0.00002 * sin(y * turn)
    angle = atan2(y, x) - 0.000003 * cos(x * turn)
    return radius * sin(angle), radius * cos(angle)


# By the name of a datum: how its positions become GCJ-02.
TO_GCJ02 = {"gcj02": lambda lat, lon: (lat, lon), "wgs84": wgs84_to_gcj02, "bd09": bd09_to_gcj02}


def _shift_metres(x: float, y: float) -> tuple[float, float]:
    both = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (both + _waves(y, (20, 1), (40, 3), (160, 12), (320, 30))) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (both + _waves(x, (20, 1), (40, 3), (150, 12), (300, 30))) * 2 / 3
    return north, east


def _waves(value: float, *waves: tuple[int, int]) -> float:
    return sum(height * sin(value * pi / length) for height, length in waves)
