"""A map as an SVG without any map tiles: the asker in the middle, rings of distance, numbered sites. Pure.

Only presentation attributes, no styles and no scripts: it may be put into a page whose policy forbids them.
"""
from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from knowledge.sites.map_layout import BADGE, Point, direction, place_badges, place_ring_label, point_at, ring_radii
from knowledge.sites.svg import circle, shape, shorten, text, width, write

WIDTH, FIELD, ROW = 360, 312, 27
CENTRE = (WIDTH / 2, FIELD / 2)
RADIUS = 126
REACH = RADIUS + 16
INK, PAPER, LAND, RING = "#1c2321", "#ffffff", "#eef5f2", "#9db8ae"
ASKER = "#1b4f9c"
COLOURS = {"open": "#0b6e4f", "closes_soon": "#a85300", "unknown": "#5f6b67", "closed": "#5f6b67",
           "suspended": "#8b1a1a"}
FILLED = ("open", "closes_soon")


@dataclass(frozen=True)
class Spot:
    """A site in the picture: its number in the list, (lat, lon) in GCJ-02, metres to it, and what the list says."""

    number: int
    name: str
    position: tuple[float, float]
    distance_m: int
    state: str
    told: str


@dataclass(frozen=True)
class Labels:
    """All other words: title and description for those who do not see it, the asker, north, and each ring."""

    title: str
    description: str
    asker: str
    north: str
    rings: tuple[str, ...]


def ring_distances(spots: list[Spot]) -> tuple[int, ...]:
    """The radii in metres that ``Labels.rings`` must name."""
    return ring_radii(max(spot.distance_m for spot in spots))


def draw_map(asker: tuple[float, float], spots: list[Spot], labels: Labels) -> str:
    """The SVG of at least one spot around ``asker``, (lat, lon) in GCJ-02."""
    height = FIELD + ROW * len(spots) + 8
    svg = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH),
        "height": str(height), "role": "img", "font-family": "sans-serif", "fill": INK,
    })
    write(SubElement(svg, "title"), labels.title)
    write(SubElement(svg, "desc"), labels.description)
    shape(svg, "rect", width=WIDTH, height=height, rx=10, fill=PAPER)
    radii = ring_distances(spots)
    dots = [_dot(asker, spot, radii[-1]) for spot in spots]
    badges = place_badges(dots, CENTRE, REACH)
    _rings(svg, radii)
    _leaders(svg, spots, dots, badges)
    _ring_labels(svg, radii, labels.rings, [CENTRE, *badges])
    _circle_with(svg, CENTRE, labels.asker, ASKER, filled=True)
    for spot, badge in zip(spots, badges, strict=True):
        _badge(svg, badge, spot)
    _north(svg, labels.north)
    for row, spot in enumerate(spots):
        _legend(svg, FIELD + ROW * row + ROW / 2, spot)
    return tostring(svg, encoding="unicode")


def _dot(asker: tuple[float, float], spot: Spot, outermost_m: int) -> Point:
    return point_at(CENTRE, direction(asker, spot.position), RADIUS * spot.distance_m / outermost_m)


def _rings(svg: Element, radii: tuple[int, ...]) -> None:
    for number, radius in enumerate(reversed(radii)):
        fill = LAND if number == 0 else "none"
        circle(svg, CENTRE, RADIUS * radius / radii[-1], fill=fill, stroke=RING, stroke_width=1, stroke_dasharray="4 4")


def _ring_labels(svg: Element, radii: tuple[int, ...], names: tuple[str, ...], taken: list[Point]) -> None:
    taken = list(taken)
    for radius, name in zip(radii, names, strict=True):
        point = place_ring_label(CENTRE, RADIUS * radius / radii[-1], taken)
        taken.append(point)
        text(svg, point, name, 11, fill="#4a5652", stroke=PAPER, stroke_width=4, paint_order="stroke")


def _leaders(svg: Element, spots: list[Spot], dots: list[Point], badges: list[Point]) -> None:
    """Where a badge stands beside its point, a line leads to the point."""
    for spot, dot, badge in zip(spots, dots, badges, strict=True):
        if dot != badge:
            colour = COLOURS[spot.state]
            shape(svg, "line", x1=dot[0], y1=dot[1], x2=badge[0], y2=badge[1], stroke=colour, stroke_width=1.5)
            circle(svg, dot, 3.5, fill=colour)


def _badge(svg: Element, point: Point, spot: Spot) -> None:
    filled = spot.state in FILLED
    _circle_with(svg, point, str(spot.number), COLOURS[spot.state], filled, dashed=spot.state == "suspended")


def _circle_with(svg: Element, point: Point, words: str, colour: str, filled: bool, dashed: bool = False) -> None:
    """Open sites are filled and others are not, so that nobody needs to tell the colours apart."""
    dashes = {"stroke_dasharray": "3 2"} if dashed else {}
    circle(svg, point, BADGE, fill=colour if filled else PAPER, stroke=colour, stroke_width=2, **dashes)
    text(svg, point, words, 13, fill=PAPER if filled else colour, font_weight="bold")


def _north(svg: Element, word: str) -> None:
    x = WIDTH - 24
    shape(svg, "path", d=f"M{x} 14 l-6 16 l6 -4 l6 4 z", fill=INK)
    text(svg, (x, 41), word, 13)


def _legend(svg: Element, y: float, spot: Spot) -> None:
    """Number, name as far as there is room, and at the right what is told of it."""
    _badge(svg, (22, y), spot)
    room = WIDTH - 42 - 12 - width(spot.told, 12) - 10
    text(svg, (42, y), shorten(spot.name, room, 13), 13, text_anchor="start")
    text(svg, (WIDTH - 12, y), spot.told, 12, text_anchor="end", fill=COLOURS[spot.state])
