"""Opening hours against a brute-force table of every minute of the week."""
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.clock import SHANGHAI
from knowledge.sites.hours import DAY, DAYS, WEEK, HoursError, opening, parse_hours

MONDAY = datetime(2022, 11, 7, tzinfo=SHANGHAI)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(("hours", "instant", "open_now", "changes"), [
    ("24h", "2022-11-07T03:00", True, None),
    ("00:00-24:00", "2022-11-07T03:00", True, None),
    ("07:00-12:00,14:00-20:00", "2022-11-07T07:00", True, "2022-11-07T12:00"),
    ("07:00-12:00,14:00-20:00", "2022-11-07T12:00", False, "2022-11-07T14:00"),
    ("07:00-12:00,14:00-20:00", "2022-11-07T20:00", False, "2022-11-08T07:00"),
    ("22:00-06:00", "2022-11-07T05:59", True, "2022-11-07T06:00"),
    ("22:00-06:00", "2022-11-07T23:00", True, "2022-11-08T06:00"),
    ("Mon-Fri 07:00-20:00; Sat,Sun 08:00-12:00", "2022-11-12T13:00", False, "2022-11-13T08:00"),
    ("Mon-Fri 07:00-20:00", "2022-11-11T20:00", False, "2022-11-14T07:00"),
    ("Sun 22:00-06:00", "2022-11-07T05:00", True, "2022-11-07T06:00"),
    ("Sun 22:00-06:00; Mon 06:00-08:00", "2022-11-13T23:00", True, "2022-11-14T08:00"),
    ("Fri-Mon 09:00-10:00", "2022-11-08T09:30", False, "2022-11-11T09:00"),
    ("Sat,Sun 24h", "2022-11-12T00:00", True, "2022-11-14T00:00"),
    ("7:00-20:00", "2022-11-07T06:59", False, "2022-11-07T07:00"),
])
def test_opening(hours, instant, open_now, changes):
    state = opening(parse_hours(hours), at(instant))
    assert state.open_now is open_now
    assert (state.closes_at or state.opens_at) == (at(changes) if changes else None)


def test_any_zone_of_the_instant_will_do_but_none_will_not():
    hours = parse_hours("07:00-12:00")
    assert opening(hours, datetime(2022, 11, 6, 23, 0, tzinfo=timezone.utc)).open_now
    with pytest.raises(ValueError, match="no time zone"):
        opening(hours, datetime(2022, 11, 7, 8, 0))


@pytest.mark.parametrize("text", [
    "", "early", "25:00-26:00", "07:60-08:00", "07:00", "07:00-07:00", "07:00-12:00,", "Mon", "Mon-Fri",
    "Moon 07:00-08:00", "Mon 07:00-08:00; 09:00-10:00", "Mon 07:00-08:00; Mon-Tue 09:00-10:00",
    "07:00-12:00; ", "24h,07:00-08:00", "07：00-12：00", "24:00-06:00", "07:00-24:30",
    "周一 07:00-08:00", "٠٧:٠٠-٠٨:٠٠",
])
def test_what_cannot_be_read_is_a_sentence(text):
    with pytest.raises(HoursError) as error:
        parse_hours(text)
    assert str(error.value).endswith(".") and repr(text) in str(error.value)


times = st.integers(0, DAY - 1)
spans = st.tuples(times, times).filter(lambda span: span[0] != span[1])
weeks = st.dictionaries(st.sampled_from(range(7)), st.lists(spans, min_size=1, max_size=3), min_size=1)


def clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def written(week):
    rules = []
    for day, day_spans in week.items():
        rules.append(f"{DAYS[day]} " + ",".join(f"{clock(a)}-{clock(b)}" for a, b in day_spans))
    return "; ".join(rules)


def minute_table(week):
    """Which minutes of the week are open, by marking each."""
    table = [False] * WEEK
    for day, day_spans in week.items():
        for start, end in day_spans:
            for minute in range(start, end if end > start else end + DAY):
                table[(day * DAY + minute) % WEEK] = True
    return table


@given(weeks, st.integers(0, WEEK - 1), st.integers(0, 59), st.integers(0, 520))
def test_agrees_with_a_table_of_all_minutes(week, minute, second, weeks_on):
    table = minute_table(week)
    instant = MONDAY + timedelta(weeks=weeks_on, minutes=minute, seconds=second)
    state = opening(parse_hours(written(week)), instant)
    assert state.open_now is table[minute]
    steps = next((n for n in range(1, WEEK + 1) if table[(minute + n) % WEEK] is not table[minute]), None)
    change = None if steps is None else instant - timedelta(seconds=second) + timedelta(minutes=steps)
    assert (state.closes_at if state.open_now else state.opens_at) == change
    assert (state.opens_at if state.open_now else state.closes_at) is None


@given(st.text(max_size=30))
def test_no_text_does_anything_but_parse_or_refuse(text):
    try:
        hours = parse_hours(text)
    except HoursError:
        return
    assert hours.spans
