"""The shift between WGS-84 and GCJ-02, checked with the published points of eviltransform."""
import pytest
from haversine import Unit, haversine
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sites.coordinates import in_china, wgs84_to_gcj02


@pytest.mark.parametrize(("wgs", "gcj"), [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
])
def test_published_points(wgs, gcj):
    assert wgs84_to_gcj02(*wgs) == pytest.approx(gcj, abs=1e-6)


@pytest.mark.parametrize("position", [(0.0, 0.0), (51.5, -0.12), (-33.9, 151.2)])
def test_identity_outside_of_china(position):
    assert wgs84_to_gcj02(*position) == position


@given(st.floats(34.0, 35.2), st.floats(112.5, 114.5))
def test_in_zhengzhou_the_shift_is_some_hundred_metres(lat, lon):
    assert in_china(lat, lon)
    assert 100 < haversine((lat, lon), wgs84_to_gcj02(lat, lon), unit=Unit.METERS) < 1000
