"""Windows: the start belongs to them, the end does not, no end means until replaced."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.notices import ContentError, Located, Window
from knowledge.notices.window import read_window

DAY = datetime(2022, 11, 7, tzinfo=timezone(timedelta(hours=8)))
hours = st.integers(0, 48).map(lambda n: DAY + timedelta(hours=n))
windows = st.tuples(hours, hours.filter(lambda h: h > DAY) | st.none()).filter(
    lambda ends: ends[1] is None or ends[0] < ends[1]
).map(lambda ends: Window(*ends))


def written(start, end, file="notice.yml") -> Located:
    return Located({"in_force": [start, end]}, file, 3, {"in_force": 7})


@given(windows, hours)
def test_an_instant_is_before_in_or_behind_a_window(window, at):
    assert (at < window.start) + window.contains(at) + window.is_over(at) == 1


@given(windows)
def test_the_start_belongs_to_it_and_the_end_does_not(window):
    assert window.contains(window.start)
    assert window.end is None or not window.contains(window.end)


@given(windows, windows)
def test_overlapping_means_an_instant_in_common(one, other):
    common = [at for n in range(49) if one.contains(at := DAY + timedelta(hours=n)) and other.contains(at)]
    assert one.overlaps(other) is other.overlaps(one) is bool(common)


@given(windows, windows, hours)
def test_what_two_have_in_common(one, other, at):
    common = one.within(other)
    assert (common is not None and common.contains(at)) is (one.contains(at) and other.contains(at))


@pytest.mark.parametrize(("start", "hour"), [
    ("2022-11-06T00:00+08:00", 0), ("2022-11-06T00:00", 0), ("2022-11-06", 0), ("2022-11-05T23:00+00:00", 7),
])
def test_a_time_without_an_offset_is_chinese(start, hour):
    window = read_window(written(start, None), "in_force")
    assert window == Window(DAY - timedelta(days=1) + timedelta(hours=hour), None)


@pytest.mark.parametrize(("value", "sentence"), [
    (["2022-11-07", "2022-11-06"], "ends before it begins"), (["2022-11-07", "2022-11-07"], "ends before it begins"),
    ([None, "2022-11-07"], "has no beginning"), (["soon", None], "not an ISO 8601 time"),
    (["2022-11-07", "late"], "not an ISO 8601 time"), (["2022-11-07"], "must be"), ("2022-11-07", "must be"),
    (None, "must be"), ({}, "must be"), ([1, 2, 3], "must be"), ([True, None], "not an ISO 8601 time"),
])
def test_what_is_no_window_is_refused_where_it_stands(value, sentence):
    table = Located({"in_force": value}, "notice.yml", 3, {"in_force": 7})
    with pytest.raises(ContentError, match=rf"^notice\.yml:7: .*{sentence}.*\.$"):
        read_window(table, "in_force")
