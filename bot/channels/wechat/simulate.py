"""All trials of the simulator, and the table it prints (`jumin wechat simulate`)."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.channels.wechat.official_server import OfficialServer, seconds_now
from bot.channels.wechat.pushes import Push, make_push, make_raw_push, stamp, written
from bot.channels.wechat.trials import (
    QUESTION,
    Finding,
    Trial,
    again,
    answers,
    at_once,
    finding,
    hangs_up,
    hear,
    refuses,
    refuses_unsigned_check,
    stays_silent,
    twice,
    verifies,
)

ODD = "]]> 😷𠮷 <b>&amp; \u200f مرحبا「核酸」"
TOO_OLD = 11 * 60
SHOWN = 60
BOMB = ('<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<xml><ToUserName>x</ToUserName><FromUserName>{openid}</FromUserName><CreateTime>1</CreateTime>"
        "<MsgType>text</MsgType><Content>&b;</Content><MsgId>1</MsgId></xml>")


def text(words: str) -> Callable:
    return lambda server, openid: server.say(openid, words)


def message(kind: str, **more) -> Callable:
    return lambda server, openid: server.message(openid, kind, **more)


def event(name: str, **more) -> Callable:
    return lambda server, openid: server.event(openid, name, **more)


def forged(change: Callable[[Push], Push]) -> Callable:
    """A right delivery with something changed behind the signature."""
    return lambda server, openid: [change(server.push_of(server.say(openid, QUESTION)))]


def without(*names: str) -> Callable[[Push], Push]:
    return lambda push: replace(push, params={name: value for name, value in push.params.items() if name not in names})


def with_other_body(server: OfficialServer, openid: str) -> list[Push]:
    """Two messages under one stamp."""
    now = seconds_now()
    return [make_push(server.identity, server.say(openid, words), now, f"once{openid[-8:]}", server.as_json) for words in ("你好", QUESTION)]


def as_plain(server: OfficialServer, openid: str) -> list[Push]:
    """A plain body under a right signature."""
    return [Push(stamp(server.identity, seconds_now(), openid[-8:]), written(server.say(openid, QUESTION)).encode())]


def of_other_account(server: OfficialServer, openid: str) -> list[Push]:
    """Right key and signature, another appid."""
    other = replace(server, identity=replace(server.identity, appid="wx1111111111111111"))
    return [other.push_of(server.say(openid, QUESTION))]


def flipped(push: Push) -> Push:
    """One character of the cipher changed."""
    at = push.body.index(b"Encrypt") + 40
    return replace(push, body=push.body[:at] + (b"A" if push.body[at:at + 1] != b"A" else b"B") + push.body[at + 1:])


def raw(make_text: Callable[[OfficialServer, str], str]) -> Callable:
    """Any body, signed and encrypted as it should be."""
    def make(server: OfficialServer, openid: str) -> list[Push]:
        fields = server.say(openid, QUESTION)
        return [make_raw_push(server.identity, make_text(server, openid), fields, seconds_now(), openid[-8:], server.as_json)]
    return make


def asking_trials() -> Iterator[Trial]:
    """Everything a resident can send."""
    yield answers("text", text(QUESTION), QUESTION)
    yield answers("text with odd characters", text(ODD), ODD)
    yield answers("voice, recognised", message("voice", MediaId="m", Format="amr", Recognition="我们小区是什么风险区"), "我们小区是什么风险区")
    yield answers("voice, not recognised", message("voice", MediaId="m", Format="amr", Recognition=""), "(voice)")
    yield answers("location", message("location", Location_X=34.7466, Location_Y=113.6254, Scale=16, Label="金水区"), "(34.7466, 113.6254)")
    yield answers("picture", message("image", PicUrl="https://example.org/p.jpg", MediaId="m"), "(picture)")
    yield answers("video", message("video", MediaId="m", ThumbMediaId="t"), "(video)")
    yield answers("link", message("link", Title="通告", Description="", Url="https://example.org/"), "(link)")
    yield answers("subscribe", event("subscribe", EventKey=""), "(subscribe)")
    yield answers("subscribe by a code", event("subscribe", EventKey="qrscene_booth_location", Ticket="t"), "(qrscene_booth_location)")
    yield answers("menu", event("CLICK", EventKey="booth_location"), "(booth_location)")
    yield stays_silent("unsubscribe", event("unsubscribe", EventKey=""), "(unsubscribe)")
    yield stays_silent("menu opens a page", event("VIEW", EventKey="https://example.org/"), "(VIEW)")
    yield stays_silent("place reported", event("LOCATION", Latitude=34.7466, Longitude=113.6254, Precision=30.0), "(LOCATION)")


def once_trials() -> Iterator[Trial]:
    """One message, many deliveries."""
    yield again("delivered three times, one stamp", True, text(QUESTION))
    yield again("delivered three times, new stamps", False, text(QUESTION))
    yield again("event delivered three times", False, event("subscribe", EventKey=""))
    yield Trial("three deliveries at once", at_once)
    yield Trial("the connection drops, then retries", hangs_up)


def forging_trials(mode: str) -> Iterator[Trial]:
    """What did not come from the official server."""
    yield Trial("address check", verifies)
    yield Trial("address check, unsigned", refuses_unsigned_check)
    yield refuses("unsigned", forged(without("signature", "msg_signature", "timestamp", "nonce")), QUESTION)
    yield refuses("signature wrong", forged(lambda push: replace(push, params={**push.params, "signature": "0" * 40, "msg_signature": "0" * 40})), QUESTION)
    yield refuses("signed eleven minutes ago", lambda server, openid: [server.push_of(server.say(openid, QUESTION), ago=TOO_OLD)], QUESTION)
    yield refuses("another message under a used stamp", with_other_body, QUESTION)
    yield refuses("entities in the XML", raw(lambda _server, openid: BOMB.format(openid=openid)), "(entity bomb)")
    yield refuses("more than 64 KB", raw(lambda server, openid: written(server.say(openid, "啊" * 30000))), "(90 KB)")
    yield refuses("no message at all", raw(lambda _server, _openid: json.dumps([1])), "[1]")
    if mode != "plain":
        yield refuses("another account's appid", of_other_account, QUESTION)
        yield refuses("a changed cipher", forged(flipped), QUESTION)
    if mode == "safe":
        yield refuses("plain text in safe mode", as_plain, QUESTION)


def all_trials(mode: str) -> list[Trial]:
    """Every trial that fits the account's mode."""
    return [*forging_trials(mode), *asking_trials(), *once_trials()]


