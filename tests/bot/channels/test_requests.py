"""What comes over HTTP is taken whole or refused with a 4xx and a sentence; nothing else ever happens."""
from __future__ import annotations

import json

import pytest
from haversine import haversine
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.requests import (
    LONGEST_BODY,
    LONGEST_ID,
    LONGEST_TEXT,
    BadRequest,
    WebMessage,
    read_location,
    read_message,
    read_object,
)
from knowledge.sites.coordinates import wgs84_to_gcj02

HERE = {"lat": 34.75, "lon": 113.66}


def refused(call, *args) -> tuple[int, str]:
    with pytest.raises(BadRequest) as error:
        call(*args)
    assert error.value.message.endswith(".") and str(error.value) == error.value.message
    return error.value.status, error.value.code


def body(**fields) -> dict:
    return {"id": "m1", "text": "你好", **fields}


def test_a_text():
    assert read_message({"id": "m1", "text": "你好"}) == WebMessage("m1", "你好", None, None)


def test_a_button():
    assert read_message({"id": "m1", "payload": "topic:greet"}) == WebMessage("m1", "", "topic:greet", None)
    assert read_message({"id": "m1", "text": "", "payload": "say:甲"}).payload == "say:甲"


def test_a_location_alone_is_a_message_and_may_come_with_a_text():
    alone = read_message({"id": "m1", "location": {**HERE, "datum": "gcj02"}})
    assert alone == WebMessage("m1", "", None, HERE)
    assert read_message(body(location={**HERE, "datum": "gcj02"})) == WebMessage("m1", "你好", None, HERE)


def test_browsers_coordinates_are_moved_to_chinese_ones():
    moved = read_location(HERE)
    assert moved == read_location({**HERE, "datum": "wgs84"}) != HERE
    assert 0.0001 < abs(moved["lat"] - HERE["lat"]) < 0.01 and 0.0001 < abs(moved["lon"] - HERE["lon"]) < 0.01


@pytest.mark.parametrize("text", ["/restart", "/greet{\"x\":1}", "a" * LONGEST_TEXT, "{}", "\n甲", "🙏", "x\u200b"])
def test_any_other_text_is_text(text):
    assert read_message(body(text=text)).text == text


@pytest.mark.parametrize("fields", [
    {"id": None}, {"id": ""}, {"id": 7}, {"id": ["m1"]}, {"id": {}}, {"id": True}, {"id": "x" * (LONGEST_ID + 1)},
    {"text": None}, {"text": 7}, {"text": ["你好"]}, {"text": {}}, {"text": False},
    {"payload": ""}, {"payload": 7}, {"payload": []}, {"payload": {}}, {"payload": False}, {"payload": "x"},
    {"location": "here"}, {"location": []}, {"location": {}}, {"location": 7}, {"location": False},
])
def test_a_field_of_another_shape_is_malformed(fields):
    assert refused(read_message, body(**fields)) == (400, "malformed")


@pytest.mark.parametrize("location", [
    {"lat": 34.75}, {"lon": 113.66}, {**HERE, "lat": "34.75"}, {**HERE, "lat": None}, {**HERE, "lon": [1]},
    {**HERE, "lat": True},
    {**HERE, "lat": 90.01}, {**HERE, "lat": -91}, {**HERE, "lon": 180.5}, {**HERE, "lon": -1e9},
    {**HERE, "lat": float("nan")},
    {**HERE, "lon": float("inf")}, {**HERE, "lat": 10**400}, {**HERE, "datum": "bd09"}, {**HERE, "datum": None},
    {**HERE, "datum": []},
    {**HERE, "datum": {}}, {**HERE, "datum": "WGS84"},
])
def test_what_is_no_position_is_malformed(location):
    assert refused(read_location, location) == (400, "malformed")


