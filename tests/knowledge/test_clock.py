"""The civil clock: Asia/Shanghai, stopped or running; machine time beside it."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import clock

zones = st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-1439, 1439))
instants = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=zones)


@pytest.mark.parametrize(("text", "meant"), [
    ("2022-11-07T09:00:00+08:00", "2022-11-07T09:00:00+08:00"),
    ("2022-11-07T09:00", "2022-11-07T09:00:00+08:00"),
    ("2022-11-07 09:00", "2022-11-07T09:00:00+08:00"),
    ("2022-11-07", "2022-11-07T00:00:00+08:00"),
    ("2022-11-07T01:00:00Z", "2022-11-07T09:00:00+08:00"),
    (" 2022-11-06T20:00-05:00 ", "2022-11-07T09:00:00+08:00"),
])
def test_an_instant_is_read_in_shanghai(text, meant):
    assert clock.parse_instant(text).isoformat() == meant


@given(instants)
def test_what_was_written_is_read_again(instant):
    read = clock.parse_instant(instant.isoformat())
    assert read == instant and read.tzinfo is clock.SHANGHAI


@pytest.mark.parametrize("text", [
    "", "now", "real", "tomorrow", "7.11.2022", "2022-13-01", "2022-11-07T25:00", "0001-01-01T00:00+14:00",
    "9999-12-31T23:59-11:00",
])
def test_what_is_no_instant_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"is not an ISO 8601 time such as .*\."):
        clock.parse_instant(text)


@given(st.text(max_size=40))
def test_no_text_raises_anything_else(text):
    try:
        assert clock.parse_instant(text).tzinfo is clock.SHANGHAI
    except ValueError as error:
        assert repr(text) in str(error)


def test_a_stopped_clock_stands():
    assert clock.now("2022-11-07T09:00") == clock.now("2022-11-07T01:00Z") == clock.parse_instant("2022-11-07T09:00")


@pytest.mark.parametrize("setting", ["", "real"])
def test_a_running_clock_runs(setting):
    first, second = clock.now(setting), clock.now(setting)
    assert first <= second and first.tzinfo is clock.SHANGHAI
    assert abs(first - clock.machine_utc()) < timedelta(minutes=1)


def test_machine_time_is_utc_and_never_goes_back():
    assert clock.machine_utc().utcoffset() == timedelta(0)
    assert clock.machine_seconds() <= clock.machine_seconds()
