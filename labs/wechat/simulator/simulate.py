"""All trials of the simulator (`jumin wechat simulate`)."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from knowledge.releases.city import city_here
from labs.wechat.simulator.forgeries import (
    BOMB,
    as_plain,
    flipped,
    forged,
    of_other_account,
    raw,
    with_other_body,
    without,
)
from labs.wechat.simulator.official_server import OfficialServer
from labs.wechat.simulator.pushes import written
from labs.wechat.simulator.trials import (
    QUESTION,
    Finding,
    Trial,
    again,
    answers,
    at_once,
    hangs_up,
    refuses,
    refuses_unsigned_check,
    stays_silent,
    verifies,
)

ODD = "]]> 😷𠮷 <b>&amp; \u200f مرحبا「核酸」"
TOO_OLD = 11 * 60


def text(words: str) -> Callable:
    return lambda server, openid: server.say(openid, words)


def message(kind: str, **more) -> Callable:
    return lambda server, openid: server.message(openid, kind, **more)


def event(name: str, **more) -> Callable:
    return lambda server, openid: server.event(openid, name, **more)


def asking_trials() -> Iterator[Trial]:
    """Everything a resident can send."""
    yield answers("text", text(QUESTION), QUESTION)
    yield answers("text with odd characters", text(ODD), ODD)
    yield answers(
        "voice, recognised", message("voice", MediaId="m", Format="amr", Recognition="我们小区是什么风险区"), "我们小区是什么风险区"
    )
    yield answers("text of the year 10000", message("text", Content=QUESTION, CreateTime=253402300800), QUESTION)
    yield answers("voice, not recognised", message("voice", MediaId="m", Format="amr", Recognition=""), "(voice)")
    yield answers(
        "location", message("location", Location_X=34.7466, Location_Y=113.6254, Scale=16, Label="路口"),
        "(34.7466, 113.6254)"
    )
    yield answers("picture", message("image", PicUrl="https://example.org/p.jpg", MediaId="m"), "(picture)")
    yield answers("video", message("video", MediaId="m", ThumbMediaId="t"), "(video)")
    yield answers("link", message("link", Title="通告", Description="", Url="https://example.org/"), "(link)")
    yield answers("subscribe", event("subscribe", EventKey=""), "(subscribe)")
    asked = city_here().first_questions[0]
    yield answers(
        "subscribe by a code", event("subscribe", EventKey=f"qrscene_{asked}", Ticket="t"), f"(qrscene_{asked})"
    )
    yield answers("menu", event("CLICK", EventKey=asked), f"({asked})")
    yield stays_silent("unsubscribe", event("unsubscribe", EventKey=""), "(unsubscribe)")
    yield stays_silent("menu opens a page", event("VIEW", EventKey="https://example.org/"), "(VIEW)")
    yield stays_silent(
        "place reported", event("LOCATION", Latitude=34.7466, Longitude=113.6254, Precision=30.0), "(LOCATION)"
    )


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
    yield refuses(
        "signature wrong",
        forged(lambda push: replace(push, params={**push.params, "signature": "0" * 40, "msg_signature": "0" * 40})),
        QUESTION
    )
    yield refuses(
        "signed eleven minutes ago", lambda server, openid: [server.push_of(server.say(openid, QUESTION), ago=TOO_OLD)],
        QUESTION
    )
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
