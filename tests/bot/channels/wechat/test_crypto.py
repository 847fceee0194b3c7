"""Signatures and encrypted messages, against the published values and against a second hand."""
from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechat import AES_KEY, APPID, TOKEN, decrypt, encrypt, signature

from bot.channels.wechat.crypto import MessageCipher, read_key
from bot.channels.wechat.passive import closed
from bot.channels.wechat.signature import (
    RequestSignature,
    is_fresh,
    is_signed,
    read_query,
    read_signature,
    sign,
    signed_cipher,
)
from bot.guard.bad_request import BadRequest

NOW = datetime(2022, 11, 7, 1, 0, tzinfo=timezone.utc)
STAMP = str(int(NOW.timestamp()))
texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)


@pytest.fixture(scope="session")
def vectors(shared):
    return json.loads((shared / "contracts/wechat_vectors.json").read_text(encoding="utf-8"))["vectors"]


def of_kind(vectors, *kinds):
    found = [vector for vector in vectors if vector["kind"] in kinds]
    assert found
    return found


def test_published_signatures(vectors):
    for v in of_kind(vectors, "url_signature"):
        parts = (v["token"], v["timestamp"], v["nonce"])
        assert is_signed(v["signature"], parts) and not is_signed(v.get("negative_signature", "0" * 40), parts)


def test_published_messages_are_opened(vectors):
    for v in of_kind(vectors, "decrypt_message", "decrypt_echostr"):
        signed = (v["token"], v["timestamp"], v.get("negative_nonce", v["nonce"]), v["encrypt"])
        assert is_signed(v["msg_signature"], signed) == ("negative_nonce" not in v)
        assert is_signed(v["msg_signature"], (v["token"], v["timestamp"], v["nonce"], v["encrypt"]))
        assert MessageCipher(v["encoding_aes_key"], v["appid"]).open(v["encrypt"]) == v["expect"]["plaintext"]
        if "plain_signature" in v:
            assert is_signed(v["plain_signature"], (v["token"], v["timestamp"], v["nonce"]))
        with pytest.raises(BadRequest):
            MessageCipher(v["encoding_aes_key"], v["appid"] + "x").open(v["encrypt"])


def test_a_published_reply_is_closed_alike(vectors):
    for v in of_kind(vectors, "encrypt_reply"):
        cipher = MessageCipher(v["encoding_aes_key"], v["appid"]).close(v["plaintext"], v["random16"].encode())
        assert cipher == v["expect_encrypt"]
        assert sign((v["token"], v["timestamp"], v["nonce"], cipher)) == v["expect_msg_signature"]


@given(texts)
def test_what_one_side_closes_the_other_opens(text):
    cipher = MessageCipher(AES_KEY, APPID)
    assert cipher.open(encrypt(text)) == text
    assert decrypt(cipher.close(text)) == (text, APPID)