def simulate(server: OfficialServer, trials: list[Trial] | None = None) -> Iterator[Finding]:
    """Run the trials one by one."""
    for trial in all_trials(server.identity.mode) if trials is None else trials:
        yield trial.run(server)


def talk(server: OfficialServer, lines: list[str]) -> Iterator[Finding]:
    """One resident says these lines, one after the other."""
    openid = server.resident()
    for line in lines:
        before = len(server.sent_later(openid))
        replies = server.deliver(server.say(openid, line))
        heard = hear(server, openid, replies, before)
        silent = [] if heard or replies[-1].faults else ["nothing was said in return, not later either."]
        yield finding(line, line, replies, [*silent, *twice(heard)], "\n".join(heard))


def table_of(findings: list[Finding], console: Console) -> None:
    """Print what was asked and answered, and the faults below."""
    table = Table("what", "asked", "answered", "s", "")
    for found in findings:
        cells = found.name, short(found.asked), short(found.answered), f"{found.seconds:.2f}", "fault" if found.faults else "ok"
        # As they are: brackets in a reply are no colours.
        table.add_row(*map(Text, cells))
    console.print(table)
    for found in findings:
        for fault in found.faults:
            console.print(f"{found.name}: {fault}", markup=False)


def short(words: str) -> str:
    """The beginning, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
