"""The map picture: well-formed, plain enough for a strict page, and true to the list."""
from __future__ import annotations

from math import hypot
from xml.etree import ElementTree

from haversine import Unit, haversine
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sites.map_picture import CENTRE, RADIUS, Labels, Spot, draw_map, ring_distances

ASKER = (34.762, 113.665)
SVG = "{http://www.w3.org/2000/svg}"
offsets = st.floats(-0.1, 0.1)
states = st.sampled_from(["open", "closes_soon", "closed", "suspended"])


def spot(number: int, name: str, lat: float, lon: float, state: str) -> Spot:
    metres = round(haversine(ASKER, (lat, lon), unit=Unit.METERS))
    return Spot(number, name, (lat, lon), metres, state, f"{metres}米 · 开着")


def spots(names=st.just("采样屋")):
    one = st.tuples(names, offsets, offsets, states)
    return st.lists(one, min_size=1, max_size=3).map(lambda rows: [
        spot(number, name, ASKER[0] + north, ASKER[1] + east, state)
        for number, (name, north, east, state) in enumerate(rows, 4)])


def drawn(shown: list[Spot]) -> ElementTree.Element:
    rings = tuple(f"{metres}米" for metres in ring_distances(shown))
    return ElementTree.fromstring(draw_map(ASKER, shown, Labels("示意图", "说明", "您", "北", rings)))


def texts(svg: ElementTree.Element) -> list[str]:
    return [element.text for element in svg.iter(f"{SVG}text")]


@given(spots())
def test_it_says_what_the_list_says(shown):
    svg = drawn(shown)
    said = texts(svg)
    for site in shown:
        assert said.count(str(site.number)) == 2 and site.told in said
    assert said.count("您") == 1 and said.count("北") == 1 and "采样屋" in said
    assert all(f"{metres}米" in said for metres in ring_distances(shown))
    assert [svg[0].tag, svg[0].text, svg[1].tag, svg[1].text] == [f"{SVG}title", "示意图", f"{SVG}desc", "说明"]
    assert svg.get("role") == "img"


@given(spots(st.text(min_size=1)))
def test_no_name_breaks_it_and_nothing_in_it_runs(shown):
    svg = drawn(shown)
    allowed = {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "circle", "line", "path", "text")}
    for element in svg.iter():
        assert element.tag in allowed
        assert not any(name in ("style", "class", "id", "href") or name.startswith("on") for name in element.attrib)


def test_a_site_lies_where_it_is_and_between_the_right_rings():
    site = spot(1, "甲", ASKER[0] + 0.0135, ASKER[1], "open")
    radii = ring_distances([site])
    assert radii == (1000, 2000) and 1490 < site.distance_m < 1510
    badge = next(circle for circle in drawn([site]).iter(f"{SVG}circle") if circle.get("fill") == "#0b6e4f")
    x, y = float(badge.get("cx")) - CENTRE[0], float(badge.get("cy")) - CENTRE[1]
    assert abs(x) < 0.1 and y < 0 and abs(hypot(x, y) - RADIUS * site.distance_m / 2000) < 0.1


def test_open_and_closed_differ_without_colours():
    svg = drawn([
        spot(1, "开", 34.770, 113.665, "open"), spot(2, "关", 34.750, 113.665, "closed"),
        spot(3, "停", 34.762, 113.68, "suspended")
    ])
    badges = [circle for circle in svg.iter(f"{SVG}circle") if circle.get("r") == "12"]
    fills = {circle.get("fill") == "#ffffff" for circle in badges}
    assert fills == {True, False} and any(circle.get("stroke-dasharray") == "3 2" for circle in badges)


def test_a_long_name_leaves_room_for_the_distance():
    (site,) = [spot(1, "很长的名字" * 12, 34.770, 113.665, "open")]
    name = next(text for text in texts(drawn([site])) if text.startswith("很长的名字"))
    assert name.endswith("…") and len(name) < 24 and site.told in texts(drawn([site]))
