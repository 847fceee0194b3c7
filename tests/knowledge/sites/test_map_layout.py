"""Rings, directions and badges in the map picture."""
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sites.map_layout import (
    BADGE,
    apart,
    compass,
    direction,
    place_badges,
    place_ring_label,
    point_at,
    ring_radii,
)

CENTRE, RADIUS, REACH = (180.0, 156.0), 126.0, 142.0
angles, lengths = st.floats(0, 360), st.floats(0, RADIUS)
dots = st.lists(st.tuples(angles, lengths).map(lambda polar: point_at(CENTRE, *polar)), min_size=1, max_size=3)


@pytest.mark.parametrize(("farthest", "radii"), [
    (0, (50, 100)), (70, (50, 100)), (690, (500, 1000)), (1940, (1000, 2000)), (2600, (1000, 2000, 3000)),
    (14_999, (5000, 10_000, 15_000)),
])
def test_rings_are_easily_said(farthest, radii):
    assert ring_radii(farthest) == radii


@given(st.floats(0, 1_000_000))
def test_the_last_ring_holds_everything(farthest):
    radii = ring_radii(farthest)
    assert 2 <= len(radii) <= 3 and radii[-1] >= farthest
    assert radii == tuple(radii[0] * number for number in range(1, len(radii) + 1))
    assert farthest <= 100 or farthest >= radii[-1] / 4


@pytest.mark.parametrize(("north", "east", "wind"), [
    (1, 0, 0), (1, 1, 1), (0, 1, 2), (-1, 1, 3), (-1, 0, 4), (-1, -1, 5), (0, -1, 6), (1, -1, 7),
])
def test_the_eight_winds(north, east, wind):
    # A degree of longitude is shorter than one of latitude by the cosine, 0.8216 at 34.75.
    assert compass(direction((34.75, 113.6), (34.75 + north * 0.01, 113.6 + east * 0.01 / 0.8216))) == wind


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(-1, 1), st.floats(-1, 1))
def test_a_direction_is_one(lat, lon, north, east):
    angle = direction((lat, lon), (lat + north, lon + east))
    assert 0 <= angle < 360 and 0 <= compass(angle) <= 7


@given(dots)
def test_no_badge_covers_another_or_the_asker(points):
    badges = place_badges(points, CENTRE, REACH)
    assert all(apart(one, other) >= 2 * BADGE for one, other in combinations([CENTRE, *badges], 2))
    assert all(
        apart(badge, CENTRE) <= max(REACH, apart(point, CENTRE)) for badge, point in zip(badges, points, strict=True)
    )


@given(dots)
def test_a_badge_stays_on_its_point_where_there_is_room(points):
    if all(apart(one, other) > 2 * BADGE + 4 for one, other in combinations([CENTRE, *points], 2)):
        assert place_badges(points, CENTRE, REACH) == points


@given(dots, st.sampled_from([42.0, 63.0, 84.0, 126.0]))
def test_ring_labels_keep_clear_of_badges(points, radius):
    badges = place_badges(points, CENTRE, REACH)
    label = place_ring_label(CENTRE, radius, [CENTRE, *badges])
    assert apart(label, CENTRE) == pytest.approx(radius)
    assert all(apart(label, badge) > BADGE for badge in badges)
