"""What the simulator puts a bot through: each trial is one function, each fault it finds one sentence."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from knowledge import clock
from labs.wechat.simulator.official_server import OfficialServer
from labs.wechat.simulator.pushes import Fields
from labs.wechat.simulator.replies import Reply
from labs.wechat.simulator.reply_listener import hear, twice

# Sooner than the quickest bot has answered.
HANGS_UP_AFTER = 0.03
QUESTION = "附近哪里可以做核酸"


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


def finding(
    name: str, asked: str, replies: list[Reply], faults: Iterator[str] | list[str] = (), answered: str = ""
) -> Finding:
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


def verifies(server: OfficialServer) -> Finding:
    """The echo comes back bare."""
    echo = str(clock.machine_utc().microsecond + 10**15)
    status, body = server.verify(echo)
    right = (status, body) == (200, echo)
    return Finding(
        "address check", echo, body or f"HTTP {status}", 0.0,
        () if right else ("echostr must come back bare, with HTTP 200.",)
    )


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
    faults = [
        "deliveries of one message were answered differently; it was run more than once."
    ] if len(shown) > 1 else []
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
    return finding(
        "the connection drops, then retries", QUESTION, replies, [*differing(replies), *lost, *twice(heard)],
        "\n".join(heard)
    )
