"""What is pushed is read strictly, XML and JSON alike, and becomes one kind of message."""
from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechat import as_xml, event_of, fields_of

from bot.channels.wechat.messages import Incoming, read_message
from bot.channels.wechat.reading import read_body
from bot.guard.bad_request import BadRequest

written = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


def message(fields, as_json=False) -> Incoming:
    body = json.dumps(fields) if as_json else as_xml(fields)
    return read_message(read_body(body.encode()))


@given(written)
def test_xml_and_json_mean_the_same(text):
    fields = fields_of("oA", Content=text)
    assert message(fields) == message(fields, as_json=True)
    assert message(fields).text == text


def test_cdata_is_read():
    body = (
        "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oA]]></FromUserName>"
        "<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        "<Content><![CDATA[<a>&]]]]><![CDATA[>]]></Content><MsgId>2</MsgId></xml>"
    )
    assert read_message(read_body(body.encode())).text == "<a>&]]>"


@pytest.mark.parametrize(("fields", "expected"), [
    (fields_of("oA", Content="甲", bizmsgmenuid="101"), {"kind": "text", "text": "甲", "button": "101"}),
    (fields_of("oA", MsgType="voice", MediaId="m", Recognition="哪里能做核酸"), {"kind": "voice", "text": "哪里能做核酸"}),
    (fields_of("oA", MsgType="voice", MediaId="m"), {"kind": "voice", "text": ""}),
    (
        fields_of("oA", MsgType="location", Location_X="34.7604", Location_Y=113.6596, Scale=20, Label="郑州"),
        {"kind": "location", "location": (34.76, 113.66)}
    ),
    (fields_of("oA", MsgType="image", PicUrl="http://x", MediaId="m"), {"kind": "image", "text": ""}),
    (event_of("oA", "subscribe", "qrscene_greet", Ticket="t"), {
        "kind": "event", "event": "subscribe", "key": "qrscene_greet"
    }),
    (
        event_of("oA", "LOCATION", Latitude="34.760412", Longitude="113.659874", Precision="40"),
        {"event": "LOCATION", "location": (34.76, 113.66)}
    ),
    (event_of("oA", "VIEW", "https://example.org/a?b=c"), {"event": "VIEW", "key": "https://example.org/a?b=c"}),
])
def test_each_kind(fields, expected):
    read = message(fields)
    assert {name: getattr(read, name) for name in expected} == expected
    assert read.conversation == "wechat:oA" and len(read.client_id) <= 120


def test_a_message_is_known_by_its_id_and_an_event_by_who_when_and_what():
    assert message(fields_of("oA", MsgId=77)).client_id == "77"
    one = event_of("oA", "CLICK", "greet", CreateTime=1)
    assert message(one).client_id == message({**one, "Ticket": "x"}).client_id
    for other in ({"FromUserName": "oB"}, {"CreateTime": 2}, {"Event": "SCAN"}, {"EventKey": "thanks"}):
        assert message({**one, **other}).client_id != message(one).client_id


@pytest.mark.parametrize("change", [
    {"FromUserName": None}, {"FromUserName": ""}, {"FromUserName": "o A"}, {"FromUserName": "x" * 101},
    {"FromUserName": "甲"},
    {"MsgType": ""}, {"MsgType": None}, {"ToUserName": None},
])
def test_what_does_not_say_who_writes_what_to_whom(change):
    for as_json in (False, True):
        with pytest.raises(BadRequest):
            message(changed(change), as_json)


def changed(change) -> dict:
    return {name: value for name, value in {**fields_of("oA", Content="甲"), **change}.items() if value is not None}


@pytest.mark.parametrize("created", [
    None, "", "soon", "-1", "253402300800", "9" * 400, "1.5", "1e9", "１６６７７８２８００", "+5", "0x10", True, 1.5, 10**400, [1]
])
def test_a_time_that_cannot_be_is_none(created):
    for as_json in (False, True):
        assert (
            message(changed({"CreateTime": created}), as_json).text,
            message(changed({"CreateTime": created}), as_json).created
        ) == ("甲", None)


@pytest.mark.parametrize("number", [None, "", "1;2", "-1", "9" * 400, "１２３", 1.5, True, "x"])
def test_a_message_without_a_number_is_known_by_what_it_says(number):
    one, same, other = (
        message(changed({"MsgId": number, "Content": text, "CreateTime": 5})) for text in ("甲", "甲", "乙")
    )
    assert one.client_id == same.client_id != other.client_id and len(one.client_id) <= 120


