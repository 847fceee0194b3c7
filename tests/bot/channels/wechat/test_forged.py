"""Forged, damaged and repeated deliveries: refused, and no conversation keeps a trace of them.

JUMIN_FORGED says how many (2,000; the long run is 20,000).
"""
from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter

import pytest
from wechat import as_xml, encrypt, event_of, fields_of, push, reply_text, signature
from wechat_bot import Answering, Bot, run_long

COUNT = int(os.environ.get("JUMIN_FORGED", "2000"))
MODES = ("plain", "compatible", "safe")
BOMB = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randint(1, 40):]


def doubled(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start:start + 30] + data[start:]


def forged_body(original, dice):
    """The body of a delivery that has come in already, changed: its nonce belongs to the message it came with."""
    way = dice.choice((
        flipped, cut, doubled, lambda data, _: BOMB.encode() + data, lambda data, _: b"",
        lambda data, _: data + b"x" * 70_000, lambda _data, _dice: dice.randbytes(200),
    ))
    return original.with_body(way(original.body, dice))


def forged_stamp(original, dice):
    name = dice.choice(("signature", "timestamp", "nonce", "msg_signature"))
    value = original.query.get(name, "")
    return original.with_query(
        **{name: dice.choice((value[:-1], value + "0", "", value[::-1] + "1", "0" * 40, "甲", "-1"))}
    )


def forged_signer(_original, dice):
    return push(fields_of("oVictim", Content="甲"), dice.choice(MODES), dice.random() < 0.5, token="another token")


def forged_time(_original, dice):
    return push(
        fields_of("oVictim", Content="甲"), dice.choice(MODES),
        at=time.time() + dice.choice((-1, 1)) * dice.randint(602, 10**8)
    )


def forged_openid(original, dice):
    """Another resident's words under a stamp that was used."""
    return original.with_body(as_xml(fields_of("oVictim", Content="甲")).encode())


def forged_appid(_original, dice):
    return push(
        fields_of("oVictim", Content="甲"), "safe", appid=dice.choice(("wxffffffffffffffff", "", "wx0123456789abcde"))
    )


def forged_inside(_original, dice):
    """Signed with the right token around a cipher that holds rubbish."""
    cipher = encrypt(
        dice.choice((BOMB + "<xml/>", "<xml>", "", "{", "[]", "x" * 100, as_xml(event_of("o V", "CLICK"))))
    )
    if dice.random() < 0.5:
        cipher = flipped(cipher.encode(), dice).decode("latin-1")
    good = push(fields_of("oVictim", Content="甲"), "safe")
    stamp = (good.query["timestamp"], good.query["nonce"])
    return good.with_query(msg_signature=signature("a token of tests", *stamp, cipher)).with_body(
        f"<xml><ToUserName>g</ToUserName><Encrypt><![CDATA[{cipher}]]></Encrypt></xml>".encode("latin-1")
    )


FORGERIES = (forged_body, forged_stamp, forged_signer, forged_time, forged_openid, forged_appid, forged_inside)


@pytest.mark.parametrize("mode", MODES)
def test_no_forgery_leaves_a_trace(tmp_path, mode):
    dice, seen = random.Random(f"forged {mode}"), Counter()
    bot = Bot(tmp_path / "bot.db", Answering(), mode)

    async def story():
        originals = [push(fields_of(f"o{n}", Content="核酸几点" * 5), mode, n % 2 == 0) for n in range(10)]
        answers = [await bot.deliver(original) for original in originals]
        before, asked = bot.trace(), len(bot.answering.asked)
        for _ in range(COUNT // len(MODES)):
            forge, number = dice.choice(FORGERIES), dice.randrange(len(originals))
            forged = forge(originals[number], dice)
            status, _ = await bot.deliver(forged)
            # A change that does not touch the message (a blank, the query's openid) leaves it a repetition of itself.
            same = status == 200 and forge is forged_body
            assert status in (400, 403, 413) or same, (forge.__name__, status, forged)
            seen[forge.__name__, status] += 1
        assert (bot.trace(), len(bot.answering.asked)) == (before, asked)
        again = [await bot.deliver(original) for original in originals]
        assert [status for status, _ in again] == [200] * 10
        assert [reply_text(body) for _, body in again] == [reply_text(body) for _, body in answers]
        return before
    assert run_long(story())[0] == 10
    assert {name for name, status in seen if status != 200} == {forge.__name__ for forge in FORGERIES}
    assert sum(count for (_, status), count in seen.items() if status == 200) < 0.05 * COUNT


def test_repeated_deliveries_in_any_order_are_one_turn_each(tmp_path):
    """Each message one to five times, some while the first is still running, to two channels on one store."""
    dice = random.Random("repeated")
    messages = [fields_of(f"o{n % 40}", Content=f"问题{n}") for n in range(COUNT // 10)]
    deliveries = [fields for fields in messages for _ in range(dice.randint(1, 5))]
    dice.shuffle(deliveries)

    async def story():
        bots = [Bot(tmp_path / "bot.db", Answering(slow=0.005)) for _ in range(2)]
        busy, replies = asyncio.Semaphore(24), {}

        async def one(fields):
            async with busy:
                replies.setdefault(fields["MsgId"], set()).add(await dice.choice(bots).say(push(fields)))
        await asyncio.gather(*(one(fields) for fields in deliveries))
        return bots[0].trace()[0], replies
    turns, replies = run_long(story())
    assert turns == len(messages)
    assert all(len(said) == 1 and None not in said for said in replies.values())
