"""A conversation with a running bot, as a resident has it."""
from __future__ import annotations

from collections.abc import Iterator

from labs.wechat.simulator.official_server import OfficialServer
from labs.wechat.simulator.reply_listener import hear, twice
from labs.wechat.simulator.trials import Finding, finding


def talk(server: OfficialServer, lines: list[str]) -> Iterator[Finding]:
    """One resident says these lines, one after the other."""
    openid = server.resident()
    for line in lines:
        before = len(server.sent_later(openid))
        replies = server.deliver(server.say(openid, line))
        heard = hear(server, openid, replies, before)
        silent = [] if heard or replies[-1].faults else ["nothing was said in return, not later either."]
        yield finding(line, line, replies, [*silent, *twice(heard)], "\n".join(heard))