@pytest.mark.parametrize("name", ["MsgId", "MsgID"])
def test_a_number_is_written_in_two_ways(name):
    assert message(
        changed({"MsgId": None, "MsgType": "voice", "Recognition": "甲", name: 18446744073709551615})
    ).client_id == "18446744073709551615"


@pytest.mark.parametrize("place", [
    ("91", "0"), ("nan", "0"), ("inf", "0"), ("1e400", "0"), ("0", "180.1"), ("", "0"), (None, None), ("北纬34度", "113"),
    ("34.7,113.6", ""),
])
def test_a_place_that_is_none_is_said_to_be_none(place):
    sent = changed({"MsgType": "location", "Location_X": place[0], "Location_Y": place[1]})
    reported = changed({"MsgType": "event", "Event": "LOCATION", "Latitude": place[0], "Longitude": place[1]})
    for fields in (sent, reported):
        assert message(fields).location is None and message(fields, as_json=True).location is None


def test_blanks_around_cdata_are_none_of_the_field():
    body = as_xml(
        fields_of("oA", Content="甲", MsgId=7)
    ).replace(">oA<", ">\n <![CDATA[oA]]>\t<").replace(">7<", "> 7 <").replace(">text<", "> <![CDATA[text]]> <")
    read = read_message(read_body(b"\xef\xbb\xbf \n" + body.encode()))
    assert (read.openid, read.client_id, read.kind, read.text) == ("oA", "7", "text", "甲")


def test_an_event_of_any_kind_is_an_event():
    for fields in (
        event_of("oA", "somethingnew"), event_of("oA", ""),
        event_of("oA", "VIEW", "https://example.org/" + "x" * 5000),
        event_of("oA", "TEMPLATESENDJOBFINISH", MsgID="200163836", Status="success"),
    ):
        assert message(fields).kind == message(fields, as_json=True).kind == "event"


BOMB = '<!DOCTYPE x [<!ENTITY a "' + "甲" * 50 + '"><!ENTITY b "' + "&a;" * 50 + '">]><xml><Content>&b;</Content></xml>'


@pytest.mark.parametrize("body", [
    BOMB, '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml/>',
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><A>&f;</A></xml>',
    "<xml><A>1</A><A>2</A></xml>", "<XML/>", "<xml>", "", "   ", "xml", "<xml><A>\x00</A></xml>",
    "<xml>&amp;&undefined;</xml>", "{", "[]", '{"A": NaN}', "null",
    '{"FromUserName": "oA", "FromUserName": "oB", "ToUserName": "g", "MsgType": "text"}', '{"A": {"B": 1, "B": 2}}',
    "<xml><Encrypt>YQ==</Encrypt></xml>",
    '{"Content": "\\ud800"}', "<xml><A>&#55296;</A></xml>", "{" * 60_000, "<xml>" * 8000,
])
def test_bodies_that_are_refused(body):
    with pytest.raises(BadRequest):
        read_message(read_body(body.encode()))


@pytest.mark.parametrize("body", [
    b"\xff\xfe<\0x\0m\0l\0/\0>\0", b"<xml><A>\xe6\x88</A></xml>",
    b'<?xml version="1.0" encoding="gbk"?><xml><A>\xbc\xd7</A></xml>'
])
def test_only_utf8(body):
    with pytest.raises(BadRequest):
        read_body(body)


def test_what_is_utf8_is_read_whatever_it_says_it_is():
    assert read_body('<?xml version="1.0" encoding="gbk"?><xml><A>甲</A></xml>'.encode()) == {"A": "甲"}
    assert read_body('\ufeff{"A": "甲"}'.encode()) == {"A": "甲"}


def test_64_kilobytes_are_the_limit():
    with pytest.raises(BadRequest) as refused:
        read_body(b"<xml><A>" + b"x" * 65536 + b"</A></xml>")
    assert refused.value.status == 413


def test_parts_of_parts_are_left_out():
    body = as_xml(event_of("oA", "scancode_waitmsg", "k")).replace(
        "</xml>", "<ScanCodeInfo><ScanResult>1</ScanResult></ScanCodeInfo></xml>"
    )
    assert "ScanCodeInfo" not in read_body(body.encode())
    assert read_body(b'{"A": {"B": 1}, "C": true, "D": 1.5}') == {"D": "1.5"}


@pytest.mark.parametrize("unwritable", ["\x01", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_have_cost_no_resident_the_answer(unwritable):
    assert read_body(f"<xml><Content><![CDATA[核酸{unwritable}几点]]></Content></xml>".encode()) == {"Content": "核酸 几点"}
