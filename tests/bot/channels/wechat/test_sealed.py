"""The cipher text of a closed push is found without parsing, and the signature says which one it is."""
from __future__ import annotations

import json
import time

import pytest
from wechat import AES_KEY, APPID, TOKEN, as_xml, encrypt, fields_of, push

from bot.channels.wechat.crypto import MessageCipher
from bot.channels.wechat.request_verifier import RequestVerifier
from bot.channels.wechat.sealed import ciphers
from bot.guard.bad_request import BadRequest
from knowledge import clock


@pytest.fixture
def verifier():
    return RequestVerifier(TOKEN, "compatible", MessageCipher(AES_KEY, APPID))


def opened(verifier, delivery):
    return verifier.open(verifier.admit(delivery.asked(), clock.machine_utc()), delivery.asked(), delivery.body)


@pytest.mark.parametrize("body", [
    "<xml><Encrypt>YWJj</Encrypt></xml>", "<xml><Encrypt><![CDATA[YWJj]]></Encrypt></xml>",
    "<xml>\n<Encrypt>\n <![CDATA[ YWJj ]]>\t</Encrypt>\n</xml>",
    "\ufeff<xml><Encrypt>YWJj</Encrypt></xml>", '{"ToUserName": "g", "Encrypt": "YWJj"}', '\ufeff {"Encrypt":"YWJj"}',
])
def test_where_it_stands(body):
    assert ciphers(body.encode()) == ["YWJj"]


@pytest.mark.parametrize("body", [
    "", "<xml/>", "<Encrypt>甲</Encrypt>", "<Encrypt></Encrypt>", "<Encrypt>YWJj", '{"Encrypt": 7}', "[]", "\x00"
])
def test_where_there_is_none(body):
    assert ciphers(body.encode()) == []


def test_a_slash_may_be_written_in_two_ways_in_json():
    assert ciphers(rb'{"Encrypt": "YW\/Jj"}') == ["YW/Jj"]


@pytest.mark.parametrize("as_json", [False, True])
def test_words_that_look_like_a_cipher_are_words(verifier, as_json):
    text = '<Encrypt>YWJj</Encrypt> "Encrypt": "YWJj" <Encrypt><![CDATA[YWJj]]></Encrypt>'
    assert opened(verifier, push(fields_of("oA", Content=text), "compatible", as_json)).incoming.text == text


def test_what_stands_around_the_cipher_is_never_parsed(verifier):
    """No signature is over it, so it may be anything."""
    delivery = push(fields_of("oA", Content="甲"), "safe")
    cipher = ciphers(delivery.body)[0]
    around = (
        b"<!DOCTYPE x [<!ENTITY a '" + b"a" * 1000 + b"'>]><xml>&a;<A><A><A></xml>"
        + f"<Encrypt>{cipher}</Encrypt>".encode()
    )
    assert opened(verifier, delivery.with_body(around)).incoming.text == "甲"


@pytest.mark.parametrize("inside", [
    "<xml><Encrypt>YWJj</Encrypt></xml>", as_xml({"Encrypt": encrypt(as_xml(fields_of("oA", Content="甲")))}),
    json.dumps({"Encrypt": "YWJj"}), "x", "",
], ids=["no cipher", "a cipher", "a cipher in JSON", "no XML", "nothing"])
def test_a_cipher_in_a_cipher_is_no_message(verifier, inside):
    delivery = push(fields_of("oA", Content="甲"), "safe")
    closed = push({"FromUserName": "oA", "ToUserName": "g", "Encrypt": encrypt(inside)}, "safe")
    with pytest.raises(BadRequest):
        opened(verifier, delivery.with_body(closed.body))


@pytest.mark.parametrize("piece", [
    b"<Encrypt>", b"<Encrypt>A", b"<Encrypt> ", b" ", b"<Encrypt><![CDATA[", b"A", b"]]>", b'"Encrypt":"',
    b'{"Encrypt" : ', b"<Encrypt>YQ==</Encrypt>"
])
def test_no_body_takes_long(piece):
    began = time.monotonic()
    for head in (b"", b"{", b"<Encrypt>", b'{"Encrypt":"', b'{"Encrypt"'):
        ciphers(head + piece * (65_000 // len(piece)))
    assert time.monotonic() - began < 0.5
