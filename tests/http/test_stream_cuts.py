"""A call's stream that is cut again and again: whoever listens sees in the end what they would see without a cut."""
from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from desks import add_people
from hotline_agents import Agent, console_of
from support import ROOT
from wires import wire

from knowledge.database import open_engine
from labs.evaluation.calls import read_calls

CUTS = 200
# So long a listener waits at most for the last state.
WITHIN_SECONDS = 60.0


@pytest.fixture(scope="module")
def agent(sample_city) -> Agent:
    engine = open_engine(f"sqlite:///{Path(sample_city.environment['JUMIN_VAR']) / 'jumin.db'}")
    add_people(engine, {"cut_agent": ["agent"]})
    return Agent(console_of(sample_city), "cut_agent")


class Listener:
    """Follows a call through a wire as the page does: after each cut it asks for what came after the last event that it
    got whole. ``states`` are those it was told."""

    def __init__(self, agent: Agent, address: str) -> None:
        self.through = Agent(address, browser=requests.Session(), call=agent.call)
        self.through.browser.cookies.update(agent.browser.cookies.get_dict())
        self.states, self.last, self.is_over = [], "", False
        self.thread = threading.Thread(target=self.follow, daemon=True)
        self.thread.start()

    def follow(self) -> None:
        while not self.is_over:
            with suppress(requests.RequestException):
                for number, state in self.through.events(WITHIN_SECONDS, self.last):
                    if state is not None:
                        self.states.append(state)
                        self.last = number
                    if self.is_over:
                        return


def cut_at_each_piece(agent: Agent, pieces: list[dict], chance: random.Random) -> list[dict]:
    """A call whose stream is cut after every piece; what the listener was told."""
    agent.begin()
    with wire(urlsplit(agent.url).port) as between:
        listener = Listener(agent, between.address)
        for piece in pieces:
            agent.send(piece)
            # Before the stream has begun, while it tells, and when it has told.
            time.sleep(chance.choice((0.0, 0.01, 0.05, 0.2)))
            between.cut()
            between.mend()
        ends, shown = time.monotonic() + WITHIN_SECONDS, agent.state()
        while (not listener.states or listener.states[-1] != shown) and time.monotonic() < ends:
            time.sleep(0.1)
        listener.is_over = True
    return listener.states


def test_after_two_hundred_cuts_streams_have_shown_what_they_would_show_without_one(agent):
    chance, cuts = random.Random(20221107), 0
    for call in read_calls([ROOT / "tests/cases/calls/rambling.yml"]):
        told = cut_at_each_piece(agent, call["pieces"], chance)
        state = agent.state()
        assert told[-1] == state and next(agent.events(10))[1] == state, call["id"]
        assert all(one != other for one, other in pairwise(told))
        cuts += len(call["pieces"])
        if cuts >= CUTS:
            return


def test_what_was_said_in_the_same_way_is_shown_the_same_with_the_same_mark(agent):
    """The mark is that of the state alone: who comes back with it to another call is told the same."""
    said = ("我家楼下那个理发店", "现在开不开门啊")
    first = agent.hears(*said)
    mark, shown = next(agent.events(10))
    again = agent.hears(*said)
    other, same = next(agent.events(10))
    assert first == again == shown == same and mark == other
