"""What is pushed is read strictly, XML and JSON alike, and becomes one kind of message."""
from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechat import as_xml, event_of, fields_of

from bot.channels.requests import BadRequest
from bot.channels.wechat.messages import Incoming, read_message
from bot.channels.wechat.reading import read_body

written = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


def message(fields, as_json=False) -> Incoming:
    body = json.dumps(fields) if as_json else as_xml(fields)
    return read_message(read_body(body.encode()).fields)


@given(written)
def test_xml_and_json_mean_the_same(text):
    fields = fields_of("oA", Content=text)
    assert message(fields) == message(fields, as_json=True)
    assert message(fields).text == text


def test_cdata_is_read():
    body = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oA]]></FromUserName><CreateTime>1</CreateTime>" \
        "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[<a>&]]]]><![CDATA[>]]></Content><MsgId>2</MsgId></xml>"
    assert read_message(read_body(body.encode()).fields).text == "<a>&]]>"


@pytest.mark.parametrize(("fields", "expected"), [
    (fields_of("oA", Content="甲", bizmsgmenuid="101"), {"kind": "text", "text": "甲", "button": "101"}),
    (fields_of("oA", MsgType="voice", MediaId="m", Recognition="哪里能做核酸"), {"kind": "voice", "text": "哪里能做核酸"}),
    (fields_of("oA", MsgType="voice", MediaId="m"), {"kind": "voice", "text": ""}),
    (fields_of("oA", MsgType="location", Location_X="34.76", Location_Y=113.66, Scale=20, Label="郑州"), {"kind": "location", "location": (34.76, 113.66)}),
    (fields_of("oA", MsgType="image", PicUrl="http://x", MediaId="m"), {"kind": "image", "text": ""}),
    (event_of("oA", "subscribe", "qrscene_greet", Ticket="t"), {"kind": "event", "event": "subscribe", "key": "qrscene_greet"}),
    (event_of("oA", "LOCATION", Latitude="34.76", Longitude="113.66", Precision="40"), {"event": "LOCATION", "location": (34.76, 113.66)}),
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
    {"FromUserName": None}, {"FromUserName": ""}, {"FromUserName": "o A"}, {"FromUserName": "x" * 101}, {"FromUserName": "甲"},
    {"CreateTime": None}, {"CreateTime": "soon"}, {"CreateTime": "-1"}, {"MsgType": ""}, {"MsgType": None}, {"MsgId": None}, {"MsgId": "1;2"},
    {"ToUserName": None}, {"MsgType": "event", "Event": None}, {"MsgType": "event", "Event": "CLICK", "EventKey": "x" * 2001},
    {"MsgType": "location", "Location_X": "91", "Location_Y": "0"}, {"MsgType": "location", "Location_X": "nan", "Location_Y": "0"},
    {"MsgType": "location"}, {"MsgType": "event", "Event": "LOCATION", "Latitude": "here", "Longitude": "1"},
])
def test_what_the_official_server_never_sends(change):
    fields = {name: value for name, value in {**fields_of("oA", Content="甲"), **change}.items() if value is not None}
    for as_json in (False, True):
        with pytest.raises(BadRequest):
            message(fields, as_json)


BOMB = '<!DOCTYPE x [<!ENTITY a "' + "甲" * 50 + '"><!ENTITY b "' + "&a;" * 50 + '">]><xml><Content>&b;</Content></xml>'


@pytest.mark.parametrize("body", [
    BOMB, '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml/>', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><A>&f;</A></xml>',
    "<xml><A>1</A><A>2</A></xml>", "<XML/>", "<xml>", "", "   ", "xml", "<xml><A>\x00</A></xml>", "<xml>&amp;&undefined;</xml>", "{", "[]", '{"A": NaN}', "null",
    '{"Content": "\\ud800"}', "<xml><A>&#55296;</A></xml>", "{" * 60_000, "<xml>" * 8000,
])
def test_bodies_that_are_refused(body):
    with pytest.raises(BadRequest):
        read_message(read_body(body.encode()).fields)


@pytest.mark.parametrize("body", [b"\xff\xfe<\0x\0m\0l\0/\0>\0", b"<xml><A>\xe6\x88</A></xml>", b'<?xml version="1.0" encoding="gbk"?><xml><A>\xbc\xd7</A></xml>'])
def test_only_utf8(body):
    with pytest.raises(BadRequest):
        read_body(body)


def test_64_kilobytes_are_the_limit():
    with pytest.raises(BadRequest) as refused:
        read_body(b"<xml><A>" + b"x" * 65536 + b"</A></xml>")
    assert refused.value.status == 413


def test_parts_of_parts_are_left_out():
    body = as_xml(event_of("oA", "scancode_waitmsg", "k")).replace("</xml>", "<ScanCodeInfo><ScanResult>1</ScanResult></ScanCodeInfo></xml>")
    assert "ScanCodeInfo" not in read_body(body.encode()).fields
    assert read_body(b'{"A": {"B": 1}, "C": true, "D": 1.5}').fields == {"D": "1.5"}
