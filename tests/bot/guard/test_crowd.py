"""Who has to go when there are too many: the quietest of the most crowded address, and nobody who is being answered."""
from __future__ import annotations

from types import SimpleNamespace

import pytest

from bot.guard.crowd import Crowd


class Caller(SimpleNamespace):
    __hash__ = object.__hash__


@pytest.fixture()
def crowd() -> Crowd:
    return Crowd(4)


def fill(crowd: Crowd, peer: str, count: int, busy: bool = False) -> list[Caller]:
    callers = [Caller(busy=busy) for _ in range(count)]
    assert [crowd.enter(peer, caller) for caller in callers] == [None] * count
    return callers


def test_the_most_crowded_address_gives_up_the_quietest(crowd):
    first, second, third = fill(crowd, "one", 3)
    fill(crowd, "other", 1)
    crowd.heard("one", first)
    assert crowd.enter("other", Caller(busy=False)) is second
    crowd.leave("one", second)
    assert crowd.enter("third", Caller(busy=False)) in (first, third)


def test_who_is_being_answered_stays(crowd):
    fill(crowd, "one", 3, busy=True)
    quiet, = fill(crowd, "one", 1)
    assert crowd.enter("one", Caller(busy=True)) is quiet


def test_when_all_are_being_answered_the_newcomer_goes(crowd):
    fill(crowd, "one", 4, busy=True)
    newcomer = Caller(busy=False)
    assert crowd.enter("one", newcomer) is newcomer


def test_who_left_makes_room_once(crowd):
    first, *_ = fill(crowd, "one", 4)
    crowd.leave("one", first)
    crowd.leave("one", first)
    fill(crowd, "other", 1)
    assert crowd.enter("third", Caller(busy=False)) is not None