@given(st.data())
def test_a_flipped_bit_is_noticed_by_the_signature_and_never_crashes_the_opening(data):
    cipher = bytearray(base64.b64decode(encrypt("<xml>甲</xml>")))
    cipher[data.draw(st.integers(0, len(cipher) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    flipped = base64.b64encode(bytes(cipher)).decode()
    assert sign((TOKEN, flipped)) != signature(TOKEN, encrypt("<xml>甲</xml>"))
    try:
        MessageCipher(AES_KEY, APPID).open(flipped)
    except BadRequest as refused:
        assert refused.status == 403


@given(st.binary(max_size=200) | st.binary(min_size=32, max_size=32).map(lambda block: block * 3))
def test_anything_else_is_refused(noise):
    for text in (base64.b64encode(noise).decode(), noise.decode("latin-1")):
        with pytest.raises(BadRequest):
            MessageCipher(AES_KEY, APPID).open(text)


def test_a_message_for_another_account_is_refused():
    with pytest.raises(BadRequest, match="this account"):
        MessageCipher(AES_KEY, APPID).open(encrypt("甲", appid="wxffffffffffffffff"))


@pytest.mark.parametrize("key", ["", "short", "x" * 42, "x" * 44, "x" * 42 + "é", "!" * 43])
def test_a_key_of_another_shape_is_named(key):
    with pytest.raises(ValueError, match="43"):
        read_key(key)


def asked(timestamp=STAMP, nonce="7", **more):
    values = {"timestamp": timestamp, "nonce": nonce, "signature": signature(TOKEN, timestamp, nonce), **more}
    return {name: [value] for name, value in values.items() if value is not None}


def test_a_good_signature_is_taken():
    assert read_signature(asked(), TOKEN, NOW).key == f"{STAMP}:7"


@pytest.mark.parametrize("wrong", [
    asked(signature="0" * 40), asked(signature=None), asked(nonce=""), asked(nonce="9" * 65), asked(nonce="\0"),
    asked(nonce="7\n"), asked(signature=""),
    asked(timestamp="soon"), asked(timestamp=""), asked(timestamp="-5"), asked(timestamp="１６６７７８２８００"),
    asked(timestamp=STAMP + " "),
    asked(timestamp=str(int(STAMP) - 601)), asked(timestamp=str(int(STAMP) + 601)), asked(timestamp="9" * 30),
    {**asked(), "nonce": ["7", "8"]}, {**asked(), "signature": ["\ud800"]}, {**asked(), "timestamp": []}, {},
])
def test_any_other_is_refused_alike(wrong):
    with pytest.raises(BadRequest) as refused:
        read_signature(wrong, TOKEN, NOW)
    assert refused.value.status == 403


def test_ten_minutes_are_the_limit_on_both_sides():
    for seconds, fresh in ((600, True), (601, False), (-600, True), (-601, False)):
        assert is_fresh(str(int((NOW + timedelta(seconds=seconds)).timestamp())), NOW) is fresh


def test_an_encrypted_message_needs_its_own_signature():
    good, stamp = asked(msg_signature=signature(TOKEN, STAMP, "7", "cipher")), RequestSignature(STAMP, "7")
    assert signed_cipher(good, TOKEN, stamp, ["words like a cipher", "cipher"]) == "cipher"
    for wrong, ciphers in (
        (asked(), ["cipher"]), ({**good, "msg_signature": good["signature"]}, ["cipher"]), (good, ["other"]), (good, [])
    ):
        with pytest.raises(BadRequest):
            signed_cipher(wrong, TOKEN, stamp, ciphers)


@pytest.mark.parametrize("query", [
    "signature=a&signature=b", "signature=a&signature=", "nonce=%00", "nonce=7%0a", "nonce=%E7%94%B2", "nonce=a%20b",
    "&".join(["a=1"] * 33), "a=" + "x" * 3000,
    "%ff=%ff", "",
])
def test_an_address_that_the_official_server_never_writes(query):
    base = f"timestamp={STAMP}" if "timestamp" not in query else ""
    for name, value in (("nonce", "7"), ("signature", None)):
        if f"{name}=" not in query:
            base += f"&{name}={value or signature(TOKEN, STAMP, parse_qs(query).get('nonce', ['7'])[0])}"
    if query in ("", "%ff=%ff"):
        assert read_signature(read_query(f"{base}&{query}"), TOKEN, NOW)
        return
    with pytest.raises(BadRequest) as refused:
        read_signature(read_query(f"{base}&{query}"), TOKEN, NOW)
    assert refused.value.status == 403


@given(texts, st.booleans())
def test_a_closed_reply_is_signed_and_opens(text, as_json):
    from wechat import read
    fields = read(closed(text, MessageCipher(AES_KEY, APPID), TOKEN, STAMP, "7", as_json))
    assert fields["MsgSignature"] == signature(TOKEN, str(fields["TimeStamp"]), fields["Nonce"], fields["Encrypt"])
    assert decrypt(fields["Encrypt"]) == (text, APPID)
