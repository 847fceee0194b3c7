"""What a resident reads in return to one message, whichever way it reaches them."""
from __future__ import annotations

import time

from knowledge import clock
from labs.wechat.simulator.official_server import OfficialServer
from labs.wechat.simulator.replies import Reply

# Seconds in which the simulator listens whether a late reply comes twice.
LISTENS_ON, LOOKS_EVERY = 1.0, 0.25
FOLLOWING = "在吗"


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