@pytest.mark.parametrize("datum", ["wgs84", "gcj02"])
@given(lat=st.floats(20, 50), lon=st.floats(80, 130))
def test_a_position_is_kept_to_a_thousandth_of_a_degree(datum, lat, lon):
    exact = wgs84_to_gcj02(lat, lon) if datum == "wgs84" else (lat, lon)
    kept = read_location({"lat": lat, "lon": lon, "datum": datum})
    assert all(round(value, 3) == value for value in kept.values())
    assert haversine(exact, (kept["lat"], kept["lon"]), unit="m") <= 80


@pytest.mark.parametrize("fields", [{}, {"text": ""}, {"text": " \t\n\u3000"}, {"text": "", "location": None}])
def test_nothing_said_is_empty(fields):
    assert refused(read_message, {"id": "m1", **fields}) == (400, "empty")


def test_a_flood_is_too_long():
    assert refused(read_message, body(text="核" * (LONGEST_TEXT + 1))) == (413, "too_long")
    assert refused(read_object, b" " * (LONGEST_BODY + 1)) == (413, "too_long")


def test_an_id_is_needed_even_where_all_else_is_right():
    assert refused(read_message, {"text": "你好"}) == (400, "malformed")


@pytest.mark.parametrize("raw", [
    b"", b"hello", b"[]", b"null", b"1", b'"x"', b"true", b"{", b"{'id': 1}", b'{"id": 1,}', b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"a": -Infinity}', b"\xff\xfe", '{"text": "你好"}'.encode("gbk"), '{"text": "a"}'.encode("utf-16"),
    b"\xef\xbb\xbf{}",
    b'{"text": "\\u0000"}', b'{"text": "\\ud83d"}', b'{"\\udc00": 1}', b'{"a": [{"b": "\\u0000"}]}',
    b'{"text": "\\x41"}',
    b'{"a": ' + b"[" * 20000 + b"]" * 20000 + b"}", b'{"a": ' + b"9" * 5000 + b"}", b'{"text": "\x00"}', b"\x00",
])
def test_a_body_that_is_no_json_object_is_malformed(raw):
    assert refused(read_object, raw) == (400, "malformed")


def test_an_object_is_read():
    assert read_object(
        '{"text": "你好 🙏", "n": 1e3, "\\ud83d\\ude4f": null}'.encode()
    ) == {"text": "你好 🙏", "n": 1000.0, "🙏": None}


@pytest.mark.parametrize("depth", [10, 100, 300, 600, 800, 900, 950, 970, 980, 990, 1000, 1500])
def test_brackets_in_brackets_are_taken_or_refused(depth):
    for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
        try:
            read_object(b'{"a":' + opening * depth + b"0" + closing * depth + b"}")
        except BadRequest as error:
            assert error.status == 400


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=12)
    | st.sampled_from([10**400, -(10**400), "x" * 3000, "wgs84", "gcj02"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.text(max_size=4) | st.sampled_from(["lat", "lon", "datum", "id", "text", "payload", "location"]), inner,
        max_size=4),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(["id", "text", "payload", "location", "session", "x"]), values, max_size=6)


@given(bodies)
def test_no_object_does_anything_but_be_read_or_refused(fields):
    try:
        message = read_message(fields)
    except BadRequest as error:
        assert 400 <= error.status < 500 and error.code and error.message
    else:
        assert message.id and (message.text.strip() or message.payload or message.location)


@given(values)
def test_no_json_does_anything_but_be_read_or_refused(value):
    raw = json.dumps(value).encode()
    try:
        fields = read_object(raw)
        read_message(fields)
    except BadRequest as error:
        assert 400 <= error.status < 500
    else:
        json.dumps(fields, ensure_ascii=False).encode("utf-8")


@given(st.binary(max_size=60))
def test_no_bytes_do_anything_but_be_read_or_refused(raw):
    try:
        assert isinstance(read_object(raw), dict)
    except BadRequest as error:
        assert (error.status, error.code) == (400, "malformed")
