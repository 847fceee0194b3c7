"""What the simulator puts a bot through: each trial is one function, each fault it finds one sentence."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.channels.wechat.official_server import OfficialServer
from bot.channels.wechat.pushes import Fields
from bot.channels.wechat.replies import Reply
from knowledge import clock

# Seconds in which the simulator listens whether a late reply comes twice.
LISTENS_ON, LOOKS_EVERY = 1.0, 0.25
HANGS_UP_AFTER = 0.2
QUESTION, FOLLOWING = "附近哪里可以做核酸", "在吗"


@dataclass(frozen=True)
class Finding:
    """One line of the table. ``faults`` are sentences; none means that all is well."""

    name: str
    asked: str
    answered: str
    seconds: float
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """One thing to try; ``run`` gives what came of it."""

    name: str
    run: Callable[[OfficialServer], Finding]


def told(replies: list[Reply]) -> str:
    """The last answer in a few words."""
    last = replies[-1]
    if last.shown:
        return last.text
    if last.status == 200:
        return "(nothing now)" if last.nothing else "(not to be read)"
    return "(no answer)" if last.silent else f"HTTP {last.status}"


def finding(name: str, asked: str, replies: list[Reply], faults: Iterator[str] | list[str] = (), answered: str = "") -> Finding:
    """A finding over deliveries: their own faults, and those the trial adds."""
    found = dict.fromkeys([*(fault for reply in replies for fault in reply.faults), *faults])
    return Finding(name, asked, answered or told(replies), max(reply.seconds for reply in replies), tuple(found))


def answers(name: str, make: Callable[[OfficialServer, str], Fields], asked: str) -> Trial:
    """A message must be answered: at once, later by the API, or with the resident's next message."""
    def trial(server: OfficialServer) -> Finding:
        openid = server.resident()
        replies = server.deliver(make(server, openid))
        heard = hear(server, openid, replies)
        faults = [] if heard or replies[-1].faults else ["nothing was said in return, not later either."]
        return finding(name, asked, replies, [*faults, *twice(heard)], "\n".join(heard))
    return Trial(name, trial)


def stays_silent(name: str, make: Callable[[OfficialServer, str], Fields], asked: str) -> Trial:
    """An event that asks nothing must be taken without a word."""
    def trial(server: OfficialServer) -> Finding:
        replies = server.deliver(make(server, server.resident()))
        faults = ["it was answered; this event asks nothing."] if replies[-1].shown else []
        return finding(name, asked, replies, faults)
    return Trial(name, trial)


def refuses(name: str, make: Callable[[OfficialServer, str], list], asked: str) -> Trial:
    """Deliveries that are not the official server's must be refused: an HTTP error and no word. The last one counts."""
    def trial(server: OfficialServer) -> Finding:
        openid = server.resident()
        replies = [server.push(push, openid) for push in make(server, openid)]
        last = replies[-1]
        faults = [] if last.refused else [f"it was not refused (HTTP {last.status or 'none'})."]
        return Finding(name, asked, told(replies), last.seconds, tuple(faults))
    return Trial(name, trial)


def hear(server: OfficialServer, openid: str, replies: list[Reply], before: int = 0) -> list[str]:
    """All that a resident reads in return to one message: the passive reply, and what comes later; ``before``: how
    many messages had come later by then already."""
    passive = [replies[-1].text] if replies[-1].shown else []
    if passive or not replies[-1].nothing:
        return [*passive, *server.sent_later(openid)[before:]]
    return wait_for_late(server, openid, before) or given_with_next(server, openid)


def given_with_next(server: OfficialServer, openid: str) -> list[str]:
    """What the reply to the resident's next message says beyond what it says to somebody who was kept nothing."""
    followed, plain = (server.deliver(server.say(who, FOLLOWING))[-1].text for who in (openid, server.resident()))
    return [followed] if followed and followed != plain else []


def wait_for_late(server: OfficialServer, openid: str, before: int) -> list[str]:
    """What the stand-in of the API takes for a resident; without one there is nothing to wait for."""
    give_up = clock.machine_seconds() + (server.late_within if server.api else 0)
    while clock.machine_seconds() < give_up:
        if server.sent_later(openid)[before:]:
            time.sleep(LISTENS_ON)
            return server.sent_later(openid)[before:]
        time.sleep(LOOKS_EVERY)
    return []


def twice(heard: list[str]) -> list[str]:
    """The fault of the same words said twice."""
    return ["the same reply was given twice."] if len(set(heard)) < len(heard) else []


def verifies(server: OfficialServer) -> Finding:
    """The echo comes back bare."""
    echo = str(clock.machine_utc().microsecond + 10**15)
    status, body = server.verify(echo)
    right = (status, body) == (200, echo)
    return Finding("address check", echo, body or f"HTTP {status}", 0.0, () if right else ("echostr must come back bare, with HTTP 200.",))


def refuses_unsigned_check(server: OfficialServer) -> Finding:
    """A wrong signature gets no echo."""
    status, body = server.verify("123456", sign=False)
    faults = () if 400 <= status < 500 and body != "123456" else ("an unsigned address check was accepted.",)
    return Finding("address check, unsigned", "123456", f"HTTP {status}", 0.0, faults)


def again(name: str, same_stamp: bool, make: Callable[[OfficialServer, str], Fields]) -> Trial:
    """A second and third delivery get what the first got, word for word."""
    def trial(server: OfficialServer) -> Finding:
        openid = server.resident()
        fields = make(server, openid)
        server.tell_api(fields)
        push = server.push_of(fields)
        replies = [server.push(push if same_stamp else server.push_of(fields), openid) for _ in range(3)]
        return finding(name, str(fields.get("Content") or fields.get("Event")), replies, differing(replies))
    return Trial(name, trial)


def differing(replies: list[Reply]) -> list[str]:
    """The fault of retries that are answered in another way than the first delivery was."""
    shown = [reply.text for reply in replies if reply.shown]
    # What was not ready at first may be given to a retry; after that it must stay the same.
    first = next((n for n, reply in enumerate(replies) if reply.shown), len(replies))
    changed = len(set(shown)) > 1 or any(reply.nothing for reply in replies[first:])
    return ["deliveries of one message were answered differently; it was run more than once."] if changed else []


def at_once(server: OfficialServer) -> Finding:
    """Three deliveries while the first still runs."""
    openid = server.resident()
    fields = server.say(openid, QUESTION)
    server.tell_api(fields)
    with ThreadPoolExecutor(3) as pool:
        replies = list(pool.map(lambda _: server.push(server.push_of(fields), openid), range(3)))
    shown = {reply.text for reply in replies if reply.shown}
    faults = ["deliveries of one message were answered differently; it was run more than once."] if len(shown) > 1 else []
    heard = hear(server, openid, sorted(replies, key=lambda reply: reply.shown))
    return finding("three deliveries at once", QUESTION, replies, [*faults, *twice(heard)], "\n".join(heard))


def hangs_up(server: OfficialServer) -> Finding:
    """The connection drops before the answer; the retries get it, all the same one."""
    openid = server.resident()
    fields = server.say(openid, QUESTION)
    server.tell_api(fields)
    server.push(server.push_of(fields), openid, patience=HANGS_UP_AFTER)
    replies = [server.push(server.push_of(fields), openid) for _ in range(2)]
    heard = hear(server, openid, replies)
    lost = [] if heard or replies[-1].faults else ["the reply was lost with the connection."]
    return finding("the connection drops, then retries", QUESTION, replies, [*differing(replies), *lost, *twice(heard)], "\n".join(heard))
